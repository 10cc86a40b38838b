"""A dry run leaves no trace, and an import can be taken back as far as nothing was built on it."""

from __future__ import annotations

from uuid import UUID

import pytest

from db.consistency import inconsistencies
from hub.commands.imports import UndoRefused, undo_import
from tests.commands.imports.importing import NOW, Imports
from tests.commands.imports.shops import (
    LINES,
    ORDERS,
    SHOP,
    SHOP_AS_SELLER,
    SHOP_HEADER,
    SHOP_ROWS,
    STOCK,
    sales,
)


async def test_a_dry_run_tells_all_and_leaves_nothing(imports: Imports) -> None:
    file = imports.file("sales.csv", SHOP_HEADER, *SHOP_ROWS)
    before = await imports.everything()

    dry = await imports.run(SHOP, file, dry_run=True)

    assert await imports.everything() == before
    assert await imports.rows("SELECT FROM import_runs") == []
    assert await imports.nothing_is_left_behind()
    assert len(imports.rejects()) == 6
    real = await imports.run(SHOP, file)
    assert dry.is_dry_run
    assert real.model_dump() == dry.model_dump() | {"is_dry_run": False}


async def test_an_import_is_taken_back(imports: Imports) -> None:
    before = await imports.everything()
    stock = STOCK + "maker,mug,Lyon,5"
    orders = ORDERS + "1,,ada,,,,\n2,,ada,,,,1"
    files = sales(imports, orders=orders, lines=LINES + "1,1,mug,2,1\n2,1,mug,1,1", stock=stock)
    report = await imports.run(SHOP_AS_SELLER, *files)

    undone = await undo_import(imports.connection, await _newest(imports), now=NOW)

    assert await imports.everything() == before
    assert undone.removed["orders"] == report.created["orders"] == 2
    assert set(undone.kept.values()) == {0}
    with pytest.raises(UndoRefused, match="is UNDONE"):
        await undo_import(imports.connection, await _newest(imports), now=NOW)
    assert (await imports.run(SHOP_AS_SELLER, *files)).created == report.created


async def test_what_was_built_on_stays(imports: Imports) -> None:
    files = sales(imports, orders=ORDERS + "1,,ada,,,,", lines=LINES + "1,1,mug,2,1")
    await imports.run(SHOP_AS_SELLER, *files)
    first = await _newest(imports)
    await imports.run(
        SHOP_AS_SELLER,
        *sales(imports, orders=ORDERS + "1,,ada,,,,\n2,,ada,,,,1", lines=LINES + "2,1,mug,1,1"),
    )
    second = await _newest(imports)

    stayed = await undo_import(imports.connection, first, now=NOW)

    assert (stayed.removed["orders"], stayed.kept["orders"]) == (0, 1)
    assert stayed.kept["skus"] == 1
    assert await inconsistencies(imports.connection) == []

    gone = await undo_import(imports.connection, second, now=NOW)

    assert (gone.removed["orders"], gone.kept["orders"]) == (1, 0)
    assert await imports.rows("SELECT returned FROM order_lines") == [(0,)]
    assert await inconsistencies(imports.connection) == []


async def test_a_ledger_is_append_only_for_everybody_else(imports: Imports) -> None:
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0]))
    await undo_import(imports.connection, await _newest(imports), now=NOW)
    await imports.run(SHOP, imports.file("sales.csv", SHOP_HEADER, SHOP_ROWS[0]))

    with pytest.raises(Exception, match="order_events is append-only"):
        await imports.connection.execute("DELETE FROM order_events")


async def _newest(imports: Imports) -> UUID:
    run_id: UUID = await imports.connection.fetchval(
        "SELECT id FROM import_runs ORDER BY id DESC LIMIT 1"
    )
    return run_id
