"""The edge of every change: one transaction, answered once per request id."""

import asyncio
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from argon2 import PasswordHasher
from redis.asyncio import Redis

from db.enums.accounts import Role
from db.enums.parties import PartyKind
from db.queries.accounts import member_of_session
from db.tables.accounts import Account, Membership
from db.types import new_id
from hub.context import open_request
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.wake_ups import WakeUps
from tests.conftest import Clock
from tests.graph import as_told
from tests.mutations import ERRORS, codes, execute, mutate, selection_of
from tests.patience import PATIENCE_SECONDS
from tests.world import Trader, World


def placing(world: World, quantity: int = 5, **input: Any) -> dict[str, Any]:
    """The input of an order of the brand's SKU."""
    lines = [{"skuId": f"Sku:{world.sku.id}", "quantity": quantity}]
    return {"sellerId": f"Party:{world.brand.id}", "lines": lines, **input}


async def count(world: World, table: str) -> int:
    found: int = await world.hub.database.pool.fetchval(f"SELECT count(*) FROM {table}")
    return found


async def test_every_mutation_answers_with_what_it_changed(world: World) -> None:
    brand, retailer, sku = world.brand, world.retailer, await world.goods(world.brand)
    await world.offer(brand, sku, made_to_order=True)
    lines = [{"skuId": f"Sku:{sku.id}", "quantity": 2, "unitPriceMinor": 1000}]

    placed = await mutate(world, retailer, "placeOrder", **placing(world), note="Hello")
    assert (placed["order"]["status"], placed["order"]["version"]) == ("PLACED", 1)
    rejected = await mutate(world, brand, "rejectOrder", orderId=placed["order"]["id"])
    assert (rejected["order"]["status"], rejected["order"]["version"]) == ("REJECTED", 2)
    assert rejected["order"]["lines"][0]["allocated"] == 0

    assert retailer.location is not None
    placed = await mutate(
        world,
        retailer,
        "placeOrder",
        sellerId=f"Party:{brand.id}",
        lines=lines,
        deliverToId=f"Location:{retailer.location.id}",
    )
    order = {"orderId": placed["order"]["id"]}
    for step in ("confirmOrder", "startProduction", "finishProduction"):
        assert codes(await mutate(world, brand, step, **order)) == []
    [line] = placed["order"]["lines"]
    part = [{"lineId": line["id"], "quantity": 1}]
    arrival = "2026-12-01T08:00:00Z"
    first = await mutate(
        world, brand, "shipOrder", **order, lines=part, estimatedArrival=arrival, carrier="Post"
    )
    assert first["shipment"]["order"]["status"] == "PARTIALLY_SHIPPED"
    rest = await mutate(world, brand, "shipOrder", **order)
    for shipped in (first, rest):
        received = await mutate(
            world, retailer, "receiveShipment", shipmentId=shipped["shipment"]["id"]
        )
        assert received["shipment"]["status"] == "DELIVERED"
    done = await mutate(world, retailer, "completeOrder", **order)
    assert (done["order"]["status"], done["errors"]) == ("COMPLETED", [])

    adjusted = await mutate(
        world,
        retailer,
        "adjustStock",
        locationId=f"Location:{retailer.location.id}",
        skuId=f"Sku:{sku.id}",
        delta=-1,
        reason="broken",
    )
    assert adjusted["stockItem"]["onHand"] == 1

    cancelled = await mutate(world, retailer, "placeOrder", **placing(world))
    cancelled = await mutate(world, retailer, "cancelOrder", orderId=cancelled["order"]["id"])
    assert cancelled["order"]["status"] == "CANCELLED"


async def test_an_order_names_the_one_that_caused_it(world: World) -> None:
    await world.partnership(world.supplier, world.retailer)
    cause = await mutate(world, world.retailer, "placeOrder", **placing(world))
    material = await world.goods(world.supplier)
    await world.offer(world.supplier, material)
    await world.stocked(world.supplier, material, 10)

    caused = await mutate(
        world,
        world.brand,
        "placeOrder",
        sellerId=f"Party:{world.supplier.id}",
        lines=[{"skuId": f"Sku:{material.id}", "quantity": 1}],
        causedById=cause["order"]["id"],
    )

    assert codes(caused) == []


async def test_the_same_request_is_answered_again_and_not_done_again(world: World) -> None:
    input = placing(world, requestId=str(new_id()))

    first = await mutate(world, world.retailer, "placeOrder", **input)
    stored = await world.stored()
    again = await mutate(world, world.retailer, "placeOrder", **input)

    assert again == first
    assert again["order"]["id"] is not None
    assert await world.stored() == stored


