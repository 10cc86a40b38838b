"""How the feeds are doing, for whoever looks after them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from db.queries import events as queries
from db.queries.events import FeedHead, Leader, Waiting
from db.queries.retention import Partition, partitions
from hub.context import Hub

_FEEDS_MAX: Final = 10


@dataclass(frozen=True)
class Lag:
    """What waits for its place, who gives it one, the busiest feeds, and the days that are kept.

    `days` are in order and go on into the future, made ahead.
    """

    waiting: Waiting
    leader: Leader | None
    busiest: Sequence[FeedHead]
    days: Sequence[Partition]


async def feed_lag(hub: Hub) -> Lag:
    """All of it, as it is now; read in some milliseconds, and not of one instant."""
    database = hub.database
    return Lag(
        await queries.waiting(database),
        await queries.leader(database),
        await queries.busiest(database, _FEEDS_MAX),
        await partitions(database.pool),
    )
