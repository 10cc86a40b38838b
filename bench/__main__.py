"""The three canonical queries on a large world: what they answer, what they ask, what they cost.

    python -m bench [--scale N] [--rounds N] [--import MAPPING FILE...]

Both executors of the hub answer in this process, on an embedded PostgreSQL of its own: from a plan
as clients are answered, and field by field as what cannot be planned is. CPU is this process's; the
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
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import asyncpg
import orjson
from graphql import OperationType
from redis.asyncio import Redis
from rich.console import Console
from rich.table import Table

from db import demo
from db.embedded import Servers, embedded_servers
from db.enums import PartyKind, Role
from db.migrate import migrate
from db.session import Database, connected
from hub.commands.imports import run_import
from hub.context import Hub, Request, asked
from hub.domain.mapping import read_mapping
from hub.policy.tokens import Signer
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.settings import Settings
from hub.transport.operations import Operation, encoded, run

Q1 = """
query ($order: ID!) {
  order(id: $order) {
    buyer { name } seller { name }
    lines { quantity unitPrice { minor } sku { product { name owner { name } } } }
  }
}
"""
Q2 = """
query ($seller: ID!, $first: Int!) {
  orders(first: $first, orderBy: NEWEST, filter: {sellerId: $seller}) {
    nodes {
      id status total { minor } placedAt buyer { id name } shipments { status trackingNumber }
      lines { quantity unitPrice { minor } sku { id product { id name owner { id name } } } }
    }
  }
}
"""

BUSIEST_SELLER = """
SELECT p.id, p.kind FROM parties p JOIN orders o ON o.seller_id = p.id
WHERE p.kind = ANY ($1) GROUP BY p.id ORDER BY count(*) DESC LIMIT 1
"""
NEWEST_ORDER = """
SELECT o.id FROM orders o JOIN order_lines l ON l.order_id = o.id
WHERE o.seller_id = $1 GROUP BY o.id HAVING count(*) = 5 ORDER BY o.created_at DESC LIMIT 1
"""


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
    answer = await run(schema, Operation(query, None, variables, OperationType.QUERY), request)
    assert isinstance(answer.data, orjson.Fragment), "the query was not planned"
    return encoded(answer.data)


async def _general(request: Request, query: str, variables: dict[str, Any]) -> bytes:
    result = await schema.execute(query, variable_values=variables, context_value=request)
    assert result.errors is None, result.errors
    return orjson.dumps(result.data, default=str)


EXECUTORS = {"planned": _planned, "general": _general}


async def _answered(
    hub: Hub, viewer: Viewer, way: str, query: str, rounds: int, **variables: Any
) -> Cost:
    cpu, wall, statements, answer = [], [], 0, b""
    for _ in range(rounds + 1):
        started, spent = time.perf_counter(), time.process_time()
        async with asked(hub, viewer) as request:
            answer = await EXECUTORS[way](request, query, variables)
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


async def _measure(hub: Hub, database: Database, title: str, rounds: int) -> Table:
    kinds = [PartyKind.BRAND, PartyKind.RETAILER]
    busiest = await database.pool.fetchrow(BUSIEST_SELLER, kinds)
    assert busiest is not None
    seller_id, kind = busiest
    order_id = await database.pool.fetchval(NEWEST_ORDER, seller_id)
    nobody = UUID(int=0)
    viewer = Viewer(nobody, "", "", seller_id, PartyKind(kind), Role.OWNER, nobody)
    seller = f"Party:{seller_id}"
    table = Table(
        "", "executor", "orders", "lines", "kB", "statements", "CPU ms", "wall ms", title=title
    )
    for name, query, variables in (
        ("Q1", Q1, {"order": f"Order:{order_id}"}),
        ("Q2", Q2, {"seller": seller, "first": 50}),
        ("Q3", Q2, {"seller": seller, "first": 500}),
    ):
        for way in EXECUTORS:
            cost = await _answered(hub, viewer, way, query, rounds, **variables)
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


async def _world(url: str, redis_url: str, title: str, rounds: int) -> Table:
    async with connected(url, connections=4) as database, Redis.from_url(redis_url) as redis:
        hub = Hub(Settings(), database, redis, Signer("only for this benchmark, not a secret"))
        return await _measure(hub, database, title, rounds)


async def _run(options: argparse.Namespace, servers: Servers, folder: Path) -> None:
    url = servers.database_url
    await migrate(url)
    connection = await asyncpg.connect(url)
    now = datetime.now(UTC)
    if options.files:
        mapping, *files = options.files
        report = await run_import(
            connection,
            read_mapping(mapping.read_text(encoding="utf-8")),
            files,
            rejects=folder / "rejects.csv",
            now=now,
            progress=lambda *_: None,
            tell=lambda _: None,
        )
        title = f"Imported data: {report.rows:,} rows"
    else:
        started = time.perf_counter()
        counts = await demo.load(connection, scale=options.scale, now=now)
        seconds = time.perf_counter() - started
        title = f"Demo world, scale {options.scale}: {counts['orders']:,} orders in {seconds:.0f} s"
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
    table = await _world(url, servers.redis_url, title, options.rounds)
    Console().print(table)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.splitlines()[0])
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
    with (
        TemporaryDirectory(prefix="hub-bench-") as folder,
        embedded_servers(Path(folder), durable=False) as servers,
    ):
        asyncio.run(_run(options, servers, Path(folder)))


if __name__ == "__main__":
    main()
