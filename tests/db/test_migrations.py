"""A migrated database has the tables that the code declares, whoever else migrates it meanwhile."""

from __future__ import annotations

import asyncio
import os
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import Connection
from sqlalchemy.pool import NullPool

from db.migrate import MigrationFailed, configuration, migrate
from db.queries.events import sequence
from db.queries.retention import drop_days
from db.revisions import newest_revision, read_revision
from db.session import engine_for
from db.tables import metadata
from embedded import Servers


def is_ours(name: str | None, kind: str, _parents: object) -> bool:
    """Whether a name in the database is the hub's own, and not the queue's."""
    return kind != "table" or not str(name).startswith("procrastinate_")


@pytest.fixture
async def bare_url(servers: Servers) -> AsyncIterator[str]:
    """A database without a table."""
    name = f"bare_{os.getpid()}"
    admin = await asyncpg.connect(servers.database_url)
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        yield servers.database_url.replace("/hub?", f"/{name}?", 1)
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()


async def test_a_migrated_database_has_the_tables_that_are_declared(bare_url: str) -> None:
    def differences(connection: Connection) -> list[Any]:
        context = MigrationContext.configure(
            connection, opts={"compare_type": True, "include_name": is_ours}
        )
        found: list[Any] = compare_metadata(context, metadata)
        return found

    assert await migrate(bare_url) == (None, newest_revision())

    engine = engine_for(bare_url, application_name="test", poolclass=NullPool)
    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []
    await engine.dispose()


async def test_hubs_that_start_at_once_migrate_one_after_the_other(bare_url: str) -> None:
    newest = newest_revision()

    done = await asyncio.gather(*(migrate(bare_url) for _ in range(3)))

    assert sorted(done, key=lambda found: found[0] or "") == [
        (None, newest), (newest, newest), (newest, newest),
    ]  # fmt: skip


async def test_feeds_and_what_waits_for_them_are_kept_when_they_move_into_days(
    bare_url: str,
) -> None:
    await _migrated_to(bare_url, "0001")
    connection = await asyncpg.connect(bare_url)
    party = await connection.fetchval(
        "INSERT INTO parties (id, kind, name, listed, created_at)"
        " VALUES (uuidv7(), 'BRAND', 'Aurelia', true, now()) RETURNING id"
    )
    events = await connection.fetch(
        "INSERT INTO events"
        " (kind, fact_id, aggregate_id, version, audience, recorded_at, sequenced)"
        " SELECT 'ORDER', uuidv7(), uuidv7(), version, ARRAY[$1::uuid], '2020-02-02', version < 3"
        " FROM generate_series(1, 3) AS version RETURNING id, fact_id",
        party,
    )
    await connection.execute("INSERT INTO feeds VALUES ($1, 2)", party)
    await connection.executemany(
        "INSERT INTO feed_entries VALUES ($1, $2, $3)",
        [(party, position, events[position - 1]["id"]) for position in (1, 2)],
    )

    await migrate(bare_url)

    entries = await connection.fetch(
        "SELECT position, event_id, kind, fact_id, version, recorded_at::date::text AS day"
        " FROM feed_entries WHERE feed_id = $1 ORDER BY position",
        party,
    )
    assert [tuple(entry) for entry in entries] == [
        (place, event["id"], "ORDER", event["fact_id"], place, "2020-02-02")
        for place, event in enumerate(events[:2], start=1)
    ]
    assert await drop_days(connection, kept_days=1) == []  # they are kept from now on
    assert (await sequence(connection, 10)).events == 1
    newest = await connection.fetchrow(
        "SELECT position, fact_id FROM feed_entries ORDER BY position DESC LIMIT 1"
    )
    assert newest is not None
    assert tuple(newest) == (3, events[2]["fact_id"])
    await connection.close()


async def _migrated_to(url: str, revision: str) -> None:
    def upgrade(connection: Connection) -> None:
        command.upgrade(configuration(connection=connection), revision)
        connection.commit()

    engine = engine_for(url, application_name="test", poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(upgrade)
    await engine.dispose()


async def test_a_migration_that_fails_leaves_the_database_as_it_was(bare_url: str) -> None:
    connection = await asyncpg.connect(bare_url)
    # In the way of a statement far down.
    await connection.execute("CREATE TABLE staged_rows ()")

    with pytest.raises(MigrationFailed, match=r"cannot be migrated: .*staged_rows.* already exis"):
        await migrate(bare_url)

    assert await read_revision(connection) is None
    assert await connection.fetchval("SELECT to_regclass('accounts')") is None
    await connection.execute("DROP TABLE staged_rows")
    await migrate(bare_url)
    assert await read_revision(connection) == newest_revision()
    await connection.close()
