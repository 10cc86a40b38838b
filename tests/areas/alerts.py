"""Alerts with their history."""

from typing import Final

from db.enums.alerts import AlertEventKind, AlertKind
from db.tables.alerts import Alert, AlertEvent
from db.types import new_id
from hub.context import Hub
from hub.work.jobs.review_alerts import look
from tests.areas import ROWS, Area, Shelf, Stage
from tests.conftest import NOW

_STOCK: Final = {
    "stock of goods": "brand",
    "stock of material": "brand",
    "stock in the shop": "retailer",
}


def _scene(scene: Stage) -> None:
    for item, owner in _STOCK.items():
        alert = Alert(
            party_id=scene.id(owner),
            kind=AlertKind.SHORT_STOCK,
            version=1,
            subject_id=scene.id(item),
            stock_item_id=scene.id(item),
            raised_at=NOW,
        )
        scene.keep(f"alert about {item}", alert)
        raised = AlertEvent(
            alert_id=alert.id,
            version=1,
            kind=AlertEventKind.RAISED,
            status=alert.status,
            occurred_at=NOW,
        )
        scene.keep(f"event of the alert about {item}", raised)


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            Alert(
                party_id=shelf.id("centre"),
                kind=AlertKind.SHORT_STOCK,
                subject_id=new_id(),
                raised_at=shelf.instants[number],
            )
        )


async def _demo(hub: Hub) -> None:
    await look(hub)
    await hub.database.pool.execute(
        "UPDATE alerts SET status = 'RESOLVED', resolved_at = now() WHERE kind = 'OVERDUE_ORDER'"
    )


AREA: Final = Area(
    scene=_scene,
    # Whoever must act.
    seen_by={f"alert about {item}": owner for item, owner in _STOCK.items()},
    seen_with=("event of the ",),
    shelf=_shelf,
    demo=_demo,
    breaks={
        "Alerts are not where their history leads": """
            INSERT INTO alerts (id, party_id, kind, status, version, subject_id, raised_at)
            SELECT uuidv7(), id, 'SHORT_STOCK', 'OPEN', 1, id, now() FROM parties LIMIT 1
        """
    },
)
