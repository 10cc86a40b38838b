"""Amounts are converted where somebody asks for that, at the rates of a day."""

from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from db.enums.parties import PartyKind
from db.queries.rates import Rate, add_rates
from hub.domain.money import MINOR_DIGITS, minor_digits
from tests.commands.orders.steps import placing
from tests.graph import FIELD_BY_FIELD, answer, ask
from tests.world import World

ORDER = """
    query ($id: ID!, $on: Date) {
      order(id: $id) {
        total { minor
          yen: converted(to: "JPY", on: $on) { minor amount currency }
          yuan: converted(to: "CNY", on: $on) { amount converted(to: "EUR", on: $on) { minor } }
          same: converted(to: "EUR", on: $on) { minor }
          none: converted(to: "CHF", on: $on) { minor }
        }
        lines { total { converted(to: "USD", on: $on) { minor } } }
      }
    }
"""
FACTS = """
    query ($convertTo: CurrencyCode, $orderBy: SalesFactOrder!) {
      salesFacts(by: [BUYER], convertTo: $convertTo, orderBy: $orderBy) {
        nodes { buyer { name } currencies revenue { amount currency } }
      }
    }
"""
BY_AMOUNT = "{ orders(orderBy: LARGEST) { nodes { total { minor currency } } } }"
FRIDAY, MONDAY = date(2026, 10, 30), date(2026, 11, 2)
RATES: list[Rate] = [
    ("EUR", "CNY", FRIDAY, Decimal("8.25")),
    ("EUR", "USD", FRIDAY, Decimal("1.16")),
    ("EUR", "JPY", FRIDAY, Decimal("181.25")),
    ("USD", "EUR", MONDAY, Decimal("0.8")),
]


async def with_rates(world: World) -> None:
    async with world.hub.database.pool.acquire() as connection:
        await add_rates(connection, RATES)  # type: ignore[arg-type]


async def test_an_amount_is_read_in_another_currency_at_the_rate_of_a_day(world: World) -> None:
    await with_rates(world)
    order_id = await world.order(1)
    given: dict[str, Any] = {"id": f"Order:{order_id}"}

    async def told(on: date | None) -> Any:
        buyer = world.retailer.viewer
        said = await answer(world.hub, buyer, ORDER, **given, on=on and on.isoformat())
        field_by_field = await ask(
            world.hub, buyer, ORDER, graph=FIELD_BY_FIELD, **given, on=on and on.isoformat()
        )
        assert field_by_field.data == said
        return said["order"]

    on_sunday = await told(date(2026, 11, 1))
    total = on_sunday["total"]
    assert total["yen"] == {"minor": 1813, "amount": "1813", "currency": "JPY"}  # 1812.5
    assert total["yuan"] == {"amount": "82.50", "converted": {"minor": 1000}}
    assert (total["same"], total["none"]) == ({"minor": 1000}, None)
    assert on_sunday["lines"] == [{"total": {"converted": {"minor": 1160}}}]
    # The newest rate counts, whichever way it is told; one that is too old is none.
    assert (await told(MONDAY))["lines"] == [{"total": {"converted": {"minor": 1250}}}]
    assert (await told(None))["lines"] == [{"total": {"converted": {"minor": 1250}}}]
    assert (await told(date(2026, 11, 10)))["total"]["yuan"] is None
    assert (await told(date(2026, 10, 29)))["lines"] == [{"total": {"converted": None}}]


async def test_facts_add_across_currencies_only_what_they_are_asked_to_convert(
    world: World,
) -> None:
    await with_rates(world)
    other = await world.trader(PartyKind.RETAILER)
    await world.partnership(world.brand, other)
    sku = await world.goods(world.brand)
    await world.offer(world.brand, sku, price_minor=333, currency="USD")
    await world.stocked(world.brand, sku, 10)
    await world.order(3)
    for _ in range(2):
        await world.done(world.retailer, placing(world.brand, (sku, 1)))
        await world.done(other, placing(world.brand, (sku, 1)))

    async def revenues(convert_to: str | None, order_by: str) -> list[Any]:
        seen = await answer(
            world.hub, world.brand.viewer, FACTS, convertTo=convert_to, orderBy=order_by
        )
        return [one["revenue"] for one in seen["salesFacts"]["nodes"]]

    plain = await revenues(None, "MOST_QUANTITY")
    euros = await revenues("EUR", "MOST_REVENUE")
    yen = await revenues("JPY", "MOST_QUANTITY")

    assert plain == [None, {"amount": "6.66", "currency": "USD"}]
    # Each line by itself, half up: 2.664.
    assert [one["amount"] for one in euros] == ["35.32", "5.32"]
    # Nobody has said since Friday what a dollar is in yen, but since then what both are in euros.
    assert [one["currency"] for one in yen] == ["JPY", "JPY"]
    assert await revenues("CHF", "MOST_QUANTITY") == [None, None]


async def test_lists_by_amount_are_sorted_currency_by_currency(world: World) -> None:
    for currency, price_minor in (("USD", 333), ("EUR", 250), ("USD", 222), ("EUR", 500)):
        sku = await world.goods(world.brand)
        await world.offer(world.brand, sku, price_minor=price_minor, currency=currency)
        await world.stocked(world.brand, sku, 10)
        await world.done(world.retailer, placing(world.brand, (sku, 1)))

    seen = await answer(world.hub, world.retailer.viewer, BY_AMOUNT)

    totals = [(one["total"]["currency"], one["total"]["minor"]) for one in seen["orders"]["nodes"]]
    assert totals == [("USD", 333), ("USD", 222), ("EUR", 500), ("EUR", 250)]


async def test_the_database_knows_the_minor_units_of_currencies(world: World) -> None:
    codes = [*MINOR_DIGITS, "EUR", "CNY"]
    pool = world.hub.database.pool

    rows = await pool.fetch(
        "SELECT code, minor_digits(code) FROM unnest($1::text[]) one (code)", codes
    )

    assert {row["code"]: row["minor_digits"] for row in rows} == {
        code: minor_digits(code) for code in codes
    }
    half = await pool.fetchval("SELECT converted_minor(250, 'EUR', 'JPY', $1)", FRIDAY)
    assert half is None
    await with_rates(world)
    exact = Decimal("2.50") * Decimal("181.25")
    assert await pool.fetchval("SELECT converted_minor(250, 'EUR', 'JPY', $1)", FRIDAY) == int(
        exact.quantize(Decimal(1), ROUND_HALF_UP)
    )
    assert (
        await pool.fetchval("SELECT converted_minor(9223372036854775807, 'EUR', 'CNY', $1)", FRIDAY)
        is None
    )
