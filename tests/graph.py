"""Asking the graph as the transport does, and what an answer cost."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import orjson

from db.sql.declarations import row_class
from hub.context import Hub, Request, open_request
from hub.execution.run import Schema
from hub.policy.viewer import Viewer
from hub.schema import build_schema, schema
from hub.transport.operations import Answer, answer_of, encode_json, read_operation, run

# The same graph without plans.
FIELD_BY_FIELD = build_schema(None)


class Withholdings(NamedTuple):
    """The fields that are named as withheld, with their rules, and how many more there are."""

    named: Sequence[tuple[str, str]]
    more: int

    @classmethod
    def of(cls, extensions: Mapping[str, Any]) -> "Withholdings":
        named = [
            (".".join(map(str, one["path"])), one["rule"]) for one in extensions.get("withheld", ())
        ]
        return cls(named, extensions.get("withheldMore", 0))


@dataclass(frozen=True)
class Told:
    """What the graph answered, how many statements it took, and what it has withheld."""

    data: Any
    errors: list[dict[str, Any]]
    statements: int
    withheld: Withholdings = field(default_factory=lambda: Withholdings((), 0))

    @property
    def codes(self) -> list[str]:
        return [error["extensions"]["code"] for error in self.errors]


async def ask(
    hub: Hub,
    viewer: Viewer | None,
    document: str,
    *,
    operation_name: str | None = None,
    graph: Schema = schema,
    languages: Sequence[str] | None = None,
    **variables: Any,
) -> Told:
    """The answer to one operation of the viewer, errors and all, as clients get it."""
    asked_for = {"query": document, "variables": variables, "operationName": operation_name}
    operation = await read_operation(graph, asked_for, cost_max=hub.policy.cost_max)
    async with open_request(hub, viewer, languages=languages) as request:
        return _told(await run(graph, operation, request), request)


async def ask_field_by_field(
    hub: Hub,
    viewer: Viewer | None,
    document: str,
    *,
    operation_name: str | None = None,
    graph: Schema = FIELD_BY_FIELD,
    languages: Sequence[str] | None = None,
    **variables: Any,
) -> Told:
    """The same from the general executor, whether or not the query can be planned."""
    async with open_request(hub, viewer, languages=languages) as request:
        result = await graph.execute(
            document,
            variable_values=variables,
            context_value=request,
            operation_name=operation_name,
        )
        return _told(answer_of(result, request.withheld.take()), request)


async def answer(
    hub: Hub,
    viewer: Viewer | None,
    document: str,
    *,
    languages: Sequence[str] | None = None,
    **variables: Any,
) -> Any:
    """The data of an answer to a query: without errors, and the same from either executor."""
    told = await ask(hub, viewer, document, languages=languages, **variables)
    assert told.errors == [], told.errors
    general = await ask_field_by_field(hub, viewer, document, languages=languages, **variables)
    assert told.data == general.data
    return told.data


def as_told(data: Any) -> Any:
    """What clients read of an answer's data."""
    return orjson.loads(encode_json(data))


def _told(answer: Answer, request: Request) -> Told:
    body = orjson.loads(encode_json(answer.body()))
    return Told(
        body.get("data"),
        body.get("errors", []),
        request.reads.statements,
        Withholdings.of(body.get("extensions", {})),
    )


async def viewer_of(hub: Hub, email: str) -> Viewer:
    """Who acts with a demo account."""
    row = await hub.database.pool.fetchrow(
        """
        SELECT
            memberships.id AS session_id, memberships.role,
            accounts.id AS account_id, accounts.name AS account_name, accounts.email,
            accounts.language,
            parties.id AS party_id, parties.kind AS party_kind,
            parties.status AS party_status, parties.time_zone
        FROM accounts
        JOIN memberships ON memberships.account_id = accounts.id
        JOIN parties ON parties.id = memberships.party_id
        WHERE accounts.email = $1
        """,
        email,
        record_class=row_class("sessions"),
    )
    return Viewer.of(row)
