"""What one record of a file tells: parties, a product, a SKU, an order, a line, stock.

Ids follow from the mapping's source and the file's own keys. So files can refer to each other
without a lookup, and a second import of the same file names the same things.
"""

from __future__ import annotations

from collections.abc import Mapping as ReadOnly
from datetime import datetime
from functools import lru_cache
from typing import Final, Literal, NamedTuple
from uuid import UUID, uuid5

from db.enums import OrderStatus, PartyKind

_ALL_SOURCES: Final = UUID("6f5d2b0e-6a0c-5d0a-9a55-1f6f0c7f3b11")

Role = Literal["BUYER", "SELLER", "OWNER"]
KIND_BY_ROLE: Final[ReadOnly[Role, PartyKind]] = {
    "BUYER": PartyKind.CONSUMER,
    "SELLER": PartyKind.RETAILER,
    "OWNER": PartyKind.BRAND,
}


class PartyRecord(NamedTuple):
    role: Role
    key_id: UUID
    id: UUID
    key: str
    kind: PartyKind
    name: str | None
    name_zh: str | None
    country: str | None


class ProductRecord(NamedTuple):
    id: UUID
    key: str
    owner_key_id: UUID
    category: str | None
    name: str | None
    name_zh: str | None
    description: str | None
    description_zh: str | None


class SkuRecord(NamedTuple):
    id: UUID
    product_id: UUID
    code: str
    gtin: str | None
    name: str | None
    name_zh: str | None


class OrderRecord(NamedTuple):
    key_id: UUID
    number: str
    buyer_key_id: UUID
    seller_key_id: UUID | None
    cancels_key_id: UUID | None
    currency: str
    status: OrderStatus
    placed_at: datetime
    note: str | None
    shipped_at: datetime | None
    received_at: datetime | None
    estimated_arrival: datetime | None
    carrier: str | None
    tracking_number: str | None


class LineRecord(NamedTuple):
    order_key_id: UUID
    order_id: UUID
    key: str | None
    seller_key_id: UUID | None
    sku_id: UUID
    currency: str
    quantity: int
    unit_price_minor: int


class StockRecord(NamedTuple):
    party_key_id: UUID
    location_id: UUID
    location: str
    sku_id: UUID
    on_hand: int


class RowRecords(NamedTuple):
    """All that one record tells."""

    parties: tuple[PartyRecord, ...]
    product: ProductRecord | None
    sku: SkuRecord | None
    order: OrderRecord | None
    line: LineRecord | None
    stock: StockRecord | None


def source_namespace(source: str) -> UUID:
    """The namespace of all ids of one source."""
    return uuid5(_ALL_SOURCES, source)


@lru_cache(maxsize=65_536)
def id_of(namespace: UUID, kind: str, *keys: str) -> UUID:
    """The id of the thing of this kind that the source knows by these keys."""
    # A key is never longer than 200 characters, so its length cannot be mistaken for its text.
    return uuid5(namespace, "".join(f"{len(part)}:{part}" for part in (kind, *keys)))


def fixed_seller_id(namespace: UUID) -> UUID:
    """The id of the party that the mapping itself names."""
    return id_of(namespace, "mapping", "seller")