async def test_the_answer_to_a_repeated_request_is_the_order_as_it_is_now(world: World) -> None:
    input = placing(world, requestId=str(new_id()))
    first = await mutate(world, world.retailer, "placeOrder", **input)
    await mutate(world, world.brand, "confirmOrder", orderId=first["order"]["id"])

    again = await mutate(world, world.retailer, "placeOrder", **input)

    assert again["order"]["id"] == first["order"]["id"]
    assert again["order"]["status"] == "CONFIRMED"


async def test_a_refusal_is_an_answer_that_is_kept_too(world: World) -> None:
    input = placing(world, 101, requestId=str(new_id()))
    before = await world.stored()
    first = await mutate(world, world.retailer, "placeOrder", **input)

    assert first == {
        "order": None,
        "errors": [
            {
                "code": "OUT_OF_STOCK",
                "message": f"101 pieces of {world.sku.code} are not available;"
                " ask for fewer, or later.",
                "field": ["lines", "0", "quantity"],
            }
        ],
    }
    assert await world.stored() == before
    # Even when it could be done by now: who wants to try again makes a new request id.
    await world.stocked(world.brand, world.sku, 50)
    assert await mutate(world, world.retailer, "placeOrder", **input) == first
    assert codes(await mutate(world, world.retailer, "placeOrder", **placing(world, 101))) == []


@pytest.mark.parametrize("refused", [False, True])
async def test_a_request_id_is_not_used_for_another_request(world: World, refused: bool) -> None:
    id = str(new_id())
    await mutate(
        world, world.retailer, "placeOrder", **placing(world, 101 if refused else 5, requestId=id)
    )
    order_id = await world.order(1)
    stored = await world.stored()

    others = [
        await mutate(world, world.retailer, "placeOrder", **placing(world, 6, requestId=id)),
        await mutate(
            world, world.retailer, "placeOrder", **placing(world, note="More", requestId=id)
        ),
        await mutate(
            world, world.retailer, "cancelOrder", orderId=f"Order:{order_id}", requestId=id
        ),
    ]

    for other in others:
        assert codes(other) == ["REQUEST_ID_REUSED"]
        assert other["errors"][0]["field"] == ["requestId"]
        assert other["order"] is None
    assert await world.stored() == stored


async def test_the_same_input_for_another_step_is_another_request(world: World) -> None:
    order = {"orderId": f"Order:{await world.order(1)}", "requestId": str(new_id())}
    await mutate(world, world.brand, "confirmOrder", **order)

    other = await mutate(world, world.brand, "startProduction", **order)

    assert codes(other) == ["REQUEST_ID_REUSED"]


async def test_request_ids_of_two_accounts_have_nothing_to_do_with_each_other(
    world: World,
) -> None:
    colleague = await world.member(world.retailer.party, Role.BUYER)
    input = placing(world, requestId=str(new_id()))

    first = await mutate(world, world.retailer, "placeOrder", **input)
    second = await mutate(world, colleague, "placeOrder", **input)

    assert codes(first) == codes(second) == []
    assert first["order"]["id"] != second["order"]["id"]


async def test_an_account_is_not_given_the_answer_of_its_other_party(world: World) -> None:
    other = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, other)
    elsewhere = replace(other.viewer, account_id=world.retailer.viewer.account_id)
    input = placing(world, requestId=str(new_id()))
    await mutate(world, world.retailer, "placeOrder", **input)

    assert codes(await mutate(world, elsewhere, "placeOrder", **input)) == ["REQUEST_ID_REUSED"]


async def test_the_same_request_at_the_same_time_is_done_once(world: World) -> None:
    input = placing(world, requestId=str(new_id()))

    answers = await asyncio.gather(
        *(mutate(world, world.retailer, "placeOrder", **input) for _ in range(6))
    )

    assert codes(answers[0]) == []
    assert all(answer == answers[0] for answer in answers)
    assert await count(world, "orders") == 1
    assert await world.stock(world.brand) == (100, 5, 0)


async def cut_off(world: World, requests: int, input: dict[str, Any]) -> list[Any]:
    """The results of the same request, asked several times; the connection of the first breaks.

    It breaks in the middle of the command, while the others wait for it.
    """
    pool = world.hub.database.pool
    async with pool.acquire() as blocking, blocking.transaction():
        await blocking.execute("SELECT FROM partnerships FOR UPDATE")
        asking = [
            asyncio.create_task(execute(world.hub, world.retailer, "placeOrder", **input))
            for _ in range(requests)
        ]
        backends: list[int] = []
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(backends) < requests:
                await asyncio.sleep(0.01)
                rows = await pool.fetch(
                    "SELECT pid FROM pg_stat_activity"
                    " WHERE datname = current_database() AND wait_event_type = 'Lock'"
                    " ORDER BY query LIKE 'INSERT%'"
                )
                backends = [row["pid"] for row in rows]
        await pool.execute("SELECT pg_terminate_backend($1)", backends[0])
    return await asyncio.gather(*asking)


