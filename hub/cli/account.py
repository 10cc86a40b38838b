"""`hub account`: accounts of the hub's operator, for whoever may use its database."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Awaitable, Callable

import typer

from hub.cli.failure import failing_on
from hub.cli.servers import database, servers, settings
from hub.commands.parties import create_operator
from hub.commands.passwords import set_password
from hub.context import Request, open_request
from hub.domain.errors import Refused
from hub.process import open_hub

Change = Callable[[Request], Awaitable[object]]


def create(email: str, name: str, party: str) -> None:
    given = _password()
    _commit(
        lambda request: create_operator(
            request, email=email, password=given, name=name, party_name=party
        )
    )
    typer.echo(f"{email} may sign in and runs the hub.")


def password(email: str) -> None:
    given = _password()
    _commit(lambda request: set_password(request, email, given))
    typer.echo(f"{email} has the new password; its sessions have ended.")


def _password() -> str:
    """The password, asked for twice at a terminal, else one line of standard input."""
    if sys.stdin.isatty():
        answer: str = typer.prompt("Password", hide_input=True, confirmation_prompt=True)
        return answer
    return sys.stdin.readline().rstrip("\r\n")


def _commit(change: Change) -> None:
    asyncio.run(_committed(change))


async def _committed(change: Change) -> None:
    configured = settings()
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
            open_request(hub, viewer=None) as request,
            request.writing() as session,
        ):
            with failing_on(Refused):
                await change(request)
            await session.commit()
