"""GraphQL over HTTP as `graphql-http` audits servers: every audit, also those that only advise."""

import pytest

from tests.clients.programs import IS_INSTALLED, LEFT_OUT, running
from tests.conftest import HubServer

pytestmark = pytest.mark.skipif(not IS_INSTALLED, reason=LEFT_OUT)

AUDITS = 61


async def test_every_audit_of_graphql_over_http_passes(hub_server: HubServer) -> None:
    async with running("audit.js", hub_server.url, "") as program:
        assert await program.ended() == 0

    assert [line for line in program.lines if line.get("status") != "ok"] == []
    assert len(program.lines) == AUDITS
