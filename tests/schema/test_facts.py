"""Facts: what was sold, counted and summed up, is what Python makes of the same rows."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Any, Final
from zoneinfo import ZoneInfo

import pytest

from hub.context import Hub
from hub.policy.viewer import Viewer
from tests.graph import answer, ask, viewer_of

# Every line of an order, with all that it may be told apart by.
_LINES: Final = """
SELECT
    orders.id AS order_id, orders.placed_at, orders.status AS "STATUS", orders.kind AS "KIND",
    orders.currency AS "CURRENCY", 'buyer:' || buyer_id AS "BUYER", 'seller:' || seller_id AS "SELLER",
    buyer.country AS "COUNTRY", 'Sku:' || sku_id AS "SKU", 'Product:' || product_id AS "PRODUCT",
    'Category:' || category_id AS "CATEGORY", 'brand:' || products.owner_id AS "BRAND",
    order_lines.quantity, order_lines.total_minor, buyer_id, seller_id
FROM orders
JOIN order_lines ON order_id = orders.id
JOIN skus ON skus.id = sku_id
JOIN products ON products.id = product_id
JOIN parties AS buyer ON buyer.id = buyer_id
WHERE orders.status <> 'DRAFT' AND (buyer_id = $1 OR seller_id = $1)
"""  # noqa: E501
_MEASURES: Final = "lines orders quantity revenue { minor currency } currencies buyers"
_SALES: Final = f"""
query Sales($by: [SalesDimension!]!, $bucket: TimeBucket!, $timeZone: String!, $side: TradeSide!,
    $filter: SalesFilter, $currency: CurrencyCode, $comparedWith: TimeBefore, $first: Int,
    $orderBy: SalesFactOrder!) {{
  salesFacts(by: $by, bucket: $bucket, timeZone: $timeZone, side: $side, filter: $filter,
      currency: $currency, comparedWith: $comparedWith, first: $first, orderBy: $orderBy) {{
    totalCount
    nodes {{
      period product {{ id }} sku {{ id }} category {{ id }} brand {{ id }} buyer {{ id }}
      seller {{ id }} country kind status currency {_MEASURES} before {{ {_MEASURES} }}
    }}
    others {{ {_MEASURES} }}
  }}
}}
"""
_OVER: Final = ("CANCELLED", "REJECTED")
_DIMENSIONS: Final = (
    "PERIOD", "PRODUCT", "SKU", "CATEGORY", "BRAND", "BUYER", "SELLER", "COUNTRY", "KIND",
    "STATUS", "CURRENCY",
)  # fmt: skip


@dataclass(frozen=True)
class Asked:
    """What is asked of `salesFacts`."""

    by: Sequence[str]
    bucket: str = "MONTH"
    time_zone: str = "UTC"
    side: str = "SELLING"
    filter: Mapping[str, Any] = field(default_factory=dict)
    currency: str | None = None
    compared_with: str | None = None
    first: int = 1000
    order_by: str = "BY_DIMENSIONS"

    @property
    def variables(self) -> dict[str, Any]:
        return {
            "by": self.by,
            "bucket": self.bucket,
            "timeZone": self.time_zone,
            "side": self.side,
            "filter": self.filter,
            "currency": self.currency,
            "comparedWith": self.compared_with,
            "first": self.first,
            "orderBy": self.order_by,
        }


def period_of(day: date, bucket: str) -> date:
    match bucket:
        case "DAY":
            return day
        case "WEEK":
            return day - timedelta(days=day.weekday())
        case "MONTH":
            return day.replace(day=1)
        case "QUARTER":
            return day.replace(month=day.month - (day.month - 1) % 3, day=1)
        case _:
            return day.replace(month=1, day=1)


def period_after(period: date, bucket: str) -> date:
    """The period that follows."""
    days = {"DAY": 1, "WEEK": 7, "MONTH": 31, "QUARTER": 92, "YEAR": 366}
    return period_of(period + timedelta(days=days[bucket]), bucket)


def measured(lines: Sequence[Any]) -> Any:
    if not lines:
        return None
    currencies = sorted({line["CURRENCY"] for line in lines})
    revenue = {"minor": sum(line["total_minor"] for line in lines), "currency": currencies[0]}
    return {
        "lines": len(lines),
        "orders": len({line["order_id"] for line in lines}),
        "quantity": sum(line["quantity"] for line in lines),
        "revenue": revenue if len(currencies) == 1 else None,
        "currencies": currencies,
        "buyers": len({line["buyer_id"] for line in lines}),
    }


def grouped(lines: Sequence[Any], viewer: Viewer, asked: Asked) -> dict[Any, Any]:
    """Measures of now and before, by dimensions, as Python counts them."""
    zone = ZoneInfo(asked.time_zone)
    first, last = asked.filter.get("firstDay"), asked.filter.get("lastDay")
    own = "seller_id" if asked.side == "SELLING" else "buyer_id"
    now, before = defaultdict(list), defaultdict(list)
    for line in lines:
        wanted = asked.filter.get("status") or {line["STATUS"]} - {*_OVER}
        if line[own] != viewer.party_id or line["STATUS"] not in wanted:
            continue
        if asked.currency not in (None, line["CURRENCY"]):
            continue
        day = line["placed_at"].astimezone(zone).date()
        period = period_of(day, asked.bucket)
        key = [None if one == "PERIOD" else line[one] for one in asked.by]
        if (first is None or first <= day.isoformat()) and (
            last is None or day.isoformat() <= last
        ):
            now[tuple(period if one == "PERIOD" else line[one] for one in asked.by)].append(line)
        if asked.compared_with and "PERIOD" in asked.by:
            key[asked.by.index("PERIOD")] = period_after(period, asked.bucket)
            before[tuple(key)].append(line)
        elif asked.compared_with:
            length = date.fromisoformat(str(last)) - date.fromisoformat(str(first))
            length += timedelta(days=1)
            if str(first) <= (day + length).isoformat() <= str(last):
                before[tuple(key)].append(line)
    return {key: (measured(of), measured(before[key])) for key, of in now.items()}


def read(fact: Mapping[str, Any], asked: Asked) -> tuple[Any, Any]:
    """The dimensions of a fact, and its measures of now and before."""

    def dimension(name: str) -> Any:
        said = fact[name.lower()]
        if name == "PERIOD":
            return date.fromisoformat(said)
        if name in ("BUYER", "SELLER", "BRAND"):
            return said and f"{name.lower()}:{said['id'].partition(':')[2]}"
        return said["id"] if isinstance(said, dict) else said

    left = {one.lower() for one in _DIMENSIONS} - {one.lower() for one in asked.by}
    assert all(fact[name] is None for name in left)
    measures = {name: fact[name] for name in measured_names()}
    return tuple(dimension(one) for one in asked.by), (measures, fact["before"])


def measured_names() -> Sequence[str]:
    return ("lines", "orders", "quantity", "revenue", "currencies", "buyers")


def chosen(seed: int) -> Asked:
    chance = Random(f"facts {seed}")
    by = chance.sample(_DIMENSIONS, k=chance.choice((1, 1, 2, 3)))
    filter: dict[str, Any] = {}
    if chance.random() < 0.5:
        filter |= {"firstDay": "2026-03-01", "lastDay": "2026-08-31"}
    if chance.random() < 0.2:
        filter["status"] = ["CANCELLED", "COMPLETED"]
    compared = chance.random() < 0.5 and ("firstDay" not in filter or "PERIOD" not in by)
    return Asked(
        by,
        bucket=chance.choice(("DAY", "WEEK", "MONTH", "QUARTER", "YEAR")),
        time_zone=chance.choice(("UTC", "Asia/Shanghai", "America/New_York")),
        side=chance.choice(("SELLING", "SELLING", "BUYING")),
        filter=filter,
        currency=chance.choice((None, "EUR", "CNY")),
        compared_with="PERIOD_BEFORE"
        if compared and ("PERIOD" in by or "firstDay" in filter)
        else None,
    )


async def test_facts_are_what_python_makes_of_the_lines(read_hub: Hub) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    lines = await read_hub.database.pool.fetch(_LINES, viewer.party_id)
    compared = 0
    for seed in range(24):
        asked = chosen(seed)
        wanted = grouped(lines, viewer, asked)
        told = (await answer(read_hub, viewer, _SALES, **asked.variables))["salesFacts"]
        assert told["totalCount"] == len(wanted), asked
        found = dict(read(fact, asked) for fact in told["nodes"])
        assert len(found) == len(told["nodes"])
        assert found.items() <= wanted.items(), asked
        if len(wanted) <= asked.first:
            assert (len(found), told["others"]) == (len(wanted), None)
        compared += sum(before is not None for _, before in found.values())
    assert compared > 50


@pytest.mark.parametrize("first", [0, 1, 5])
async def test_what_a_page_leaves_out_is_told_together(read_hub: Hub, first: int) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    lines = await read_hub.database.pool.fetch(_LINES, viewer.party_id)
    asked = Asked(["PRODUCT"], currency="EUR", first=first, order_by="MOST_REVENUE")

    told = (await answer(read_hub, viewer, _SALES, **asked.variables))["salesFacts"]

    wanted = grouped(lines, viewer, asked)
    revenues = sorted((now["revenue"]["minor"] for now, _ in wanted.values()), reverse=True)
    assert [fact["revenue"]["minor"] for fact in told["nodes"]] == revenues[:first]
    shown = {fact["product"]["id"] for fact in told["nodes"]}
    others = [
        line
        for line in lines
        if line["seller_id"] == viewer.party_id
        and line["CURRENCY"] == "EUR"
        and line["STATUS"] not in _OVER
        and line["PRODUCT"] not in shown
    ]
    assert told["others"] == measured(others)


async def test_walking_facts_meets_each_once_and_in_order(read_hub: Hub) -> None:
    viewer = await viewer_of(read_hub, "retailer@hub.demo")
    query = """
    query ($after: Cursor, $before: Cursor, $first: Int, $last: Int) {
      salesFacts(by: [SKU, COUNTRY], orderBy: MOST_QUANTITY, first: $first, after: $after,
          last: $last, before: $before) {
        pageInfo { hasNextPage endCursor hasPreviousPage startCursor }
        nodes { quantity country sku { id } }
      }
    }
    """
    whole = (await answer(read_hub, viewer, query, first=1000))["salesFacts"]["nodes"]
    assert len(whole) > 20
    assert [fact["quantity"] for fact in whole] == sorted(
        (fact["quantity"] for fact in whole), reverse=True
    )
    for size, more, end, place in (
        ("first", "hasNextPage", "endCursor", "after"),
        ("last", "hasPreviousPage", "startCursor", "before"),
    ):
        met: list[Any] = []
        asked: dict[str, Any] = {size: len(whole) // 3}
        while True:
            page = (await answer(read_hub, viewer, query, **asked))["salesFacts"]
            met = met + page["nodes"] if size == "first" else page["nodes"] + met
            if not page["pageInfo"][more]:
                break
            asked[place] = page["pageInfo"][end]
        assert met == whole


async def test_what_cannot_be_counted_is_refused_with_all_that_is_wrong(read_hub: Hub) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    for arguments, words in (
        ('by: [], timeZone: "Mars/Olympus"', ["'Mars/Olympus' is not a time zone"]),
        ("by: [SKU], orderBy: MOST_REVENUE", ["different currencies are not compared"]),
        ("by: [SKU], orderBy: NEWEST", ["no periods to sort by"]),
        (
            'by: [SKU], orderBy: OLDEST, timeZone: "utc", comparedWith: YEAR_BEFORE',
            ["no periods to sort by", "'utc' is not a time zone", "how long the time before is"],
        ),
        (
            'by: [], filter: { firstDay: "2026-02-01", lastDay: "2026-01-01" }',
            ["The first day, 2026-02-01, is after the last, 2026-01-01"],
        ),
        ('by: [], after: "x"', ["not one of this list"]),
    ):
        told = await ask(read_hub, viewer, f"{{ salesFacts({arguments}) {{ totalCount }} }}")
        [error] = told.errors
        assert error["extensions"]["code"] in {"BAD_INPUT", "BAD_CURSOR"}
        assert all(one in error["message"] for one in words), error


_STOCK: Final = """
{ stockFacts(by: [LOCATION, CATEGORY], orderBy: LEAST_AVAILABLE, first: 1000) {
  totalCount
  nodes { location { id } category { id } items skus onHand reserved available incoming out }
} }
"""
_PLAIN_STOCK: Final = """
SELECT
    'Location:' || location_id, 'Category:' || category_id, count(*), count(DISTINCT sku_id),
    sum(on_hand), sum(reserved), sum(on_hand - reserved), sum(incoming),
    count(*) FILTER (WHERE on_hand = reserved)
