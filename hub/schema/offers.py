"""Offers, their tiers and what happens to them, as clients see them."""

from datetime import datetime

import strawberry

from db.enums.events import EventKind
from db.enums.offers import Audience, OfferEventKind
from db.tables import offers as tables
from hub.commands import offers as commands
from hub.domain.offers import Tier
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, offers, parties
from hub.loaders.ledgers import FACT_BY_ID
from hub.schema.catalogue import Sku
from hub.schema.money import Money, money
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    part_of_input,
    payload,
    required,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party
from hub.schema.scalars import BigInt, CurrencyCode

ID = strawberry.ID


@strawberry.type(description="What goods cost from some quantity on.")
class PriceTier:
    minimum_quantity: int = column("From so many units of the SKU on.")
    price: Money = money(
        "price_minor", description="What as many units cost then as `per` of the offer says."
    )


@strawberry.type(description="The price at which a seller sells a SKU.")
class Offer(Node):
    is_type_of = is_row_of(tables.Offer)

    id: ID = node_id("Offer", offers.offer_by_id)
    seller: Party = batched(parties.party_by_id, key="seller_id", description="Who sells.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What is sold.")
    partner: Party | None = batched(
        parties.party_by_id, key="partner_id", description="The one partner it is made to, if any."
    )
    price: Money = money("price_minor", description="What `per` units of the SKU cost.")
    per: int = column("For how many units its prices are: 1000 where they are per 1000 grams, say.")
    audience: Audience = column("Whom it is made to.")
    minimum_quantity: int = column("How many units must be bought at least.")
    order_multiple: int = column(
        "Of how many units a quantity is a multiple: 12 where a pack has a dozen, 1 where any will"
        " do."
    )
    made_to_order: bool = column("Whether the goods are made after the order, without stock.")
    tiers: list[PriceTier] = batched(
        offers.tiers_by_offer, key="id", description="Lower prices for more units."
    )
    valid_from: datetime = column("From when on it is good.")
    valid_until: datetime | None = column(
        "Until when it is good; null is for good, and one that ends when it begins never is."
    )
    version: int = column("Counts every event; the higher one is the newer.")


@strawberry.type(description="One step of an offer, as those who may see the offer are told of it.")
class OfferEvent(Node):
    is_type_of = is_row_of(tables.OfferEvent)

    id: ID = node_id("OfferEvent", FACT_BY_ID[EventKind.OFFER])
    kind: OfferEventKind = column("What happened.")
    offer: Offer = batched(
        offers.offer_by_id, key="offer_id", description="The offer as it is now."
    )
    version: int = column("The offer's version after this event.")
    valid_until: datetime | None = column("Until when it was good afterwards.")
    occurred_at: datetime = column("When it happened.")


@strawberry.type
class OfferQueries:
    offer: Offer | None = found(offers.offer_by_id, "Offer", description="The offer with this id.")


@payload("An offer after a change, or why there was none.")
class OfferPayload:
    offer: Offer | None = batched(
        offers.offer_by_id, key="offer_id", description="The offer as it is now."
    )


@part_of_input(Tier, "What goods cost from some quantity on.")
class PriceTierInput:
    minimum_quantity: int = required("From so many units on; more than the tier before it.")
    price_minor: BigInt = required("What `per` units cost then, in minor units; less than before.")


@mutation(
    commands.set_offer,
    OfferPayload,
    description="As the seller, offer a SKU at a price. What you offer to the same buyers ends when"
    " this begins; orders that were placed keep their prices.",
)
class SetOfferInput:
    sku_id: ID = id_of("Sku", "What you sell.")
    audience: Audience = required("Whom you make it to.")
    currency: CurrencyCode = required("What its prices are in.")
    price_minor: BigInt = required("What `per` units of the SKU cost, in minor units.")
    per: int = optional("For how many units the prices are.")
    minimum_quantity: int = optional(
        "How many units must be bought at least; a multiple of `orderMultiple`."
    )
    order_multiple: int = optional("Of how many units a quantity is a multiple: a pack, say.")
    tiers: list[PriceTierInput] = optional(
        "Lower prices for more units, in the order of quantities."
    )
    made_to_order: bool = optional("Whether the goods are made after the order, without stock.")
    partner_id: ID | None = optional_id_of("Party", "The one partner you make it to, if any.")
    valid_from: datetime | None = optional("From when on it is good; from now on unless said.")
    valid_until: datetime | None = optional(
        "Until when it is good; unless said until you end it, or until another one begins."
    )


@mutation(
    commands.end_offer,
    OfferPayload,
    description="As the seller, say when one of your offers ends. One that has not begun by then"
    " never does.",
)
class EndOfferInput:
    offer_id: ID = id_of("Offer", "Which of your offers.")
    valid_until: datetime | None = optional("Until when it is good; until now unless said.")
