"""Reads and locks of stock items, their ledger, and reservations.

Rows for new stock items are made in the order of location and SKU before any is locked, so that no
two transactions wait for each other.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, any_, func
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.queries.goods import by_goods, uuids_given
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, Sum, given, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.orders import Order, OrderLine
from db.tables.parties import Location
from db.tables.stock import Reservation, StockItem, StockMovement

_items = table_of(StockItem)
_movements = table_of(StockMovement).c

STOCK_ITEM_BY_ID: Final = Lookup(StockItem)
STOCK_EVENT_BY_ID: Final = Lookup(
    StockMovement,
    filters={
        "kinds": _movements.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(lambda wanted: wanted(_movements.sku_id)),
        "partner_ids": _movements.party_id == uuids_given("partner_ids"),
    },
)

STOCK: Final = Listing(
    StockItem,
    orderings={
        # What partners are not shown exactly may be in the others: those are refused then.
        "ENTERED": Ordering(("id",), descending=True),
        "NEWEST": Ordering(("available_at", "id"), descending=True),
        "LEAST_AVAILABLE": Ordering(("available", "id")),
        "MOST_AVAILABLE": Ordering(("available", "id"), descending=True),
    },
    filters={
        "party_id": _items.c.party_id == given("party_id", Uuid()),
        "location_id": _items.c.location_id == given("location_id", Uuid()),
        "sku_ids": _items.c.sku_id == any_(given("sku_ids", ARRAY(Uuid()))),
    },
    parents={
        "party": _items.c.party_id == PARENT,
        "sku": _items.c.sku_id == PARENT,
        "location": _items.c.location_id == PARENT,
    },
)
MOVEMENTS: Final = Listing(
    StockMovement,
    orderings={"NEWEST": Ordering(("version", "id"), descending=True)},
    parents={"item": _movements.stock_item_id == PARENT},
)
AVAILABLE_BY_ITEM: Final = Sum(
    StockMovement,
    key="stock_item_id",
    of=_movements.on_hand_delta - _movements.reserved_delta,
)
# The stock of some parties.
ITEMS_BY_SKU: Final = Lookup(
    StockItem, key="sku_id", filters={"party_ids": _items.c.party_id == uuids_given("party_ids")}
)
AVAILABLE_BY_SKU: Final = Sum(StockItem, key="sku_id", of=_items.c.available)


@unscoped("at locations that were read within a scope, or of a locked order")
async def make_items(
    session: AsyncSession, places: Iterable[tuple[Location, UUID]], now: datetime
) -> None:
    """See that there is a stock item, empty if new, for each location and SKU."""
    rows = [
        StockItem(
            party_id=place.party_id,
            location_id=place.id,
            sku_id=sku_id,
            updated_at=now,
            available_at=now,
        )
        for place, sku_id in sorted(places, key=lambda pair: (pair[0].id, pair[1]))
    ]
    if rows:
        statement = insert(_items).values([row.model_dump() for row in rows])
        await session.exec(statement.on_conflict_do_nothing())


async def lock_item(
    session: AsyncSession, id: UUID, *, scope: Scope[StockItem]
) -> StockItem | None:
    """A stock item within the scope, held until the transaction ends."""
    return await lock_row(session, StockItem, col(StockItem.id) == id, scope=scope)


@unscoped("that are reserved for a locked order")
async def lock_items(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, StockItem]:
    """Stock items by id, in the order of the ids, held until the transaction ends."""
    items = await lock_rows(session, StockItem, col(StockItem.id).in_(set(ids)))
    found = {item.id: item for item in items}
    return {id: found[id] for id in ids}


@unscoped("at locations that were read within a scope, or of a locked order")
async def lock_items_at(
    session: AsyncSession, location_id: UUID, sku_ids: Collection[UUID]
) -> dict[UUID, StockItem]:
    """A location's stock items by SKU, held until the transaction ends."""
    found = await lock_rows(
        session,
        StockItem,
        col(StockItem.location_id) == location_id,
        col(StockItem.sku_id).in_(sku_ids),
    )
    return {item.sku_id: item for item in found}


@unscoped("of the seller of an order that is being placed or is locked")
async def item_ids_of(
    session: AsyncSession, party_id: UUID, sku_ids: Collection[UUID]
) -> list[UUID]:
    """The ids of a party's stock items of some SKUs in the order of their use, without a lock."""
    statement = (
        select(StockItem.id)
        .join(Location, col(Location.id) == col(StockItem.location_id))
        .where(col(StockItem.party_id) == party_id, col(StockItem.sku_id).in_(sku_ids))
        .order_by(col(Location.code), col(StockItem.id))
    )
    return list(await session.exec(statement))


@unscoped("of the seller of an order that is locked")
async def places_of(session: AsyncSession, order: Order, sku_ids: Collection[UUID]) -> list[Any]:
    """What a locked order's seller has of some SKUs, by location in the order of their use:
    `location_id`, `code`, `sku_id`, `on_hand`, `reserved`, and what of that is `held` for it."""
    held = (
        select_columns(func.coalesce(func.sum(col(Reservation.quantity)), 0))
        .join(OrderLine, col(OrderLine.id) == col(Reservation.order_line_id))
        .where(
            col(OrderLine.order_id) == order.id,
            col(Reservation.stock_item_id) == col(StockItem.id),
        )
        .correlate(StockItem)
        .scalar_subquery()
        .label("held")
    )
    item = _items.c
    statement = (
        select_columns(
            item.location_id, col(Location.code), item.sku_id, item.on_hand, item.reserved, held
        )
        .join(Location, col(Location.id) == item.location_id)
        .where(item.party_id == order.seller_id, item.sku_id.in_(sku_ids))
        .order_by(col(Location.code), item.id)
    )
    return list(await (await session.connection()).execute(statement))


@unscoped("at a location of a locked order")
async def item_ids_at(
    session: AsyncSession, location_id: UUID, sku_ids: Collection[UUID]
) -> dict[UUID, UUID]:
    """The ids of a location's stock items by SKU, without a lock."""
    statement = select(StockItem.sku_id, StockItem.id).where(
        col(StockItem.location_id) == location_id, col(StockItem.sku_id).in_(sku_ids)
    )
    return dict((await session.exec(statement)).all())


@unscoped("of an order that is locked")
async def reservations_of(session: AsyncSession, order_id: UUID) -> list[Reservation]:
    """What is held for an order that is locked, in the order in which it is to be used."""
    statement = (
        select(Reservation)
        .join(OrderLine, col(OrderLine.id) == col(Reservation.order_line_id))
        .join(StockItem, col(StockItem.id) == col(Reservation.stock_item_id))
        .join(Location, col(Location.id) == col(StockItem.location_id))
        .where(col(OrderLine.order_id) == order_id)
        .order_by(col(OrderLine.position), col(Location.code), col(StockItem.id))
    )
    return list(await session.exec(statement))
