"""The canonical queries: what they answer, and that it takes as many statements for any page."""

from collections.abc import Awaitable, Callable
from typing import Any, Final

import pytest
from sqlalchemy import event
from sqlmodel import SQLModel, col, select

from db.tables.orders import Order
from db.types import rfc_3339
from hub.context import Hub, open_request
from hub.loaders import orders, parties
from hub.policy.viewer import Viewer
from tests.breadth import everything
from tests.graph import Told, answer, ask, ask_field_by_field, viewer_of

Q1: Final = """
query ($id: ID!) { order(id: $id) {
  buyer { name } seller { name }
  lines { quantity unitPrice { minor } sku { product { name owner { name } } } }
} }
"""
# Q3 is the same with 500.
Q2: Final = """
query ($first: Int!, $seller: ID!) { orders(first: $first, filter: {sellerId: $seller}) { nodes {
  id status total { minor } placedAt buyer { id name } shipments { status trackingNumber }
  lines { quantity unitPrice { minor } sku { id product { id name owner { id name } } } }
} } }
"""

NEWEST_IN_SQL: Final = """
SELECT 'Order:' || orders.id AS id, orders.status, total_minor, placed_at, buyer_id,
    buyer.name AS buyer,
    (
        SELECT coalesce(
            array_agg(
                ARRAY[shipments.status, tracking_number] ORDER BY shipped_at, shipments.id
            ),
            '{}'
        )
        FROM shipments
        WHERE order_id = orders.id
    ) AS shipments,
    (
        SELECT array_agg(
            ARRAY[
                quantity::text, unit_price_minor::text, skus.id::text, products.id::text,
                products.name, owner.id::text, owner.name
            ]
            ORDER BY position
        )
        FROM order_lines
        JOIN skus ON skus.id = sku_id
        JOIN products ON products.id = product_id
        JOIN parties AS owner ON owner.id = products.owner_id
        WHERE order_id = orders.id
    ) AS lines
FROM orders
JOIN parties AS buyer ON buyer.id = buyer_id
WHERE seller_id = $1 AND orders.status <> 'DRAFT'
ORDER BY orders.created_at DESC, orders.id DESC
LIMIT $2
"""


@pytest.fixture
async def brand(read_hub: Hub) -> Viewer:
    return await viewer_of(read_hub, "brand@hub.demo")


def party(viewer: Viewer) -> str:
    return f"Party:{viewer.party_id}"


async def test_q1_answers_one_order(read_hub: Hub, brand: Viewer) -> None:
    [row] = await read_hub.database.pool.fetch(NEWEST_IN_SQL, brand.party_id, 1)

    told = await answer(read_hub, brand, Q1, id=row["id"])

    order = told["order"]
    assert order["buyer"]["name"] == row["buyer"]
    assert [
        [
            str(line["quantity"]),
            str(line["unitPrice"]["minor"]),
            line["sku"]["product"]["name"],
            line["sku"]["product"]["owner"]["name"],
        ]
        for line in order["lines"]
    ] == [[line[0], line[1], line[4], line[6]] for line in row["lines"]]
    planned = await ask(read_hub, brand, Q1, id=row["id"])
    field_by_field = await ask_field_by_field(read_hub, brand, Q1, id=row["id"])
    assert planned.statements == 1
    # The order; both parties at once; its lines; SKUs; products; owners.
    assert field_by_field.statements <= 6


@pytest.mark.parametrize("first", [1, 50, 500])
async def test_q2_and_q3_answer_the_newest_orders_of_a_seller(
    read_hub: Hub, brand: Viewer, first: int
) -> None:
    rows = await read_hub.database.pool.fetch(NEWEST_IN_SQL, brand.party_id, first)

    told = await answer(read_hub, brand, Q2, first=first, seller=party(brand))

    assert told["orders"]["nodes"] == [_order(row) for row in rows]


def _order(row: Any) -> dict[str, Any]:
    """The order in a row of `NEWEST_IN_SQL` as Q2 tells it."""
    return {
        "id": row["id"],
        "status": row["status"],
        "total": {"minor": row["total_minor"]},
        "placedAt": rfc_3339(row["placed_at"]),
        "buyer": {"id": f"Party:{row['buyer_id']}", "name": row["buyer"]},
        "shipments": [
            {"status": status, "trackingNumber": number} for status, number in row["shipments"]
        ],
        "lines": [
            {
                "quantity": int(quantity),
                "unitPrice": {"minor": int(price)},
                "sku": {
                    "id": f"Sku:{sku}",
                    "product": {
                        "id": f"Product:{product}",
                        "name": name,
                        "owner": {"id": f"Party:{owner}", "name": owner_name},
                    },
                },
            }
            for quantity, price, sku, product, name, owner, owner_name in row["lines"]
        ],
    }


