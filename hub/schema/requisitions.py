"""Requisitions, as clients see, submit and approve them."""

from datetime import date, datetime

import strawberry

from db.enums.events import EventKind
from db.enums.requisitions import RequisitionEventKind, RequisitionOrder, RequisitionStatus
from db.tables import requisitions as tables
from hub.commands import requisitions as commands
from hub.domain.requisitions import RequisitionAction
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, members, orders, parties, requisitions
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.addresses import PostalAddress, PostalAddressInput
from hub.schema.carts import CartPayload, PlaceCartOrderInput
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection, takes
from hub.schema.members import Account
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
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order
from hub.schema.parties import Location, Party
from hub.schema.quotes import Quote
from hub.schema.scalars import BigInt

ID = strawberry.ID


@strawberry.type(description="So many units of a SKU that a requisition would order.")
class RequisitionLine(Node):
    is_type_of = is_row_of(tables.RequisitionLine)

    id: ID = node_id("RequisitionLine", requisitions.line_by_id)
    sku: Sku | None = batched(
        catalogue.sku_by_id,
        key="sku_id",
        description="What; null where you do not see it any more.",
    )
    quantity: int = column("How many units.")
    note: str | None = column("What is said about it; the line of the order has it.")


@strawberry.type(description="What a requisition would order from one seller: one order.")
class RequisitionPart(Node):
    is_type_of = is_row_of(tables.RequisitionPart)

    id: ID = node_id("RequisitionPart", requisitions.part_by_id)
    seller: Party | None = batched(
        parties.party_by_id, key="seller_id", description="Whom it would be bought from."
    )
    lines: list[RequisitionLine] = batched(
        requisitions.lines_by_part, key="id", description="What would be bought."
    )
    total: Money | None = money(
        "total_minor", description="What it came to when it was submitted for approval."
    )
    quote: Quote | None = batched(
        requisitions.quote_by_part,
        key="id",
        description="What it would cost now, and all that is wrong with it; its lines are in the"
        " order of these. Null once nothing waits for approval.",
    )
    coupon: str | None = column("A coupon of the buyer's.")
    note: str | None = column("What is said to the seller.")
    requested_for: date | None = column("The day on which the goods are wanted.")
    buyer_reference: str | None = column("What the buyer calls the order.")
    order: Order | None = batched(
        orders.order_by_id, key="order_id", description="The order, once it is placed."
    )


@strawberry.type(description="One step of a requisition.")
class RequisitionEvent(Node):
    is_type_of = is_row_of(tables.RequisitionEvent)

    id: ID = node_id("RequisitionEvent", FACT_BY_ID[EventKind.REQUISITION])
    kind: RequisitionEventKind = column("What happened.")
    requisition: "Requisition" = batched(
        requisitions.requisition_by_id,
        key="requisition_id",
        description="The requisition as it is now.",
    )
    version: int = column("The requisition's version after it.")
    status: RequisitionStatus = column("What it led to.")
    actor: Account | None = batched(
        members.account_by_id,
        key="actor_id",
        description="Whose step it was; null once they act for your party no more.",
    )
    message: str | None = column("What was said with it.")
    occurred_at: datetime = column("When it happened.")


@strawberry.type(
    description="What somebody of your party means to order and may not by itself: a colleague"
    " whose role may order as much approves it, which places the orders, or declines it."
)
class Requisition(Node):
    is_type_of = is_row_of(tables.Requisition)

    id: ID = node_id("Requisition", requisitions.requisition_by_id)
    status: RequisitionStatus = column("Whether it waits, or how it ended.")
    version: int = column("Counts every step; the higher one is the newer.")
    submitted_by: Account | None = batched(
        members.account_by_id,
        key="submitted_by_id",
        description="Who asks for approval; null once they act for your party no more.",
    )
    note: str | None = column("What they say to who is to approve it.")
    parts: list[RequisitionPart] = batched(
        requisitions.parts_by_requisition,
        key="id",
        description="What would be ordered together, by seller.",
    )
    deliver_to: Location | None = batched(
        parties.location_by_id,
        key="deliver_to_id",
        description="Which of your locations the goods would go to.",
    )
    address: PostalAddress | None = batched(
        requisitions.address_by_requisition,
        key="id",
        description="The address that they would go to, if they go to no location.",
    )
    available_actions: list[RequisitionAction] = batched(
        requisitions.actions_by_requisition,
        key="id",
        description="The steps that you may take it through now. Approving it is placing its"
        " orders, which may be refused as any order may.",
    )
    history: list[RequisitionEvent] = batched(
        requisitions.history_by_requisition, key="id", description="Its steps, in order."
    )
    submitted_at: datetime = column("When approval was asked for.")


