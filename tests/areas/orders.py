"""Orders with their lines and history."""

from datetime import timedelta
from typing import Any, Final
from uuid import uuid4

from db.enums.orders import (
    OrderChangeKind,
    OrderChangeStatus,
    OrderEventKind,
    OrderKind,
    OrderStatus,
)
from db.tables.orders import Order, OrderChange, OrderChangeLine, OrderEvent, OrderLine
from tests.areas import ROWS, Area, Shelf, Stage, Tried
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    _order(scene, "retail order", "consumer", "retailer", "public goods", kind=OrderKind.RETAIL)
    _order(
        scene,
        "wholesale order",
        "retailer",
        "brand",
        "public goods",
        caused_by_id=scene.id("retail order"),
        deliver_to_id=scene.id("place of retailer"),
    )
    _order(
        scene,
        "supply order",
        "brand",
        "supplier",
        "material",
        kind=OrderKind.SUPPLY,
        caused_by_id=scene.id("wholesale order"),
        deliver_to_id=scene.id("place of brand"),
    )
    _order(scene, "unsent order", "retailer", "brand", "public goods", status=OrderStatus.DRAFT)


def _order(scene: Stage, name: str, buyer: str, seller: str, product: str, **values: Any) -> None:
    order = Order(
        number=uuid4().hex,
        buyer_id=scene.id(buyer),
        seller_id=scene.id(seller),
        currency="EUR",
        created_at=NOW,
        placed_at=NOW,
        **{"kind": OrderKind.WHOLESALE, "status": OrderStatus.PARTIALLY_SHIPPED, **values},
    )
    scene.keep(name, order)
    line = OrderLine(
        order_id=order.id,
        position=1,
        sku_id=scene.id(f"SKU of {product}"),
        quantity=2,
        unit_price_minor=0,
        total_minor=0,
    )
    scene.keep(f"line of {name}", line)
    change = OrderChange(
        order_id=order.id,
        kind=OrderChangeKind.REDUCE,
        status=OrderChangeStatus.DECLINED,
        asked_by_id=order.buyer_id,
        asked_at=NOW,
        settled_at=NOW,
    )
    scene.keep(f"change of {name}", change)
    scene.add(
        OrderChangeLine(change_id=change.id, order_line_id=line.id, quantity_before=2, quantity=1)
    )
    step = OrderEvent(
        order_id=order.id,
        version=1,
        kind=OrderEventKind.PLACED,
        to_status=OrderStatus.PLACED,
        actor_id=order.buyer_id,
        occurred_at=NOW,
    )
    scene.keep(f"step of {name}", step)


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            Order(
                number=f"O{number}",
                kind=OrderKind.WHOLESALE,
                buyer_id=shelf.id("party 0"),
                seller_id=shelf.id("centre"),
                currency="EUR",
                total_minor=shelf.twins[number],
                created_at=shelf.instants[number],
            )
        )
    shelf.parents[Order] = {"party": shelf.id("centre")}


AREA: Final = Area(
    scene=_scene,
    # Their two sides; a draft is its buyer's.
    seen_by={
        "retail order": "consumer retailer",
        "wholesale order": "retailer brand",
        "supply order": "brand supplier",
        "unsent order": "retailer",
    },
    seen_with=("line of ", "step of ", "change of "),
    shelf=_shelf,
    filters={
        ("ORDERS", "placed_from"): Tried("placed_at >= $1", NOW - timedelta(days=90)),
        ("ORDERS", "placed_until"): Tried("placed_at < $1", NOW - timedelta(days=90)),
        ("ORDERS", "sku_id"): Tried(
            "EXISTS (SELECT FROM order_lines WHERE order_id = orders.id AND sku_id = $1)",
            found="SELECT sku_id FROM order_lines LIMIT 1",
        ),
    },
    breaks={
        "Order lines are not held as they are allocated": (
            "UPDATE reservations SET quantity = quantity + 1"
        ),
        "Reservations are of another SKU or seller than their order line": (
            "UPDATE order_lines SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
        ),
        "Order lines or orders do not add up": (
            "UPDATE order_lines SET total_minor = total_minor + 1"
        ),
        "Histories of orders do not follow one another": (
            "DELETE FROM order_events WHERE version = 2"
        ),
        "Orders are not where their history leads": "UPDATE orders SET version = version + 1",
        "Orders wait for a word on another change than is asked for": (
            "UPDATE orders SET change_asked_by_id = buyer_id"
        ),
        "Orders are in a status that their lines contradict": (
            "UPDATE orders SET status = 'COMPLETED' WHERE status = 'PLACED'"
        ),
    },
)
