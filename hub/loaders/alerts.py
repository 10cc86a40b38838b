"""Bulk reads of alerts, their history, and thresholds."""

from db.queries import alerts as queries
from hub.loaders.rows import one, pages
from hub.policy.alerts import alerts_seen_by, thresholds_seen_by

alert_by_id = one(queries.ALERT_BY_ID, alerts_seen_by)
threshold_by_item = one(queries.THRESHOLD_BY_ITEM, thresholds_seen_by)

alerts = pages(queries.ALERTS, alerts_seen_by)
