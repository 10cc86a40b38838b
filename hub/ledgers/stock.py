"""What changes of stock, told to its owner and to whom it is shown."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.stock import STOCK_EVENT_BY_ID, stock_audience
from db.session import AsyncSession
from db.tables.stock import StockItem, StockMovement
from hub.ledgers.declarations import Ledger
from hub.policy.stock import IS_OWN_MOVEMENT, stock_events_seen_by


async def _who_sees_it(
    session: AsyncSession, item: StockItem, movement: StockMovement
) -> Collection[UUID]:
    """Those it is shared with hear of what is available alone.

    Asked once a transaction: a command moves many stock items of few parties.
    """
    if movement.on_hand_delta == movement.reserved_delta:
        return (item.party_id,)
    known: dict[UUID, Collection[UUID]] = session.info.setdefault("stock_audiences", {})
    if item.party_id not in known:
        known[item.party_id] = await stock_audience(session, item.party_id)
    return known[item.party_id]


_FILTERS: Final = STOCK_EVENT_BY_ID.filters

STOCK: Final = Ledger(
    kind=EventKind.STOCK,
    facts=replace(
        STOCK_EVENT_BY_ID, filters={**_FILTERS, "kinds": _FILTERS["kinds"] & IS_OWN_MOVEMENT}
    ),
    aggregate=StockItem,
    subject="item",
    description="The changes of the stock that your party owns or is shown, each once and in"
    " order.",
    seen_by=stock_events_seen_by,
    audience=_who_sees_it,
    webhook="""
        id kind version delta onHand available occurredAt
        sku { id code gtin } party { id name } location { id code }
    """,
)
