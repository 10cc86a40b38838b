"""Orders, their lines and history, and the steps that change them, as clients see them."""

from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from db.enums.events import EventKind
from db.enums.orders import (
    OrderChangeKind,
    OrderChangeStatus,
    OrderEventKind,
    OrderKind,
    OrderOrder,
    OrderStatus,
)
from db.tables import orders as tables
from db.tables import promotions as promotion_tables
from hub.commands import order_changes as change_commands
from hub.commands import orders as commands
from hub.commands.placing import WantedLine
from hub.domain.orders import OrderAction
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import addresses, catalogue, orders, parties, promotions, shipments
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.addresses import PostalAddress, PostalAddressInput
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection
from hub.schema.filters import OrderFilter
from hub.schema.money import Money, money
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    part_of_input,
    payload,
    required,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Location, Party
from hub.schema.scalars import BigInt

if TYPE_CHECKING:
    from hub.schema.promotions import LineDiscount, Promotion
    from hub.schema.shipments import Shipment
else:
    LineDiscount = Annotated["LineDiscount", strawberry.lazy("hub.schema.promotions")]
    Promotion = Annotated["Promotion", strawberry.lazy("hub.schema.promotions")]
    Shipment = Annotated["Shipment", strawberry.lazy("hub.schema.shipments")]

ID = strawberry.ID


@strawberry.type(description="One SKU of an order.")
class OrderLine(Node):
    is_type_of = is_row_of(tables.OrderLine)

    id: ID = node_id("OrderLine", orders.line_by_id)
    order: Annotated["Order", strawberry.lazy("hub.schema.orders")] = batched(
        orders.order_by_id, key="order_id", description="The order it is a line of."
    )
    position: int = column("Its place in the order, from 1.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What is ordered.")
    quantity: int = column("How many units of the SKU are ordered now.")
    unit_price: Money = money("unit_price_minor", description="What `per` units cost.")
    per: int = column("For how many units the price is.")
    total: Money = money("total_minor", description="What the line costs, before discounts.")
    discount: Money = money("discount_minor", description="What promotions take off it.")
    discounts: list[LineDiscount] = batched(
        promotions.discounts_by_line, key="id", description="Which promotion takes off how much."
    )
    gift_of: Promotion | None = batched(
        promotions.promotion_by_id,
        key="gift_of_id",
        description="The promotion that gives it for nothing, if one does.",
    )
    made_to_order: bool = column("Whether the goods are made after the order.")
    note: str | None = column("What the buyer wants to say about it.")
    allocated: int = column("How many units are held for it or shipped already.")
    shipped: int = column("How many units were shipped.")
    received: int = column("How many units have arrived in good order.")
    damaged: int = column("How many units have arrived broken.")
    missing: int = column("How many units were shipped and did not arrive with the others.")
    returned: int = column("How many units went back.")


@strawberry.type(description="How many units of an order line are ordered by a change.")
class OrderChangeLine:
    line: OrderLine = batched(
        orders.line_by_id, key="order_line_id", description="The order line, as it is now."
    )
    quantity_before: int = column("How many units were ordered before.")
    quantity: int = column("How many are ordered by the change.")


@strawberry.type(
    description="That an order is called off, closed or made smaller: at once, or once the other"
    " side agrees."
)
class OrderChange(Node):
    is_type_of = is_row_of(tables.OrderChange)

    id: ID = node_id("OrderChange", orders.change_by_id)
    order: Annotated["Order", strawberry.lazy("hub.schema.orders")] = batched(
        orders.order_by_id, key="order_id", description="The order, as it is now."
    )
    kind: OrderChangeKind = column("What becomes of the order.")
    status: OrderChangeStatus = column("Where the change stands.")
    asked_by: Party = batched(
        parties.party_named, key="asked_by_id", description="The side that wanted it."
    )
    note: str | None = column("What it said about it.")
    asked_at: datetime = column("When it wanted it.")
    settled_at: datetime | None = column(
        "When it was made, declined, withdrawn or could not be made any more."
    )
    lines: list[OrderChangeLine] = batched(
        orders.lines_by_change,
        key="id",
        description="The lines of which fewer units are ordered; none if all is called off.",
    )


