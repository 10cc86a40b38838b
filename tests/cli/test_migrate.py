"""A database is migrated forward once, and one of a newer hub is left alone."""

from __future__ import annotations

import subprocess
import sys

import asyncpg
import pytest

from db.revisions import newest_revision
from embedded import Servers
from tests.cli.processes import run


def test_migrating_twice_changes_nothing(
    new_servers: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("migrate") == 0
    assert run("migrate") == 0

    first, second = capsys.readouterr().out.splitlines()
    assert first == f"Migrated the database from nothing to {newest_revision()}."
    assert second == f"The database is at migration {newest_revision()} already."


@pytest.mark.parametrize("command", ["migrate", "demo"])
async def test_a_database_of_a_newer_hub_is_left_alone(
    command: str, new_servers: Servers, capsys: pytest.CaptureFixture[str]
) -> None:
    connection = await asyncpg.connect(new_servers.database_url)
    await connection.execute("CREATE TABLE alembic_version (version_num text)")
    await connection.execute("INSERT INTO alembic_version VALUES ('9999')")
    await connection.close()

    ended = subprocess.run(
        [sys.executable, "-c", "from hub.cli import main; main()", command],
        capture_output=True,
        text=True,
        check=False,
    )

    assert ended.returncode == 1
    assert ended.stderr.startswith("The database is newer than this hub")
    assert "Traceback" not in ended.stderr
