"""`hub migrate`: bring the database to the newest migration."""

from __future__ import annotations

import asyncio

import typer

from db import migrate as migrations
from db.session import DatabaseUnavailable, open_connection
from embedded import Servers
from hub.cli.failure import failing_on
from hub.cli.servers import servers, settings


def migrate() -> None:
    with servers(settings(), share=True) as used:
        before, after = asyncio.run(_migrated(used))
    if before == after:
        typer.echo(f"The database is at migration {after} already.")
    else:
        typer.echo(f"Migrated the database from {before or 'nothing'} to {after}.")


async def _migrated(used: Servers) -> tuple[str | None, str | None]:
    with failing_on(DatabaseUnavailable, migrations.MigrationFailed):
        async with open_connection(used.database_url):
            pass
        return await migrations.migrate(used.database_url)
