"""Which migration a database has had, and which one this hub knows last.

Apart from `db.migrate`, because whoever only asks, as every start does, needs no Alembic.
"""

from pathlib import Path
from typing import Final

from db.session import Connection

MIGRATIONS: Final = Path(__file__).parent / "migrations"


def newest_revision() -> str:
    """Migrations are one line, and each file's name begins with its revision."""
    return max(path.name.partition("_")[0] for path in (MIGRATIONS / "versions").glob("*.py"))


async def read_revision(connection: Connection) -> str | None:
    """The newest migration that the database has had, if any."""
    if await connection.fetchval("SELECT to_regclass('alembic_version')") is None:
        return None
    revision: str | None = await connection.fetchval("SELECT version_num FROM alembic_version")
    return revision
