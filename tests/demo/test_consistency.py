"""Nothing in the demo world contradicts itself, and what does would be found."""

from __future__ import annotations

import asyncpg
import pytest

from db.consistency import STATEMENTS, inconsistencies
from tests.areas import AREAS

BREAKS = {rule: statement for area in AREAS for rule, statement in area.breaks.items()}


def test_every_rule_is_broken_once() -> None:
    assert BREAKS.keys() == STATEMENTS.keys()


async def test_nothing_in_it_contradicts_itself(connection: asyncpg.Connection) -> None:
    assert await inconsistencies(connection) == []


@pytest.mark.parametrize("rule", STATEMENTS)
async def test_a_broken_rule_is_found(connection: asyncpg.Connection, rule: str) -> None:
    # Ledgers refuse changes; here somebody found a way.
    await connection.execute("SET LOCAL session_replication_role = replica")
    await connection.execute(BREAKS[rule])

    assert any(sentence.startswith(rule) for sentence in await inconsistencies(connection))
