"""Addresses that parties keep."""

from typing import Any, Final

from db.tables.addresses import Address, OrderAddress
from tests.areas import ROWS, Area, Shelf, Stage
from tests.conftest import NOW

_SAID: Final[dict[str, Any]] = {
    "recipient": "Ada",
    "phone": "+33 1 23 45 67 89",
    "lines": "1 Long Road",
    "city": "Lyon",
    "region": "Rhône",
    "postcode": "69001",
    "country": "FR",
}


def _scene(scene: Stage) -> None:
    address = Address(party_id=scene.id("brand"), created_at=NOW, **_SAID)
    scene.keep("address of brand", address)
    scene.add(OrderAddress(order_id=scene.id("wholesale order"), **_SAID))


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(Address(party_id=shelf.id("centre"), created_at=shelf.instants[number], **_SAID))


AREA: Final = Area(
    scene=_scene,
    # They are the party's own affair.
    seen_by={"address of brand": "brand"},
    hidden_from_operator=("address of brand",),
    shelf=_shelf,
)
