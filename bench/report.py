"""What a run found, as tables for the console and as a page with a chart for the documentation."""

import json
import os
import platform
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.table import Table

from bench.chart import bars
from bench.measures import HUB, fit
from bench.peers import PEERS, node
from bench.queries import QUERIES
from bench.running import CONNECTIONS, Found
from bench.targets import CONNECTIONS as USUAL
from bench.targets import targets
from bench.world import World

_PYTHON_PACKAGES: Final = (
    "strawberry-graphql",
    "graphql-core",
    "aiodataloader",
    "SQLAlchemy",
    "sqlmodel",
    "asyncpg",
    "orjson",
    "uvicorn",
    "uvloop",
)
_SAID: Final[Mapping[str, str]] = {
    "Q1": "one order of 5 lines, by its id",
    "Q2": "the newest 50 orders of one seller, with their lines and shipments",
    "Q3": "the same, 500 orders",
}

_HEAD: Final = """\
# Benchmarks

What the three canonical queries cost: in the hub, and in what else one could build over the same
tables. Written by `make bench` on {day}; do not edit.

![Server CPU for each request](../images/benchmarks.svg)
"""
_HOW: Final = """\
## How it is measured

- {title}, in one embedded PostgreSQL {postgres}. {machine}.
- Every peer is a process of its own that answers `POST /graphql` on loopback. Those in Python are
  served by uvicorn with uvloop and httptools, those in JavaScript by Node's HTTP server with
  `NODE_ENV=production`. All read the same tables and indexes, through pools of up to 20
  connections, with prepared statements.
- Before anything is measured, every peer's answers are compared with the hub's: the same orders in
  the same order, with the same values. While measuring, every answer has to be the first one again,
  byte for byte.
- Rounds: {rounds}. In each, for each query and each number of connections, all peers take turns in
  a shuffled order, {seconds:g} s each; the others are stopped meanwhile (SIGSTOP). The client is
  one more process, in Python, on the same cores: that bounds the requests per second, but is not
  in anybody's CPU.
- CPU is what the kernel says of the server's processes and of PostgreSQL's, user and system, for
  each request answered. Figures are medians of the rounds. Ratios are taken within a round; then
  their median.
- **The hub does more than its peers.** With plans or without, it checks a token, sees that its
  session still lives, and applies the viewer's policies to every row; the others have no policies.
  So that all say the same, the seller has no drafts, which the hub shows to their buyers alone.
- A slow peer answers few requests in its seconds, at the least as many as it has connections. Its
  p99 is then its slowest answer.

{peers}

## Repeat it

```bash not-run="it takes a quarter of an hour"
make bench
.venv/bin/python -m bench --rounds 1 --seconds 1 --peers limit,conventional   # a part, sooner
.venv/bin/python -m bench.canonical            # both executors of the hub, in one process
```
"""
_PEERS: Final[Mapping[str, str]] = {
    "hub": "`hub serve` in production with one worker; a bearer token of an owner of the seller",
    "general": "the same schema, policies and endpoint without plans: graphql-core executes, "
    "aiodataloader batches",
    "conventional": "what tutorials teach: data loaders, objects from async sessions; with caches "
    "for parsing and validation, and orjson",
    "postgraphile": "PostGraphile {postgraphile} with its Amber preset, asked for the same data in "
    "its own names",
    "yoga": "GraphQL Yoga {graphql-yoga}, DataLoader {dataloader}, pg {pg}; executed by graphql-js",
    "yoga-jit": "the same, executed by graphql-jit ({@envelop/graphql-jit})",
    "limit": "two statements that return the whole answer as text, passed on as bytes: no GraphQL",
}


