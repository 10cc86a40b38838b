"""`hub synonyms`: which words mean the same when something is looked for."""

from __future__ import annotations

import asyncio
from pathlib import Path

import typer

from db.queries.searching import replace_synonyms, synonyms_known
from db.search.synonyms import read_synonyms
from hub.cli.failure import failing_on
from hub.cli.servers import database, servers, settings
from hub.process import open_hub


def synonyms(file: Path | None) -> None:
    if file is None:
        for words in asyncio.run(_known()):
            typer.echo(", ".join(words))
        return
    with failing_on(OSError, ValueError):
        given = read_synonyms(file.read_text("utf-8-sig"))
    asyncio.run(_replace(given))
    typer.echo(f"{len(set(given['meanings']))} meanings are known.")


async def _known() -> list[list[str]]:
    configured = settings()
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
            hub.database.session() as session,
        ):
            return await synonyms_known(session)


async def _replace(given: dict[str, list[str] | list[int]]) -> None:
    configured = settings()
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
            hub.database.session() as session,
        ):
            await replace_synonyms(session, given)
            await session.commit()