async def test_what_was_cut_off_can_be_asked_again(world: World) -> None:
    input = placing(world, requestId=str(new_id()))
    before = await world.stored()

    [result] = await cut_off(world, 1, input)

    assert result.data is None
    assert await world.stored() == before
    assert await count(world, "answered_requests") == 0
    assert codes(await mutate(world, world.retailer, "placeOrder", **input)) == []
    assert await count(world, "orders") == 1


async def test_who_waits_for_a_request_that_is_cut_off_does_it(world: World) -> None:
    results = await cut_off(world, 3, placing(world, requestId=str(new_id())))

    [_] = [result for result in results if result.data is None]
    first, second = [result.data["answer"] for result in results if result.data is not None]
    assert codes(first) == []
    assert first == second
    assert await count(world, "orders") == 1


async def test_a_change_is_kept_when_nobody_can_be_woken_up(world: World) -> None:
    redis = Redis(port=1)
    alone = replace(world.hub, redis=redis, wake_ups=WakeUps(redis))

    result = await execute(alone, world.retailer, "placeOrder", **placing(world))

    assert result.errors is None
    assert result.data["answer"]["order"]["status"] == "PLACED"
    await redis.aclose()


async def test_nothing_is_changed_anonymously(world: World) -> None:
    before = await world.stored()
    payload = await mutate(world, None, "placeOrder", **placing(world))

    assert codes(payload) == ["UNAUTHENTICATED"]
    assert payload["order"] is None
    assert await world.stored() == before
    assert await count(world, "answered_requests") == 0


async def test_ids_of_something_else_are_told_all_at_once_and_use_up_no_request_id(
    world: World,
) -> None:
    id = new_id()
    good = {"skuId": f"Sku:{id}", "quantity": 1}

    payload = await mutate(
        world,
        world.retailer,
        "placeOrder",
        sellerId=f"Order:{id}",
        lines=[{**good, "skuId": "nonsense"}, good, {**good, "skuId": f"Party:{id}"}],
        deliverToId=f"Sku:{id}",
        causedById=None,
    )

    assert codes(payload) == ["BAD_ID"] * 4
    assert [error["field"] for error in payload["errors"]] == [
        ["sellerId"],
        ["lines", "0", "skuId"],
        ["lines", "2", "skuId"],
        ["deliverToId"],
    ]
    assert payload["errors"][0]["message"] == f"'Order:{id}' is the id of a Order, not of a Party."
    assert await count(world, "answered_requests") == 0
    assert await count(world, "orders") == 0


async def test_changes_in_one_operation_are_made_one_after_the_other(world: World) -> None:
    """Each is a transaction of its own, and sees what the one before has done."""
    assert world.brand.location is not None
    fixed = {"locationId": f"Location:{world.brand.location.id}", "skuId": f"Sku:{world.sku.id}"}
    deltas = {"a": -60, "b": -60, "c": 1}
    variables = {
        name: {**fixed, "delta": delta, "reason": "counted", "requestId": str(new_id())}
        for name, delta in deltas.items()
    }
    declared = " ".join(f"${name}: AdjustStockInput!" for name in deltas)
    item = selection_of("adjustStock")
    fields = " ".join(f"{name}: adjustStock(input: ${name}) {item}" for name in deltas)

    async with open_request(world.hub, world.brand.viewer) as request:
        result = await schema.execute(
            f"mutation ({declared}) {{ {fields} }}", variables, context_value=request
        )

    told = as_told(result.data)
    assert told["a"]["stockItem"]["onHand"] == 40
    assert codes(told["b"]) == ["OUT_OF_STOCK"]
    assert told["b"]["stockItem"] is None
    assert told["c"]["stockItem"]["onHand"] == 41


# Signing in and out.

HASH = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash("demo")


async def account(world: World, *parties: Trader) -> str:
    """The email of an account with the password `demo`, a member of the parties."""
    made = Account(
        id=new_id(),
        email="ada@example.org",
        name="Ada",
        password_hash=HASH,
        created_at=world.hub.clock(),
    )
    rows = [Membership(account_id=made.id, party_id=one.id, role=Role.OWNER) for one in parties]
    await world.add(made, *rows)
    return made.email


async def session_of(world: World) -> UUID:
    """The session that was begun last."""
    found: UUID = await world.hub.database.pool.fetchval(
        "SELECT id FROM sessions ORDER BY id DESC LIMIT 1"
    )
    return found


async def viewer_of(world: World, session_id: UUID) -> Viewer | None:
    hub = world.hub
    row = await member_of_session(hub.database, session_id, now=hub.clock())
    return None if row is None else Viewer.of(row)


