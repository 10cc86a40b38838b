"""Brings a database to the newest migration; forward only."""

from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.util import CommandError
from sqlalchemy import Connection as SyncConnection
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.pool import NullPool

from db.revisions import MIGRATIONS, newest_revision
from db.session import engine_for

# Two hubs that start at once migrate one after the other.
_LOCK = 4_702_111_907
_LOCK_TIMEOUT = "10s"


class MigrationFailed(Exception):
    """The database stays as it was; the text is a sentence for the operator."""


def configuration(**attributes: Any) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes.update(attributes)
    return config


def _upgrade(connection: SyncConnection) -> tuple[str | None, str | None]:
    connection.execute(text(f"SELECT pg_advisory_lock({_LOCK})"))
    # A migration that cannot get its table lock fails rather than queue every reader behind it.
    connection.execute(text(f"SET lock_timeout = '{_LOCK_TIMEOUT}'"))
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

    Raises:
        MigrationFailed: a newer hub has migrated the database, or a statement failed.
    """
    engine = engine_for(url, application_name="hub migrate", poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(_upgrade)
    except CommandError as error:
        raise MigrationFailed(
            f"The database is newer than this hub, which knows migrations up to "
            f"{newest_revision()}. Run the newer hub."
        ) from error
    except DBAPIError as error:
        cause = error.orig.__cause__ if error.orig else None
        raise MigrationFailed(f"The database cannot be migrated: {cause or error.orig}.") from error
    except OSError as error:
        raise MigrationFailed(
            f"The database cannot be migrated: {error.strerror or error}."
        ) from error
    finally:
        await engine.dispose()
