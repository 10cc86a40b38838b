"""Values as they are written for clients."""

from datetime import UTC, datetime, timedelta, timezone

from hypothesis import given
from hypothesis import strategies as st

from db.session import open_database
from db.types import rfc_3339

WRITTEN = {
    datetime(2026, 11, 2, 9, 30, tzinfo=UTC): "2026-11-02T09:30:00+00:00",
    datetime(2026, 11, 2, 9, 30, 0, 10, tzinfo=UTC): "2026-11-02T09:30:00.00001+00:00",
    datetime(2026, 11, 2, 9, 30, 0, 500_000, tzinfo=UTC): "2026-11-02T09:30:00.5+00:00",
    datetime(2026, 11, 2, 1, tzinfo=timezone(timedelta(hours=8))): "2026-11-01T17:00:00+00:00",
    datetime(901, 1, 1, tzinfo=UTC): "0901-01-01T00:00:00+00:00",
}


async def test_instants_are_written_as_postgresql_writes_them(database_url: str) -> None:
    query = "SELECT to_json($1::timestamptz) #>> '{}'"
    async with open_database(database_url, connections=1) as database:
        for instant, text in WRITTEN.items():
            assert rfc_3339(instant) == text
            assert await database.pool.fetchval(query, instant) == text


@given(st.datetimes(timezones=st.just(UTC)))
def test_an_instant_is_read_again_as_it_was(instant: datetime) -> None:
    assert datetime.fromisoformat(rfc_3339(instant)) == instant
