"""Who trades: parties, their partnerships, and the places where they keep goods."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import TSVECTOR
from sqlmodel import Field, SQLModel

from db.enums.parties import LocationKind, PartnershipStatus, PartyKind, PartyStatus
from db.lengths import CODE, NAME, NOTE, TIME_ZONE
from db.time_zones import UTC
from db.types import (
    Text,
    country_check,
    currency_check,
    instant,
    key,
    lock_rank,
    name_key,
    searched,
    time_zone_check,
    translations,
    words,
)


class Party(SQLModel, table=True):
    """An organisation or a consumer that trades on the hub.

    `listed` parties are shown to everybody; the others only to themselves, their partners and
    whoever `hub.policy.parties` says. `status` moves only along `hub.domain.parties.TRANSITIONS`;
    `status_reason` is what the operator said when it last moved. Its days are those of
    `time_zone`, by IANA's name.
    """

    __tablename__ = "parties"
    __table_args__ = (
        country_check(),
        time_zone_check(),
        Index("ix_parties_kind_name_key_id", "kind", "name_key", "id"),
        Index("ix_parties_name_key_id", "name_key", "id"),
        Index("ix_parties_search", "search", postgresql_using="gin"),
        lock_rank(10),
    )

    id: UUID = key()
    kind: PartyKind = Field(sa_type=words(PartyKind))
    name: str = Field(sa_type=Text(NAME))
    name_translations: dict[str, str] = translations(NAME)
    name_key: str | None = name_key()
    country: str | None = Field(default=None, max_length=2)
    time_zone: str = Field(
        default=UTC, max_length=TIME_ZONE, sa_column_kwargs={"server_default": UTC}
    )
    listed: bool = False
    # Whoever writes parties in bulk takes them as admitted.
    status: PartyStatus = Field(
        default=PartyStatus.ADMITTED,
        sa_type=words(PartyStatus),
        sa_column_kwargs={"server_default": PartyStatus.ADMITTED},
    )
    status_reason: str | None = Field(default=None, sa_type=Text(NOTE))
    created_at: datetime = instant()
    search: Any = searched(TSVECTOR)


class Partnership(SQLModel, table=True):
    """The approved relation in which an upstream party sells to a downstream one.

    `credit_limit_minor` bounds what the downstream party may owe, in minor units of `currency`;
    null is no limit.
    `status` moves only along `hub.domain.partnerships.TRANSITIONS`, and `version` counts every
    change; `proposed_by_id` is the side that asked for it, whose words are `message`, or the one
    that has suspended it.
    """

    __tablename__ = "partnerships"
    __table_args__ = (
        UniqueConstraint("upstream_id", "downstream_id"),
        CheckConstraint("upstream_id <> downstream_id", name="is_between_two_parties"),
        CheckConstraint("credit_limit_minor >= 0", name="credit_limit_is_not_negative"),
        CheckConstraint("payment_days >= 0", name="payment_days_are_not_negative"),
        currency_check(),
        Index("ix_partnerships_downstream_id", "downstream_id"),
        lock_rank(70),
    )

    id: UUID = key()
    upstream_id: UUID = Field(foreign_key="parties.id")
    downstream_id: UUID = Field(foreign_key="parties.id")
    status: PartnershipStatus = Field(sa_type=words(PartnershipStatus))
    currency: str = Field(max_length=3)
    payment_days: int = 0
    credit_limit_minor: int | None = Field(default=None, sa_type=BigInteger)
    since: datetime = instant()
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    proposed_by_id: UUID | None = Field(default=None, foreign_key="parties.id")
    message: str | None = Field(default=None, sa_type=Text(NOTE))


class Location(SQLModel, table=True):
    """A warehouse, shop or factory of a party, where goods are kept.

    A party's goods are taken from, and delivered to, its locations in order of `code`. Without a
    `time_zone` of its own its days are its party's.
    """

    __tablename__ = "locations"
    __table_args__ = (
        UniqueConstraint("party_id", "code"),
        country_check(),
        time_zone_check(),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    kind: LocationKind = Field(sa_type=words(LocationKind))
    code: str = Field(sa_type=Text(CODE))
    name: str = Field(sa_type=Text(NAME))
    name_translations: dict[str, str] = translations(NAME)
    city: str | None = Field(default=None, sa_type=Text(NAME))
    country: str | None = Field(default=None, max_length=2)
    time_zone: str | None = Field(default=None, max_length=TIME_ZONE)
