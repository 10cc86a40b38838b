"""An import that is cut off goes on, one at a time, and takes no more the longer its file is."""

from __future__ import annotations

import asyncio
import signal
import subprocess
import sys
import tracemalloc
from pathlib import Path

import asyncpg
import pytest

from hub.commands.imports import ImportFailed
from tests.commands.imports.importing import KEPT, ROOT, Imports
from tests.commands.imports.shops import SHOP, SHOP_HEADER, SHOP_ROWS


@pytest.mark.parametrize(
    "cut_off_at", [("Reading", 1), ("Reading", 3), ("Checking", 1), ("Merging", 1)]
)
async def test_an_import_that_was_cut_off_goes_on(
    imports: Imports, cut_off_at: tuple[str, int]
) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(KeyboardInterrupt):
        await imports.run(SHOP, file, cut_off_at=cut_off_at, batch_rows=2)
    assert await imports.rows("SELECT FROM orders") == []
    schema = await imports.connection.fetchval(
        "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'import\\_%'"
    )
    read_before = await imports.connection.fetchval(f"SELECT rows_read FROM {schema}.progress")

    report = await imports.run(SHOP, file, batch_rows=2)

    assert 0 < report.rows_read_before == read_before
    assert imports.told == [
        f"Taking up the import that was cut off after {read_before} rows.",
    ]
    assert (report.rows, report.imported, report.rejected) == (13, 7, 6)
    assert len(imports.rejected()) == 6
    assert await imports.nothing_is_left_behind()


async def test_an_import_survives_its_process(imports: Imports, database_url: str) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    script = f"""
import asyncio, asyncpg, datetime, os, pathlib, signal
from hub.commands.imports import run_import
from hub.domain.imports import read_mapping
seen = []
def progress(*place):
    seen.append(place)
    if len(seen) == 4:
        os.kill(os.getpid(), signal.SIGKILL)
async def main():
    await run_import(
        await asyncpg.connect({database_url!r}), read_mapping({SHOP!r}),
        [pathlib.Path({str(file)!r})], rejects=pathlib.Path({str(imports.rejects_file)!r}),
        now=datetime.datetime.now(datetime.UTC), progress=progress, tell=print, batch_rows=1)
asyncio.run(main())
"""
    killed = await asyncio.to_thread(
        subprocess.run, [sys.executable, "-c", script], cwd=ROOT, check=False
    )
    assert killed.returncode == -signal.SIGKILL

    # The server notices the death of its client, and gives the source free, a moment later.
    for _ in range(100):
        try:
            report = await imports.run(SHOP, file)
            break
        except ImportFailed:
            await asyncio.sleep(0.05)

    assert report.rows_read_before == 4
    assert (report.rows, report.imported) == (13, 7)


async def test_a_file_that_changed_is_read_anew(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(KeyboardInterrupt):
        await imports.run(SHOP, file, cut_off_at=("Reading", 3), batch_rows=2)
    imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0].replace("100", "200"))

    report = await imports.run(SHOP, file)

    assert "beginning anew" in imports.told[0]
    assert (report.rows, report.rows_read_before) == (1, 0)
    assert await imports.rows("SELECT number FROM orders") == [("200",)]


async def test_rejects_that_could_not_be_written_can_be_had_later(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    with pytest.raises(ImportFailed, match="All is imported, but .* cannot be written"):
        await imports.run(SHOP, file, rejects=imports.folder / "nowhere" / "rejects.csv")
    before = {table: rows for table, rows in (await imports.everything()).items() if table in KEPT}

    report = await imports.run(SHOP, file)

    assert (report.rows, report.imported, report.created["orders"]) == (13, 7, 4)
    assert len(imports.rejects()) == 6
    after = {table: rows for table, rows in (await imports.everything()).items() if table in KEPT}
    assert after == before


async def test_one_source_is_imported_once_at_a_time(imports: Imports, database_url: str) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    other = await asyncpg.connect(database_url)
    await other.execute("SELECT pg_advisory_lock(hashtextextended('import online-retail', 0))")

    with pytest.raises(ImportFailed, match="Another import of online-retail is running"):
        await imports.run(SHOP, file)

    await other.close()


async def test_memory_does_not_grow_with_the_file(imports: Imports) -> None:
    def sales(rows: int) -> Path:
        return imports.file(
            f"{rows}.csv",
            SHOP_HEADER,
            *(
                f"{rows}-{n % 100},S{n % 50},MUG,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom"
                for n in range(rows)
            ),
        )

    async def peak(file: Path) -> int:
        tracemalloc.start()
        await imports.run(SHOP, file, batch_rows=100)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        return peak

    # Caches are bounded, and full of these few keys before it counts.
    await peak(sales(200))
    small, large = await peak(sales(300)), await peak(sales(3_000))

    assert large < 1.5 * small


async def test_the_merge_looks_nothing_up_by_reading_all_of_it(imports: Imports) -> None:
    rows = 2_000
    sales = [
        f"{n % 100},S{n},MUG,1,2011-11-07 07:38:00,2.95,16612.0,United Kingdom" for n in range(rows)
    ]
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, *sales))
    # As many products again, all of them new, while the planner expects to find them in the hub.
    await imports.connection.execute("ANALYZE")
    other = SHOP.replace('source = "online-retail"', 'source = "other"')

    async def rows_looked_at() -> int:
        await imports.connection.execute("SELECT pg_stat_force_next_flush()")
        found: int = await imports.connection.fetchval(
            "SELECT sum(tup_returned + tup_fetched)::bigint FROM pg_stat_database"
            " WHERE datname = current_database()"
        )
        return found

    before = await rows_looked_at()
    await imports.run(other, imports.file("other.csv", SHOP_HEADER, *sales))

    assert await rows_looked_at() - before < 400 * rows
