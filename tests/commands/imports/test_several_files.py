"""Files of one export are joined, in whatever order they come."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

from tests.commands.imports.importing import ROOT, Imports

MARKETPLACE = (ROOT / "mappings" / "marketplace.toml").read_text(encoding="utf-8")

MARKETPLACE_ORDERS = (
    "order_id,customer_id,order_status,order_purchase_timestamp,order_delivered_carrier_date,"
    "order_delivered_customer_date,order_estimated_delivery_date"
)


def marketplace(imports: Imports, **more: Sequence[str]) -> list[Path]:
    """A small export of a marketplace: two persons, three orders, two sellers."""
    files = {
        "customers": [
            "customer_id,customer_unique_id,customer_city",
            "c1,ada,Recife",
            "c2,ada,Recife",
            "c3,bob,Natal",
        ],
        "sellers": ["seller_id,seller_city", "v1,Belém", "v2,Olinda"],
        "products": [
            "product_id,product_category_name,product_weight_g",
            "p1,brinquedos,100",
            "p2,,200",
            "p3,brinquedos,300",
        ],
        "order_items": [
            "order_id,order_item_id,product_id,seller_id,price,freight_value",
            "o1,1,p1,v1,10.00,1.00",
            "o1,2,p1,v1,10.00,1.00",
            "o1,3,p2,v2,5.50,1.00",
            "o2,1,p2,v1,7.00,1.00",
            "o3,1,p3,v2,3.00,1.00",
        ],
        "orders": [
            MARKETPLACE_ORDERS,
            "o1,c1,delivered,2018-01-02 03:04:05,2018-01-03 00:00:00,2018-01-09,2018-02-01",
            "o2,c2,shipped,2018-01-05 10:00:00,2018-01-06 00:00:00,,2018-02-02",
            "o3,c3,canceled,2018-01-06 10:00:00,,,2018-02-03",
        ],
    }
    return [
        imports.file(f"olist_{name}_dataset.csv", *lines, *more.get(name, ()))
        for name, lines in files.items()
    ]


async def test_a_marketplace_export_is_joined_from_its_files(imports: Imports) -> None:
    report = await imports.run(MARKETPLACE, *marketplace(imports))

    assert (report.rows, report.imported, report.rejected) == (16, 16, 0)
    assert await imports.rows(
        "SELECT number, orders.status, seller.name, buyer.name, total_minor,"
        " (SELECT count(*) FROM order_lines WHERE order_id = orders.id)"
        " FROM orders JOIN parties buyer ON buyer.id = buyer_id"
        " JOIN parties seller ON seller.id = seller_id ORDER BY number, seller.name"
    ) == [
        ("o1", "COMPLETED", "Seller in Belém", "Customer in Recife", 2000, 2),
        ("o1", "COMPLETED", "Seller in Olinda", "Customer in Recife", 550, 1),
        ("o2", "SHIPPED", "Seller in Belém", "Customer in Recife", 700, 1),
        ("o3", "CANCELLED", "Seller in Olinda", "Customer in Natal", 300, 1),
    ]
    assert [tuple(total) for total in report.totals] == [("BRL", 3, 3250, 1, 300)]
    assert await imports.rows(
        "SELECT products.name, skus.code, categories.code FROM skus"
        " JOIN products ON products.id = product_id"
        " LEFT JOIN categories ON categories.id = category_id ORDER BY 2"
    ) == [
        ("brinquedos p1", "p1", "brinquedos"),
        ("p2", "p2", None),
        ("brinquedos p3", "p3", "brinquedos"),
    ]


async def test_one_person_with_two_keys_is_one_consumer(imports: Imports) -> None:
    await imports.run(MARKETPLACE, *marketplace(imports))

    assert await imports.rows(
        "SELECT buyer.name, count(DISTINCT number) FROM orders"
        " JOIN parties buyer ON buyer.id = buyer_id GROUP BY buyer.id, buyer.name ORDER BY 2"
    ) == [("Customer in Natal", 1), ("Customer in Recife", 2)]


async def test_a_shipped_order_has_a_shipment_to_be_received(imports: Imports) -> None:
    await imports.run(MARKETPLACE, *marketplace(imports))

    assert await imports.rows(
        "SELECT number, shipments.status, shipped_at, received_at, line.quantity,"
        " order_line.shipped, order_line.received"
        " FROM shipments JOIN orders ON orders.id = shipments.order_id"
        " JOIN shipment_lines line ON line.shipment_id = shipments.id"
        " JOIN order_lines order_line ON order_line.id = line.order_line_id"
        " WHERE number <> 'o1' ORDER BY 1"
    ) == [("o2", "IN_TRANSIT", datetime(2018, 1, 6, 2, tzinfo=UTC), None, 1, 1, 0)]
    assert await imports.rows(
        "SELECT DISTINCT number, shipments.status, received_at"
        " FROM shipments JOIN orders ON orders.id = shipments.order_id WHERE number = 'o1'"
    ) == [("o1", "DELIVERED", datetime(2018, 1, 9, 2, tzinfo=UTC))]


async def test_files_may_come_one_import_after_the_other(imports: Imports) -> None:
    together = marketplace(imports)

    for file in together[:3]:
        await imports.run(MARKETPLACE, file)
    # A person's other keys are known only to the file of customers.
    report = await imports.run(MARKETPLACE, together[0], *reversed(together[3:]))

    assert (report.rejected, report.created["orders"]) == (0, 4)
    again = await imports.run(MARKETPLACE, *together)
    assert set(again.created.values()) == {0}
    assert again.rejected == 0


async def test_what_refers_to_nothing_is_rejected_with_all_that_hangs_on_it(
    imports: Imports,
) -> None:
    files = marketplace(
        imports,
        orders=["o4,nobody,delivered,2018-01-02 03:04:05,,,", "o5,c1,delivered,2018-01-02,,,"],
        order_items=["o4,1,p1,v1,1.00,0", "o9,1,p1,v1,1.00,0", "o5,1,p9,v1,1.00,0",
                     "o5,2,p1,v9,1.00,0", "o1,3,p1,v2,1.00,0"],
    )  # fmt: skip

    report = await imports.run(MARKETPLACE, *files)

    assert report.imported == 12
    assert [row for row in imports.rejected() if row[2] != "HELD_BACK"] == [
        ("olist_order_items_dataset.csv", 8, "UNKNOWN_ORDER"),
        ("olist_order_items_dataset.csv", 10, "UNKNOWN_SELLER"),
        ("olist_order_items_dataset.csv", 11, "DUPLICATE_LINE"),
        ("olist_orders_dataset.csv", 5, "UNKNOWN_BUYER"),
    ]
    assert await imports.rows("SELECT DISTINCT number FROM orders ORDER BY 1") == [("o2",), ("o3",)]
