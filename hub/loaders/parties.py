"""Bulk reads of parties, partnerships and locations."""

from db.queries import parties as queries
from hub.loaders.rows import one, pages, several
from hub.policy.parties import (
    locations_seen_by,
    named_parties_seen_by,
    parties_seen_by,
    partners_seen_by,
    partnerships_seen_by,
)

party_by_id = one(queries.PARTY_BY_ID, parties_seen_by)
# For what is told with a row that is seen: the two sides of an order, the owner of a product.
party_named = one(queries.PARTY_BY_ID, named_parties_seen_by)
partnership_by_id = one(queries.PARTNERSHIP_BY_ID, partnerships_seen_by)
location_by_id = one(queries.LOCATION_BY_ID, locations_seen_by)
locations_by_party = several(queries.LOCATIONS_BY_PARTY, locations_seen_by)

parties = pages(queries.PARTIES, parties_seen_by)
partnerships_of_party = pages(queries.PARTNERSHIPS, partnerships_seen_by, under="party")

# The parties that a party buys from, and those it sells to.
suppliers_of_party = pages(queries.UPSTREAM_SUPPLIERS, partners_seen_by, under="partner")
brands_supplying_party = pages(queries.UPSTREAM_BRANDS, partners_seen_by, under="partner")
retailers_serving_party = pages(queries.UPSTREAM_RETAILERS, partners_seen_by, under="partner")
brands_buying_from_party = pages(queries.DOWNSTREAM_BRANDS, partners_seen_by, under="partner")
retailers_buying_from_party = pages(queries.DOWNSTREAM_RETAILERS, partners_seen_by, under="partner")
consumers_of_party = pages(queries.DOWNSTREAM_CONSUMERS, partners_seen_by, under="partner")
