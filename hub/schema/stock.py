"""Stock items, their ledger and what happens to them, as clients see them."""

from datetime import datetime

import strawberry

from db.enums.events import EventKind
from db.enums.stock import MovementKind, StockOrder
from db.tables import stock as tables
from hub.commands import stock as commands
from hub.domain.sharing import band
from hub.execution.fields import batched, column, node_id
from hub.execution.withheld import Coarser
from hub.loaders import alerts, catalogue, orders, parties, stock
from hub.loaders.ledgers import FACT_BY_ID
from hub.policy.stock import (
    BANDED_STOCK,
    DELAYED_STOCK,
    EXACT_CHANGE,
    EXACT_STOCK,
    OWN_CHANGE,
    OWN_ITEM,
    STOCK_OR_NOT,
)
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection
from hub.schema.filters import StockFilter
from hub.schema.mutations import id_of, mutation, optional_text, payload, required, text
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order
from hub.schema.parties import Location, Party

ID = strawberry.ID


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
    pieces: int = column("Fewer available units than these are short.")


@strawberry.type(description="One SKU at one location of a party, counted in its unit.")
class StockItem(Node):
    is_type_of = is_row_of(tables.StockItem)

    id: ID = node_id("StockItem", stock.stock_item_by_id)
    party: Party = batched(parties.party_by_id, key="party_id", description="Whose it is.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What it is.")
    location: Location = batched(
        parties.location_by_id, key="location_id", description="Where it is."
    )
    on_hand: int | None = column("Units that are there.", seen_by=OWN_ITEM)
    reserved: int | None = column("Those of them that are held for orders.", seen_by=OWN_ITEM)
    available: int = column(
        "Units that can still be ordered. Partners are told it as exactly as it is shared: where"
        " the band begins that it is in, of 0, 1, 10, 50, 100, 500, 1,000, 5,000 and 10,000; 1 for"
        " some; 0 where it is shared with delay.",
        seen_by=EXACT_STOCK,
        coarser=(
            Coarser(band, "available", BANDED_STOCK),
            Coarser(lambda pieces: min(pieces, 1), "available", STOCK_OR_NOT),
            Coarser(lambda _: 0, "available", None),
        ),
    )
    available_when_the_day_began: int | None = batched(
        stock.available_when_the_day_began,
        key="id",
        description="How many of them there were when the day began there; null where the item"
        " is younger.",
        seen_by=DELAYED_STOCK,
    )
    incoming: int | None = column("Units on their way there.", seen_by=OWN_ITEM)
    threshold: StockThreshold | None = batched(
        alerts.threshold_by_item,
        key="id",
        description="When it is short.",
        seen_by=OWN_ITEM,
    )
    version: int | None = column(
        "Counts every movement; the higher one is the newer.", seen_by=OWN_ITEM
    )
    updated_at: datetime | None = column("When it last changed.", seen_by=OWN_ITEM)
    available_changed_at: datetime | None = column(
        "When what is available last changed.", "available_at", seen_by=EXACT_STOCK
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
    kind: MovementKind | None = column("Why the item changed.", seen_by=OWN_CHANGE)
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What changed.")
    party: Party = batched(parties.party_by_id, key="party_id", description="Whose stock it is.")
    location: Location | None = batched(
        parties.location_by_id, key="location_id", description="Where it is."
    )
    item: StockItem | None = batched(
        stock.stock_item_by_id, key="stock_item_id", description="The stock item as it is now."
    )
    version: int | None = column("The item's version after this change.", seen_by=OWN_CHANGE)
    on_hand: int | None = column("What was on hand afterwards.", seen_by=OWN_CHANGE)
    available: int | None = column("What could still be ordered afterwards.", seen_by=EXACT_CHANGE)
    delta: int | None = column(
        "By how much what is on hand changed.", "on_hand_delta", seen_by=OWN_CHANGE
    )
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
    delta: int = required("By how many units, more or (negative) fewer.")
    reason: str = text(tables.StockMovement.reason, "Why; kept in the ledger.")


@mutation(
    commands.count_stock,
    StockItemPayload,
    description="Say how many units were counted at one of your locations.",
)
class CountStockInput:
    location_id: ID = id_of("Location", "Where; one of your locations.")
    sku_id: ID = id_of("Sku", "What.")
    on_hand: int = required("How many units were counted, held ones included.")
    reason: str | None = optional_text(
        tables.StockMovement.reason, "What is to be said about it; kept in the ledger."
    )


@payload("Two stock items after a change, or why there was none.")
class TransferStockPayload:
    from_item: StockItem | None = batched(
        stock.stock_item_by_id, key="from_item_id", description="Where the units were, as it is."
    )
    to_item: StockItem | None = batched(
        stock.stock_item_by_id, key="to_item_id", description="Where they are now, as it is."
    )


@mutation(
    commands.transfer_stock,
    TransferStockPayload,
    description="Bring free units from one of your locations to another.",
)
class TransferStockInput:
    from_id: ID = id_of("Location", "Where they are; one of your locations.")
    to_id: ID = id_of("Location", "Where they are brought; another of your locations.")
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required("How many units.")
    reason: str | None = optional_text(
        tables.StockMovement.reason, "What is to be said about it; kept in the ledger."
    )