@strawberry.input(description="Which requisitions; all that is given must match.")
class RequisitionFilter:
    status: list[RequisitionStatus] | None = takes("In one of these states.")


@strawberry.type
class RequisitionQueries:
    requisition: Requisition | None = found(
        requisitions.requisition_by_id,
        "Requisition",
        description="Your party's requisition with this id.",
    )
    requisitions: Connection[Requisition] = connection(
        requisitions.requisitions,
        key=None,
        filter=RequisitionFilter,
        order_by=RequisitionOrder,
        description="What members of your party have submitted for approval.",
    )


@payload("A requisition after a step, or why there was none.")
class RequisitionPayload:
    requisition: Requisition | None = batched(
        requisitions.requisition_by_id,
        key="requisition_id",
        description="The requisition as it is now.",
    )


@mutation(
    commands.submit_requisition,
    RequisitionPayload,
    description="Ask for approval of what your party's cart holds of some sellers, which leaves the"
    " cart. It must be such as could be ordered now, but for your order limit; nothing is held.",
)
class SubmitRequisitionInput:
    orders: list[PlaceCartOrderInput] = required("Of which sellers; each once.")
    note: str | None = optional_text(
        tables.Requisition.note, "What you say to who is to approve it."
    )
    deliver_to_id: ID | None = optional_id_of(
        "Location", "One of your locations; your first one unless an address is said."
    )
    address_id: ID | None = optional_id_of(
        "Address",
        "One of your addresses, instead of a location; a consumer's newest one unless said.",
    )
    address: PostalAddressInput | None = optional("Another address, for these orders alone.")


@part_of_input(commands.ApprovedPart, "What you were shown of a requisition's order with a seller.")
class ApprovedPartInput:
    seller_id: ID = id_of("Party", "With which seller.")
    expected_total_minor: BigInt = required("What you were shown that it comes to, in minor units.")


@mutation(
    commands.approve_requisition,
    RequisitionPayload,
    description="Approve a requisition that your role may order itself: its orders are placed, all"
    " of them, by the rules and at the prices of now.",
)
class ApproveRequisitionInput:
    requisition_id: ID = id_of("Requisition", "Which requisition.")
    message: str | None = optional_text(tables.RequisitionEvent.message, "What you say with it.")
    parts: list[ApprovedPartInput] = optional(
        "What orders come to now, where that is not what they came to when approval was asked for;"
        " refused when it has changed since you were shown it."
    )


@mutation(
    commands.decline_requisition,
    RequisitionPayload,
    description="Decline a requisition that your role may order itself; nothing is ordered.",
)
class DeclineRequisitionInput:
    requisition_id: ID = id_of("Requisition", "Which requisition.")
    message: str = text(tables.RequisitionEvent.message, "Why.")


@mutation(
    commands.withdraw_requisition,
    RequisitionPayload,
    description="As a buyer, take back a requisition of your party's that waits.",
)
class WithdrawRequisitionInput:
    requisition_id: ID = id_of("Requisition", "Which requisition.")
    message: str | None = optional_text(tables.RequisitionEvent.message, "What you say with it.")


@mutation(
    commands.add_requisition_to_cart,
    CartPayload,
    description="Put into your party's cart what a requisition was about, to change it or to order"
    " it again.",
)
class AddRequisitionToCartInput:
    requisition_id: ID = id_of("Requisition", "Which requisition.")
