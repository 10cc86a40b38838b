"""Bulk reads of negotiations, their history and their lines."""

from db.queries import negotiations as queries
from hub.loaders.rows import one, pages, several
from hub.policy.negotiations import (
    negotiation_events_seen_by,
    negotiation_lines_seen_by,
    negotiations_seen_by,
)

negotiation_by_id = one(queries.NEGOTIATION_BY_ID, negotiations_seen_by)
negotiations = pages(queries.NEGOTIATIONS, negotiations_seen_by)
history_by_negotiation = several(queries.HISTORY_BY_NEGOTIATION, negotiation_events_seen_by)
lines_by_event = several(queries.LINES_BY_EVENT, negotiation_lines_seen_by)