@dataclass(frozen=True)
class Section:
    """A titled table. The first column is words, the others are figures."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    note: str = ""


def sections(found: Found, names: Sequence[str]) -> Iterator[Section]:
    yield Section(
        "What was to be shown",
        ("", "wanted", "found", "met"),
        [
            (one.what, one.wanted, one.found, "yes" if one.is_met else "**no**")
            for one in targets(found, names)
        ],
        f"CPU of a request under {USUAL} connections. Shares are of the peer's in the same round.",
    )
    for query in QUERIES:
        yield _cpu(found, names, query)
    for query in QUERIES:
        yield _pace(found, names, query)
    yield Section(
        "Memory after the run",
        ("", "MB"),
        [(PEERS[name].title, f"{found.memory[name] / 1e6:.0f}") for name in names],
        "Resident, of all of a server's processes.",
    )
    yield _growth(found)
    yield Section(
        "Texts that are new",
        ("", "known: server", "PostgreSQL", "new: server", "PostgreSQL", "extra"),
        [
            (
                one.query,
                *map(figure, (one.known.server, one.known.postgres)),
                *map(figure, (one.new.server, one.new.postgres, one.extra)),
            )
            for one in found.unknown
        ],
        "The hub's CPU in ms, on one connection, where every request brings another alias: it is "
        "parsed, checked, planned, composed into SQL and prepared each time.",
    )
    yield Section(
        "Beyond SQL",
        ("", "server", "PostgreSQL", "Q2: server", "PostgreSQL", "server ×"),
        [
            (
                one.what,
                *map(figure, (one.own.server, one.own.postgres)),
                *map(figure, (one.plain.server, one.plain.postgres)),
                f"{one.ratio:.2f}",
            )
            for one in found.beyond
        ],
        "The hub's CPU in ms for Q2's orders under 8 connections, where SQL cannot say all of the "
        "operation, where its statement is cut, and where it begins with rows that are at hand; "
        "beside Q2 as it is, measured just before.",
    )
    yield Section(
        "Two workers",
        ("", "one: /s", "p50", "two: /s", "p50", "×"),
        [
            (
                one.query,
                *map(figure, (one.per_second, one.p50, two.per_second, two.p50)),
                figure(two.per_second / one.per_second),
            )
            for one, two in found.workers
        ],
        "The hub with `HUB_WORKERS=2` under 32 connections: requests per second, and waits in ms. "
        f"PostgreSQL and the client need some of the {os.cpu_count()} cores too.",
    )


def _cpu(found: Found, names: Sequence[str], query: str) -> Section:
    measures = found.measures
    rows = []
    for name in names:
        cpu = [
            measures.median(part, name, query, USUAL) for part in ("server", "postgres", "together")
        ]
        ratios = [measures.ratio(part, name, query, USUAL) for part in ("server", "together")]
        times = ["" if name == HUB else f"{1 / ratio:.2f}" for ratio in ratios]
        rows.append((PEERS[name].title, *map(figure, cpu), *times))
    return Section(
        f"{query}: CPU",
        ("ms a request", "server", "PostgreSQL", "together", "server ÷", "together ÷"),
        rows,
        f"{query} asks for {_SAID[query]}. Under {USUAL} connections; ÷ is by the hub's.",
    )


def _pace(found: Found, names: Sequence[str], query: str) -> Section:
    columns = [""]
    for connections in CONNECTIONS[query]:
        columns += [f"{connections}: /s", "p50", "p99"]
    rows = [
        (
            PEERS[name].title,
            *(
                figure(found.measures.median(part, name, query, connections))
                for connections in CONNECTIONS[query]
                for part in ("per_second", "p50", "p99")
            ),
        )
        for name in names
    ]
    return Section(
        f"{query}: pace",
        columns,
        rows,
        "By connections: requests per second, and waits in ms.",
    )


def _growth(found: Found) -> Section:
    lines = {
        part: fit([(one.objects, getattr(one, part)) for one in found.growth])
        for part in ("server", "postgres")
    }
    said = "; ".join(
        f"{title} {line.start:.2f} ms + {line.slope * 1000:.2f} µs an object"
        f" (R² {line.r_squared:.4f})"
        for title, line in zip(("server", "PostgreSQL"), lines.values(), strict=True)
    )
    return Section(
        "Growth",
        ("orders", "objects", "server ms", "PostgreSQL ms", "µs an object"),
        [
            (
                f"{one.orders}",
                f"{one.objects:,}",
                *map(figure, (one.server, one.postgres)),
                figure((one.server + one.postgres) / one.objects * 1000),
            )
            for one in found.growth
        ],
        "The hub's CPU for Q2 with more and more orders, on one connection. "
        f"The straight lines through it: {said}.",
    )


def figure(value: float) -> str:
    """Three digits, more where there are more before the point."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def printed(console: Console, sections: Sequence[Section]) -> None:
    for section in sections:
        table = Table(title=section.title, caption=section.note, title_justify="left")
        table.add_column(section.columns[0])
        for column in section.columns[1:]:
            table.add_column(column, justify="right")
        for row in section.rows:
            table.add_row(*(cell.strip("*") for cell in row))
        console.print(table)


def page(sections: Sequence[Section], how: str, *, head: str = _HEAD) -> str:
    dated = head.format(day=f"{datetime.now(UTC):%d %B %Y}")
    return "\n".join([dated, *map(_markdown, sections), how])


def write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def _markdown(section: Section) -> str:
    ruler = ["---", *["---:"] * (len(section.columns) - 1)]
    rows = [section.columns, ruler, *section.rows]
    table = "\n".join(f"| {' | '.join(row)} |" for row in rows)
    note = f"{section.note}\n\n" if section.note else ""
    return f"## {section.title}\n\n{note}{table}\n"


def how(world: World, names: Sequence[str], rounds: int, seconds: float) -> str:
    """The page's account of what was run."""
    versions = _node_versions()
    peers = "\n".join(
        f"- **{PEERS[name].title}**: {_PEERS[name].format(**versions)}." for name in names
    )
    python = ", ".join(f"{package} {version(package)}" for package in _PYTHON_PACKAGES)
    return _HOW.format(
        title=world.title,
        postgres=world.postgres,
        machine=machine(),
        rounds=rounds,
        seconds=seconds,
        peers=f"{peers}\n\nPython {platform.python_version()} with {python}. {_node()}",
    )


def chart(found: Found, names: Sequence[str]) -> str:
    groups = {
        f"{query}: {_SAID[query]}": [
            (PEERS[name].title, found.measures.median("server", name, query, USUAL))
            for name in names
        ]
        for query in QUERIES
    }
    return bars(
        "Server CPU for each request, in milliseconds (logarithmic; shorter is better)",
        groups,
        ours=PEERS[HUB].title,
        unit="ms",
    )


def machine() -> str:
    """The machine, without a name that is somebody's."""
    model = "a processor that does not tell its name"
    for line in Path("/proc/cpuinfo").read_text().splitlines():
        if line.startswith("model name"):
            model = line.partition(":")[2].strip()
            break
    gigabytes = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e9
    return f"{os.cpu_count()} cores of {model}, {gigabytes:.0f} GB, {platform.system()}"


def _node() -> str:
    told = subprocess.run([node(), "--version"], capture_output=True, text=True, check=True)
    return f"Node {told.stdout.strip().removeprefix('v')}."


def _node_versions() -> Mapping[str, str]:
    package = Path(__file__).parent / "node" / "package.json"
    versions: Mapping[str, str] = json.loads(package.read_text())["dependencies"]
    return versions
