"""Shipments with their lines, reports and history: one of every order."""

from typing import Final

from db.enums.shipments import ShipmentEventKind, ShipmentStatus, TrackingStatus
from db.tables.shipments import Shipment, ShipmentEvent, ShipmentLine, TrackingEvent
from tests.areas import Area, Stage
from tests.areas.orders import AREA as ORDERS
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    for order in ORDERS.seen_by:
        _shipment(scene, order)


def _shipment(scene: Stage, order: str) -> None:
    shipment = Shipment(order_id=scene.id(order), status=ShipmentStatus.IN_TRANSIT, shipped_at=NOW)
    scene.keep(f"shipment of {order}", shipment)
    shipped = ShipmentLine(
        shipment_id=shipment.id, order_line_id=scene.id(f"line of {order}"), quantity=1
    )
    scene.keep(f"shipped line of {order}", shipped)
    report = TrackingEvent(
        shipment_id=shipment.id, status=TrackingStatus.PICKED_UP, occurred_at=NOW
    )
    scene.keep(f"report on {order}", report)
    happened = ShipmentEvent(
        shipment_id=shipment.id,
        order_id=shipment.order_id,
        version=1,
        kind=ShipmentEventKind.REPORTED,
        status=shipment.status,
        report_id=report.id,
        occurred_at=NOW,
    )
    scene.keep(f"event of the shipment of {order}", happened)


AREA: Final = Area(
    scene=_scene,
    # Whoever sees the order.
    seen_with=("shipment of ", "shipped line of ", "report on ", "event of the shipment of "),
    breaks={
        "Order lines differ from what their shipments carry": "DELETE FROM shipment_lines",
        "Shipments are received without a word of how, or the other way round": (
            "UPDATE shipment_lines SET received = NULL"
        ),
        "Shipments left a location of another party than their seller": """
            UPDATE shipments SET origin_id = orders.deliver_to_id
            FROM orders WHERE orders.id = shipments.order_id
        """,
        "Histories of shipments do not follow one another": """
            INSERT INTO shipment_events
                (id, shipment_id, order_id, version, kind, status, occurred_at)
            SELECT uuidv7(), id, order_id, 2, 'SHIPPED', 'IN_TRANSIT', now()
            FROM shipments
            LIMIT 1
        """,
        "Shipments are not where their history leads": "UPDATE shipments SET version = 1",
        "Stock items expect other goods than are on their way to them": (
            "UPDATE shipments SET status = 'DELIVERED'"
        ),
    },
)