# Field by field: orders; buyers; shipments; lines; SKUs; products; owners.
@pytest.mark.parametrize(("way", "statements_max"), [(ask, 1), (ask_field_by_field, 7)])
async def test_q3_takes_as_many_statements_as_one_order(
    read_hub: Hub, brand: Viewer, way: Callable[..., Awaitable[Told]], statements_max: int
) -> None:
    statements, orders = {}, {}
    for first in (1, 10, 100, 500):
        told = await way(read_hub, brand, Q2, first=first, seller=party(brand))
        statements[first] = told.statements
        orders[first] = len(told.data["orders"]["nodes"])

    assert orders[1] == 1
    assert orders[500] > 150
    assert len(set(statements.values())) == 1, statements
    assert statements[500] <= statements_max


UNDER_PARTIES: Final = """
{ parties(first: 100, filter: {kind: RETAILER}) { nodes { ... on Retailer {
  partnerships(first: 3) { nodes { id upstream { name } } }
  products(first: 3) { totalCount nodes { id } }
  brands(first: 3) { totalCount nodes { id } }
  suppliers(first: 3) { nodes { id } }
  consumers(first: 3) { nodes { id } }
  orders(first: 3, orderBy: LARGEST) { totalCount nodes { id lines { id } } }
  stock(first: 3) { nodes { id movements(first: 2) { nodes { reason order { id } } } } }
  offers(first: 3) { nodes { id tiers { minimumQuantity } } }
  locations { id stock(first: 2) { nodes { id } } }
} } } }
"""
UNDER_GOODS: Final = """
{ products(first: 100) { nodes {
  details { __typename } category { id products(first: 2) { nodes { id } } } media { id }
  documents { id } skus { id available
    offers(first: 2) { totalCount nodes { id tiers { minimumQuantity } seller { name } } }
    stock(first: 2) { totalCount nodes { id location { id } } }
  }
} } }
"""
UNDER_ORDERS: Final = """
{ orders(first: 100) { nodes {
  deliverTo { id } history { kind actor { name } } causes { id causes { id } } causedBy { id }
  shipments { lines { line { id } } trackingEvents { status } } availableActions
} } }
"""


@pytest.mark.parametrize(
    ("document", "relations"),
    # Of products the details of each trade are a relation; a count of a list is one as well.
    [(UNDER_PARTIES, 19), (UNDER_GOODS, 16), (UNDER_ORDERS, 11)],
)
async def test_relations_are_read_once_for_all_their_parents(
    read_hub: Hub, document: str, relations: int
) -> None:
    operator = await viewer_of(read_hub, "operator@hub.demo")

    told = await ask_field_by_field(read_hub, operator, document)

    assert told.errors == []
    assert told.data == (await ask(read_hub, operator, document)).data
    assert told.statements <= relations
    assert objects_in(told.data) > 20 * told.statements


def objects_in(value: Any) -> int:
    if isinstance(value, list):
        return sum(map(objects_in, value))
    return 1 + sum(map(objects_in, value.values())) if isinstance(value, dict) else 0


async def test_no_object_is_mapped_by_a_read(read_hub: Hub, brand: Viewer) -> None:
    loaded: list[object] = []

    def note(instance: object, *_: object) -> None:
        loaded.append(instance)

    event.listen(SQLModel, "load", note, propagate=True)
    try:
        found = await ask_field_by_field(read_hub, brand, everything(1, page_size=5), ids=[])
        assert found.errors == []
        assert loaded == []

        # It would have been noticed.
        async with read_hub.database.session() as session:
            await session.exec(select(Order).order_by(col(Order.id)).limit(1))
        assert len(loaded) == 1
    finally:
        event.remove(SQLModel, "load", note)


async def test_an_answer_is_of_one_instant(demo_hub: Hub, brand: Viewer) -> None:
    async with open_request(demo_hub, brand) as request:
        await request.load(parties.party_by_id, brand.party_id)
        await demo_hub.database.pool.execute(
            "UPDATE orders SET note = 'changed meanwhile' WHERE seller_id = $1", brand.party_id
        )
        seen = await demo_hub.database.pool.fetchval(
            "SELECT id FROM orders WHERE note = 'changed meanwhile' AND status <> 'DRAFT' LIMIT 1"
        )

        before = await request.load(orders.order_by_id, seen)
        await request.renew()
        after = await request.load(orders.order_by_id, seen)

    assert before.note != "changed meanwhile"
    assert after.note == "changed meanwhile"
