"""What was acknowledged, what the feed has and what was heard, compared: nothing but lists."""

from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise
from typing import Final, NamedTuple


class Version(NamedTuple):
    """One change of an order, a stock item or a shipment, by the ids that clients see."""

    aggregate_id: str
    version: int | None


@dataclass(frozen=True)
class Entry:
    """A place in a party's feed as the database has it."""

    position: int
    event_id: str
    change: Version


@dataclass(frozen=True)
class Heard(Entry):
    """The same as a subscriber was told, and when."""

    at: float


class Kind(StrEnum):
    """What can be wrong with what a subscriber heard."""

    LOST = "lost"
    DUPLICATED = "duplicated"
    INVERTED = "inverted"
    GAP = "gap"
    INVENTED = "invented"


# The columns of every report, in its order.
KINDS: Final = tuple(Kind)


@dataclass(frozen=True)
class Finding:
    """Something wrong, about when it came to be, and a sentence on it."""

    kind: Kind
    at: float
    sentence: str


def findings(
    heard: Sequence[Heard], feed: Sequence[Entry], acknowledged: dict[Version, float]
) -> list[Finding]:
    """All that is wrong with one subscriber's log.

    Args:
        heard: the log, from the beginning of the feed on.
        feed: the entries of the party's feed that the subscriber asked for, in order of position.
        acknowledged: the changes that concern the party and were said to be done, and when.
    """
    return [
        *_lost(heard, feed, acknowledged),
        *_duplicated(heard),
        *_inverted(heard),
        *_gaps(heard, feed),
        *_invented(heard, feed),
    ]


def strays(feed: Sequence[Entry], acknowledged: Collection[Version]) -> list[Entry]:
    """The entries whose change was not acknowledged to the party, or has an entry before."""
    left = set(acknowledged)
    found = []
    for entry in feed:
        if entry.change in left:
            left.remove(entry.change)
        else:
            found.append(entry)
    return found


def holes(positions: Sequence[int]) -> list[int]:
    """The positions after which a feed does not go on with the next, from 0 on."""
    return [before for before, after in pairwise([0, *positions]) if after != before + 1]


def _lost(
    heard: Sequence[Heard], feed: Sequence[Entry], acknowledged: dict[Version, float]
) -> Iterator[Finding]:
    known = {one.event_id for one in heard}
    start = min((one.at for one in heard), default=0.0)
    for entry in feed:
        if entry.event_id not in known:
            at = acknowledged.get(entry.change, start)
            yield Finding(Kind.LOST, at, f"{entry} is in the feed and was not heard")
    entered = {entry.change for entry in feed}
    for change, at in acknowledged.items():
        if change not in entered:
            yield Finding(Kind.LOST, at, f"{change} was acknowledged and is not in the feed")


def _duplicated(heard: Sequence[Heard]) -> Iterator[Finding]:
    times: Counter[str] = Counter()
    for one in heard:
        times[one.event_id] += 1
        if times[one.event_id] > 1:
            yield Finding(Kind.DUPLICATED, one.at, f"{one} was heard before")


def _inverted(heard: Sequence[Heard]) -> Iterator[Finding]:
    newest: dict[str, int] = {}
    position = 0
    for one in heard:
        aggregate_id, version = one.change
        if one.position < position:
            yield Finding(Kind.INVERTED, one.at, f"{one} came after position {position}")
        position = max(position, one.position)
        # Partners are not told how often another's stock has changed.
        if version is None:
            continue
        if version < newest.get(aggregate_id, 0):
            yield Finding(Kind.INVERTED, one.at, f"{one} came after a later version")
        newest[aggregate_id] = max(version, newest.get(aggregate_id, 0))


def _gaps(heard: Sequence[Heard], feed: Sequence[Entry]) -> Iterator[Finding]:
    """Steps over entries, also over such as came later after all."""
    place = {entry.position: number for number, entry in enumerate(feed)}
    before = -1
    for one in heard:
        number = place.get(one.position, before)
        if number > before + 1:
            skipped = number - before - 1
            yield Finding(Kind.GAP, one.at, f"{one} came without the {skipped} before it")
        before = max(before, number)


def _invented(heard: Sequence[Heard], feed: Collection[Entry]) -> Iterator[Finding]:
    known = {(entry.position, entry.event_id): entry.change for entry in feed}
    for one in heard:
        change = known.get((one.position, one.event_id))
        told = one.change
        if told.version is None and change is not None:
            told = Version(told.aggregate_id, change.version)
        if told != change:
            yield Finding(Kind.INVENTED, one.at, f"{one} is not in the feed")
