"""`hub token`: a bearer token for a program, without the account's password."""

from __future__ import annotations

import asyncio
from datetime import timedelta

import typer

from hub.cli.failure import failing_on
from hub.cli.servers import database, servers, settings
from hub.commands.accounts import grant_token
from hub.context import open_request
from hub.domain.errors import Refused
from hub.execution.errors import RequestError
from hub.execution.ids import split_id
from hub.process import open_hub
from hub.settings import Settings


def token(email: str, days: int, party: str | None) -> None:
    typer.echo(asyncio.run(_granted(settings(), email, timedelta(days=days), party)))


async def _granted(settings: Settings, email: str, lasting: timedelta, party: str | None) -> str:
    with servers(settings, share=True) as used:
        async with (
            database(settings, used),
            open_hub(settings, used.database_url, used.redis_url) as hub,
        ):
            async with open_request(hub, viewer=None) as request, request.writing() as session:
                with failing_on(Refused, RequestError):
                    party_id = None if party is None else split_id(party)[1]
                    grant = await grant_token(request, email, request.now + lasting, party_id)
                await session.commit()
            return grant.access_token
