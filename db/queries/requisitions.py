"""Reads and locks of requisitions, and of what members may order without one."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, any_
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.accounts import Role
from db.scope import Scope, unscoped
from db.sql.declarations import Listing, Lookup, Ordering, given, table_of
from db.sql.locking import lock_row
from db.tables.requisitions import (
    OrderLimit,
    Requisition,
    RequisitionAddress,
    RequisitionEvent,
    RequisitionLine,
    RequisitionPart,
)

_requisitions, _events = table_of(Requisition).c, table_of(RequisitionEvent).c

LIMIT_BY_ID: Final = Lookup(OrderLimit)
LIMITS_BY_PARTY: Final = Lookup(OrderLimit, key="party_id", order_by=("role",))
REQUISITION_BY_ID: Final = Lookup(Requisition)
ADDRESS_BY_REQUISITION: Final = Lookup(RequisitionAddress, key="requisition_id")
PART_BY_ID: Final = Lookup(RequisitionPart)
PARTS_BY_REQUISITION: Final = Lookup(RequisitionPart, key="requisition_id", order_by=("position",))
LINE_BY_ID: Final = Lookup(RequisitionLine)
LINES_BY_PART: Final = Lookup(RequisitionLine, key="part_id", order_by=("position",))
REQUISITION_EVENT_BY_ID: Final = Lookup(
    RequisitionEvent, filters={"kinds": _events.kind == any_(given("kinds", ARRAY(Text())))}
)
HISTORY_BY_REQUISITION: Final = Lookup(
    RequisitionEvent, key="requisition_id", order_by=("version",)
)
REQUISITIONS: Final = Listing(
    Requisition,
    orderings={
        "NEWEST": Ordering(("submitted_at", "id"), descending=True),
        "OLDEST": Ordering(("submitted_at", "id")),
    },
    filters={"status": _requisitions.status == any_(given("status", ARRAY(Text())))},
)


@unscoped("of the viewer's own party")
async def order_limit(session: AsyncSession, party_id: UUID, role: Role) -> OrderLimit | None:
    """What the party's members of a role may order without approval; None is without limit."""
    statement = select(OrderLimit).where(
        col(OrderLimit.party_id) == party_id, col(OrderLimit.role) == role
    )
    return (await session.exec(statement)).first()


@unscoped("of the viewer's own party")
async def keep_order_limit(session: AsyncSession, limit: OrderLimit) -> UUID:
    """Store a role's limit in place of the one that it had; its id."""
    statement = insert(table_of(OrderLimit)).values(limit.model_dump())
    said = statement.excluded
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=["party_id", "role"],
            set_={"currency": said.currency, "limit_minor": said.limit_minor},
        )
    )
    kept = select(OrderLimit.id).where(
        col(OrderLimit.party_id) == limit.party_id, col(OrderLimit.role) == limit.role
    )
    return (await session.exec(kept)).one()


async def requisition(
    session: AsyncSession, id: UUID, *, scope: Scope[Requisition]
) -> Requisition | None:
    statement = select(Requisition).where(col(Requisition.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()


async def lock_requisition(
    session: AsyncSession, id: UUID, *, scope: Scope[Requisition]
) -> Requisition | None:
    """The requisition, held until the transaction ends."""
    return await lock_row(session, Requisition, col(Requisition.id) == id, scope=scope)


@unscoped("of a requisition that the viewer sees")
async def parts_of(session: AsyncSession, requisition_id: UUID) -> list[RequisitionPart]:
    statement = select(RequisitionPart).where(col(RequisitionPart.requisition_id) == requisition_id)
    return list(await session.exec(statement.order_by(col(RequisitionPart.position))))


@unscoped("of a requisition that the viewer sees")
async def lines_of(session: AsyncSession, part_ids: Collection[UUID]) -> list[RequisitionLine]:
    """The lines of several parts, in the order of each."""
    statement = select(RequisitionLine).where(col(RequisitionLine.part_id).in_(part_ids))
    return list(await session.exec(statement.order_by(col(RequisitionLine.position))))


@unscoped("of a requisition that the viewer sees")
async def address_of(session: AsyncSession, requisition_id: UUID) -> RequisitionAddress | None:
    statement = select(RequisitionAddress).where(
        col(RequisitionAddress.requisition_id) == requisition_id
    )
    return (await session.exec(statement)).first()
