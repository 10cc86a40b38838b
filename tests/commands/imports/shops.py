"""What shops export, and the mappings that say what it means."""

from __future__ import annotations

from pathlib import Path

from tests.commands.imports.importing import ROOT, Imports

SHOP = (ROOT / "mappings" / "online-retail.toml").read_text(encoding="utf-8")
SHOP_HEADER = "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country"
SHOP_ROWS = (
    "100,A1,RED MUG ,3,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
    "100,A1,red mug,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
    '100,a1,"MUG, SMALL",2,2011-11-07 07:39:00,0.83,16612.0,United Kingdom',
    "101,A1,damages,-3,2011-11-07 08:00:00,0.0,,United Kingdom",
    "102,B2,,1,2011-11-07 09:00:00,10.5,,France",
    "103,B2,VASE,4,2011-11-07 09:00:00,10.25,,Unspecified",
    "C104,A1,RED MUG ,-2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "105,A1,RED MUG ,-2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "C106,A1,RED MUG ,2,2011-11-08 10:00:00,2.95,16612.0,United Kingdom",
    "107,A1,RED MUG ,1,2011-11-08 10:00:00,2.95,16612.0,Atlantis",
    "108,A1,RED MUG ,one,2011-11-08 10:00:00,2.95,16612.0,France",
    "109,A1,RED MUG ,1,yesterday,2.95,16612.0,France",
    "100,A1,red mug,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom",
)
SALES = """
source = "sales"
currency = "EUR"
seller = { name = "Shop" }
[[file]]
name = "products*"
[file.product]
key = { column = "sku" }
owner = { column = "owner" }
[file.sku]
key = { column = "sku" }
code = [{ column = "code" }, { column = "sku" }]
product = [{ column = "product" }, { column = "sku" }]
[[file]]
name = "parties*"
[file.owner]
key = { column = "party" }
kind = "BRAND"
[[file]]
name = "buyers*"
[file.buyer]
key = { column = "buyer" }
[[file]]
name = "lines*"
[file.line]
order = { column = "order" }
key = { column = "line" }
sku = { column = "sku" }
quantity = { column = "quantity", default = 1 }
unit_price = { column = "price", default = "1.00" }
[[file]]
name = "orders*"
[file.order]
key = { column = "order" }
number = [{ column = "number" }, { column = "order" }]
buyer = { column = "buyer" }
seller = { column = "seller" }
currency = { column = "currency", default = "EUR" }
placed_at = { constant = "2026-01-01" }
status = { column = "status" }
cancels = { column = "of" }
cancelled_when = [{ column = "of", op = "empty", negate = true }]
[[file]]
name = "stock*"
[file.stock]
party = { column = "party" }
sku = { column = "sku" }
location = { column = "place" }
on_hand = { column = "pieces" }
"""

SHOP_AS_SELLER = SALES.replace('seller = { column = "seller" }\n', "")
SALES_FILES = {
    "parties": "party\nmaker\nshop",
    "buyers": "buyer\nada\nbob",
    "products": "sku,code,product,owner\nmug,,,maker\nvase,,,maker",
    "orders": "order,number,buyer,seller,currency,status,of\n1,,ada,bo,,,",
}
ORDERS = "order,number,buyer,seller,currency,status,of\n"
LINES = "order,line,sku,quantity,price\n"
STOCK = "party,sku,place,pieces\n"


def sales(imports: Imports, **files: str) -> list[Path]:
    """Files of a shop: those that nearly every import needs, and what a test adds or replaces."""
    return [
        imports.file(f"{name}.csv", *text.split("\n"))
        for name, text in {**SALES_FILES, **files}.items()
    ]
