"""Days are those of the party that means them."""

from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from typing import Any, Final

import pytest

from db.enums.sharing import Exactness
from db.queries.accounts import member_of_session
from hub.commands import parties
from hub.domain.errors import ErrorCode
from hub.policy.viewer import Viewer
from tests.commands.orders.steps import placing
from tests.commands.test_parties import PASSWORD
from tests.commands.test_sharing import partnership_of, setting
from tests.conftest import Clock
from tests.graph import answer, ask_field_by_field
from tests.world import World

FACTS: Final = """
    query ($timeZone: String) {
      salesFacts(by: [PERIOD], bucket: DAY, timeZone: $timeZone) { nodes { period orders } }
    }
"""
STOCK: Final = "{ stock { nodes { availableWhenTheDayBegan } } }"
SHANGHAI: Final = "Asia/Shanghai"


def in_zone(zone: str, **options: Any) -> Any:
    return partial(parties.set_time_zone, time_zone=zone, **options)


async def test_an_order_after_midnight_belongs_to_the_local_day(world: World, clock: Clock) -> None:
    await world.done(world.brand, in_zone(SHANGHAI))
    for minute in (29, 31):
        # Midnight in Shanghai is at 16:00 UTC.
        clock.now = datetime(2026, 11, 2, 15 if minute == 29 else 16, 30, tzinfo=UTC)
        await world.done(world.retailer, placing(world.brand, (world.sku, 1)))
    brand = replace(world.brand.viewer, time_zone=SHANGHAI)

    async def days(viewer: Viewer, time_zone: str | None = None) -> list[tuple[str, int]]:
        given: dict[str, Any] = {} if time_zone is None else {"timeZone": time_zone}
        told = await answer(world.hub, viewer, FACTS, **given)
        assert (await ask_field_by_field(world.hub, viewer, FACTS, **given)).data == told
        return sorted((one["period"], one["orders"]) for one in told["salesFacts"]["nodes"])

    assert await days(brand) == [("2026-11-02", 1), ("2026-11-03", 1)]
    assert await days(brand, "UTC") == [("2026-11-02", 2)]
    assert await days(world.brand.viewer) == [("2026-11-02", 2)]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
@pytest.mark.parametrize("is_of_place", [False, True])
async def test_stock_that_is_shown_with_delay_is_that_of_the_owners_morning(
    world: World, zone: str, is_of_place: bool
) -> None:
    assert world.brand.location is not None
    if is_of_place:
        await world.done(world.brand, in_zone("Asia/Kathmandu"))
        await world.done(world.brand, in_zone(zone, location_id=world.brand.location.id))
    else:
        await world.done(world.brand, in_zone(zone))
    partnership_id = await partnership_of(world, world.brand, world.retailer)
    await world.done(world.brand, setting(partnership_id, Exactness.DELAYED))

    async def shown(minutes: int) -> list[int | None]:
        async with world.hub.database.pool.acquire() as connection:
            await connection.execute("SET session_replication_role = replica")
            await connection.execute(
                "UPDATE stock_movements SET occurred_at ="
                " date_trunc('day', now(), $1) + make_interval(mins => $2)",
                zone,
                minutes,
            )
            await connection.execute("RESET session_replication_role")
        told = await answer(world.hub, world.retailer.viewer, STOCK)
        return [one["availableWhenTheDayBegan"] for one in told["stock"]["nodes"]]

    assert await shown(-1) == [100]
    assert await shown(1) == [None]


async def test_a_party_says_whose_days_it_means_and_so_do_its_places(world: World) -> None:
    grant: Any = await world.done(
        None,
        partial(
            parties.sign_up,
            email="grace@example.org",
            password=PASSWORD,
            name="Grace",
            kind=world.brand.party.kind,
            party_name="Rose & Co",
            time_zone="Europe/Paris",
        ),
    )
    row = await member_of_session(world.hub.database, grant.session_id, now=world.hub.clock())
    assert Viewer.of(row).time_zone == "Europe/Paris"

    assert world.brand.location is not None
    place = world.brand.location.id
    await world.done(world.brand, in_zone("America/Chicago", location_id=place))
    told = await answer(
        world.hub,
        world.brand.viewer,
        "query ($id: ID!) { party(id: $id) { timeZone ... on Brand { locations { timeZone } } } }",
        id=f"Party:{world.brand.id}",
    )
    assert told["party"] == {"timeZone": "UTC", "locations": [{"timeZone": "America/Chicago"}]}

    for zone in ("Mars/Olympus", "CEST", "utc"):
        refusal = await world.refusal(world.brand, in_zone(zone))
        assert (refusal.code, refusal.field) == (ErrorCode.INVALID_INPUT, ("timeZone",))
    assert world.retailer.location is not None
    other = in_zone(SHANGHAI, location_id=world.retailer.location.id)
    assert (await world.refusal(world.brand, other)).code is ErrorCode.NOT_FOUND
