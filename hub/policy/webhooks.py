"""Who may see webhooks and what came of them: those who may manage them, for their party.

The operator sees and manages its own: addresses may carry what only their party should know.
"""

from typing import Final

from sqlalchemy import and_

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.webhooks import Webhook, WebhookDelivery
from hub.policy.permissions import Permission, viewer_may
from hub.policy.viewer import VIEWER, Rule, Viewer, seen_with

_webhooks = table_of(Webhook).c

_OWN: Final = and_(_webhooks.party_id == VIEWER, viewer_may(Permission.MANAGE_WEBHOOKS))
_WEBHOOKS: Final = Rule[Webhook](company=_OWN, operator=_OWN)
_DELIVERIES: Final[Rule[WebhookDelivery]] = seen_with(
    table_of(WebhookDelivery).c.webhook_id, Webhook, _WEBHOOKS
)


def webhooks_seen_by(viewer: Viewer | None) -> Scope[Webhook]:
    return _WEBHOOKS.scope(viewer)


def webhook_deliveries_seen_by(viewer: Viewer | None) -> Scope[WebhookDelivery]:
    return _DELIVERIES.scope(viewer)
