"""Bulk reads of what partners show each other."""

from db.queries import sharing as queries
from hub.loaders.rows import several
from hub.policy.sharing import sharings_seen_by

sharings_by_partnership = several(queries.SHARINGS_BY_PARTNERSHIP, sharings_seen_by)
