"""Managing webhooks: what is asked for is kept, and refusals change nothing."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from db.enums.events import EventKind
from db.enums.parties import PartyKind
from db.tables.webhooks import Webhook
from db.types import new_id
from hub.commands import webhooks as commands
from hub.domain.webhooks import WEBHOOKS_MAX
from hub.execution.ids import key_of
from hub.subscriptions.cursors import cursor_at
from tests.conftest import Clock
from tests.mutations import codes, execute, mutate
from tests.patience import PATIENCE_SECONDS
from tests.world import World

ADDRESS = "https://receiver.example/hook"


async def created(world: World, **input: Any) -> Any:
    made = await mutate(world, world.brand, "createWebhook", **{"address": ADDRESS, **input})
    assert made["errors"] == []
    return made


async def stored(world: World, id: str) -> Webhook:
    return await world.fresh(Webhook, key_of(id, "Webhook"))


async def test_a_new_webhook_is_active_and_tells_its_secret_once(world: World) -> None:
    made = await created(world)

    assert made["secret"].startswith("whsec_")
    assert (made["webhook"]["status"], made["webhook"]["kinds"]) == ("ACTIVE", [*EventKind])
    kept = await stored(world, made["webhook"]["id"])
    assert made["secret"].encode() not in kept.secret
    assert kept.account_id == world.brand.viewer.account_id


async def test_a_secret_is_told_again_to_the_request_that_made_it_and_to_no_other(
    world: World, clock: Clock
) -> None:
    creating, rotating = {"requestId": str(new_id())}, {"requestId": str(new_id())}
    made = await created(world, **creating)
    rotating["webhookId"] = made["webhook"]["id"]

    clock.now += timedelta(seconds=1)
    rotated = await mutate(world, world.brand, "rotateWebhookSecret", **rotating)

    assert (await created(world, **creating))["secret"] is None
    again = await mutate(world, world.brand, "rotateWebhookSecret", **rotating)
    assert again == rotated
    assert again["secret"] is not None
    clock.now += timedelta(seconds=1)
    colleague = await world.member(world.brand.party, world.brand.viewer.role)
    await mutate(world, colleague, "rotateWebhookSecret", webhookId=made["webhook"]["id"])
    again = await mutate(world, world.brand, "rotateWebhookSecret", **rotating)
    assert (again["secret"], again["errors"]) == (None, [])
    assert again["webhook"]["id"] == made["webhook"]["id"]


async def test_a_webhook_is_made_once_for_a_request(world: World) -> None:
    input = {"requestId": str(new_id())}

    assert await created(world, **input) == await created(world, **input)

    assert await world.hub.database.pool.fetchval("SELECT count(*) FROM webhooks") == 1


async def test_an_unfit_webhook_is_refused(world: World) -> None:
    for input, field in (
        ({"address": "ftp://receiver.example"}, "address"),
        ({"kinds": []}, "kinds"),
    ):
        refused = await mutate(world, world.brand, "createWebhook", **{"address": ADDRESS, **input})
        assert codes(refused) == ["INVALID_INPUT"]
        assert refused["errors"][0]["field"] == [field]
        assert (refused["webhook"], refused["secret"]) == (None, None)

    made = await created(world)
    refused = await mutate(
        world, world.brand, "updateWebhook", webhookId=made["webhook"]["id"], address="x"
    )
    assert codes(refused) == ["INVALID_INPUT"]
    assert (await stored(world, made["webhook"]["id"])).address == ADDRESS


async def test_a_party_has_a_limited_number_of_webhooks(world: World) -> None:
    for _ in range(WEBHOOKS_MAX):
        await created(world)

    refused = await mutate(world, world.brand, "createWebhook", address=ADDRESS)
    others = await mutate(world, world.retailer, "createWebhook", address=ADDRESS)

    assert codes(refused) == ["INVALID_INPUT"]
    assert codes(others) == []


async def test_webhooks_made_at_once_are_no_more_than_allowed(world: World) -> None:
    for _ in range(WEBHOOKS_MAX - 1):
        await created(world)
    request = world.asked_by(world.brand)

    async with request.writing() as session:
        await commands.create_webhook(request, ADDRESS, None, (0,))
        await session.flush()
        another = asyncio.create_task(mutate(world, world.brand, "createWebhook", address=ADDRESS))
        # Whatever refers to the party otherwise is not held up.
        await asyncio.wait_for(world.goods(world.brand), timeout=PATIENCE_SECONDS)
        await asyncio.wait([another], timeout=0.3)
        await session.commit()

    assert codes(await another) == ["INVALID_INPUT"]


async def test_a_cursor_of_another_party_or_of_the_future_is_no_place_to_start(
    world: World,
) -> None:
    made = await created(world)
    for party, position in ((world.retailer, 0), (world.brand, 10**6)):
        after = cursor_at(world.hub, (party.id,), (position,))
        for mutation, input in (
            ("createWebhook", {"address": ADDRESS}),
            ("replayWebhook", {"webhookId": made["webhook"]["id"]}),
        ):
            done = await execute(world.hub, world.brand, mutation, after=after, **input)
            assert [error.extensions["code"] for error in done.errors] == ["CURSOR_INVALID"]

    assert await world.hub.database.pool.fetchval("SELECT count(*) FROM webhooks") == 1


async def test_a_webhook_is_paused_resumed_and_taken_over_by_whoever_resumes_it(
    world: World,
) -> None:
    id = (await created(world))["webhook"]["id"]
    colleague = await world.member(world.brand.party, world.brand.viewer.role)

    refused = await mutate(world, colleague, "resumeWebhook", webhookId=id)
    assert codes(refused) == ["WRONG_STATUS"]
    paused = await mutate(world, colleague, "pauseWebhook", webhookId=id)
    assert (paused["webhook"]["status"], paused["webhook"]["pausedBecause"]) == ("PAUSED", "ASKED")
    assert (await stored(world, id)).account_id == world.brand.viewer.account_id
    resumed = await mutate(world, colleague, "resumeWebhook", webhookId=id)

    assert (resumed["webhook"]["status"], resumed["webhook"]["pausedBecause"]) == ("ACTIVE", None)
    assert (await stored(world, id)).account_id == colleague.account_id


@pytest.mark.parametrize(
    ("mutation", "input", "taken_over"),
    [
        ("updateWebhook", {"address": "https://elsewhere.example/"}, True),
        ("updateWebhook", {"kinds": ["ORDER"]}, False),
        ("rotateWebhookSecret", {}, True),
        ("testWebhook", {}, False),
    ],
)
async def test_a_webhook_acts_for_whoever_gave_it_its_address_or_its_secret_last(
    world: World, mutation: str, input: dict[str, Any], taken_over: bool
) -> None:
    id = (await created(world))["webhook"]["id"]
    colleague = await world.member(world.brand.party, world.brand.viewer.role)

    changed = await mutate(world, colleague, mutation, webhookId=id, **input)

    assert codes(changed) == []
    acts_for = colleague if taken_over else world.brand.viewer
    assert (await stored(world, id)).account_id == acts_for.account_id


async def test_a_rotation_keeps_the_old_secret_for_a_day(world: World, clock: Clock) -> None:
    made = await created(world)
    before = (await stored(world, made["webhook"]["id"])).secret

    rotated = await mutate(
        world, world.brand, "rotateWebhookSecret", webhookId=made["webhook"]["id"]
    )

    assert rotated["secret"] not in (None, made["secret"])
    kept = await stored(world, made["webhook"]["id"])
    assert kept.secret_before == before
    assert kept.secret_before_until is not None
    assert (kept.secret_before_until - clock.now).days == 1


async def test_a_deleted_webhook_is_gone_with_its_log(world: World) -> None:
    id = (await created(world))["webhook"]["id"]
    await world.hub.database.pool.execute(
        "INSERT INTO webhook_deliveries"
        " (id, webhook_id, attempt, tried_at, milliseconds, delivered)"
        " SELECT gen_random_uuid(), id, 1, now(), 1, true FROM webhooks"
    )

    assert await mutate(world, world.brand, "deleteWebhook", webhookId=id) == {"errors": []}

    assert await world.hub.database.pool.fetchval("SELECT count(*) FROM webhook_deliveries") == 0
    again = await mutate(world, world.brand, "deleteWebhook", webhookId=id)
    assert codes(again) == ["NOT_FOUND"]


@pytest.mark.parametrize(
    "mutation",
    ["updateWebhook", "pauseWebhook", "resumeWebhook", "replayWebhook", "rotateWebhookSecret",
     "testWebhook", "deleteWebhook"],
)  # fmt: skip
async def test_nobody_but_its_party_does_anything_with_a_webhook(
    world: World, mutation: str
) -> None:
    id = (await created(world))["webhook"]["id"]
    before = await stored(world, id)
    operator = await world.trader(PartyKind.OPERATOR)

    for who, code in (
        (world.retailer, "NOT_FOUND"),
        (operator, "NOT_FOUND"),
        (None, "UNAUTHENTICATED"),
    ):
        input = {"webhookId": id}
        if mutation == "replayWebhook":
            input["after"] = cursor_at(world.hub, (who.id if who else world.brand.id,), (0,))
        refused = await mutate(world, who, mutation, **input)
        assert codes(refused) == [code]
        assert refused.get("secret") is None

    assert await stored(world, id) == before
