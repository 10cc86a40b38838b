"""Small mappings, and readers of the records that they describe."""

from __future__ import annotations

from pathlib import Path

from hub.domain.imports import FileReader, compile_file, read_mapping

MAPPINGS = Path(__file__).parents[3] / "mappings"

TOP = 'source = "shop"\ncurrency = "EUR"\nseller = { name = "Shop" }\n'
STOCK = """
[[file]]
name = "*.csv"
[file.stock]
sku = { column = "a" }
on_hand = { column = "b" }
"""
ORDER = """
[[file]]
name = "*.csv"
[file.order]
key = { column = "order" }
buyer = { column = "buyer" }
placed_at = { column = "at" }
"""


def reader(toml: str, *header: str) -> FileReader:
    mapping = read_mapping(toml)
    return compile_file(mapping, mapping.files[0], header)
