from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import asyncpg
import pytest

from tests.commands.imports.importing import Imports


@pytest.fixture
async def imports(database_url: str, tmp_path: Path) -> AsyncIterator[Imports]:
    connection = await asyncpg.connect(database_url)
    try:
        (tmp_path / "rejects").mkdir()
        yield Imports(connection, tmp_path)
    finally:
        await connection.close()