@strawberry.type(description="One step of an order's life.")
class OrderEvent(Node):
    is_type_of = is_row_of(tables.OrderEvent)

    id: ID = node_id("OrderEvent", FACT_BY_ID[EventKind.ORDER])
    kind: OrderEventKind = column("What happened.")
    order: Annotated["Order", strawberry.lazy("hub.schema.orders")] = batched(
        orders.order_by_id, key="order_id", description="The order as it is now."
    )
    version: int = column("The order's version after this step.")
    from_: OrderStatus | None = column("Where the order stood before.", "from_status", as_="from")
    to: OrderStatus = column("Where the order stood after.", "to_status")
    actor: Party | None = batched(
        parties.party_by_id, key="actor_id", description="The party that took the step."
    )
    occurred_at: datetime = column("When it happened.")
    note: str | None = column("What was said about it.")
    change: OrderChange | None = batched(
        orders.change_by_id, key="change_id", description="The change that the step is about."
    )


@strawberry.type(description="One buyer's promise to take goods from one seller.")
class Order(Node):
    is_type_of = is_row_of(tables.Order)

    id: ID = node_id("Order", orders.order_by_id)
    number: str = column("Its number with its seller.")
    kind: OrderKind = column("Which step of the chain it is.")
    status: OrderStatus = column("Where it stands.")
    version: int = column("Counts every change; the higher one is the newer.")
    buyer: Party = batched(parties.party_named, key="buyer_id", description="Who takes the goods.")
    seller: Party = batched(parties.party_named, key="seller_id", description="Who gives them.")
    lines: list[OrderLine] = batched(
        orders.lines_by_order, key="id", description="What is ordered, SKU by SKU."
    )
    total: Money = money(
        "total_minor", description="What is to be paid: all lines, freight and tax, less discounts."
    )
    discount: Money = money("discount_minor", description="What is taken off.")
    note: str | None = column("What the buyer said about it.")
    created_at: datetime = column("When it was begun; lists are sorted by this.")
    placed_at: datetime | None = column("When it was placed; null for a draft.")
    deliver_to: Location | None = batched(
        parties.location_by_id, key="deliver_to_id", description="Where the goods are to go."
    )
    address: PostalAddress | None = batched(
        addresses.address_by_order,
        key="id",
        description="The address that the goods are to be sent to, if they go to no location: for"
        " the two sides of the order alone.",
    )
    requested_for: date | None = column("The day on which the buyer wants the goods.")
    buyer_reference: str | None = column("What the buyer calls the order.")
    history: list[OrderEvent] = batched(
        orders.history_by_order, key="id", description="Its life so far, step by step."
    )
    shipments: list[Shipment] = batched(
        shipments.shipments_by_order, key="id", description="What was sent of it."
    )
    causes: list[Annotated["Order", strawberry.lazy("hub.schema.orders")]] = batched(
        orders.orders_by_cause,
        key="id",
        description="Orders up the chain that were placed because of it, as far as you see them.",
    )
    caused_by: Annotated["Order", strawberry.lazy("hub.schema.orders")] | None = batched(
        orders.order_by_id,
        key="caused_by_id",
        description="The order down the chain because of which it was placed, if you see it.",
    )
    changes: list[OrderChange] = batched(
        orders.changes_by_order,
        key="id",
        description="How it was called off, closed or made smaller, or was asked to be.",
    )
    change_asked_by: Party | None = batched(
        parties.party_named,
        key="change_asked_by_id",
        description="Whose change of it waits for the other side's word, if one does.",
    )
    available_actions: list[OrderAction] = batched(
        orders.actions_by_order,
        key="id",
        description="The steps that you may take it through now: these succeed, and no others.",
    )


@strawberry.type
class OrderQueries:
    order: Order | None = found(orders.order_by_id, "Order", description="The order with this id.")
    orders: Connection[Order] = connection(
        orders.orders,
        key=None,
        filter=OrderFilter,
        order_by=OrderOrder,
        description="Orders that you buy or sell.",
    )


