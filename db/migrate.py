"""Brings a database to the newest migration; forward only."""

from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, text
from sqlalchemy.pool import NullPool

from db.session import engine_for

# Two hubs that start at once migrate one after the other.
_LOCK = 4_702_111_907
_LOCK_TIMEOUT = "10s"


def configuration(**attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes.update(attributes)
    return config


def newest_revision() -> str | None:
    return ScriptDirectory.from_config(configuration()).get_current_head()


def _upgrade(connection: Connection) -> tuple[str | None, str | None]:
    # A migration that cannot get its table lock fails rather than queue every reader behind it.
    connection.execute(text(f"SET lock_timeout = '{_LOCK_TIMEOUT}'"))
    connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
    before = MigrationContext.configure(connection).get_current_revision()
    connection.commit()
    command.upgrade(configuration(connection=connection), "head")
    connection.commit()
    after = MigrationContext.configure(connection).get_current_revision()
    connection.execute(text(f"SELECT pg_advisory_unlock({_LOCK})"))
    connection.commit()
    return before, after


async def migrate(url: str) -> tuple[str | None, str | None]:
    """Run what is missing.

    Returns:
        The revision found and the revision left; the same where there was nothing to do.
    """
    engine = engine_for(url, application_name="hub migrate", poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_upgrade)
    finally:
        await engine.dispose()
