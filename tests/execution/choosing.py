"""Chances of what is asked for: mostly what is there, now and then what is not."""

from collections.abc import Sequence
from random import Random
from typing import Final

from tests.execution.sample import Sample

_BAD_IDS: Final = (
    "", "x", "Order", "Order:", ":", "Order:1", "Nothing:00000000-0000-7000-8000-000000000000",
    "Order:00000000-0000-7000-8000-000000000000", "Party:00000000-0000-7000-8000-000000000000",
    "Brand:00000000-0000-7000-8000-000000000000", "Order:{0}", "订单:1", 'a"b\\c',
)  # fmt: skip
WORDS: Final = (
    "", " ", "serum", "Ser", "lip", "gold ring", "玫瑰", "精华", "口红", "金", "a", "%", "_", "'",
    "O'Neill & sons | !", "no such thing", "精华 serum", "\\", ":*", "é", "💍",
)  # fmt: skip
INSTANTS: Final = (
    "2026-11-02T09:30:00Z", "2026-06-01T00:00:00+08:00", "2025-12-31T23:59:59.999999-05:00",
    "0001-01-01T00:00:00.000001Z", "9999-12-31T23:59:59Z",
)  # fmt: skip
DAYS: Final = ("2026-01-01", "2026-06-30", "2026-11-02", "0001-01-01", "9999-12-31")


class Choosing:
    """Draws what one viewer asks for; a share of it is wrong on purpose."""

    def __init__(self, sample: Sample, viewer: str, chance: Random, *, wrong_share: float) -> None:
        self._sample = sample
        self._viewer = viewer
        self._chance = chance
        self._wrong_share = wrong_share

    def _id(self, types: Sequence[str] | None = None) -> str:
        chance, ids = self._chance, self._sample.ids
        if self._wrong():
            return chance.choice(_BAD_IDS)
        pool = ids[self._viewer] if self._happens(0.8) else ids[None]
        if types is None or self._wrong():
            types = [*pool]
        known = [one for one in types if pool.get(one)]
        if not known:
            return chance.choice(ids[None].get(types[0]) or ids[None]["Party"])
        return chance.choice(pool[chance.choice(known)])

    def _happens(self, probability: float) -> bool:
        return self._chance.random() < probability

    def _wrong(self) -> bool:
        return self._happens(self._wrong_share)
