"""What partners show each other."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field, SQLModel

from db.enums.sharing import Exactness, SharingTopic
from db.types import instant, key, words


class Sharing(SQLModel, table=True):
    """How exactly one side of a partnership, `party_id`, shows the other a topic of its own.

    What has no row is not shown. It counts while the partnership is active.
    """

    __tablename__ = "sharings"
    __table_args__ = (
        UniqueConstraint("party_id", "partner_id", "topic"),
        Index("ix_sharings_partnership_id", "partnership_id"),
    )

    id: UUID = key()
    partnership_id: UUID = Field(foreign_key="partnerships.id")
    party_id: UUID = Field(foreign_key="parties.id")
    partner_id: UUID = Field(foreign_key="parties.id")
    topic: SharingTopic = Field(sa_type=words(SharingTopic))
    exactness: Exactness = Field(sa_type=words(Exactness))
    changed_at: datetime = instant()
