"""Asking the graph as the transport does, and what an answer cost."""

from dataclasses import dataclass
from typing import Any

from db.reading import row_class
from hub.context import Hub, asked
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.transport.operations import read_operation, run


@dataclass(frozen=True)
class Told:
    """What the graph answered, and how many statements it took."""

    data: Any
    errors: list[dict[str, Any]]
    statements: int

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.errors]


async def ask(hub: Hub, viewer: Viewer | None, document: str, **variables: Any) -> Told:
    """The answer to one operation of the viewer, errors and all."""
    operation = read_operation(schema, {"query": document, "variables": variables})
    async with asked(hub, viewer) as request:
        answer = await run(schema, operation, request)
        return Told(answer.data, answer.errors, request.reads.statements)


async def answer(hub: Hub, viewer: Viewer | None, document: str, **variables: Any) -> Any:
    """The data of an answer that has no errors."""
    told = await ask(hub, viewer, document, **variables)
    assert told.errors == [], told.errors
    return told.data


async def viewer_of(hub: Hub, email: str) -> Viewer:
    """Who acts with a demo account."""
    row = await hub.database.pool.fetchrow(
        """
        SELECT
            memberships.id AS session_id, memberships.role,
            accounts.id AS account_id, accounts.name AS account_name, accounts.email,
            parties.id AS party_id, parties.kind AS party_kind
        FROM accounts
        JOIN memberships ON memberships.account_id = accounts.id
        JOIN parties ON parties.id = memberships.party_id
        WHERE accounts.email = $1
        """,
        email,
        record_class=row_class("sessions"),
    )
    return Viewer.of(row)
