"""The library that queues jobs finds the tables that it would have made."""

import os
from typing import Any

import asyncpg
from procrastinate.schema import SchemaManager

from embedded import Servers

# What there is of the library's: columns, indexes, constraints, functions, triggers, types.
_MADE = """
SELECT 'column' AS kind, table_name || '.' || column_name AS name,
    concat_ws(' ', data_type, udt_name, column_default, is_nullable, is_identity) AS definition
FROM information_schema.columns
WHERE table_schema = 'public' AND table_name LIKE 'procrastinate%'
UNION ALL
SELECT 'index', indexname, indexdef FROM pg_indexes
WHERE schemaname = 'public' AND tablename LIKE 'procrastinate%'
UNION ALL
SELECT 'constraint', conname, pg_get_constraintdef(oid) FROM pg_constraint
WHERE conrelid::regclass::text LIKE 'procrastinate%'
UNION ALL
SELECT 'function', proname, pg_get_functiondef(oid) FROM pg_proc WHERE proname LIKE 'procrastinate%'
UNION ALL
SELECT 'trigger', tgname, pg_get_triggerdef(oid) FROM pg_trigger
WHERE tgrelid::regclass::text LIKE 'procrastinate%' AND NOT tgisinternal
    AND tgname NOT LIKE 'hub_%'
UNION ALL
SELECT 'word', typname, string_agg(enumlabel, ' ' ORDER BY enumsortorder)
FROM pg_enum JOIN pg_type ON pg_type.oid = enumtypid WHERE typname LIKE 'procrastinate%'
GROUP BY typname
ORDER BY 1, 2, 3
"""


async def _made(connection: asyncpg.Connection) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await connection.fetch(_MADE)]


async def test_migrations_make_what_the_library_would(servers: Servers, database_url: str) -> None:
    name = f"queue_{os.getpid()}"
    admin = await asyncpg.connect(servers.database_url)
    await admin.execute(f"CREATE DATABASE {name}")
    try:
        bare = await asyncpg.connect(servers.database_url.replace("/hub?", f"/{name}?", 1))
        await bare.execute(SchemaManager.get_schema())
        wanted = await _made(bare)
        await bare.close()
    finally:
        await admin.execute(f"DROP DATABASE {name} WITH (FORCE)")
        await admin.close()
    migrated = await asyncpg.connect(database_url)
    found = await _made(migrated)
    await migrated.close()

    assert {kind for kind, *_ in wanted} == {
        "column", "index", "constraint", "function", "trigger", "word"
    }  # fmt: skip
    assert found == wanted
