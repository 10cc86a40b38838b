"""What could happen next in a running demo world: who may buy what, and which orders wait."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import asyncpg

from db.enums.offers import Audience
from db.enums.orders import OrderStatus
from db.enums.parties import PartyKind
from hub.domain.offers import audience_of
from hub.domain.orders import OVER, order_kind

# Parties that somebody can sign in for are busier, so that there is something to watch.
_BONDS: Final = """
    SELECT
        upstream.id AS seller_id, upstream.kind AS seller_kind,
        downstream.id AS buyer_id, downstream.kind AS buyer_kind,
        (1 + 3 * EXISTS (SELECT FROM memberships WHERE party_id = upstream.id)::integer)
            * (1 + 3 * EXISTS (SELECT FROM memberships WHERE party_id = downstream.id)::integer)
            AS weight
    FROM partnerships
    JOIN parties AS upstream ON upstream.id = upstream_id
    JOIN parties AS downstream ON downstream.id = downstream_id
    WHERE partnerships.status = 'ACTIVE'
    ORDER BY partnerships.id
"""
_GOODS: Final = """
    SELECT
        offers.sku_id,
        max(offers.minimum_quantity) AS minimum,
        max(offers.order_multiple) AS pack,
        bool_and(offers.made_to_order) AS made_to_order,
        coalesce(max(stock.available), 0) AS available
    FROM offers
    LEFT JOIN LATERAL (
        SELECT sum(on_hand - reserved) AS available
        FROM stock_items
        WHERE stock_items.party_id = offers.seller_id AND stock_items.sku_id = offers.sku_id
    ) AS stock ON true
    WHERE offers.seller_id = $1
        AND offers.audience = $3
        AND (offers.partner_id IS NULL OR offers.partner_id = $2)
        AND offers.valid_from <= now()
        AND (offers.valid_until IS NULL OR offers.valid_until > now())
    GROUP BY offers.sku_id
    ORDER BY offers.sku_id
"""
_OPEN_ORDERS: Final = """
    SELECT id
    FROM orders
    WHERE status <> ALL($1)
    ORDER BY
        EXISTS (SELECT FROM memberships WHERE party_id IN (seller_id, buyer_id)),
        created_at,
        id
"""
_ORDER: Final = """
    SELECT
        orders.id, orders.status, seller_id, seller.kind AS seller_kind,
        buyer_id, buyer.kind AS buyer_kind,
        EXISTS (SELECT FROM order_lines WHERE order_id = orders.id AND allocated < quantity)
            AS needs_making,
        ARRAY (
            SELECT id FROM order_lines
            WHERE order_id = orders.id AND shipped < quantity
            ORDER BY position
        ) AS unshipped_line_ids,
        ARRAY (
            SELECT quantity - shipped FROM order_lines
            WHERE order_id = orders.id AND shipped < quantity
            ORDER BY position
        ) AS unshipped_quantities,
        ARRAY (
            SELECT id FROM shipments
            WHERE order_id = orders.id AND status = 'IN_TRANSIT'
            ORDER BY shipped_at, id
        ) AS travelling_ids,
        ARRAY (
            SELECT stock_items.location_id
            FROM reservations
            JOIN order_lines ON order_lines.id = reservations.order_line_id
            JOIN stock_items ON stock_items.id = reservations.stock_item_id
            WHERE order_lines.order_id = orders.id
            GROUP BY stock_items.location_id
            ORDER BY sum(reservations.quantity) DESC, stock_items.location_id
        ) AS origin_ids
    FROM orders
    JOIN parties AS seller ON seller.id = seller_id
    JOIN parties AS buyer ON buyer.id = buyer_id
    WHERE orders.id = $1
"""
_PRICES: Final = """
    SELECT sku_id, audience, currency, price_minor, per, minimum_quantity,
        order_multiple, made_to_order
    FROM offers
    WHERE seller_id = $1 AND partner_id IS NULL
        AND valid_from <= now() AND (valid_until IS NULL OR valid_until > now())
    ORDER BY id
