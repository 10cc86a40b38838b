"""All ledgers, by the kind of their events."""

from collections.abc import Mapping
from typing import Final

from db.enums import EventKind
from hub.ledgers.alerts import ALERTS
from hub.ledgers.declarations import Ledger
from hub.ledgers.orders import ORDERS
from hub.ledgers.shipments import SHIPMENTS
from hub.ledgers.stock import STOCK

__all__ = ["ALERTS", "LEDGERS", "ORDERS", "SHIPMENTS", "STOCK", "Ledger"]

LEDGERS: Final[Mapping[EventKind, Ledger]] = {
    ledger.kind: ledger for ledger in (ORDERS, STOCK, SHIPMENTS, ALERTS)
}
