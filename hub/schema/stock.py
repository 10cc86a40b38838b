"""Stock items, their ledger and what happens to them, as clients see them."""

from datetime import datetime
from typing import Any

import strawberry

from db.enums.events import EventKind
from db.enums.stock import MovementKind, StockOrder
from db.tables import stock as tables
from hub.commands import stock as commands
from hub.execution.fields import batched, column, computed, for_owner, node_id
from hub.loaders import alerts, catalogue, orders, parties, stock
from hub.loaders.ledgers import FACT_BY_ID
from hub.policy.stock import owns_stock
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection
from hub.schema.filters import StockFilter
from hub.schema.mutations import id_of, mutation, payload, required, text
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order
from hub.schema.parties import Location, Party

ID = strawberry.ID


def _for_owner(name: str, description: str) -> Any:
    """What a partner with whom the stock is shared could tell its rivals' orders from."""
    return for_owner(
        owns_stock, name, owner="party_id", description=f"{description} For its owner alone."
    )


@strawberry.type(description="One row of the ledger from which a stock item follows.")
class StockMovement:
    kind: MovementKind = column("Why the item changed.")
    version: int = column("The item's version after this movement.")
    on_hand_delta: int = column("By how much what is on hand changed.")
    reserved_delta: int = column("By how much what is reserved changed.")
    incoming_delta: int = column("By how much what is incoming changed.")
    on_hand: int = column("What was on hand afterwards.")
    reserved: int = column("What was reserved afterwards.")
    incoming: int = column("What was incoming afterwards.")
    order: Order | None = batched(
        orders.order_by_id, key="order_id", description="The order it was made for, if any."
    )
    reason: str | None = column("What was said about it.")
    occurred_at: datetime = column("When it happened.")


@strawberry.type(description="When a stock item is short: its owner is alerted then.")
class StockThreshold:
    pieces: int = column("Fewer available pieces than these are short.")


@strawberry.type(description="One SKU at one location of a party, in pieces.")
class StockItem(Node):
    is_type_of = is_row_of(tables.StockItem)

    id: ID = node_id("StockItem", stock.stock_item_by_id)
    party: Party = batched(parties.party_by_id, key="party_id", description="Whose it is.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What it is.")
    location: Location = batched(
        parties.location_by_id, key="location_id", description="Where it is."
    )
    on_hand: int | None = _for_owner("on_hand", "Pieces that are there.")
    reserved: int | None = _for_owner("reserved", "Pieces of them that are held for orders.")
    available: int = computed(
        lambda item: item.on_hand - item.reserved,
        "on_hand",
        "reserved",
        description="Pieces that can still be ordered.",
        arithmetic=True,
    )
    incoming: int | None = _for_owner("incoming", "Pieces on their way there.")
    threshold: StockThreshold | None = batched(
        alerts.threshold_by_item,
        key="id",
        description="When it is short; for its owner alone.",
    )
    version: int | None = _for_owner(
        "version", "Counts every movement; the higher one is the newer."
    )
    updated_at: datetime = for_owner(
        owns_stock,
        "updated_at",
        owner="party_id",
        otherwise="available_at",
        description="When it last changed; of a partner's, when what is available did.",
    )
    movements: Connection[StockMovement] = connection(
        stock.movements_of_item,
        key="id",
        description="Its ledger, newest first; for its owner alone.",
    )


@strawberry.type(description="A change of stock, as those who may see the stock are told of it.")
class StockEvent(Node):
    is_type_of = is_row_of(tables.StockMovement)

    id: ID = node_id("StockEvent", FACT_BY_ID[EventKind.STOCK])
    kind: MovementKind | None = _for_owner("kind", "Why the item changed.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What changed.")
    party: Party = batched(parties.party_by_id, key="party_id", description="Whose stock it is.")
    location: Location | None = batched(
        parties.location_by_id, key="location_id", description="Where it is."
    )
    item: StockItem | None = batched(
        stock.stock_item_by_id, key="stock_item_id", description="The stock item as it is now."
    )
    version: int | None = _for_owner("version", "The item's version after this change.")
    on_hand: int | None = _for_owner("on_hand", "What was on hand afterwards.")
    available: int | None = computed(
        lambda movement: movement.on_hand - movement.reserved,
        "on_hand",
        "reserved",
        description="What could still be ordered afterwards.",
        arithmetic=True,
    )
    delta: int | None = _for_owner("on_hand_delta", "By how much what is on hand changed.")
    occurred_at: datetime = column("When it happened.")


@strawberry.type
class StockQueries:
    stock: Connection[StockItem] = connection(
        stock.stock,
        key=None,
        filter=StockFilter,
        order_by=StockOrder,
        description="Your stock, and what is shared with you.",
    )


@payload("A stock item after a change, or why there was none.")
class StockItemPayload:
    stock_item: StockItem | None = batched(
        stock.stock_item_by_id, key="stock_item_id", description="The stock item as it is now."
    )


@mutation(
    commands.adjust_stock,
    StockItemPayload,
    description="Correct what is on hand at one of your locations, after a count or a loss.",
)
class AdjustStockInput:
    location_id: ID = id_of("Location", "Where; one of your locations.")
    sku_id: ID = id_of("Sku", "What.")
    delta: int = required("By how many pieces, more or (negative) fewer.")
    reason: str = text(tables.StockMovement.reason, "Why; kept in the ledger.")
