"""`hub explain`: what an operation costs, how it is answered, and where the time goes."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from graphql import GraphQLError, OperationType
from rich.console import Console
from rich.table import Table
from rich.text import Text
from rich.tree import Tree

from db.queries import accounts as queries
from db.tables.parties import Party
from hub.cli.failure import Failure, failing_on
from hub.cli.servers import database, servers, settings
from hub.context import Hub, open_request
from hub.execution.cost import check_cost
from hub.execution.documents import InvalidDocument
from hub.execution.errors import RequestError
from hub.execution.steps import plan_of
from hub.policy.viewer import Viewer
from hub.process import open_hub, set_up_logging
from hub.schema import schema
from hub.settings import Settings
from hub.transport.operations import Answer, Operation, read_json, read_operation, run

# An operation that costs too much is shown too.
_NO_LIMIT: Final = 10**100
# In words: how a step reads, and one of what it brings.
_WORDS: Final[Mapping[str, tuple[str, str]]] = {
    "by id": ("a row by its id", "row"),
    "page": ("a page", "row"),
    "list": ("a list", "row"),
    "row": ("the row it belongs to", "row"),
    "sum": ("a sum", "value"),
    "count": ("the length of the whole list", "value"),
    "python": ("a function in Python", "value"),
    "loader": ("a loader in Python", "value"),
    "resolver": ("a resolver", "value"),
}


def explain(
    path: Path, *, variables: str | None, name: str | None, email: str | None, sql: bool
) -> None:
    configured = settings()
    set_up_logging(configured.environment)
    limit = configured.cost_max
    operation = read_document(path, variables, name)
    console = Console(highlight=False, markup=False, soft_wrap=True)
    console.print(f"Costs {operation.cost:,} points; {limit:,} are allowed.")
    answer = None
    if operation.kind is not OperationType.QUERY:
        console.print(f"It is a {operation.kind.value}, and was not run.")
    elif operation.cost <= limit:
        answer = asyncio.run(_answered(configured, operation, email))
    _print(console, operation, answer, sql=sql)
    with failing_on(RequestError):
        check_cost(operation.cost, limit)
    if answer is not None and answer.errors:
        raise Failure("\n".join(map(_told, answer.errors)))


def read_document(path: Path, variables: str | None, name: str | None) -> Operation:
    """The operation in a file; whatever it costs.

    Raises:
        Failure: there is none, or it cannot be run.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"The document {path} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Failure(f"The document {path} is not UTF-8 text.") from error
    try:
        values = None if variables is None else read_json(variables)
    except RequestError as error:
        raise Failure(f"The variables cannot be read. {error.message}") from error
    asked_for = {"query": text, "variables": values, "operationName": name}
    with failing_on(RequestError):
        try:
            return asyncio.run(read_operation(schema, asked_for, cost_max=_NO_LIMIT))
        except InvalidDocument as error:
            raise Failure("\n".join(_found(path, one) for one in error.errors)) from error


def _found(path: Path, error: GraphQLError) -> str:
    """What is wrong with a document, and where."""
    place = "".join(f":{at.line}:{at.column}" for at in (error.locations or ())[:1])
    return f"{path}{place}: {error.message}"


def _told(error: Mapping[str, Any]) -> str:
    """An error of an answer, and where in it."""
    path = ".".join(map(str, error.get("path") or ()))
    return f"{path}: {error['message']}" if path else str(error["message"])


async def _answered(settings: Settings, operation: Operation, email: str | None) -> Answer:
    with servers(settings, share=True) as used:
        async with (
            database(settings, used),
            open_hub(settings, used.database_url, used.redis_url) as hub,
        ):
            viewer = None if email is None else await find_viewer(hub, email)
            async with open_request(hub, viewer, traced=True) as request:
                return await run(schema, operation, request)


async def find_viewer(hub: Hub, email: str) -> Viewer:
    """Who the account would be if it signed in now; nothing is kept of it."""
    async with hub.database.session() as session:
        account = await queries.account(session, email)
        if account is None:
            raise Failure(f"There is no account as {email}.")
        memberships = await queries.memberships(session, account.id)
        if not memberships:
            raise Failure(f"The account {email} is a member of no party.")
        membership = memberships[0]
        party = await session.get_one(Party, membership.party_id)
    return Viewer(
        account_id=account.id,
        account_name=account.name,
        email=account.email,
        party_id=party.id,
        party_kind=party.kind,
        role=membership.role,
        # No session of the account's has the id of a membership.
        session_id=membership.id,
    )


def _print(console: Console, operation: Operation, answer: Answer | None, *, sql: bool) -> None:
    if answer is None or not answer.was_run:
        document = schema.documents.prepare(operation.document)
        plan = plan_of(schema, document, operation.name, operation.variables)
    else:
        plan = (answer.extensions or {})["plan"]
    statements = plan["statements"]
    console.print()
    console.print(_tree(operation, plan["steps"], statements))
    if statements:
        console.print()
        console.print(_table(statements))
    if plan["fieldByField"]:
        console.print(f"\nField by field, because of: {'; '.join(plan['fieldByField'])}.")
    if sql:
        for number, statement in enumerate(statements, 1):
            console.print(f"\n-- Statement {number}\n{statement['sql']};")


def _tree(
    operation: Operation,
    steps: Sequence[Mapping[str, Any]],
    statements: Sequence[Mapping[str, Any]],
) -> Tree:
    """The steps, each under the last one that it is a part of."""
    tree = Tree(operation.kind.value)
    branches: list[tuple[str, Tree]] = [("", tree)]
    for step in steps:
        path = step["path"]
        while not path.startswith(branches[-1][0]):
            branches.pop()
        above, branch = branches[-1]
        numbers = [n for n, one in enumerate(statements, 1) if path in one["for"]]
        label = f"{path.removeprefix(above)}: {'; '.join(_said(step, numbers))}"
        branches.append((f"{path}.", branch.add(Text(label))))
    return tree


def _said(step: Mapping[str, Any], numbers: Sequence[int]) -> Iterator[str]:
    how, one = _WORDS.get(step["reads"], (step["reads"], "value"))
    yield how
    if "objects" in step:
        yield _counted(step["objects"], one)
    if numbers:
        yield f"statement {', '.join(map(str, numbers))}"


def _table(statements: Sequence[Mapping[str, Any]]) -> Table:
    table = Table("Statement", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for head in ("Rows", "Milliseconds"):
        table.add_column(head, justify="right")
    table.add_column("For")
    for number, one in enumerate(statements, 1):
        table.add_row(
            str(number), f"{one['rows']:,}", f"{one['milliseconds']:.2f}", ", ".join(one["for"])
        )
    return table


def _counted(count: int, one: str) -> str:
    return f"{count:,} {one if count == 1 else f'{one}s'}"
