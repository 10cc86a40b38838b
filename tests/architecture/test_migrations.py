"""Migrations lead to the tables that the code has, and never back."""

import ast
from typing import Any

from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import CheckConstraint, Connection, text

from db.migrate import configuration, migrate
from db.revisions import MIGRATIONS, newest_revision
from db.session import engine_for
from db.tables import metadata
from tests.db.test_migrations import is_ours


def _differences(connection: Connection) -> list[Any]:
    context = MigrationContext.configure(
        connection, opts={"compare_type": True, "include_name": is_ours}
    )
    return list(compare_metadata(context, metadata))


def _checks(connection: Connection) -> set[tuple[str, str]]:
    rows = connection.execute(
        text(
            "SELECT conrelid::regclass::text, conname FROM pg_constraint"
            " WHERE contype = 'c' AND connamespace = 'public'::regnamespace"
            " AND conrelid::regclass::text NOT LIKE 'procrastinate%'"
        )
    )
    return {(row[0], row[1]) for row in rows}


async def test_a_migrated_database_has_the_tables_of_the_code(database_url: str) -> None:
    engine = engine_for(database_url, application_name="tests")
    async with engine.connect() as connection:
        differences = await connection.run_sync(_differences)
        checks = await connection.run_sync(_checks)
    await engine.dispose()

    assert differences == []
    assert checks == {
        (table.name, constraint.name)
        for table in metadata.tables.values()
        for constraint in table.constraints
        if isinstance(constraint, CheckConstraint)
    }


async def test_migrating_again_changes_nothing(database_url: str) -> None:
    assert await migrate(database_url) == (newest_revision(), newest_revision())


def test_migrations_are_one_line_forward() -> None:
    scripts = ScriptDirectory.from_config(configuration())

    assert scripts.get_heads() == [newest_revision()]
    assert len(scripts.get_bases()) == 1
    paths = sorted((MIGRATIONS / "versions").glob("*.py"))
    assert len(paths) == len(list(scripts.walk_revisions()))
    for path in paths:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        functions = {node.name for node in tree.body if isinstance(node, ast.FunctionDef)}
        assert "upgrade" in functions
        assert "downgrade" not in functions, path
