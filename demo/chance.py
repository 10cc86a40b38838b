"""Where everything that varies in the demo world comes from, and how it tells the time.

The world is made on a clock of its own: seconds since the start of its year of trade, which ends
now. So the same seed makes the same world whenever it is made, and only its dates move along.
"""

from datetime import UTC, datetime, timedelta
from random import Random
from typing import Final
from uuid import UUID

HOUR: Final = 3600
DAY: Final = 24 * HOUR
YEAR: Final = 365 * DAY

# Ids are shaped like UUID version 7, which begins with the time. Theirs is that of a year which
# ended here, so that they sort by time among themselves and before every id made by a live hub.
_ID_EPOCH_MILLISECONDS: Final = int(
    (datetime(2026, 1, 1, tzinfo=UTC) - timedelta(seconds=YEAR)).timestamp() * 1000
)
_VERSION_7: Final = 7 << 76
_VARIANT: Final = 2 << 62
_LOW_BITS: Final = 62


class Chance(Random):
    """A seeded source of ids and choices."""

    def id_at(self, second: int) -> UUID:
        """A new id that sorts with others by the second it was made for."""
        noise = self.getrandbits(12 + _LOW_BITS)
        milliseconds = _ID_EPOCH_MILLISECONDS + second * 1000
        return UUID(
            int=milliseconds << 80
            | _VERSION_7
            | noise >> _LOW_BITS << 64
            | _VARIANT
            | noise & ((1 << _LOW_BITS) - 1)
        )

    def happens(self, probability: float) -> bool:
        return self.random() < probability


class Calendar:
    """Turns seconds of the demo year into instants: `YEAR` is now, below zero before it began."""

    def __init__(self, now: datetime) -> None:
        self._start = now.replace(microsecond=0) - timedelta(seconds=YEAR)

    def at(self, second: int) -> datetime:
        return self._start + timedelta(seconds=second)
