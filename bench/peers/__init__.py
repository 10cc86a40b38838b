"""Who answers the canonical queries: the hub, and what else one could build over its tables.

Each is a server process of its own. The modules of this package are the servers in Python, and what
is special about asking the others; those in JavaScript are in `bench/node`.
"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from bench.peers import hub, postgraphile
from bench.queries import FIRST, QUERIES, variables

if TYPE_CHECKING:  # the servers in Python import this package too, and would carry all of the hub
    from bench.world import World

Command: TypeAlias = tuple[Sequence[str], Mapping[str, str]]

_BESIDE: Final = Path(sys.executable).parent
_NODE_SERVERS: Final = Path(__file__).parent.parent / "node"


@dataclass(frozen=True)
class Peer:
    """A way to serve the canonical queries.

    `command` starts its server on a port, with additions to the environment. It is asked its
    `queries` with `variables`, under `headers` that let its client in; `normalised` makes of its
    data what the hub's would be.
    """

    name: str
    title: str
    command: Callable[[World, int], Command]
    headers: Callable[[World], Mapping[str, str]] = lambda _: {}
    queries: Mapping[str, str] = field(default_factory=lambda: QUERIES)
    variables: Callable[..., dict[str, Any]] = variables
    normalised: Callable[[str, Any], Any] = lambda _, data: data

    def asked(self, name: str, world: World, first: int | None = None) -> dict[str, Any]:
        """The body of a request for the query of this name, or for another number of orders."""
        given = self.variables(
            name,
            seller=world.seller_id,
            order=world.order_id,
            first=FIRST[name] if first is None else first,
        )
        return {"query": self.queries[name], "variables": given}


def _python(module: str) -> Callable[[World, int], Command]:
    def command(world: World, port: int) -> Command:
        return [sys.executable, "-m", module], {
            "PORT": str(port),
            "DATABASE_URL": world.database_url,
        }

    return command


def _node(script: str, **environment: str) -> Callable[[World, int], Command]:
    def command(world: World, port: int) -> Command:
        return [node(), str(_NODE_SERVERS / script)], {
            "NODE_ENV": "production",
            "PORT": str(port),
            "DATABASE_URL": world.database_url,
            **environment,
        }

    return command


@cache
def node() -> str:
    """The Node installed beside Python, else the machine's: the program, not a script before it."""
    own = _BESIDE / "node"
    found = subprocess.run(
        [own if own.exists() else "node", "--print", "process.execPath"],
        capture_output=True,
        text=True,
        check=True,
    )
    return found.stdout.strip()


PEERS: Final[Mapping[str, Peer]] = {
    peer.name: peer
    for peer in (
        Peer(
            "hub",
            "Hub",
            lambda world, port: (hub.COMMAND, hub.environment(world, port)),
            headers=hub.headers,
        ),
        Peer(
            "general",
            "Hub, field by field",
            lambda world, port: (
                [sys.executable, "-m", "bench.peers.general"],
                hub.environment(world, port),
            ),
            headers=hub.headers,
        ),
        Peer(
            "conventional",
            "Strawberry, SQLModel",
            _python("bench.peers.conventional"),
        ),
        Peer(
            "postgraphile",
            "PostGraphile 5",
            _node("postgraphile.js"),
            queries=postgraphile.QUERIES,
            variables=postgraphile.variables,
            normalised=postgraphile.normalised,
        ),
        Peer("yoga", "Yoga", _node("yoga.js", EXECUTOR="graphql-js")),
        Peer("yoga-jit", "Yoga, graphql-jit", _node("yoga.js", EXECUTOR="jit")),
        Peer(
            "limit",
            "SQL by hand",
            _python("bench.peers.limit"),
            queries={"Q1": "order", "Q2": "orders", "Q3": "orders"},
        ),
    )
}
