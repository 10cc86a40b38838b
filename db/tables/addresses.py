"""Where goods are sent that go to no location: a party's addresses, and those of orders."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field, SQLModel

from db.lengths import CODE, NAME, NOTE
from db.types import Text, country_check, instant, key, lock_rank


class PostalColumns(SQLModel):
    """What is written on a parcel; `lines` are street and number, and whatever else a carrier
    needs."""

    recipient: str = Field(sa_type=Text(NAME))
    phone: str | None = Field(default=None, sa_type=Text(CODE))
    lines: str = Field(sa_type=Text(NOTE))
    city: str = Field(sa_type=Text(NAME))
    region: str | None = Field(default=None, sa_type=Text(NAME))
    postcode: str | None = Field(default=None, sa_type=Text(CODE))
    country: str = Field(max_length=2)


class Address(PostalColumns, table=True):
    """One of the addresses that a party has goods sent to."""

    __tablename__ = "addresses"
    __table_args__ = (
        country_check(),
        Index("ix_addresses_party_id_created_at_id", "party_id", "created_at", "id"),
        lock_rank(77),
    )

    id: UUID = key()
    party_id: UUID = Field(foreign_key="parties.id")
    created_at: datetime = instant()


class OrderAddress(PostalColumns, table=True):
    """Where an order is sent, as it was said when the order was placed; it never changes."""

    __tablename__ = "order_addresses"
    __table_args__ = (country_check(),)

    order_id: UUID = Field(primary_key=True, foreign_key="orders.id")
