"""`hub feed`: what a party is told, and whether telling keeps up."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Mapping
from contextlib import aclosing, asynccontextmanager, suppress
from datetime import UTC, datetime
from typing import Any, Final

import orjson
import typer
from rich.console import Console
from rich.table import Table

from db.queries.parties import parties_called
from db.sql.declarations import Row
from hub.cli.failure import Failure
from hub.cli.servers import database, servers, settings
from hub.cli.signals import run
from hub.context import Hub
from hub.execution.errors import RequestError
from hub.execution.ids import global_id, split_id
from hub.process import open_hub, set_up_logging
from hub.subscriptions.cursors import cursor_at, start_of, start_of_last
from hub.subscriptions.follow import follow
from hub.subscriptions.lag import Lag, feed_lag

_ENTRIES_SHOWN: Final = 10
# No feed comes as far: cursors hold eight bytes.
_POSITION_DIGITS_MAX: Final = 18
_ENTRY: Final = "{position:>8}  {at}  {kind:<8}  {aggregate_id}  v{version:<4} {fact_id}"


def tail(party: str, *, after: str | None, following: bool, as_json: bool) -> None:
    work = _tail(party, after=after, following=following, as_json=as_json)
    if following:
        run(work)
    else:
        asyncio.run(work)


def lag(*, as_json: bool) -> None:
    asyncio.run(_lag(as_json=as_json))


@asynccontextmanager
async def _hub() -> AsyncIterator[Hub]:
    configured = settings()
    set_up_logging(configured.environment)
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
        ):
            yield hub


async def _tail(party: str, *, after: str | None, following: bool, as_json: bool) -> None:
    async with _hub() as hub:
        try:
            party_id = (await _party(hub, party)).id
            feeds = (party_id,)
            [newest] = await start_of(hub, feeds, None)
            if after is None:
                start = await start_of_last(hub, party_id, _ENTRIES_SHOWN)
            else:
                if after.isdecimal() and len(after) <= _POSITION_DIGITS_MAX:
                    after = cursor_at(hub, feeds, (int(after),))
                start = await start_of(hub, feeds, after)
            if start >= (newest,) and not following:
                return
            async with aclosing(follow(hub, feeds, start)) as known:
                async for entries in known:
                    for entry in entries:
                        told = {**entry._asdict(), "cursor": cursor_at(hub, feeds, entry.places)}
                        del told["places"]
                        typer.echo(orjson.dumps(told, default=str) if as_json else _line(told))
                        if entry.position >= newest and not following:
                            return
        except RequestError as error:
            code = (error.extensions or {})["code"]
            raise Failure(f"{code}: {error.message}") from error


async def _party(hub: Hub, text: str) -> Row:
    """The one party of the id, or of the name."""
    party_id = None
    with suppress(RequestError):
        party_id = split_id(text)[1]
    found = await parties_called(hub.database, text, party_id)
    if not found:
        raise Failure(f"PARTY_UNKNOWN: There is no party with the id or the name {text!r}.")
    if len(found) > 1:
        ids = ", ".join(global_id(one.kind.title(), one.id) for one in found)
        raise Failure(f"PARTY_AMBIGUOUS: {text!r} is the name of {ids}; say which by its id.")
    return found[0]


def _line(told: Mapping[str, Any]) -> str:
    return _ENTRY.format(at=_instant(told["recorded_at"]), **told)


async def _lag(*, as_json: bool) -> None:
    async with _hub() as hub:
        found = await feed_lag(hub)
    if as_json:
        typer.echo(orjson.dumps(found, default=str))
    else:
        _print(found, datetime.now(UTC))


def _print(found: Lag, now: datetime) -> None:
    console = Console(highlight=False, markup=False, soft_wrap=True)
    waiting, leader = found.waiting, found.leader
    oldest = ""
    if waiting.oldest is not None:
        oldest = f", the oldest for {(now - waiting.oldest).total_seconds():,.1f} seconds"
    console.print(f"Waiting to be told: {waiting.events:,} events{oldest}.")
    if leader is None:
        console.print("Nobody leads: no hub runs, or one is about to take over.")
    else:
        console.print(
            f"Led by a process on {leader.address or 'the machine of the database'}"
            f", connected since {_instant(leader.connected_since)} as PostgreSQL's backend"
            f" {leader.backend_pid};"
            f" {leader.candidates} more would take over."
        )
    kept = [day for day in found.days if day.day <= now.date()]
    if kept:
        size = sum(day.bytes for day in kept) / 1e6
        console.print(
            f"Kept since {kept[0].day}: {len(kept)} days, {size:,.1f} MB,"
            f" and {len(found.days) - len(kept)} days made ahead."
        )
    table = Table("Party", "", "Position", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for feed in found.busiest:
        party = global_id(feed.party_kind.title(), feed.party_id)
        table.add_row(feed.party_name, party, f"{feed.position:,}")
    if found.busiest:
        console.print()
        console.print(table)


def _instant(instant: datetime) -> str:
    return f"{instant.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f}"[:-3] + "Z"