"""
_SCARCE: Final = """
    SELECT location_id, sku_id, on_hand - reserved AS available
    FROM stock_items
    WHERE party_id = $1
    ORDER BY on_hand - reserved, id
    LIMIT $2
"""


@dataclass(frozen=True, slots=True)
class Actor:
    """A party that can do something."""

    id: UUID
    kind: PartyKind


@dataclass(frozen=True, slots=True)
class Pair:
    """A seller and a buyer in an active partnership; a larger `weight` trades more."""

    seller: Actor
    buyer: Actor
    weight: int


@dataclass(frozen=True, slots=True)
class Offered:
    """A SKU that a buyer could order, `minimum` units or more, in packs of `pack`; so many of it
    are `available`."""

    sku_id: UUID
    minimum: int
    pack: int
    made_to_order: bool
    available: int


@dataclass(frozen=True, slots=True)
class Waiting:
    """An order as it is now, and what is left to do for it.

    `unshipped` are lines with the pieces left to ship, `origin_ids` the locations where they lie,
    `travelling_ids` shipments to be received.
    """

    id: UUID
    status: OrderStatus
    seller: Actor
    buyer: Actor
    needs_making: bool
    unshipped: Sequence[tuple[UUID, int]]
    travelling_ids: Sequence[UUID]
    origin_ids: Sequence[UUID]


@dataclass(frozen=True, slots=True)
class Scarce:
    """Goods of which a party has least."""

    location_id: UUID
    sku_id: UUID
    available: int


@dataclass(frozen=True, slots=True)
class Asked:
    """What a seller asks for a SKU now, of whoever may buy from it."""

    sku_id: UUID
    audience: Audience
    currency: str
    price_minor: int
    per: int
    minimum_quantity: int
    order_multiple: int
    made_to_order: bool


async def pairs(pool: asyncpg.Pool) -> list[Pair]:
    return [
        Pair(_actor(row, "seller"), _actor(row, "buyer"), row["weight"])
        for row in await pool.fetch(_BONDS)
    ]


async def goods_for(pool: asyncpg.Pool, pair: Pair) -> list[Offered]:
    audience = audience_of(order_kind(pair.buyer.kind, pair.seller.kind))
    rows = await pool.fetch(_GOODS, pair.seller.id, pair.buyer.id, audience)
    return [Offered(*row) for row in rows]


async def open_order_ids(pool: asyncpg.Pool) -> list[UUID]:
    """Orders with something left to do; last come those that somebody can sign in and watch."""
    return [row["id"] for row in await pool.fetch(_OPEN_ORDERS, list(OVER))]


async def order_as_it_is(pool: asyncpg.Pool, order_id: UUID) -> Waiting | None:
    row = await pool.fetchrow(_ORDER, order_id)
    if row is None:
        return None
    return Waiting(
        id=row["id"],
        status=OrderStatus(row["status"]),
        seller=_actor(row, "seller"),
        buyer=_actor(row, "buyer"),
        needs_making=row["needs_making"],
        unshipped=list(zip(row["unshipped_line_ids"], row["unshipped_quantities"], strict=True)),
        travelling_ids=row["travelling_ids"],
        origin_ids=row["origin_ids"],
    )


async def scarcest_goods(pool: asyncpg.Pool, party: Actor, *, count: int) -> list[Scarce]:
    return [Scarce(*row) for row in await pool.fetch(_SCARCE, party.id, count)]


async def prices_of(pool: asyncpg.Pool, seller: Actor) -> list[Asked]:
    rows = await pool.fetch(_PRICES, seller.id)
    return [Asked(row["sku_id"], Audience(row["audience"]), *row[2:]) for row in rows]


def _actor(row: Any, role: str) -> Actor:
    return Actor(row[f"{role}_id"], PartyKind(row[f"{role}_kind"]))
