"""Reads and locks of negotiations, their history and their lines."""

from collections.abc import Collection
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Text, Uuid, and_, any_, or_
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.queries.goods import Wanted, by_goods, uuids_given
from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.catalogue import Product, Sku
from db.tables.negotiations import Negotiation, NegotiationEvent, NegotiationLine

_negotiations, _events = table_of(Negotiation).c, table_of(NegotiationEvent).c


def _has(wanted: Wanted) -> ColumnElement[bool]:
    """Goods that are wanted are on the table in an event's negotiation."""
    negotiation, line = table_of(Negotiation).alias().c, table_of(NegotiationLine).alias().c
    is_on_table = and_(
        negotiation.id == _events.negotiation_id,
        line.event_id == negotiation.terms_id,
        wanted(line.sku_id),
    )
    return select(line.id).where(is_on_table).exists()


def _is_with(negotiation: Any, party: Any) -> ColumnElement[bool]:
    """One of the negotiation's sides is the party."""
    return or_(negotiation.buyer_id == party, negotiation.seller_id == party)


def _event_is_with() -> ColumnElement[bool]:
    negotiation = table_of(Negotiation).alias().c
    is_of_event = negotiation.id == _events.negotiation_id
    is_with = _is_with(negotiation, uuids_given("partner_ids"))
    return select(negotiation.id).where(is_of_event, is_with).exists()


NEGOTIATION_BY_ID: Final = Lookup(Negotiation)
NEGOTIATION_EVENT_BY_ID: Final = Lookup(
    NegotiationEvent,
    filters={
        "kinds": _events.kind == any_(given("kinds", ARRAY(Text()))),
        **by_goods(_has),
        "partner_ids": _event_is_with(),
    },
)
HISTORY_BY_NEGOTIATION: Final = Lookup(
    NegotiationEvent, key="negotiation_id", order_by=("version",)
)
NEGOTIATION_LINE_BY_ID: Final = Lookup(NegotiationLine)
# A line's price is in its negotiation's currency.
LINES_BY_EVENT: Final = Lookup(
    NegotiationLine,
    key="event_id",
    order_by=("position",),
    also=(_negotiations.currency,),
    source=table_of(NegotiationLine).join(table_of(NegotiationEvent)).join(table_of(Negotiation)),
)
NEGOTIATIONS: Final = Listing(
    Negotiation,
    orderings={
        "NEWEST": Ordering(("opened_at", "id"), descending=True),
        "OLDEST": Ordering(("opened_at", "id")),
    },
    filters={
        "status": _negotiations.status == any_(given("status", ARRAY(Text()))),
        "partner_id": _is_with(_negotiations, given("partner_id", Uuid())),
    },
)


async def negotiation(
    session: AsyncSession, id: UUID, *, scope: Scope[Negotiation]
) -> Negotiation | None:
    statement = select(Negotiation).where(col(Negotiation.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()


async def lock_negotiation(
    session: AsyncSession, id: UUID, *, scope: Scope[Negotiation]
) -> Negotiation | None:
    """The negotiation, held until the transaction ends."""
    return await lock_row(session, Negotiation, col(Negotiation.id) == id, scope=scope)


@unscoped("of a locked negotiation")
async def lines_of(session: AsyncSession, event_id: UUID) -> list[NegotiationLine]:
    statement = select(NegotiationLine).where(col(NegotiationLine.event_id) == event_id)
    return list(await session.exec(statement.order_by(col(NegotiationLine.position))))


@unscoped("of a locked negotiation")
async def event(session: AsyncSession, id: UUID) -> NegotiationEvent:
    return (
        await session.exec(select(NegotiationEvent).where(col(NegotiationEvent.id) == id))
    ).one()


@unscoped("of SKUs that the viewer sees")
async def owned_skus(
    session: AsyncSession, owner_id: UUID, sku_ids: Collection[UUID]
) -> frozenset[UUID]:
    """Those of the SKUs that are of the party's own products."""
    statement = (
        select(Sku.id)
        .join(Product, col(Product.id) == col(Sku.product_id))
        .where(col(Sku.id).in_(sku_ids), col(Product.owner_id) == owner_id)
    )
    return frozenset(await session.exec(statement))
