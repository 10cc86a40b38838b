"""Searches over the demo world, judged, and over 100,000 products, timed.

python -m bench.search [--report docs]
"""

import argparse
import asyncio
import math
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Final, NamedTuple

import asyncpg

import demo
from bench.search import forms
from db.migrate import migrate
from embedded import embedded_servers
from hub.context import Hub, open_request
from hub.process import open_hub
from hub.schema import schema
from hub.settings import Settings
from hub.transport.operations import read_operation, run

_JUDGED: Final = Path(__file__).with_name("judged.txt")
_PAGE: Final = 10
_PRODUCTS: Final = 100_000
_ROUNDS: Final = 5
_QUERY: Final = """
query ($text: String) {
    products(first: 24, search: $text, filter: {trade: [COSMETICS, JEWELLERY]}) {
        nodes { id name owner { name } }
        pageInfo { hasNextPage }
        facets { found facets { name choices { value count brand { name } category { name } } } }
    }
}
"""

Find = Callable[[asyncpg.Connection, str], Awaitable[list[str]]]


class Judged(NamedTuple):
    """What is typed, and by grade of what the names of fitting products are made."""

    text: str
    grades: Mapping[int, Sequence[Sequence[str]]]

    def grade(self, name: str) -> int:
        fitting = (
            grade
            for grade, ways in self.grades.items()
            if any(all(part in name for part in way) for way in ways)
        )
        return max(fitting, default=0)


def read_judged() -> list[Judged]:
    found = []
    for line in _JUDGED.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        text, *grades = (part.strip() for part in line.split("|"))
        said = dict(one.split(" ", 1) for one in grades if one)
        found.append(
            Judged(
                text,
                {
                    int(grade): [
                        [part.strip() for part in way.split("&")] for way in names.split("/")
                    ]
                    for grade, names in said.items()
                },
            )
        )
    return found


def ndcg(judged: Judged, found: Sequence[str], names: Sequence[str]) -> float:
    """How good the first page is beside the best one that there could be, from 0 to 1."""
    best = sorted(map(judged.grade, names), reverse=True)
    assert best[0] > 0, f"nothing fits {judged.text!r}"
    return _gain(map(judged.grade, found[:_PAGE])) / _gain(best[:_PAGE])


def _gain(grades: Iterable[int]) -> float:
    return sum(((1 << grade) - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


async def judge(connection: asyncpg.Connection) -> dict[str, list[float]]:
    names = [row["name"] for row in await connection.fetch(f"SELECT name FROM {forms.PUBLISHED}")]
    await forms.set_up(connection)
    return {
        form: [
            ndcg(judged, await forms.found(connection, sql, judged.text), names)
            for judged in read_judged()
        ]
        for form, sql in forms.FORMS.items()
    }


async def time_page(hub: Hub) -> list[float]:
    """Milliseconds of each page with its facets, as the hub answers a visitor of the shop."""
    took = []
    for number in range(_ROUNDS + 1):
        for judged in read_judged():
            asked = {"query": _QUERY, "variables": {"text": judged.text}}
            operation = await read_operation(schema, asked, cost_max=hub.policy.cost_max)
            start = perf_counter()
            async with open_request(hub, None) as request:
                answer = await run(schema, operation, request)
            assert not answer.errors, answer.errors
            if number:  # the first round compiles statements
                took.append((perf_counter() - start) * 1000)
    return took


async def time_form(connection: asyncpg.Connection, sql: str) -> list[float]:
    took = []
    for number in range(_ROUNDS + 1):
        for judged in read_judged():
            start = perf_counter()
            await forms.found(connection, sql, judged.text)
            if number:
                took.append((perf_counter() - start) * 1000)
    return took


def at(share: float, values: Sequence[float]) -> float:
    return sorted(values)[min(len(values) - 1, math.ceil(share * len(values)) - 1)]


async def measure(database_url: str, redis_url: str) -> str:
    await migrate(database_url)
    connection = await asyncpg.connect(database_url)
    await demo.load(connection, now=datetime.now(UTC))
    await connection.execute("UPDATE parties SET listed = true WHERE kind = 'BRAND'")
    quality = await judge(connection)
    lines = [
        f"{len(read_judged())} judged queries over {await _count(connection)} products.",
        "",
        "| Form | nDCG@10 | without a fitting one |",
        "| --- | --- | --- |",
    ]
    for form, values in quality.items():
        mean, none = sum(values) / len(values), sum(value == 0 for value in values)
        lines.append(f"| {form} | {mean:.3f} | {none} |")
    await forms.multiply(connection, _PRODUCTS)
    count = await _count(connection)
    timed = {form: await time_form(connection, sql) for form, sql in forms.FORMS.items()}
    await connection.close()
    settings = Settings()
    async with open_hub(settings, database_url, redis_url) as hub:
        timed = {"the hub: a page of 24 and all facets": await time_page(hub)} | timed
    lines += [
        "",
        f"The same over {count:,} products, {_ROUNDS} times each, in milliseconds:",
        "",
        "| Form | p50 | p95 | worst |",
        "| --- | --- | --- | --- |",
    ]
    for form, values in timed.items():
        lines.append(
            f"| {form} | {at(0.5, values):.1f} | {at(0.95, values):.1f} | {max(values):.1f} |"
        )
    return "\n".join(lines)


async def _count(connection: asyncpg.Connection) -> int:
    count: int = await connection.fetchval(f"SELECT count(*) FROM {forms.PUBLISHED}")
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--report", metavar="FILE", type=Path, help="Also write it there.")
    chosen = parser.parse_args()
    with (
        TemporaryDirectory(prefix="hub-bench-") as folder,
        embedded_servers(Path(folder), durable=False) as servers,
    ):
        told = asyncio.run(measure(servers.database_url, servers.redis_url))
    print(told)
    if chosen.report:
        chosen.report.write_text(f"# Benchmark of searches\n\n{told}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
