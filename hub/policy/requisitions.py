"""Who may see what a party's members may order, and what waits for approval: that party alone."""

from typing import Any, Final

from db.enums.requisitions import RequisitionStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.requisitions import (
    OrderLimit,
    Requisition,
    RequisitionAddress,
    RequisitionEvent,
    RequisitionLine,
    RequisitionPart,
)
from hub.domain.requisitions import TRANSITIONS, Limit, RequisitionAction, Totals, is_within
from hub.policy.permissions import Permission, has_permission
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

# What is not ordered yet, and who may order how much, is no business even of the operator's.
_LIMITS: Final = Rule[OrderLimit](
    company=table_of(OrderLimit).c.party_id == VIEWER, operator=NOBODY
)
_REQUISITIONS: Final = Rule[Requisition](
    company=table_of(Requisition).c.party_id == VIEWER, operator=NOBODY
)
_ADDRESSES: Final[Rule[RequisitionAddress]] = seen_with(
    table_of(RequisitionAddress).c.requisition_id, Requisition, _REQUISITIONS
)
_PARTS: Final[Rule[RequisitionPart]] = seen_with(
    table_of(RequisitionPart).c.requisition_id, Requisition, _REQUISITIONS
)
_LINES: Final[Rule[RequisitionLine]] = seen_with(
    table_of(RequisitionLine).c.part_id, RequisitionPart, _PARTS
)
_EVENTS: Final[Rule[RequisitionEvent]] = seen_with(
    table_of(RequisitionEvent).c.requisition_id, Requisition, _REQUISITIONS
)


def actions_open_to(
    viewer: Viewer | None, requisition: Any, limit: Limit | None, totals: Totals
) -> list[RequisitionAction]:
    """The steps that the viewer may take a requisition of its party's through now.

    Whoever may order as much, by the `limit` of the viewer's role, decides on it. Buyers share what
    they submit as they share the cart, so any of them takes it back.
    """
    if not has_permission(viewer, Permission.BUY):
        return []
    return [
        action
        for action in RequisitionAction
        if (RequisitionStatus(requisition.status), action) in TRANSITIONS
        if action is RequisitionAction.WITHDRAW or is_within(limit, totals)
    ]


def order_limits_of(viewer: Viewer | None) -> Scope[OrderLimit]:
    return _LIMITS.scope(viewer)


def requisitions_of(viewer: Viewer | None) -> Scope[Requisition]:
    return _REQUISITIONS.scope(viewer)


def requisition_addresses_of(viewer: Viewer | None) -> Scope[RequisitionAddress]:
    return _ADDRESSES.scope(viewer)


def requisition_parts_of(viewer: Viewer | None) -> Scope[RequisitionPart]:
    return _PARTS.scope(viewer)


def requisition_lines_of(viewer: Viewer | None) -> Scope[RequisitionLine]:
    return _LINES.scope(viewer)


def requisition_events_of(viewer: Viewer | None) -> Scope[RequisitionEvent]:
    return _EVENTS.scope(viewer)
