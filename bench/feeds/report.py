"""What a run found, as tables and as a page with a chart for the documentation."""

import platform
from collections.abc import Iterator
from importlib.metadata import version
from typing import Final

from bench.chart import bars
from bench.feeds.peers import HUB, PEERS
from bench.feeds.running import (
    ARRIVAL_SECONDS_MAX,
    CROWDING_PER_SECOND,
    CROWDING_SOCKETS,
    CROWDS,
    HALF_DONE_SECONDS,
    OTHERS,
    PER_SECOND,
    PER_SECOND_BESIDE_SLOW,
    SLOW_SECONDS_MAX,
    Found,
)
from bench.feeds.targets import targets
from bench.report import Section, figure, machine
from bench.world import World

HEAD: Final = """\
# Benchmarks of live feeds

From a change to those who are told of it: in the hub, and with plain Strawberry subscriptions over
the same tables. Written by `make bench-feeds` on {day}; do not edit.

![Milliseconds from a commit until 99 of 100 deliveries have come](../images/benchmarks-feeds.svg)
"""
_HOW: Final = """\
## How it is measured

- {title}, in one embedded PostgreSQL {postgres}, with Valkey. {machine}, which servers,
  database and clients share.
- **Hub**: `hub serve` in production with one worker. It numbers and keeps every event, checks
  tokens, and applies the viewer's policies; a subscriber that was away resumes.
- **Plain Strawberry**: Strawberry's ASGI endpoint. Whoever changes an order publishes its event to
  a channel of the party in Redis; one listener hands it to a queue of each subscriber, which
  executes its selection with fresh data loaders. Nothing is numbered, kept or checked. uvicorn
  serves it with the hub's settings for sockets.
- All of a crowd are of one party, with the same rights, and ask the same: the event's kind and its
  order with total, buyer and seller. So the hub executes that once for each event, however many are
  told; for those who ask something else, or with other rights, it executes again.
- The client is a process of its own that only looks for the event's id in each message; its CPU is
  told beside the server's and is not part of it.
- A wait begins where the writer sends its COMMIT and ends where the client has the message, by the
  clock that all processes of the machine share. What has not come after {waited:g} s counts as an
  endless wait; so a p99 may be `inf`.
- Each part of the run has a new server of each, and they take turns. CPU is what the kernel says of
  the server's processes; memory what is resident once every subscription has had an event, beyond
  what was before.
- The reader that stalls asks for 45 kB an event and has a small buffer in its kernel.

Python {python} with {packages}.

## Repeat it

```bash not-run="it takes five minutes"
make bench-feeds
.venv/bin/python -m bench.feeds     # without writing this page
```
"""
_PACKAGES: Final = ("strawberry-graphql", "starlette", "uvicorn", "websockets", "redis", "asyncpg")


def sections(found: Found) -> Iterator[Section]:
    yield Section(
        "What was to be shown",
        ("", "wanted", "found", "met"),
        [
            (one.what, one.wanted, one.found, "yes" if one.is_met else "**no**")
            for one in targets(found)
        ],
        "Of the hub.",
    )
    yield Section(
        "From commit to client",
        ("ms", "p50", "p99", "events", "lost"),
        [
            (
                _titled(one.peer, "a transaction open" if one.half_done else ""),
                *map(figure, (one.p50, one.p99)),
                f"{one.events:,}",
                f"{one.lost:,}",
            )
            for one in found.paces
        ],
        f"{PER_SECOND} events a second, one subscriber. “A transaction open”: beside them another"
        f" writer has recorded an event and commits {HALF_DONE_SECONDS:g} s later, over and over.",
    )
    for crowd in CROWDS:
        yield Section(
            f"{crowd.subscriptions:,} subscriptions on {crowd.sockets:,} sockets",
            ("", "accepted/s", "kB each", "core at rest", "p50 ms", "p99 ms", "CPU µs", "client's"),
            [
                (
                    _titled(one.peer),
                    f"{one.accepted:,.0f}",
                    figure(one.bytes_each / 1000),
                    f"{one.rest:.0%}",
                    *map(figure, (one.p50, one.p99, one.cpu, one.client_cpu)),
                )
                for one in found.fanned
                if one.crowd == crowd
            ],
            "One event is told to all of them, then the next. CPU is of a delivery. All ask the"
            " same with the same rights, so the hub executes once for each event.",
        )
    yield Section(
        "A reader that stalls",
        ("", "cut after", "others: p99 before", "meanwhile", "lost", "server's memory"),
        [
            (
                _titled(one.peer),
                "never" if one.cut_seconds is None else f"{one.cut_seconds:.1f} s",
                *map(figure, (one.before, one.meanwhile)),
                f"{one.lost:,}",
                f"{one.growth / 1e6:+.0f} MB",
            )
            for one in found.slow
        ],
        f"Beside {OTHERS} others, {PER_SECOND_BESIDE_SLOW} events a second; their waits in ms."
        f" Watched for {SLOW_SECONDS_MAX:g} s.",
    )
    yield Section(
        "A party with many different subscriptions",
        ("", "its subscriptions", "another: p99 before", "meanwhile", "lost"),
        [
            (
                _titled(HUB),
                f"{one.questions:,}",
                *map(figure, (one.before, one.meanwhile)),
                f"{one.lost:,}",
            )
            for one in found.crowding
        ],
        f"On {CROWDING_SOCKETS} sockets, told {CROWDING_PER_SECOND:g} events a second, each of"
        " which has to be worked out for every one of them. Another party has"
        f" {OTHERS} subscribers and is told {PER_SECOND_BESIDE_SLOW} events a second; their waits"
        " in ms.",
    )
    yield Section(
        "The end",
        ("", "subscribers", "seconds", "closed with"),
        [
            (
                _titled(one.peer),
                f"{one.subscribers:,}",
                "killed" if one.seconds is None else f"{one.seconds:.1f}",
                ", ".join(f"{code}: {count:,}" for code, count in sorted(one.codes.items())),
            )
            for one in found.ended
        ],
        "SIGTERM while one subscriber more has stopped reading. 1012 tells clients to come back.",
    )


def how(world: World) -> str:
    """The page's account of what was run."""
    return _HOW.format(
        title=world.title,
        waited=ARRIVAL_SECONDS_MAX,
        postgres=world.postgres,
        machine=machine(),
        python=platform.python_version(),
        packages=", ".join(f"{package} {version(package)}" for package in _PACKAGES),
    )


def chart(found: Found) -> str:
    groups = {
        "a transaction held open beside 200 events a second"
        if half_done
        else "200 events a second, one subscriber": [
            (_titled(one.peer), _drawn(one.p99))
            for one in found.paces
            if one.half_done == half_done
        ]
        for half_done in (False, True)
    }
    groups |= {
        f"one event to {crowd.subscriptions:,} subscriptions on {crowd.sockets:,} sockets": [
            (_titled(one.peer), _drawn(one.p99)) for one in found.fanned if one.crowd == crowd
        ]
        for crowd in CROWDS
    }
    return bars(
        "p99 from commit to client, in milliseconds (logarithmic; shorter is better)",
        groups,
        ours=PEERS[HUB].title,
        unit="ms",
    )


def _drawn(p99: float) -> float:
    """What has not come is drawn as long as it was waited for."""
    return min(p99, ARRIVAL_SECONDS_MAX * 1000)


def _titled(peer: str, circumstance: str = "") -> str:
    return ", ".join(filter(None, (PEERS[peer].title, circumstance)))
