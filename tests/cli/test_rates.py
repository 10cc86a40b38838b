"""`hub rates` takes a file of exchange rates whole or not at all, and later files correct it."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from embedded import Servers
from tests.cli.processes import run

# As the European Central Bank writes them, of many days and of one.
HISTORY = "Date,USD,CYP,\n2026-11-27,1.16,N/A,\n2026-11-26,1.15,N/A,\n"
DAY = "Date, USD, CYP, \n27 November 2026, 1.17, N/A, \n"


@pytest.fixture(autouse=True)
def _served(servers: Servers, database_url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HUB_DATABASE_URL", database_url)
    monkeypatch.setenv("HUB_REDIS_URL", servers.redis_url)


def stored(database_url: str) -> list[str]:
    async def read() -> list[str]:
        connection = await asyncpg.connect(database_url)
        told = "SELECT day || ' ' || rate::float AS said FROM exchange_rates ORDER BY day"
        rows = await connection.fetch(told)
        await connection.close()
        return [row["said"] for row in rows]

    return asyncio.run(read())


def test_a_later_file_corrects_an_earlier_one(
    tmp_path: Path, database_url: str, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rates.csv"
    for text in (HISTORY, DAY):
        file.write_text(text)
        assert run("rates", "--base", "EUR", str(file)) == 0

    assert capsys.readouterr().out.splitlines() == [
        "2 rates of 2026-11-26 to 2026-11-27.",
        "1 rate of 2026-11-27.",
    ]
    assert stored(database_url) == ["2026-11-26 1.15", "2026-11-27 1.17"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (None, "cannot be read: No such file or directory."),
        (HISTORY.encode("utf-16"), "is not UTF-8 text."),
        (HISTORY.encode() + b"2026-11-25,1.1", "Line 4: it has 2 cells, and the first line 3."),
        (
            b"Date,EUR\n" + b"yesterday,1\n" * 30,
            "Line 20: 'yesterday' is not a day like 2026-11-30.\nand 11 faults more",
        ),
    ],
)
def test_nothing_is_taken_of_a_file_that_is_unfit(
    tmp_path: Path,
    database_url: str,
    capsys: pytest.CaptureFixture[str],
    content: bytes | None,
    words: str,
) -> None:
    file = tmp_path / "rates.csv"
    if content is not None:
        file.write_bytes(content)

    assert run("rates", "--base", "EUR", str(file)) == 1

    told = capsys.readouterr()
    assert words in told.err
    assert told.out == ""
    assert stored(database_url) == []
