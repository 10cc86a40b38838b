"""Bulk reads of webhooks and of what was sent to them."""

from db.queries import webhooks as queries
from hub.loaders.rows import one, pages
from hub.policy.webhooks import webhook_deliveries_seen_by, webhooks_seen_by

webhook_by_id = one(queries.WEBHOOK_BY_ID, webhooks_seen_by)
webhooks = pages(queries.WEBHOOKS, webhooks_seen_by)
webhook_delivery_by_id = one(queries.WEBHOOK_DELIVERY_BY_ID, webhook_deliveries_seen_by)
deliveries_of_webhook = pages(
    queries.WEBHOOK_DELIVERIES, webhook_deliveries_seen_by, under="webhook"
)
