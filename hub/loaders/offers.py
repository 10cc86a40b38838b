"""Bulk reads of offers and their tiers."""

from db.queries import offers as queries
from hub.loaders.rows import one, pages, several
from hub.policy.offers import offers_seen_by, price_tiers_seen_by

offer_by_id = one(queries.OFFER_BY_ID, offers_seen_by)
tiers_by_offer = several(queries.TIERS_BY_OFFER, price_tiers_seen_by)
offers_of_sku = pages(queries.OFFERS, offers_seen_by, under="sku")
offers_of_seller = pages(queries.OFFERS, offers_seen_by, under="seller")