async def test_signing_in_answers_with_tokens_and_who_one_is(world: World) -> None:
    email = await account(world, world.retailer, world.brand)

    first = await mutate(world, None, "signIn", email=email, password="demo")
    other = await mutate(
        world, None, "signIn", email=email, password="demo", partyId=f"Party:{world.brand.id}"
    )

    assert first["errors"] == other["errors"] == []
    assert first["viewer"]["party"]["id"] == f"Party:{world.retailer.id}"
    assert first["viewer"]["role"] == "OWNER"
    assert other["viewer"]["party"]["id"] == f"Party:{world.brand.id}"
    assert first["accessToken"]
    assert first["refreshToken"] != other["refreshToken"]
    assert first["accessTokenExpiresAt"].startswith("2026-11-02T09:45:00")


async def test_what_follows_signing_in_is_asked_by_who_signed_in(world: World) -> None:
    email = await account(world, world.retailer)
    credentials = {"email": email, "password": "demo", "requestId": str(new_id())}
    order = placing(world, requestId=str(new_id()))

    async with open_request(world.hub, None) as request:
        result = await schema.execute(
            "mutation ($a: SignInInput!, $b: PlaceOrderInput!, $c: SignOutInput!) {"
            f" signIn(input: $a) {{ {ERRORS} }} placeOrder(input: $b) {selection_of('placeOrder')}"
            f" signOut(input: $c) {{ {ERRORS} }} }}",
            {"a": credentials, "b": order, "c": {"requestId": str(new_id())}},
            context_value=request,
        )

    told = as_told(result.data)
    assert told["placeOrder"]["order"]["status"] == "PLACED"
    assert told["signOut"]["errors"] == []
    assert request.viewer is None


@pytest.mark.parametrize("password", ["wrong", ""])
async def test_who_may_not_sign_in_learns_nothing(world: World, password: str) -> None:
    email = await account(world, world.retailer)

    wrong = await mutate(world, None, "signIn", email=email, password=password)
    unknown = await mutate(world, None, "signIn", email="bob@example.org", password="demo")
    await world.hub.database.pool.execute("UPDATE accounts SET disabled_at = now()")
    disabled = await mutate(world, None, "signIn", email=email, password="demo")

    assert wrong == unknown == disabled
    assert codes(wrong) == ["WRONG_CREDENTIALS"]
    assert (wrong["accessToken"], wrong["refreshToken"], wrong["viewer"]) == (None, None, None)


async def test_a_refresh_token_is_exchanged_once(world: World, clock: Clock) -> None:
    email = await account(world, world.retailer)
    first = await mutate(world, None, "signIn", email=email, password="demo")

    second = await mutate(world, None, "refreshSession", refreshToken=first["refreshToken"])
    assert second["errors"] == []
    assert second["viewer"] == first["viewer"]
    assert await viewer_of(world, await session_of(world)) is not None
    # Past the moment in which it may be used by several at once.
    clock.now += timedelta(minutes=5)
    again = await mutate(world, None, "refreshSession", refreshToken=first["refreshToken"])

    assert codes(again) == ["WRONG_CREDENTIALS"]
    assert again["errors"][0]["field"] == ["refreshToken"]
    # The end of the session was kept, though the request was refused.
    assert await viewer_of(world, await session_of(world)) is None
    newest = await mutate(world, None, "refreshSession", refreshToken=second["refreshToken"])
    assert codes(newest) == ["WRONG_CREDENTIALS"]


async def test_signing_out_ends_the_session(world: World, clock: Clock) -> None:
    email = await account(world, world.retailer)
    given = await mutate(world, None, "signIn", email=email, password="demo")
    viewer = await viewer_of(world, await session_of(world))
    assert viewer is not None

    clock.now += timedelta(seconds=1)
    assert await mutate(world, viewer, "signOut") == {"errors": []}

    assert viewer.session_id is not None
    assert await viewer_of(world, viewer.session_id) is None
    refreshed = await mutate(world, None, "refreshSession", refreshToken=given["refreshToken"])
    assert codes(refreshed) == ["WRONG_CREDENTIALS"]


async def test_nobody_signs_out_anonymously(world: World) -> None:
    assert codes(await mutate(world, None, "signOut")) == ["UNAUTHENTICATED"]


@pytest.mark.parametrize("instant", ["0001-01-01T00:00:00Z", "9999-12-31T23:59:59.999999Z"])
async def test_an_instant_that_cannot_be_stored_as_it_is_is_refused(
    world: World, instant: str
) -> None:
    order = {"orderId": f"Order:{world.brand.id}"}
    result = await execute(world.hub, world.brand, "shipOrder", **order, estimatedArrival=instant)

    [error] = result.errors
    assert f"; {instant!r} does not" in error.message
