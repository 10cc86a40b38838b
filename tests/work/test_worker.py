"""What is enqueued with a change is done once, whatever becomes of workers and servers."""

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from db.queries import jobs as queries
from embedded import Servers
from hub.context import Hub, open_request
from hub.domain.errors import ErrorCode, Refused
from hub.policy.viewer import Viewer
from hub.work.declaration import Run, declared_jobs, job
from tests.conftest import Clock
from tests.graph import ask
from tests.jobs import enqueued, has_status, job_row, working
from tests.mutations import execute
from tests.partners import Partners, until
from tests.preloaded import Popen
from tests.work.killed import write_slowly

KILLED = (
    "import asyncio, sys; from tests.work import killed; asyncio.run(killed.main(*sys.argv[1:]))"
)


@pytest.fixture(autouse=True)
def _now(clock: Clock) -> None:
    clock.now = datetime.now(UTC)


async def test_a_job_is_run_if_and_only_if_its_change_is_committed(hub: Hub) -> None:
    told: list[str] = []

    @job()
    async def tell(run: Run, word: str) -> None:
        told.append(word)

    await enqueued(hub, tell, kept=False, word="rolled back")
    id = await enqueued(hub, tell, word="committed")
    async with working(hub, tell, workers=2):
        await until(lambda: has_status(hub, id, "DONE"))

    assert told == ["committed"]
    assert (await job_row(hub, id))["attempts"] == 1
    assert await hub.database.pool.fetchval("SELECT count(*) FROM procrastinate_jobs") == 0


async def test_what_fails_is_tried_again_and_then_left_for_somebody_to_look_at(hub: Hub) -> None:
    @job(attempts_max=3, pause=timedelta(seconds=0.01))
    async def fail(run: Run) -> None:
        await run.progress(1, 2)
        raise Refused(ErrorCode.WRONG_STATUS, "Not today.")

    id = await enqueued(hub, fail)
    async with working(hub, fail):
        await until(lambda: has_status(hub, id, "FAILED"))

    row = await job_row(hub, id)
    assert (row["attempts"], row["last_error"]) == (3, "Not today.")
    assert (row["done"], row["total"]) == (1, 2)
    assert (await queries.backlog(hub.database)).failed == 1


async def test_what_was_given_up_is_retried_or_dropped_by_whom_it_concerns(
    hub: Hub, partners: Partners
) -> None:
    tries: list[bool] = []

    @job(attempts_max=1)
    async def fail_first(run: Run) -> None:
        tries.append(True)
        if len(tries) <= 2:
            raise ValueError("a secret of the hub")

    owner, stranger = await partners.member(), await partners.member()
    again, dropped = [
        await enqueued(hub, fail_first, owner.party_id, key=key) for key in ("one", "other")
    ]
    ids = {"again": f"Job:{again}", "dropped": f"Job:{dropped}"}
    async with working(hub, fail_first):
        await until(lambda: has_status(hub, again, "FAILED"))
        await until(lambda: has_status(hub, dropped, "FAILED"))
        listed = await ask(hub, owner.viewer, LISTED)
        assert await ask_ids(hub, stranger.viewer) == []
        refused = await execute(hub, stranger.viewer, "retryJob", jobId=ids["again"])
        assert refused.data["answer"]["errors"][0]["code"] == "NOT_FOUND"

        for mutation, name in (("retryJob", "again"), ("dropJob", "dropped")):
            done = await execute(hub, owner.viewer, mutation, jobId=ids[name])
            assert done.data["answer"]["errors"] == []
        await until(lambda: has_status(hub, again, "DONE"))
        refused = await execute(hub, owner.viewer, "dropJob", jobId=ids["again"])

    assert {node["id"] for node in listed.data["jobs"]["nodes"]} == set(ids.values())
    assert all("secret" not in node["lastError"] for node in listed.data["jobs"]["nodes"])
    assert refused.data["answer"]["errors"][0]["message"] == (
        "The job is DONE and cannot be dropped; only one that is FAILED or QUEUED can."
    )
    assert (await job_row(hub, dropped))["status"] == "DROPPED"
    assert len(tries) == 3


LISTED = """
{ jobs(first: 10, filter: { status: [FAILED] }) { nodes { id lastError version attempts } } }
"""


async def ask_ids(hub: Hub, viewer: Viewer) -> list[str]:
    told = await ask(hub, viewer, "{ jobs(first: 10) { nodes { id } } }")
    return [node["id"] for node in told.data["jobs"]["nodes"]]


def test_pauses_double_up_to_the_longest() -> None:
    @job(attempts_max=6, pause=timedelta(seconds=5), pause_max=timedelta(seconds=30))
    async def one(run: Run) -> None: ...

    pauses = [one.pause_after(attempts) for attempts in range(1, 7)]

    assert [pause and pause.total_seconds() for pause in pauses] == [5, 10, 20, 30, 30, None]


async def test_jobs_of_one_key_run_one_after_the_other_and_parties_take_turns(
    hub: Hub, partners: Partners
) -> None:
    begun: list[tuple[str, int]] = []
    running: set[str] = set()

    @job()
    async def take_turns(run: Run, party: str, number: int) -> None:
        assert party not in running
        running.add(party)
        begun.append((party, number))
        await asyncio.sleep(0.01)
        running.remove(party)

    busy, other = (await partners.member()).party_id, (await partners.member()).party_id
    ids = [
        await enqueued(hub, take_turns, party, party=name, number=number)
        for name, party, numbers in (("busy", busy, 12), ("other", other, 2))
        for number in range(numbers)
    ]
    async with working(hub, take_turns):
        await until(lambda: _all_done(hub, ids))

    assert [number for name, number in begun if name == "busy"] == list(range(12))
    assert [number for name, number in begun if name == "other"] == [0, 1]
    # Each of the other's had to wait for one or two of the busy party's, and not for all twelve.
    assert begun.index(("other", 1)) <= 4


