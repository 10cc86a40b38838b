"""What members may order by themselves, and what waits for a colleague's approval."""

from datetime import datetime
from typing import Final
from uuid import UUID

from db.enums.accounts import Role
from db.enums.requisitions import RequisitionEventKind, RequisitionStatus
from db.tables.requisitions import (
    OrderLimit,
    Requisition,
    RequisitionAddress,
    RequisitionEvent,
    RequisitionLine,
    RequisitionPart,
)
from tests.areas import ROWS, Area, Rows, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    limit = OrderLimit(
        party_id=scene.id("brand"), role=Role.BUYER, currency="EUR", limit_minor=5000
    )
    scene.keep("order limit of brand", limit)
    name = "requisition of brand"
    account_id = scene.traders["brand"].viewer.account_id
    requisition, submitted = _requisition(scene, name, "brand", account_id)
    scene.keep(name, requisition)
    scene.keep(f"submitting of {name}", submitted)
    scene.add(
        RequisitionAddress(
            requisition_id=requisition.id,
            recipient="Ada",
            lines="1 Rue de la Paix",
            city="Paris",
            country="FR",
        )
    )
    part = RequisitionPart(
        requisition_id=requisition.id,
        position=1,
        seller_id=scene.id("supplier"),
        currency="EUR",
        total_minor=900,
    )
    scene.keep(f"part of {name}", part)
    sku_id = scene.id("SKU of public goods")
    line = RequisitionLine(part_id=part.id, position=1, sku_id=sku_id, quantity=1)
    scene.keep(f"line of {name}", line)


def _requisition(
    rows: Rows, name: str, party: str, account_id: UUID, submitted_at: datetime = NOW
) -> tuple[Requisition, RequisitionEvent]:
    """A requisition of this name that waits."""
    requisition = Requisition(
        id=rows.id(name),
        party_id=rows.id(party),
        status=RequisitionStatus.WAITING,
        version=1,
        submitted_by_id=account_id,
        note="For the fair.",
        submitted_at=submitted_at,
    )
    submitted = RequisitionEvent(
        id=rows.id(f"submitting of {name}"),
        requisition_id=requisition.id,
        version=1,
        kind=RequisitionEventKind.SUBMITTED,
        status=requisition.status,
        actor_id=account_id,
        message=requisition.note,
        occurred_at=submitted_at,
    )
    return requisition, submitted


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        for row in _requisition(
            shelf,
            f"requisition {number}",
            "centre",
            shelf.id("account"),
            shelf.instants[number],
        ):
            shelf.add(row)


_OWN: Final = (
    "order limit of brand",
    "requisition of brand",
    "part of requisition of brand",
    "line of requisition of brand",
    "submitting of requisition of brand",
)

AREA: Final = Area(
    scene=_scene,
    # They are the party's own affair.
    seen_by=dict.fromkeys(_OWN, "brand"),
    hidden_from_operator=_OWN,
    shelf=_shelf,
    breaks={
        "Requisitions are not where their history leads": (
            "UPDATE requisitions SET version = version + 1"
        ),
        "Requisitions are approved without orders, or ordered without approval": """
            UPDATE requisition_parts SET order_id = (SELECT id FROM orders LIMIT 1)
            WHERE id = (SELECT id FROM requisition_parts WHERE order_id IS NULL LIMIT 1)
        """,
        "Orders that were approved are of somebody else": """
            UPDATE requisition_parts SET order_id = (
                SELECT orders.id FROM orders JOIN requisitions ON orders.buyer_id <> party_id
                WHERE requisitions.id = requisition_id LIMIT 1
            )
            WHERE id = (SELECT id FROM requisition_parts LIMIT 1)
        """,
    },
)
