"""`hub feed` shows what a party is told, and whether telling keeps up; or says what is wrong."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from uuid import UUID

import asyncpg
import pytest

from db.queries import events as queries
from db.queries.retention import make_days
from db.types import new_id
from embedded import Servers
from hub.settings import load_settings
from tests.cli.processes import run
from tests.patience import PATIENCE_SECONDS
from tests.preloaded import HUB, Popen

Feed = Callable[..., tuple[int, str, str]]

RECORD = """
    INSERT INTO events (kind, fact_id, aggregate_id, version, audience, recorded_at)
    SELECT 'ORDER', uuidv7(), uuidv7(), version, ARRAY[$1::uuid], '2026-11-02 09:30:00.123Z'
    FROM generate_series(1, $2::int) AS version
"""


async def _party(url: str, events: int, name: str | None = None) -> str:
    """A new party's name, once it has been told of so many events."""
    name = name or f"Party {new_id()}"
    connection = await asyncpg.connect(url)
    party_id: UUID = await connection.fetchval(
        "INSERT INTO parties (id, kind, name, listed, created_at)"
        " VALUES (uuidv7(), 'BRAND', $1, true, now()) RETURNING id",
        name,
    )
    await connection.close()
    await _told(url, party_id, events)
    return name


async def _told(url: str, party_id: UUID, events: int) -> None:
    async with queries.sequencing(url) as connection:
        await make_days(connection)
        await connection.execute(RECORD, party_id, events)
        await queries.sequence(connection, 1_000)


async def _id_of(url: str, name: str) -> UUID:
    connection = await asyncpg.connect(url)
    party_id: UUID = await connection.fetchval("SELECT id FROM parties WHERE name = $1", name)
    await connection.close()
    return party_id


