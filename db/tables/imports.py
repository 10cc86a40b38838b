"""What an import keeps while it runs: how far it has come, and the rows read but not yet merged.

All of these tables are unlogged: a crash of PostgreSQL empties them together, so that a checkpoint
never outlives the rows it vouches for, and the import then simply begins anew. Nothing here is left
when an import has ended. There are no foreign keys: staged rows are what a file says, right or
wrong.
"""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import BigInteger, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from db.enums import OrderStatus, PartyKind
from db.types import instant, words


class ImportStage(StrEnum):
    """READING until the last row is staged; MERGED while rejects are yet to be written."""

    READING = "READING"
    MERGED = "MERGED"


class PartyRole(StrEnum):
    """What a party is to the row that names it."""

    BUYER = "BUYER"
    SELLER = "SELLER"
    OWNER = "OWNER"


class ImportRun(SQLModel, table=True):
    """One unfinished import of a source, and its checkpoint.

    `fingerprint` is of the mapping and of every byte of the files, so that a checkpoint is only
    taken up for the same input. Reading goes on in file `file_no` at `byte_offset`, which is line
    `line_no` of that file. `outcome` holds the counts of a merge that is done.
    """

    __tablename__ = "import_runs"
    __table_args__ = (UniqueConstraint("source"), {"prefixes": ["UNLOGGED"]})

    id: UUID = Field(primary_key=True)
    source: str
    fingerprint: str
    stage: ImportStage = Field(default=ImportStage.READING, sa_type=words(ImportStage))
    file_no: int = 0
    byte_offset: int = Field(default=0, sa_type=BigInteger)
    line_no: int = Field(default=1, sa_type=BigInteger)
    rows_read: int = Field(default=0, sa_type=BigInteger)
    outcome: dict[str, object] | None = Field(default=None, sa_type=JSONB)
    started_at: datetime = instant()


class ImportedRow(SQLModel):
    """Which record of which file a staged row came from.

    Files are numbered from 0 in the order they are read, `row_no` is the line on which the record
    begins, the header being line 1.
    """

    run_id: UUID = Field(primary_key=True)
    file_no: int = Field(primary_key=True)
    row_no: int = Field(primary_key=True, sa_type=BigInteger)


class StagedRow(ImportedRow, table=True):
    """A record that its mapping accepted; it is imported unless the merge rejects it after all."""

    __tablename__ = "staged_rows"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    byte_offset: int = Field(sa_type=BigInteger)


class RejectedRow(ImportedRow, table=True):
    """A record that is not imported, and why; its text is in the file at `byte_offset`."""

    __tablename__ = "rejected_rows"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    byte_offset: int = Field(sa_type=BigInteger)
    code: str
    reason: str


class StagedParty(ImportedRow, table=True):
    """A party as one row tells of it.

    Rows refer to it by `key_id`; `id` is who it is. They differ where a system gives one person
    several keys. `key` stands in for a name that no row gives.
    """

    __tablename__ = "staged_parties"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    role: PartyRole = Field(primary_key=True, sa_type=words(PartyRole))
    key_id: UUID
    id: UUID
    key: str
    kind: PartyKind = Field(sa_type=words(PartyKind))
    name: str | None = None
    name_zh: str | None = None
    country: str | None = None


class StagedProduct(ImportedRow, table=True):
    """A product as one row tells of it. `key` stands in for a name that no row gives."""

    __tablename__ = "staged_products"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    id: UUID
    key: str
    owner_key_id: UUID
    category: str | None = None
    name: str | None = None
    name_zh: str | None = None
    description: str | None = None
    description_zh: str | None = None


class StagedSku(ImportedRow, table=True):
    """A SKU as one row tells of it."""

    __tablename__ = "staged_skus"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    id: UUID
    product_id: UUID
    code: str
    gtin: str | None = None
    name: str | None = None
    name_zh: str | None = None


class StagedOrder(ImportedRow, table=True):
    """An order as one row tells of it.

    `seller_key_id` is null where its lines name their sellers. `cancels_key_id` is the earlier
    order whose goods it takes back, where the file says which.
    """

    __tablename__ = "staged_orders"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    key_id: UUID
    number: str
    buyer_key_id: UUID
    seller_key_id: UUID | None = None
    cancels_key_id: UUID | None = None
    currency: str
    status: OrderStatus = Field(sa_type=words(OrderStatus))
    placed_at: datetime = instant()
    note: str | None = None
    shipped_at: datetime | None = instant(default=None)
    received_at: datetime | None = instant(default=None)
    estimated_arrival: datetime | None = instant(default=None)
    carrier: str | None = None
    tracking_number: str | None = None


class StagedLine(ImportedRow, table=True):
    """An order line as one row tells of it.

    `order_id` is the order in the hub: one for every seller of the order that the file knows as
    `order_key_id`. `key` tells the lines of an order apart; where the file has none, they are
    numbered as they come.
    """

    __tablename__ = "staged_lines"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    order_key_id: UUID
    order_id: UUID
    key: str | None = None
    seller_key_id: UUID | None = None
    sku_id: UUID
    currency: str
    quantity: int
    unit_price_minor: int = Field(sa_type=BigInteger)


class StagedStock(ImportedRow, table=True):
    """How many pieces of a SKU lie at a location of a party, as one row tells of it."""

    __tablename__ = "staged_stock"
    __table_args__ = {"prefixes": ["UNLOGGED"]}

    party_key_id: UUID
    location_id: UUID
    location: str
    sku_id: UUID
    on_hand: int
