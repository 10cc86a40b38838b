"""The two that tell of orders live, and how each hears that something has happened."""

import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

from bench.feeds.plain import REDIS_URL, channel_of
from bench.peers import Command
from bench.peers import hub as hub_peer
from bench.peers.serving import DATABASE_URL, PORT
from bench.world import World
from hub.wake_ups import WAKE_UPS

HUB: Final = "hub"
PLAIN: Final = "plain"

_SELECTED: Final = "id kind order { id status total { minor } buyer { name } seller { name } }"
# Answers of some 45 kB that cost little to make: whoever does not read them soon has a full buffer.
_LARGE: Final = "id " + " ".join(f"{f'n{number}_':x<200}: id" for number in range(190))

# The step an order takes: its row, its ledger, and the outbox where the hub's sequencer finds it.
_STEP: Final = """
WITH moved AS (
    UPDATE orders SET version = version + 1 WHERE id = $1 RETURNING id, version, status
), step AS (
    INSERT INTO order_events (id, order_id, version, kind, to_status, occurred_at)
    SELECT $2::uuid, id, version, 'CONFIRMED', status, now() FROM moved
    RETURNING id, order_id, version
)
"""
_AS_A_COMMAND_RECORDS: Final = f"""{_STEP}
INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)
SELECT 'ORDER', id, order_id, version, ARRAY[$3::uuid], now() FROM step
"""
_WITHOUT_AN_OUTBOX: Final = f"{_STEP} SELECT id FROM step WHERE $3::uuid IS NOT NULL"


@dataclass(frozen=True)
class FeedPeer:
    """A server of order events.

    `step` moves the order $1 with the event $2 of the party $3; `told` is the Redis channel and
    message that follow its commit. A subscriber sends the `greeting` and then the document of what
    it selects, with the variables.
    """

    name: str
    title: str
    command: Callable[[World, int], Command]
    step: str
    told: Callable[[UUID, UUID], tuple[str, str]]
    greeting: Callable[[World], Mapping[str, str]]
    variables: Callable[[World], Mapping[str, Any]]
    document: Callable[[str], str]

    def selecting(self, *, large: bool = False) -> str:
        return self.document(_LARGE if large else _SELECTED)


PEERS: Final[Mapping[str, FeedPeer]] = {
    peer.name: peer
    for peer in (
        FeedPeer(
            HUB,
            "Hub",
            lambda world, port: (hub_peer.COMMAND, hub_peer.environment(world, port)),
            _AS_A_COMMAND_RECORDS,
            lambda party_id, event_id: (WAKE_UPS, ""),  # noqa: ARG005
            greeting=hub_peer.headers,
            variables=lambda _: {},
            document=lambda selected: (
                f"subscription {{ orderEvents {{ cursor position event {{ {selected} }} }} }}"
            ),
        ),
        FeedPeer(
            PLAIN,
            "Plain Strawberry",
            lambda world, port: (
                [sys.executable, "-m", "bench.feeds.plain"],
                {PORT: str(port), DATABASE_URL: world.database_url, REDIS_URL: world.redis_url},
            ),
            _WITHOUT_AN_OUTBOX,
            lambda party_id, event_id: (channel_of(party_id), str(event_id)),
            greeting=lambda _: {},
            variables=lambda world: {"party": f"Party:{world.seller_id}"},
            document=lambda selected: (
                f"subscription ($party: ID!) {{ orderEvents(partyId: $party) {{ {selected} }} }}"
            ),
        ),
    )
}
