"""What changes of stock, told to its owner and to whom it is shown."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums import EventKind
from db.queries.stock import STOCK_EVENT_BY_ID, stock_audience
from db.session import AsyncSession
from db.tables import StockItem, StockMovement
from hub.ledgers.declarations import Ledger
from hub.policy.stock import stock_events_seen_by


async def _who_sees_it(
    session: AsyncSession, item: StockItem, _: StockMovement
) -> Collection[UUID]:
    """Asked once a transaction: a command moves many stock items of few parties."""
    known: dict[UUID, Collection[UUID]] = session.info.setdefault("stock_audiences", {})
    if item.party_id not in known:
        known[item.party_id] = await stock_audience(session, item.party_id)
    return known[item.party_id]


STOCK: Final = Ledger(
    kind=EventKind.STOCK,
    facts=STOCK_EVENT_BY_ID,
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
