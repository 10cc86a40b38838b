"""Stock begins where the file says, and returned goods come back to their order."""

from __future__ import annotations

from db.consistency import inconsistencies
from tests.commands.imports.importing import Imports
from tests.commands.imports.shops import LINES, ORDERS, SHOP_AS_SELLER, STOCK, sales


async def test_stock_begins_with_a_movement(imports: Imports) -> None:
    stock = imports.file("stock.csv", "party,sku,place,pieces", "maker,mug,Lyon,5", "maker,vase,,0")
    files = [*sales(imports, lines=LINES + "1,1,mug,1,1"), stock]
    await imports.run(SHOP_AS_SELLER, *files)
    before = await imports.everything()

    report = await imports.run(SHOP_AS_SELLER, *files)

    assert await imports.everything() == before
    assert report.rejected == 0
    assert await imports.rows(
        "SELECT locations.code, skus.code, item.on_hand, item.version, move.kind, on_hand_delta,"
        " move.version FROM stock_items item JOIN skus ON skus.id = item.sku_id"
        " JOIN locations ON locations.id = item.location_id"
        " JOIN stock_movements move ON move.stock_item_id = item.id ORDER BY 1"
    ) == [
        ("Lyon", "mug", 5, 1, "OPENED", 5, 1),
        ("Main", "vase", 0, 1, "OPENED", 0, 1),
    ]


async def test_a_party_with_two_keys_has_one_location_of_a_name(imports: Imports) -> None:
    mapping = """
        source = "chain"
        [[file]]
        name = "shops*"
        [file.seller]
        key = { column = "shop" }
        identity = { column = "company" }
        [[file]]
        name = "stock*"
        [file.product]
        key = { column = "sku" }
        owner = { column = "shop" }
        [file.sku]
        key = { column = "sku" }
        [file.stock]
        party = { column = "shop" }
        on_hand = { column = "pieces" }
    """
    shops = imports.file("shops.csv", "shop,company", "north,acme", "south,acme")
    stock = ["shop,sku,pieces", "north,mug,5", "south,vase,6"]

    first = await imports.run(mapping, shops, imports.file("stock.csv", *stock))
    again = await imports.run(mapping, shops, imports.file("stock.csv", *stock, "south,mug,7"))

    assert first.rejected == 0
    assert first.created["locations"] == 1
    assert imports.rejected() == [("stock.csv", 4, "DUPLICATE_STOCK")]
    assert set(again.created.values()) == {0}
    assert await imports.rows(
        "SELECT skus.code, on_hand FROM stock_items JOIN skus ON skus.id = sku_id ORDER BY 1"
    ) == [("mug", 5), ("vase", 6)]


async def test_a_later_count_is_a_movement_that_partners_hear_of(imports: Imports) -> None:
    lines = LINES + "1,1,mug,1,1"
    stock = STOCK + "maker,mug,Lyon,"
    await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "5"))
    # Two are sold meanwhile: the count of before tells nothing new.
    await imports.connection.execute(
        "WITH sold AS (UPDATE stock_items SET on_hand = 3, version = 2 RETURNING *)"
        " INSERT INTO stock_movements SELECT gen_random_uuid(), id, party_id, location_id, sku_id,"
        " 'ADJUSTED', 2, -2, 0, 0, 3, 0, 0, NULL, 'sold', updated_at FROM sold"
    )

    same = await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "5"))
    later = await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "9"))

    assert (same.changed["stock items"], later.changed["stock items"]) == (0, 1)
    assert await imports.rows(
        "SELECT version, kind, on_hand_delta, on_hand, reason FROM stock_movements ORDER BY 1"
    ) == [
        (1, "OPENED", 5, 5, "imported"),
        (2, "ADJUSTED", -2, 3, "sold"),
        (3, "ADJUSTED", 6, 9, "imported"),
    ]
    assert await imports.rows("SELECT kind, version, cardinality(audience) FROM events") == [
        ("STOCK", 3, 1)
    ]
    assert await inconsistencies(imports.connection) == []


async def test_no_count_takes_what_is_put_aside(imports: Imports) -> None:
    lines = LINES + "1,1,mug,1,1"
    stock = STOCK + "maker,mug,Lyon,"
    await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "5"))
    await imports.connection.execute("UPDATE stock_items SET reserved = 4")

    await imports.run(SHOP_AS_SELLER, *sales(imports, lines=lines, stock=stock + "3"))

    assert imports.rejected() == [("stock.csv", 2, "COUNT_TOO_LOW")]
    assert await imports.rows("SELECT on_hand FROM stock_items") == [(5,)]


async def test_a_cancellation_brings_goods_back_to_the_order_it_names(imports: Imports) -> None:
    orders = ORDERS + "1,,ada,,,,\n2,,ada,,,,1\n3,,ada,,,,1"
    lines = LINES + "1,1,mug,2,1\n1,2,mug,3,1\n1,3,vase,1,1\n2,1,mug,3,1\n3,1,mug,1,1"
    files = sales(imports, orders=orders, lines=lines)

    first = await imports.run(SHOP_AS_SELLER, *files)
    await imports.run(SHOP_AS_SELLER, *files)

    assert first.rejected == 0
    assert await imports.rows(
        "SELECT position, quantity, returned FROM order_lines"
        " JOIN orders ON orders.id = order_id WHERE number = '1' ORDER BY 1"
    ) == [(1, 2, 2), (2, 3, 2), (3, 1, 0)]
    assert await imports.rows(
        "SELECT back.number, back.status, original.number FROM orders back"
        " JOIN orders original ON original.id = back.caused_by_id ORDER BY 1"
    ) == [("2", "CANCELLED", "1"), ("3", "CANCELLED", "1")]


async def test_no_more_comes_back_than_was_received(imports: Imports) -> None:
    lines = LINES + "1,1,mug,2,1\n"
    await imports.run(SHOP_AS_SELLER, *sales(imports, orders=ORDERS + "1,,ada,,,,", lines=lines))

    await imports.run(
        SHOP_AS_SELLER,
        *sales(
            imports,
            orders=ORDERS + "1,,ada,,,,\n2,,ada,,,,1\n3,,bob,,,,1",
            lines=lines + "2,1,mug,3,1\n3,1,vase,1,1",
        ),
    )

    assert imports.rejected() == [
        ("lines.csv", 3, "EXCESS_RETURN"),
        ("lines.csv", 4, "EXCESS_RETURN"),
        ("orders.csv", 3, "EXCESS_RETURN"),
        ("orders.csv", 4, "EXCESS_RETURN"),
    ]
    assert await imports.rows("SELECT returned FROM order_lines") == [(0,)]
