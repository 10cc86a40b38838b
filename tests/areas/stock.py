"""Stock, and what changed of it."""

from typing import Any, Final

from db.enums.parties import LocationKind
from db.enums.stock import MovementKind
from db.tables.parties import Location
from db.tables.stock import StockItem, StockMovement
from tests.areas import ROWS, Area, Shelf, Stage, Tried
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    _item(scene, "stock of goods", "brand", "public goods")
    _item(scene, "stock of material", "brand", "material")
    _item(scene, "stock in the shop", "retailer", "public goods")


def _item(scene: Stage, name: str, party: str, product: str) -> None:
    place: dict[str, Any] = {
        "party_id": scene.id(party),
        "location_id": scene.id(f"place of {party}"),
        "sku_id": scene.id(f"SKU of {product}"),
    }
    item = scene.keep(name, StockItem(**place, on_hand=5, version=1, updated_at=NOW))
    opened = StockMovement(
        **place,
        stock_item_id=item.id,
        kind=MovementKind.OPENED,
        version=1,
        on_hand_delta=5,
        on_hand=5,
        reserved=0,
        incoming=0,
        occurred_at=NOW,
    )
    scene.keep(f"change of {name}", opened, "StockEvent")


def _shelf(shelf: Shelf) -> None:
    centre = shelf.id("centre")
    for number in range(ROWS):
        location = Location(party_id=centre, kind=LocationKind.SHOP, code=f"L{number}", name="Shop")
        shelf.add(location, f"location {number}")
    # One SKU at each location, and other SKUs at one of them.
    places = [(number, 0) for number in range(ROWS)] + [(0, number) for number in range(1, ROWS)]
    for place, (location_number, sku_number) in enumerate(places):
        item = StockItem(
            party_id=centre,
            location_id=shelf.id(f"location {location_number}"),
            sku_id=shelf.id(f"SKU {sku_number}"),
            on_hand=shelf.twins[place % ROWS],
            updated_at=shelf.instants[place % ROWS],
        )
        shelf.add(item, f"item {place}")
    for version in range(1, ROWS + 1):
        shelf.add(
            StockMovement(
                stock_item_id=shelf.id("item 0"),
                party_id=centre,
                location_id=shelf.id("location 0"),
                sku_id=shelf.id("SKU 0"),
                kind=MovementKind.ADJUSTED,
                version=version,
                on_hand=0,
                reserved=0,
                incoming=0,
                occurred_at=NOW,
            )
        )
    shelf.parents[StockItem] = {
        "party": centre,
        "sku": shelf.id("SKU 0"),
        "location": shelf.id("location 0"),
    }
    shelf.parents[StockMovement] = {"item": shelf.id("item 0")}


AREA: Final = Area(
    scene=_scene,
    # The owner, and those it is shared with, of goods they know.
    seen_by={
        "stock of goods": "brand retailer",
        "stock of material": "brand",
        "stock in the shop": "retailer",
    },
    seen_with=("change of ",),
    shelf=_shelf,
    filters={
        ("STOCK", "sku_ids"): Tried(
            "sku_id = ANY ($1)", found="SELECT ARRAY[sku_id] FROM order_lines LIMIT 1"
        )
    },
    breaks={
        "Stock items differ from the sum of their movements": (
            "UPDATE stock_items SET on_hand = on_hand + 1"
        ),
        "Movements do not follow one another": "UPDATE stock_movements SET on_hand = on_hand + 1",
        "Movements leave stock that is negative, or reserve what is not there": (
            "UPDATE stock_movements SET reserved = -1"
        ),
        "Movements are of another party, location or SKU than their stock item": (
            "UPDATE stock_movements SET sku_id = (SELECT min(id::text)::uuid FROM skus)"
        ),
        "Stock items are at a location of another party": (
            "UPDATE stock_items SET party_id = (SELECT id FROM parties WHERE kind = 'OPERATOR')"
        ),
        "Stock items hold more or less than is reserved of them": "DELETE FROM reservations",
    },
)
