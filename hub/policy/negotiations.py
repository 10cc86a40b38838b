"""Who may see which negotiations: their two sides, and nobody who competes with one of them."""

from typing import Final

from sqlalchemy import or_

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.negotiations import Negotiation, NegotiationEvent, NegotiationLine
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_negotiations = table_of(Negotiation).c
_is_own: Final = or_(_negotiations.buyer_id == VIEWER, _negotiations.seller_id == VIEWER)

_NEGOTIATIONS: Final = Rule[Negotiation](company=_is_own)
# Seeing a negotiation does not make the operator a side of it.
_OWN: Final = Rule[Negotiation](company=_is_own, operator=NOBODY)
_EVENTS: Final[Rule[NegotiationEvent]] = seen_with(
    table_of(NegotiationEvent).c.negotiation_id, Negotiation, _NEGOTIATIONS
)
_LINES: Final[Rule[NegotiationLine]] = seen_with(
    table_of(NegotiationLine).c.event_id, NegotiationEvent, _EVENTS
)


def negotiations_seen_by(viewer: Viewer | None) -> Scope[Negotiation]:
    return _NEGOTIATIONS.scope(viewer)


def negotiations_of(viewer: Viewer | None) -> Scope[Negotiation]:
    """Those of which the viewer's party is a side, which it may take on."""
    return _OWN.scope(viewer)


def negotiation_events_seen_by(viewer: Viewer | None) -> Scope[NegotiationEvent]:
    return _EVENTS.scope(viewer)


def negotiation_lines_seen_by(viewer: Viewer | None) -> Scope[NegotiationLine]:
    return _LINES.scope(viewer)
