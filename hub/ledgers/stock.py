"""What changes of stock, told to its owner and to whom it is shown."""

from collections.abc import Collection
from dataclasses import replace
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.enums.sharing import Exactness, SharingTopic
from db.queries.sharing import partners_shown
from db.queries.stock import STOCK_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.stock import StockItem, StockMovement
from hub.domain.sharing import is_noticed
from hub.domain.stock import Counters
from hub.ledgers.declarations import Ledger
from hub.policy.stock import IS_OWN_MOVEMENT, stock_events_seen_by


async def _who_sees_it(
    session: AsyncSession, item: StockItem, movement: StockMovement
) -> Collection[UUID]:
    """Those who are shown it hear of what they may notice alone.

    Asked once a transaction: a command moves many stock items of few parties.
    """
    after = Counters(movement.on_hand, movement.reserved).available
    before = Counters(
        movement.on_hand - movement.on_hand_delta, movement.reserved - movement.reserved_delta
    ).available
    if before == after:
        return (item.party_id,)
    known: dict[UUID, list[tuple[UUID, Exactness]]] = session.info.setdefault("shown_stock", {})
    if item.party_id not in known:
        known[item.party_id] = await partners_shown(session, item.party_id, SharingTopic.STOCK)
    partners = (
        partner
        for partner, exactness in known[item.party_id]
        if is_noticed(exactness, before, after)
    )
    return [item.party_id, *partners]


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
