"""The three canonical queries on a large world: what they answer, what they ask, what they cost.

    python -m bench.canonical [--scale N] [--rounds N] [--import MAPPING FILE...]

Both executors of the hub answer in this process, on an embedded PostgreSQL of its own: from a plan
as clients are answered, and field by field as what plans leave to it is. CPU is this process's; the
statements are what the answer asked of PostgreSQL.
"""

import argparse
import asyncio
import statistics
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from graphql import OperationType
from pydantic import SecretStr
from redis.asyncio import Redis
from rich.console import Console
from rich.table import Table

from bench.queries import FIRST, QUERIES, variables
from bench.world import Filling, World, demo_world, made, servers
from db.enums.accounts import Role
from db.session import open_database
from embedded import Servers
from hub.commands.imports import run_import
from hub.context import Hub, Request, open_request
from hub.domain.imports import read_mapping
from hub.policy.viewer import Viewer
from hub.process import make_hub
from hub.schema import build_schema, schema
from hub.settings import Environment, Settings
from hub.transport.operations import Operation, encode_json, run

_FIELD_BY_FIELD = build_schema(None)


@dataclass(frozen=True)
class Cost:
    """What one query costs: rows and bytes of its answer, statements, CPU and wall time in ms."""

    orders: int
    lines: int
    kilobytes: float
    statements: int
    cpu: float
    wall: float


async def _planned(request: Request, query: str, variables: dict[str, Any]) -> bytes:
    answer = await run(
        schema,
        Operation(query, schema.documents.prepare(query), None, variables, OperationType.QUERY, 0),
        request,
    )
    assert answer.data is not None
    texts = answer.data.values()
    assert all(isinstance(text, orjson.Fragment) for text in texts), "the query was not planned"
    return encode_json(answer.data)


async def _general(request: Request, query: str, variables: dict[str, Any]) -> bytes:
    result = await _FIELD_BY_FIELD.execute(query, variable_values=variables, context_value=request)
    assert result.errors is None, result.errors
    return orjson.dumps(result.data, default=str)


EXECUTORS = {"planned": _planned, "general": _general}


async def _answered(
    hub: Hub, viewer: Viewer, way: str, query: str, asked_with: dict[str, Any], *, rounds: int
) -> Cost:
    cpu, wall, statements, answer = [], [], 0, b""
    for _ in range(rounds + 1):
        started, spent = time.perf_counter(), time.process_time()
        async with open_request(hub, viewer) as request:
            answer = await EXECUTORS[way](request, query, asked_with)
            statements = request.reads.statements
        cpu.append((time.process_time() - spent) * 1000)
        wall.append((time.perf_counter() - started) * 1000)
    data = orjson.loads(answer)
    orders = [data["order"]] if "order" in data else data["orders"]["nodes"]
    return Cost(
        orders=len(orders),
        lines=sum(len(order["lines"]) for order in orders),
        kilobytes=len(answer) / 1000,
        statements=statements,
        # The first answer fills the caches.
        cpu=statistics.median(cpu[1:]),
        wall=statistics.median(wall[1:]),
    )


async def _measure(hub: Hub, world: World, rounds: int) -> Table:
    nobody = UUID(int=0)
    viewer = Viewer(nobody, "", "", world.seller_id, world.seller_kind, Role.OWNER, nobody)
    columns = ("", "executor", "orders", "lines", "kB", "statements", "CPU ms", "wall ms")
    table = Table(*columns, title=world.title)
    for name, query in QUERIES.items():
        asked_with = variables(
            name, seller=world.seller_id, order=world.order_id, first=FIRST[name]
        )
        for way in EXECUTORS:
            cost = await _answered(hub, viewer, way, query, asked_with, rounds=rounds)
            table.add_row(
                name,
                way,
                str(cost.orders),
                str(cost.lines),
                f"{cost.kilobytes:.1f}",
                str(cost.statements),
                f"{cost.cpu:.2f}",
                f"{cost.wall:.1f}",
            )
    return table


def _imported(mapping: Path, files: Sequence[Path], folder: Path) -> Filling:
    columns = read_mapping(mapping.read_text(encoding="utf-8"))

    async def fill(connection: asyncpg.Connection) -> str:
        report = await run_import(
            connection,
            columns,
            files,
            rejects=folder / "rejects.csv",
            now=datetime.now(UTC),
            progress=lambda *_: None,
            tell=lambda _: None,
        )
        return f"Imported data: {report.rows:,} rows"

    return fill


async def _run(options: argparse.Namespace, own: Servers, folder: Path) -> Table:
    fill = demo_world(options.scale)
    if options.files:
        mapping, *files = options.files
        fill = _imported(mapping, files, folder)
    world = await made(own, folder, fill)
    async with (
        open_database(world.database_url, connections=4) as database,
        Redis.from_url(world.redis_url) as redis,
    ):
        # In development every read is noted, which takes longer than a short query does.
        settings = Settings(
            environment=Environment.PRODUCTION,
            secret=SecretStr("only for this benchmark, not a secret"),
            database_url=world.database_url,
            redis_url=world.redis_url,
        )
        hub = make_hub(settings, database, redis)
        return await _measure(hub, world, options.rounds)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(
        prog="python -m bench.canonical", description=__doc__.splitlines()[0]
    )
    parser.add_argument("--scale", type=int, default=10, help="of the demo world (default 10)")
    parser.add_argument("--rounds", type=int, default=9, help="answers timed for each query")
    parser.add_argument(
        "--import",
        dest="files",
        nargs="+",
        type=Path,
        metavar=("MAPPING", "FILE"),
        help="measure imported files in place of the demo world",
    )
    options = parser.parse_args(arguments)
    with servers() as (own, folder):
        Console().print(asyncio.run(_run(options, own, folder)))


if __name__ == "__main__":
    main()