@pytest.fixture
def url(servers: Servers, database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("HUB_DATABASE_URL", database_url)
    monkeypatch.setenv("HUB_REDIS_URL", servers.redis_url)
    return database_url


@pytest.fixture
def feed(url: str, capsys: pytest.CaptureFixture[str]) -> Feed:
    """The exit code of `hub feed`, and what it says there and of errors."""

    def said(*arguments: str) -> tuple[int, str, str]:
        code = run("feed", *arguments)
        told = capsys.readouterr()
        return code, told.out, told.err

    return said


def _positions(said: str) -> list[int]:
    return [int(line.split()[0]) for line in said.splitlines()]


def test_a_feeds_last_entries_are_printed_with_what_they_tell(url: str, feed: Feed) -> None:
    name = asyncio.run(_party(url, 12))

    code, said, _ = feed("tail", name.upper())

    assert code == 0
    assert _positions(said) == list(range(3, 13))
    last = said.splitlines()[-1]
    assert "2026-11-02 09:30:00.123Z  ORDER " in last
    assert " v12 " in last


def test_a_feed_is_printed_after_a_position_or_a_cursor(url: str, feed: Feed) -> None:
    name = asyncio.run(_party(url, 12))
    party = f"Brand:{asyncio.run(_id_of(url, name))}"

    code, said, _ = feed("tail", party, "--after", "0", "--json")
    entries = [json.loads(line) for line in said.splitlines()]

    assert code == 0
    assert [entry["position"] for entry in entries] == list(range(1, 13))
    assert entries[0].keys() == {
        "position", "recorded_at", "sequenced_at", "kind", "aggregate_id", "version", "fact_id",
        "cursor",
    }  # fmt: skip
    code, said, _ = feed("tail", party, "--after", entries[9]["cursor"])
    assert (code, _positions(said)) == (0, [11, 12])
    assert feed("tail", party, "--after", "12")[:2] == (0, "")


def test_a_feed_without_events_has_nothing_to_print(url: str, feed: Feed) -> None:
    assert feed("tail", asyncio.run(_party(url, 0))) == (0, "", "")


def test_a_followed_feed_goes_on_with_what_happens_until_it_is_ended(url: str) -> None:
    name = asyncio.run(_party(url, 1))

    with Popen(
        [*HUB, "feed", "tail", name, "--follow"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
    ) as tail:
        assert tail.stdout is not None
        assert tail.stdout.readline().split()[0] == "1"
        asyncio.run(_told(url, asyncio.run(_id_of(url, name)), 1))
        assert tail.stdout.readline().split()[0] == "2"
        tail.send_signal(signal.SIGINT)
        assert tail.wait(timeout=PATIENCE_SECONDS) == 0


def test_what_cannot_be_shown_is_a_sentence_with_a_code(url: str, feed: Feed) -> None:
    name = asyncio.run(_party(url, 3))
    asyncio.run(_party(url, 0, "Twins Ltd"))
    asyncio.run(_party(url, 0, "Twins Ltd"))
    asyncio.run(_cut(url))

    for arguments, sentence in (
        (("Nobody & Co.",), "PARTY_UNKNOWN: There is no party with the id or the name 'Nobody"),
        ((f"Brand:{new_id()}",), "PARTY_UNKNOWN: "),
        (("twins ltd",), "PARTY_AMBIGUOUS: 'twins ltd' is the name of Brand:"),
        ((name, "--after", "made up"), "CURSOR_INVALID: The cursor is not one of your feed"),
        ((name, "--after", "4"), "CURSOR_INVALID: "),
        ((name, "--after", "9" * 30), "CURSOR_INVALID: "),
        ((name, "--after", "0"), "CURSOR_EXPIRED: The events after this cursor are no longer kep"),
    ):
        code, said, wrong = feed("tail", *arguments)
        assert (code, said, wrong[: len(sentence)]) == (1, "", sentence)
        assert "Traceback" not in wrong


async def _cut(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("DELETE FROM feed_entries WHERE position = 1")
    await connection.close()


def test_lag_tells_what_waits_who_leads_and_what_is_kept(url: str, feed: Feed) -> None:
    name = asyncio.run(_party(url, 7, "Aurelia"))
    party_id = asyncio.run(_id_of(url, name))

    # Others may lead other databases; here nobody does.
    code, said, _ = feed("lag")
    assert code == 0
    assert said.startswith("Waiting to be told: 0 events.\nNobody leads: ")
    assert "\nKept since 20" in said
    assert said.splitlines()[-1].split() == ["Aurelia", f"Brand:{party_id}", "7"]

    found = asyncio.run(_lag_while_led(url, party_id))
    assert found["waiting"] == {"events": 2, "oldest": "2026-11-02T09:30:00.123000+00:00"}
    assert found["leader"]["backend_pid"] > 0
    assert found["leader"]["candidates"] == 1
    head = {"party_id": str(party_id), "party_kind": "BRAND", "party_name": name, "position": 7}
    assert found["busiest"] == [head]
    assert all(day["bytes"] > 0 for day in found["days"])


async def _lag_while_led(url: str, party_id: UUID) -> dict[str, Any]:
    """What `hub feed lag --json` says while one leads, another would, and two events wait."""
    assert load_settings().database_url == url
    async with queries.sequencing(url) as leading, queries.sequencing(url) as candidate:
        assert await queries.take_the_lead(leading)
        assert not await queries.take_the_lead(candidate)
        await leading.execute(RECORD, party_id, 2)
        command = "from hub.cli import main; main(['feed', 'lag', '--json'])"
        lag = await asyncio.create_subprocess_exec(
            sys.executable, "-c", command, stdout=subprocess.PIPE
        )
        telling = asyncio.create_task(lag.communicate())
        while not telling.done():
            # One that says nothing for long would not lead for long.
            await asyncio.gather(leading.fetch("SELECT 1"), candidate.fetch("SELECT 1"))
            await asyncio.wait([telling], timeout=0.5)
    found: dict[str, Any] = json.loads(telling.result()[0])
    return found