async def test_a_schedule_runs_again_and_again_once_in_all_workers(hub: Hub) -> None:
    runs: list[datetime] = []

    @job(every="* * * * * *")
    async def tick(run: Run) -> None:
        runs.append(datetime.now(UTC))

    async def ticked() -> bool:
        return len(runs) >= 3

    async with working(hub, tick, workers=2):
        await until(ticked)

    seconds = [instant.replace(microsecond=0) for instant in runs]
    assert len(set(seconds)) >= len(seconds) - 1  # one may come late, into the next second
    rows = await hub.database.pool.fetch("SELECT name, scheduled FROM jobs")
    assert [tuple(row) for row in rows] == [("tick", True)]


async def test_who_was_taken_for_dead_changes_nothing_any_more(hub: Hub) -> None:
    id = await enqueued(hub, write_slowly, seconds=0)
    frozen = await queries.start(hub.database, id, hub.clock())
    again = await queries.start(hub.database, id, hub.clock())
    assert frozen is not None
    assert again is not None

    await queries.fail(hub.database, frozen, "too late", None, hub.clock())
    await queries.progress(hub.database, frozen, 1, 1)
    async with open_request(hub, None) as request, request.writing() as session:
        assert not await queries.finish(session, frozen, hub.clock())
        assert await queries.finish(session, again, hub.clock())
        await session.commit()

    row = await job_row(hub, id)
    assert (row["status"], row["last_error"], row["done"]) == ("DONE", None, None)
    assert await queries.start(hub.database, id, hub.clock()) is None


async def test_a_job_that_nobody_declares_is_left_for_somebody_to_look_at(hub: Hub) -> None:
    id = await enqueued(hub, write_slowly, seconds=0)
    async with working(hub):
        await until(lambda: has_status(hub, id, "FAILED"))

    assert (await job_row(hub, id))["last_error"] == (
        "Something went wrong within the hub (LookupError); its log has it."
    )


async def test_a_worker_outlasts_the_loss_of_all_its_connections(hub: Hub) -> None:
    done: list[int] = []

    @job()
    async def count(run: Run, number: int) -> None:
        done.append(number)

    async with working(hub, count):
        first = await enqueued(hub, count, number=1)
        await until(lambda: has_status(hub, first, "DONE"))
        await hub.database.pool.execute(
            "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
        second = await enqueued_through(hub, count, number=2)
        await until(lambda: has_status(hub, second, "DONE"))

    assert done == [1, 2]


async def enqueued_through(hub: Hub, declared: object, number: int) -> UUID:
    """The same, tried until there is a connection again."""
    while True:
        try:
            return await enqueued(hub, declared, number=number)  # type: ignore[arg-type]
        except Exception:
            await asyncio.sleep(0.05)


async def _all_done(hub: Hub, ids: list[UUID]) -> bool:
    pool = hub.database.pool
    left = await pool.fetchval(
        "SELECT count(*) FROM jobs WHERE id = ANY ($1) AND status <> 'DONE'", ids
    )
    return bool(left == 0)


@pytest.fixture
async def written(hub: Hub) -> AsyncIterator[None]:
    await hub.database.pool.execute("CREATE TABLE written (by text)")
    yield
    await hub.database.pool.execute("DROP TABLE written")


@contextmanager
def process(hub: Hub, servers: Servers) -> Iterator[subprocess.Popen[str]]:
    worker = Popen(
        [sys.executable, "-c", KILLED, hub.database.url, servers.redis_url],
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        yield worker
    finally:
        worker.kill()
        worker.communicate()


async def test_what_a_killed_worker_had_begun_is_done_by_another_and_once(
    hub: Hub, servers: Servers, written: None
) -> None:
    id = await enqueued(hub, write_slowly, seconds=60)
    with process(hub, servers) as worker:
        assert worker.stdout is not None
        assert await asyncio.to_thread(worker.stdout.readline) == "begun\n"
        worker.kill()
    await hub.database.pool.execute("UPDATE jobs SET arguments = '{\"seconds\": 0}'")

    async with working(hub, write_slowly):
        await until(lambda: has_status(hub, id, "DONE"))

    assert (await job_row(hub, id))["attempts"] == 2
    assert await hub.database.pool.fetchval("SELECT count(*) FROM written") == 1


async def test_a_worker_that_is_told_to_end_gives_back_what_it_had_begun(
    hub: Hub, written: None
) -> None:
    id = await enqueued(hub, write_slowly, seconds=60)
    async with working(hub, write_slowly):
        await until(lambda: has_status(hub, id, "RUNNING"))
        started = asyncio.get_running_loop().time()
    assert asyncio.get_running_loop().time() - started < 5

    statuses = await hub.database.pool.fetch("SELECT status FROM procrastinate_jobs")
    assert [row["status"] for row in statuses] == ["todo"]
    assert await hub.database.pool.fetchval("SELECT count(*) FROM written") == 0


def test_each_job_has_a_name_of_its_own_and_says_what_it_does() -> None:
    jobs = declared_jobs()

    assert {"keep_feeds", "review_alerts"} <= jobs.keys()
    for name, declared in jobs.items():
        assert declared.function.__module__ == f"hub.work.jobs.{name}"
        assert declared.function.__doc__, name