@payload("An order after a change, or why there was none.")
class OrderPayload:
    order: Order | None = batched(
        orders.order_by_id, key="order_id", description="The order as it is now."
    )


@part_of_input(WantedLine, "One SKU that is to be ordered.")
class PlaceOrderLineInput:
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required(
        "How many units of the SKU; a multiple of the offer's `orderMultiple`."
    )
    unit_price_minor: BigInt | None = optional(
        "The price you were shown, in minor units; the order is refused when it has changed."
    )
    per: int = optional("For how many units that price is.")
    note: str | None = optional_text(tables.OrderLine.note, "What you want to say about it.")


@mutation(
    commands.place_order,
    OrderPayload,
    description="Order from a seller, with the promotions that count now; stock is reserved at"
    " once. `quote` tells before what it comes to.",
)
class PlaceOrderInput:
    seller_id: ID = id_of("Party", "Whom you buy from.")
    lines: list[PlaceOrderLineInput] = required("What you buy; each SKU once.")
    note: str | None = optional_text(tables.Order.note, "What you want to say about it.")
    deliver_to_id: ID | None = optional_id_of(
        "Location", "One of your locations; your first one unless an address is said."
    )
    address_id: ID | None = optional_id_of(
        "Address",
        "One of your addresses, instead of a location; a consumer's newest one unless said.",
    )
    address: PostalAddressInput | None = optional("Another address, for this order alone.")
    requested_for: date | None = optional("The day on which you want the goods.")
    buyer_reference: str | None = optional_text(
        tables.Order.buyer_reference, "What you call the order."
    )
    caused_by_id: ID | None = optional_id_of(
        "Order", "The order you sell, because of which you buy."
    )
    coupon: str | None = optional_text(promotion_tables.Promotion.coupon, "A coupon that you have.")
    expected_total_minor: BigInt | None = optional(
        "What you were shown that it comes to, in minor units; refused when that has changed."
    )


@mutation(
    commands.confirm_order,
    OrderPayload,
    description="As the seller, accept an order that was placed.",
)
class ConfirmOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.reject_order,
    OrderPayload,
    description="As the seller, decline an order that was placed.",
)
class RejectOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.start_production,
    OrderPayload,
    description="As the seller, begin to make what was ordered.",
)
class StartProductionInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.finish_production,
    OrderPayload,
    description="As the seller, say that the goods are made.",
)
class FinishProductionInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.cancel_order,
    OrderPayload,
    description="Call an order off before any of it is shipped. From production on, the buyer asks"
    " for the seller's word: see `changes`.",
)
class CancelOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    commands.complete_order, OrderPayload, description="As the buyer, accept what was delivered."
)
class CompleteOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    change_commands.close_order,
    OrderPayload,
    description="End an order of which a part is shipped: the rest will not come, and what is held"
    " for it is let go. From production on, the buyer asks for the seller's word: see `changes`.",
)
class CloseOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@part_of_input(change_commands.ReducedLine, "A line of which fewer units are to be ordered.")
class ChangeOrderLineInput:
    line_id: ID = id_of("OrderLine", "Which line of the order.")
    quantity: int = required("How many units are to be ordered of it in all; 0 for none.")


@mutation(
    change_commands.change_order,
    OrderPayload,
    description="Order fewer units than before. The seller asks for the buyer's word, and from"
    " production on the buyer for the seller's: see `changes`.",
)
class ChangeOrderInput:
    order_id: ID = id_of("Order", "Which order.")
    lines: list[ChangeOrderLineInput] = required("Lines with what is to be ordered of each.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    change_commands.accept_order_change,
    OrderPayload,
    description="Agree to the change that the other side has asked for; it is made.",
)
class AcceptOrderChangeInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    change_commands.decline_order_change,
    OrderPayload,
    description="Say no to the change that the other side has asked for.",
)
class DeclineOrderChangeInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")


@mutation(
    change_commands.withdraw_order_change,
    OrderPayload,
    description="Take back the change that you have asked for.",
)
class WithdrawOrderChangeInput:
    order_id: ID = id_of("Order", "Which order.")
    note: str | None = optional_text(tables.OrderEvent.note, "What you want to say about it.")
