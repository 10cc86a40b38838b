"""Negotiations of prices, as clients see and take part in them."""

from datetime import datetime

import strawberry

from db.enums.events import EventKind
from db.enums.negotiations import NegotiationEventKind, NegotiationOrder, NegotiationStatus
from db.tables import negotiations as tables
from hub.commands import negotiations as commands
from hub.domain.negotiations import Term
from hub.domain.offers import LINES_MAX
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, negotiations, parties
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.catalogue import Sku
from hub.schema.connections import Connection, connection, takes, takes_id
from hub.schema.money import Money, money
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_text,
    part_of_input,
    payload,
    required,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party
from hub.schema.scalars import BigInt, CurrencyCode

ID = strawberry.ID


@strawberry.type(description="So many units of a SKU, and what they would cost.")
class NegotiationLine:
    is_type_of = is_row_of(tables.NegotiationLine)

    sku: Sku | None = batched(
        catalogue.sku_by_id, key="sku_id", description="What; null where you do not see it."
    )
    quantity: int = column("How many units of it; the price is for that many or more.")
    price: Money | None = money(
        "price_minor",
        description="What `per` units would cost; null where the buyer left it open.",
    )
    per: int = column("For how many units the price is.")
    order_multiple: int = column("Of how many units a quantity is a multiple at that price.")
    made_to_order: bool = column("Whether the goods are made after the order, without stock.")


@strawberry.type(description="One step of a negotiation.")
class NegotiationEvent(Node):
    is_type_of = is_row_of(tables.NegotiationEvent)

    id: ID = node_id("NegotiationEvent", FACT_BY_ID[EventKind.NEGOTIATION])
    kind: NegotiationEventKind = column("What happened.")
    negotiation: "Negotiation" = batched(
        negotiations.negotiation_by_id,
        key="negotiation_id",
        description="The negotiation as it is now.",
    )
    version: int = column("The negotiation's version after it.")
    status: NegotiationStatus = column("What it led to.")
    actor: Party = batched(parties.party_by_id, key="actor_id", description="Whose step it was.")
    message: str | None = column("What was said with it.")
    lines: list[NegotiationLine] = batched(
        negotiations.lines_by_event,
        key="id",
        description="What was asked for or proposed with it; a later step says others in place.",
    )
    good_until: datetime | None = column(
        "Until when the proposed prices are good, once they are agreed on; null is for good."
    )
    occurred_at: datetime = column("When it happened.")


@strawberry.type(description="A buyer and a seller work out at which prices some goods are sold.")
class Negotiation(Node):
    is_type_of = is_row_of(tables.Negotiation)

    id: ID = node_id("Negotiation", negotiations.negotiation_by_id)
    buyer: Party = batched(parties.party_by_id, key="buyer_id", description="Who would buy.")
    seller: Party = batched(parties.party_by_id, key="seller_id", description="Who would sell.")
    status: NegotiationStatus = column("Whose word it waits for, or how it ended.")
    version: int = column("Counts every step; the higher one is the newer.")
    currency: CurrencyCode = column("What its prices are in.")
    terms: NegotiationEvent | None = batched(
        FACT_BY_ID[EventKind.NEGOTIATION],
        key="terms_id",
        description="What is on the table: what was asked for or proposed last.",
    )
    history: list[NegotiationEvent] = batched(
        negotiations.history_by_negotiation, key="id", description="Its steps, in order."
    )
    opened_at: datetime = column("When the buyer asked first.")


@strawberry.input(description="Which negotiations; all that is given must match.")
class NegotiationFilter:
    status: list[NegotiationStatus] | None = takes("In one of these states.")
    partner_id: ID | None = takes_id("Party", "With this party on the other side.")


@strawberry.type
class NegotiationQueries:
    negotiation: Negotiation | None = found(
        negotiations.negotiation_by_id, "Negotiation", description="The negotiation with this id."
    )
    negotiations: Connection[Negotiation] = connection(
        negotiations.negotiations,
        key=None,
        filter=NegotiationFilter,
        order_by=NegotiationOrder,
        description="Negotiations of prices between your party and its partners.",
    )


@payload("A negotiation after a step, or why there was none.")
class NegotiationPayload:
    negotiation: Negotiation | None = batched(
        negotiations.negotiation_by_id,
        key="negotiation_id",
        description="The negotiation as it is now.",
    )


@part_of_input(Term, "So many units of a SKU, and what `per` of them would cost.")
class NegotiationLineInput:
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required("How many units of it; the price is for that many or more.")
    price_minor: BigInt | None = optional(
        "What `per` units would cost, in minor units; who asks may leave it open."
    )
    per: int = optional("For how many units the price is.")
    order_multiple: int = optional(
        "Of how many units a quantity is a multiple, the one above too: a pack, say."
    )
    made_to_order: bool = optional("Whether the goods are made after the order, without stock.")


@mutation(
    commands.ask_for_prices,
    NegotiationPayload,
    description="As a buyer, ask a seller at which prices it would sell some goods.",
)
class AskForPricesInput:
    seller_id: ID = id_of("Party", "Whom you ask.")
    currency: CurrencyCode = required("What prices are in.")
    lines: list[NegotiationLineInput] = required(f"What you would buy; {LINES_MAX} lines at most.")
    message: str | None = optional_text(tables.NegotiationEvent.message, "What you say with it.")


@mutation(
    commands.propose_prices,
    NegotiationPayload,
    description="Propose at which prices which goods are sold, in place of what is on the table."
    " The sides take turns.",
)
class ProposePricesInput:
    negotiation_id: ID = id_of("Negotiation", "Which negotiation.")
    lines: list[NegotiationLineInput] = required(
        f"What is sold at which prices, all of it; {LINES_MAX} lines at most."
    )
    message: str | None = optional_text(tables.NegotiationEvent.message, "What you say with it.")
    good_until: datetime | None = optional("Until when the prices are good; unless said for good.")


@mutation(
    commands.agree_on_prices,
    NegotiationPayload,
    description="Agree to what the other side has proposed. From then on the seller offers it to"
    " the buyer, to be ordered like all else.",
)
class AgreeOnPricesInput:
    negotiation_id: ID = id_of("Negotiation", "Which negotiation.")
    message: str | None = optional_text(tables.NegotiationEvent.message, "What you say with it.")


@mutation(
    commands.end_negotiation,
    NegotiationPayload,
    description="Go on no longer: as the seller you decline, as the buyer you withdraw.",
)
class EndNegotiationInput:
    negotiation_id: ID = id_of("Negotiation", "Which negotiation.")
    message: str | None = optional_text(tables.NegotiationEvent.message, "What you say with it.")
