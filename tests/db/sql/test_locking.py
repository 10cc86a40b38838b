"""Rows are locked in one order, so that no two transactions wait for each other."""

from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest
from sqlmodel import col

from db.enums.parties import LocationKind
from db.session import AsyncSession
from db.sql.locking import LockOutOfOrder, lock_row, lock_rows
from db.tables import metadata
from db.tables.catalogue import Sku
from db.tables.orders import Order
from db.tables.parties import Location, Partnership, Party
from db.tables.stock import StockItem
from db.types import LOCK_RANK
from hub.context import Hub
from tests.world import World


async def lock(session: AsyncSession, model: Any) -> Sequence[Any]:
    return await lock_rows(session, model)


def test_no_two_tables_have_the_same_rank() -> None:
    ranks = Counter(
        table.info[LOCK_RANK] for table in metadata.sorted_tables if LOCK_RANK in table.info
    )

    assert len(ranks) > 10
    assert ranks.most_common(1)[0][1] == 1


async def test_locks_that_could_wait_for_each_other_are_refused(hub: Hub) -> None:
    for first, second in ((StockItem, Order), (Order, Partnership), (Order, Order)):
        async with hub.database.session() as session:
            await lock(session, first)

            with pytest.raises(LockOutOfOrder, match="is locked before"):
                await lock(session, second)


async def test_locks_in_the_order_of_ranks_are_taken_and_let_go_with_their_transaction(
    hub: Hub,
) -> None:
    async with hub.database.session() as session:
        for _ in range(2):
            for model in (Partnership, Order, StockItem):
                await lock(session, model)
            await session.commit()


async def test_a_savepoint_does_not_forget_what_its_transaction_has_locked(hub: Hub) -> None:
    async with hub.database.session() as session:
        async with session.begin_nested():
            await lock(session, StockItem)

        with pytest.raises(LockOutOfOrder):
            await lock(session, Order)


async def test_a_table_without_a_rank_is_not_locked(hub: Hub) -> None:
    async with hub.database.session() as session:
        with pytest.raises(LockOutOfOrder, match="skus has no rank to be locked in"):
            await lock(session, Sku)


async def test_rows_of_a_table_are_locked_by_their_keys(world: World) -> None:
    goods = [await world.goods(world.brand) for _ in range(5)]
    ids = [await world.stocked(world.brand, sku, 1) for sku in goods]
    await world.hub.database.pool.execute("UPDATE stock_items SET on_hand = on_hand")

    async with world.hub.database.session() as session:
        items = await lock_rows(session, StockItem, col(StockItem.id).in_(ids[::-1]))

    assert [item.id for item in items] == sorted(ids)


async def test_what_refers_to_a_locked_row_is_written_without_waiting(world: World) -> None:
    party_id = world.brand.id
    async with world.hub.database.session() as holding, world.hub.database.session() as other:
        await lock_row(holding, Party, col(Party.id) == party_id)

        connection = await other.connection()
        await connection.exec_driver_sql("SET LOCAL lock_timeout = '1s'")
        other.add(Location(party_id=party_id, kind=LocationKind.SHOP, code="B", name="Shop"))
        await other.flush()
