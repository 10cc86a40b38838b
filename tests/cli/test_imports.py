"""Files are imported once; what cannot be imported is a sentence."""

from __future__ import annotations

import asyncio
from pathlib import Path

import asyncpg
import pytest

from embedded import Servers
from tests.cli.processes import run

MAPPING = """
source = "corner-shop"
currency = "GBP"
timezone = "Europe/London"

[seller]
name = "Corner Shop"
kind = "RETAILER"

[[file]]
name = "sales.csv"

[file.buyer]
key = { constant = "guest" }
name = { constant = "Guest" }

[file.product]
key = { column = "item" }
name = { column = "item" }

[file.sku]
key = { column = "item" }
name = { column = "item" }

[file.order]
key = { column = "order" }
placed_at = { constant = "2026-01-02", format = "%Y-%m-%d" }

[file.line]
quantity = { column = "pieces" }
unit_price = { column = "price" }
"""


def test_a_file_is_imported_once_and_what_is_rejected_is_told(
    own_servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, sales, rejects = (
        tmp_path / name for name in ("sales.toml", "sales.csv", "rejects.csv")
    )
    mapping.write_text(MAPPING)
    sales.write_text("order,item,pieces,price\n1,MUG,2,2.50\n1,CUP,1,1.25\n2,MUG,none,2.50\n")
    command = ("import", "--mapping", str(mapping), str(sales), "--rejects", str(rejects))

    assert run(*command) == 0
    first = capsys.readouterr().out
    assert run(*command) == 0
    second = capsys.readouterr().out

    assert "3 rows: 2 imported, 1 rejected." in first
    assert "Orders in GBP: 1, together 6.25" in first
    assert "New in the hub: nothing." in second
    assert rejects.read_text().splitlines()[1].startswith("sales.csv,4,")

    assert run("import", "--runs") == 0
    listed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert [line[2:4] for line in listed] == [["corner-shop", "DONE,"]] * 2
    first_run = listed[-1][0]
    assert run("import", "--undo", first_run) == 0
    assert "orders 1" in capsys.readouterr().out
    assert run("import", "--show", first_run) == 0
    shown = capsys.readouterr().out
    assert "UNDONE" in shown
    assert "3 rows: 2 imported, 1 rejected." in shown
    assert run("import", "--undo", "x") == 1
    assert run("import") == 2


async def test_an_import_whose_database_goes_away_is_a_sentence(
    own_servers: Servers, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping, sales = tmp_path / "sales.toml", tmp_path / "sales.csv"
    mapping.write_text(MAPPING)
    sales.write_text("order,item,pieces,price\n1,MUG,2,2.50\n")
    await asyncio.to_thread(run, "migrate")
    operator = await asyncpg.connect(own_servers.database_url)
    async with operator.transaction():
        await operator.execute("LOCK TABLE import_runs")
        command = ("import", "--mapping", str(mapping), str(sales))
        importing = asyncio.create_task(asyncio.to_thread(run, *command))
        for _ in range(1_000):
            if await operator.fetchval(
                "SELECT pg_terminate_backend(pid) FROM pg_locks"
                " WHERE relation = 'import_runs'::regclass AND NOT granted"
            ):
                break
            await asyncio.sleep(0.02)

        assert await importing == 1
    await operator.close()

    assert "The database has gone away, and the import with it." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (None, "cannot be read: No such file or directory."),
        (b"\xff", "is not UTF-8 text."),
        (b"source = 5", "The mapping cannot be used:"),
    ],
)
def test_a_mapping_that_cannot_be_used_is_a_sentence(
    content: bytes | None, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    mapping = tmp_path / "mapping.toml"
    if content is not None:
        mapping.write_bytes(content)

    assert run("import", "--mapping", str(mapping), "file.csv") == 1

    assert sentence in capsys.readouterr().err
