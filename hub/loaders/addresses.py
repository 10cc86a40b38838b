"""Bulk reads of addresses."""

from db.queries import addresses as queries
from hub.loaders.rows import one, pages
from hub.policy.addresses import addresses_of, order_addresses_seen_by

address_by_id = one(queries.ADDRESS_BY_ID, addresses_of)
address_by_order = one(queries.ADDRESS_BY_ORDER, order_addresses_seen_by)
addresses = pages(queries.ADDRESSES, addresses_of)
