"""Small mappings, and readers of the records that they describe."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from hub.domain.imports import Told, compile_file, read_mapping

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


class Tale:
    """What a record tells: `tale.order.number` is a field of the first order, if there is one."""

    def __init__(self, told: Sequence[Told]) -> None:
        self.told = told

    def all(self, kind: str) -> list[Any]:
        return [
            SimpleNamespace(**dict(zip(one.kind.columns, one.values, strict=True)))
            for one in self.told
            if one.kind.name == kind
        ]

    def __getattr__(self, kind: str) -> Any:
        return next(iter(self.all(kind)), None)


def reader(toml: str, *header: str) -> Callable[[Sequence[str]], Tale]:
    mapping = read_mapping(toml)
    compiled = compile_file(mapping, mapping.files[0], header)
    return lambda record: Tale(compiled.read(record))
