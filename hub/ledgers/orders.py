"""What happens to orders, told to both sides."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from db.enums.events import EventKind
from db.queries.orders import ORDER_EVENT_BY_ID
from db.session import AsyncSession
from db.tables.orders import Order, OrderEvent
from hub.ledgers.declarations import Ledger
from hub.policy.orders import order_events_seen_by


async def _both_sides(_: AsyncSession, order: Order, __: OrderEvent) -> Collection[UUID]:
    return order.buyer_id, order.seller_id


ORDERS: Final = Ledger(
    kind=EventKind.ORDER,
    facts=ORDER_EVENT_BY_ID,
    aggregate=Order,
    subject="order",
    description="The steps of the orders that your party buys or sells, each once and in order.",
    seen_by=order_events_seen_by,
    audience=_both_sides,
    webhook="""
        id kind version from to occurredAt note actor { id name }
        order { id number kind status version buyer { id name } seller { id name } }
    """,
)
