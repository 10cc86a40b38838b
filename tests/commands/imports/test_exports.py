"""The mappings that come with the hub read what those systems export."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from db.consistency import inconsistencies
from tests.commands.imports.importing import ROOT, Imports

_EXPORTS = Path(__file__).with_name("exports")


@pytest.mark.parametrize(
    ("mapping", "file", "orders", "rejected"),
    [
        ("shopify", "shopify_orders.csv",
         [("#1001", "COMPLETED", 3953, 490, 663, 200, 2), ("#1002", "CONFIRMED", 1000, 0, 0, 0, 1),
          ("#1003", "CANCELLED", 1000, 0, 0, 0, 1)], []),
        ("woocommerce", "woocommerce_orders.csv",
         [("501", "COMPLETED", 2050, 500, 100, 50, 2), ("502", "CONFIRMED", 333, 0, 0, 0, 1)], []),
        ("amazon-settlements", "amazon_settlement.txt",
         [("302-1", "COMPLETED", 4046, 400, 646, 0, 1)], ["NO_SALE", "NO_SALE"]),
        ("erp-zh", "销售出库.csv",
         [("XS0001", "COMPLETED", 139900, 0, 0, 0, 2), ("XS0002", "CONFIRMED", 259800, 0, 0, 0, 1)],
         ["OUT_OF_RANGE", "SUM"]),
    ],
    ids=lambda value: value if isinstance(value, str) and "." not in value else "",
)  # fmt: skip
async def test_an_export_is_read_by_its_mapping(
    imports: Imports,
    mapping: str,
    file: str,
    orders: list[tuple[object, ...]],
    rejected: list[str],
) -> None:
    toml = (ROOT / "mappings" / f"{mapping}.toml").read_text(encoding="utf-8")

    await imports.run(toml, _EXPORTS / file)

    assert [code for *_, code in imports.rejected()] == rejected
    assert (
        await imports.rows(
            "SELECT number, status, total_minor, freight_minor, tax_minor, discount_minor,"
            " (SELECT count(*) FROM order_lines WHERE order_id = orders.id)"
            " FROM orders ORDER BY number"
        )
        == orders
    )
    assert await inconsistencies(imports.connection) == []


async def test_names_come_in_the_languages_that_a_mapping_names(imports: Imports) -> None:
    toml = (ROOT / "mappings" / "erp-zh.toml").read_text(encoding="utf-8")
    more = toml.replace(
        'name_in.zh = { column = "物料名称" }',
        'name_in.zh = { column = "物料名称" }\nname_in.fr = { template = "Article {物料编码}" }',
    )

    for mapping in (toml, more):
        await imports.run(mapping, _EXPORTS / "销售出库.csv")
        rows = await imports.rows("SELECT name, name_translations::text FROM products ORDER BY 1")
        assert rows
        for name, texts in rows:
            assert json.loads(texts)["zh"] == name
            assert ("fr" in json.loads(texts)) is (mapping is more)