FROM stock_items JOIN skus ON skus.id = sku_id JOIN products ON products.id = product_id
WHERE party_id = $1
GROUP BY location_id, category_id
"""
_DELIVERIES: Final = """
query ($side: TradeSide!) {
  deliveryFacts(by: [CARRIER, COUNTRY], side: $side, orderBy: MOST_LATE, first: 1000) {
    totalCount
    nodes { carrier country shipments orders delivered onTime late delayed leadDays transitDays }
  }
}
"""
_PLAIN_DELIVERIES: Final = """
SELECT
    carrier, locations.country, count(*), count(DISTINCT orders.id), count(received_at),
    count(*) FILTER (WHERE received_at <= estimated_arrival),
    count(*) FILTER (WHERE received_at > estimated_arrival),
    count(*) FILTER (WHERE received_at IS NULL AND estimated_arrival < now()),
    round(avg(extract(epoch FROM received_at - placed_at)) / 86400, 2)::text,
    round(avg(extract(epoch FROM received_at - shipped_at)) / 86400, 2)::text
FROM shipments JOIN orders ON orders.id = order_id LEFT JOIN locations ON locations.id = deliver_to_id
WHERE CASE $2 WHEN 'SELLING' THEN seller_id = $1 AND orders.status <> 'DRAFT' ELSE buyer_id = $1 END
GROUP BY 1, 2
"""  # noqa: E501


def _values(fact: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(one["id"] if isinstance(one, dict) else one for one in fact.values())


async def test_stock_is_summed_up_for_its_owner_alone(read_hub: Hub) -> None:
    for email in ("brand@hub.demo", "retailer@hub.demo", "consumer@hub.demo"):
        viewer = await viewer_of(read_hub, email)
        rows = await read_hub.database.pool.fetch(_PLAIN_STOCK, viewer.party_id)

        told = (await answer(read_hub, viewer, _STOCK))["stockFacts"]

        assert {*map(_values, told["nodes"])} == {tuple(row.values()) for row in rows}
        available = [fact["available"] for fact in told["nodes"]]
        assert available == sorted(available)
        assert told["totalCount"] == len(rows)
        assert bool(rows) is (email != "consumer@hub.demo")


@pytest.mark.parametrize("side", ["SELLING", "BUYING"])
async def test_deliveries_are_on_time_late_or_delayed(read_hub: Hub, side: str) -> None:
    viewer = await viewer_of(read_hub, "brand@hub.demo")
    rows = await read_hub.database.pool.fetch(_PLAIN_DELIVERIES, viewer.party_id, side)

    told = (await answer(read_hub, viewer, _DELIVERIES, side=side))["deliveryFacts"]

    assert {*map(_values, told["nodes"])} == {tuple(row.values()) for row in rows}
    assert sum(fact["delivered"] for fact in told["nodes"]) > 0
    assert told["totalCount"] == len(rows)
