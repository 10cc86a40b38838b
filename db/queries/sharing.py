"""Reads and changes of what partners show each other."""

from typing import Final
from uuid import UUID

from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.parties import PartnershipStatus
from db.enums.sharing import Exactness, SharingTopic
from db.scope import unscoped
from db.sql.declarations import Lookup, table_of
from db.tables.parties import Partnership
from db.tables.sharing import Sharing

SHARINGS_BY_PARTNERSHIP: Final = Lookup(
    Sharing, key="partnership_id", order_by=("party_id", "topic")
)


@unscoped("of a locked partnership")
async def set_sharing(session: AsyncSession, sharing: Sharing) -> None:
    """Store how exactly a topic is shown, in place of what was said before."""
    statement = insert(table_of(Sharing)).values(sharing.model_dump())
    await session.exec(
        statement.on_conflict_do_update(
            index_elements=["party_id", "partner_id", "topic"],
            set_={
                "exactness": statement.excluded.exactness,
                "changed_at": statement.excluded.changed_at,
            },
        )
    )


@unscoped("who is told of a change, which tells them no more than they may see")
async def partners_shown(
    session: AsyncSession, party_id: UUID, topic: SharingTopic
) -> list[tuple[UUID, Exactness]]:
    """The partners whom a party shows a topic, and how exactly."""
    statement = (
        select(Sharing.partner_id, Sharing.exactness)
        .join(Partnership, col(Partnership.id) == col(Sharing.partnership_id))
        .where(
            col(Sharing.party_id) == party_id,
            col(Sharing.topic) == topic,
            col(Sharing.exactness) != Exactness.NOTHING,
            col(Partnership.status) == PartnershipStatus.ACTIVE,
        )
    )
    return [(partner, Exactness(shown)) for partner, shown in await session.exec(statement)]


@unscoped("what the party in question is shown itself")
async def is_shown_exactly(
    session: AsyncSession, party_id: UUID, partner_id: UUID, topic: SharingTopic
) -> bool:
    """Whether a party shows a topic to the partner as it is."""
    shown = await partners_shown(session, party_id, topic)
    return (partner_id, Exactness.EXACT) in shown
