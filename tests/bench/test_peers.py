"""Every peer is asked for the same, in its own words."""

import pytest
from graphql import parse, validate

from bench.peers import PEERS
from bench.peers.conventional import schema as conventional
from bench.queries import QUERIES
from hub.schema import schema as hub


@pytest.mark.parametrize("schema", [hub, conventional])
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_queries_are_good_in_schemas_of_the_hubs_names(schema: object, query: str) -> None:
    assert validate(schema._schema, parse(query)) == []  # type: ignore[attr-defined]


def test_every_peer_has_every_query() -> None:
    assert all(peer.queries.keys() == QUERIES.keys() for peer in PEERS.values())
