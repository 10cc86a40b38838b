"""What contradicts itself or the hub is rejected, and the rest is imported."""

from __future__ import annotations

import pytest

from db.consistency import inconsistencies
from hub.domain.imports.language import IMPORTABLE_STATUSES
from tests.commands.imports.importing import Imports
from tests.commands.imports.shops import (
    LINES,
    ORDERS,
    SALES,
    SALES_FILES,
    SHOP_AS_SELLER,
    STOCK,
    sales,
)


async def test_what_is_imported_contradicts_nothing(imports: Imports) -> None:
    statuses = sorted(IMPORTABLE_STATUSES)
    orders = "\n".join(f"{status},,ada,,,{status}," for status in statuses)
    lines = "\n".join(f"{status},1,mug,2,1.50" for status in statuses)
    stock = STOCK + "maker,mug,Lyon,5\nmaker,vase,,0"

    report = await imports.run(
        SHOP_AS_SELLER, *sales(imports, orders=ORDERS + orders, lines=LINES + lines, stock=stock)
    )

    assert report.rejected == 0
    assert report.created["orders"] == len(statuses)
    assert await inconsistencies(imports.connection) == []


@pytest.mark.parametrize(
    ("files", "rejected"),
    [
        ({"products": "sku,code,product,owner\nmug,,,maker\nvase,,,nobody"},
         [("products.csv", 3, "UNKNOWN_OWNER")]),
        ({"products": "sku,code,product,owner\nmug,,,maker\nvase,,lost,maker"},
         [("products.csv", 3, "UNKNOWN_PRODUCT")]),
        ({"products": "sku,code,product,owner\nmug,7,,maker\nvase,7,,maker"},
         [("products.csv", 3, "SKU_TAKEN")]),
        ({"orders": ORDERS + "1,,ada,,,,\n1,,bob,,,,", "lines": LINES + "1,1,mug,1,1"},
         [("lines.csv", 2, "HELD_BACK"), ("orders.csv", 2, "HELD_BACK"),
          ("orders.csv", 3, "CONTRADICTS")]),
        ({"orders": ORDERS + "1,,ada,,USD,,", "lines": LINES + "1,1,mug,1,1"},
         [("lines.csv", 2, "MIXED_CURRENCIES"), ("orders.csv", 2, "HELD_BACK")]),
        ({"orders": ORDERS + "1,7,ada,,,,\n2,7,ada,,,,",
          "lines": LINES + "1,1,mug,1,1\n2,1,mug,1,1"},
         [("lines.csv", 3, "HELD_BACK"), ("orders.csv", 3, "NUMBER_TAKEN")]),
        ({"orders": ORDERS + "1,,maker,,,,", "lines": LINES + "1,1,mug,1,1"},
         [("lines.csv", 2, "NO_TRADE"), ("orders.csv", 2, "NO_TRADE")]),
        ({"lines": LINES + "\n".join(f"1,{n},mug,1,10000000000000" for n in range(1, 9002))},
         [("lines.csv", n, "TOO_LARGE") for n in range(2, 9003)]
         + [("orders.csv", 2, "TOO_LARGE")]),
        ({"orders": ORDERS + "1,,ada,,,,\n2,,bob,,,,", "lines": LINES + "2,1,mug,1,1"},
         [("orders.csv", 2, "EMPTY_ORDER")]),
        ({"lines": LINES + "1,1,mug,2000000000,1000000"},
         [("lines.csv", 2, "TOO_LARGE"), ("orders.csv", 2, "HELD_BACK")]),
        ({"stock": STOCK + "maker,mug,,5\nmaker,mug,Main,6\nmaker,cup,,1\nno,mug,,1",
          "lines": LINES + "1,1,mug,1,1"},
         [("stock.csv", 3, "DUPLICATE_STOCK"), ("stock.csv", 4, "UNKNOWN_SKU"),
          ("stock.csv", 5, "UNKNOWN_PARTY")]),
        ({"orders": ORDERS + "1,,ada,,,,\n2,,ada,,,,9",
          "lines": LINES + "1,1,mug,1,1\n2,1,mug,1,1"},
         [("lines.csv", 3, "HELD_BACK"), ("orders.csv", 3, "UNKNOWN_ORIGINAL")]),
    ],
    ids=lambda value: value[0][2] if isinstance(value, list) else "",
)  # fmt: skip
async def test_what_contradicts_is_rejected(
    imports: Imports, files: dict[str, str], rejected: list[tuple[str, int, str]]
) -> None:
    report = await imports.run(SHOP_AS_SELLER, *sales(imports, **files))

    if "lines" in files:
        assert imports.rejected() == rejected
    else:
        assert rejected[0] in imports.rejected()
    assert report.imported + report.rejected == report.rows
    assert await imports.nothing_is_left_behind()


async def test_a_buyer_cannot_be_the_seller(imports: Imports) -> None:
    await imports.run(
        SALES,
        *sales(imports, orders=ORDERS + "1,,ada,ada,,,", lines=LINES + "1,1,mug,1,1"),
    )

    assert imports.rejected()[0] == ("lines.csv", 2, "NO_TRADE")
    assert imports.rejects()[0]["reason"] == "The buyer of this order is also its seller."


async def test_codes_and_numbers_that_are_taken_in_the_hub_are_rejected(imports: Imports) -> None:
    files = {"lines": LINES + "1,1,mug,1,1"}
    await imports.run(SHOP_AS_SELLER, *sales(imports, **files))
    # The same parties' other system has other keys for the same code and the same number.
    files["products"] = SALES_FILES["products"].replace("mug,,", "cup,mug,")
    files["orders"] = ORDERS + "x1,1,ada,,,,"
    files["lines"] = LINES + "x1,1,vase,1,1"

    await imports.run(SHOP_AS_SELLER, *sales(imports, **files))

    assert imports.rejected() == [
        ("products.csv", 2, "SKU_TAKEN"),
        ("lines.csv", 2, "HELD_BACK"),
        ("orders.csv", 2, "NUMBER_TAKEN"),
    ]
