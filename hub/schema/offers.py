"""Offers and their tiers, as clients see them."""

from datetime import datetime

import strawberry

from db.enums.offers import Audience
from db.tables import offers as tables
from hub.execution.fields import batched, column, found, node_id
from hub.loaders import catalogue, offers, parties
from hub.schema.catalogue import Sku
from hub.schema.money import Money, money
from hub.schema.node import Node, shows
from hub.schema.parties import Party


@strawberry.type(description="What a piece costs from some number of pieces on.")
class PriceTier:
    minimum_quantity: int = column("From so many pieces on.")
    price: Money = money("price_minor", description="What a piece costs then.")


@strawberry.type(description="The price at which a seller sells a SKU.")
class Offer(Node):
    is_type_of = shows(tables.Offer)

    id: strawberry.ID = node_id("Offer", offers.offer_by_id)
    seller: Party = batched(parties.party_by_id, key="seller_id", description="Who sells.")
    sku: Sku = batched(catalogue.sku_by_id, key="sku_id", description="What is sold.")
    partner: Party | None = batched(
        parties.party_by_id, key="partner_id", description="The one partner it is made to, if any."
    )
    price: Money = money("price_minor", description="What a piece costs.")
    audience: Audience = column("Whom it is made to.")
    minimum_quantity: int = column("How many pieces must be bought at least.")
    made_to_order: bool = column("Whether the goods are made after the order, without stock.")
    tiers: list[PriceTier] = batched(
        offers.tiers_by_offer, key="id", description="Lower prices for more pieces."
    )
    valid_from: datetime = column("From when on it is good.")
    valid_until: datetime | None = column("Until when it is good; null is for good.")


@strawberry.type
class OfferQueries:
    offer: Offer | None = found(offers.offer_by_id, "Offer", description="The offer with this id.")
