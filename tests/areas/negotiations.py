"""Negotiations of prices between buyers and sellers."""

from datetime import datetime
from typing import Final

from db.enums.negotiations import NegotiationEventKind, NegotiationStatus
from db.tables.negotiations import Negotiation, NegotiationEvent, NegotiationLine
from tests.areas import ROWS, Area, Rows, Shelf, Stage, Tried
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    name = "negotiation of retailer"
    negotiation, asked = _negotiation(scene, name, "retailer", "brand")
    scene.keep(name, negotiation)
    scene.keep(f"asking in {name}", asked)
    scene.add(_line(scene, asked, "SKU of public goods"))


def _negotiation(
    rows: Rows, name: str, buyer: str, seller: str, opened_at: datetime = NOW
) -> tuple[Negotiation, NegotiationEvent]:
    """A negotiation of this name, as far as the buyer has asked."""
    negotiation = Negotiation(
        id=rows.id(name),
        buyer_id=rows.id(buyer),
        seller_id=rows.id(seller),
        status=NegotiationStatus.WAITING_FOR_SELLER,
        version=1,
        currency="EUR",
        terms_id=rows.id(f"asking in {name}"),
        opened_at=opened_at,
    )
    asked = NegotiationEvent(
        id=rows.id(f"asking in {name}"),
        negotiation_id=negotiation.id,
        version=1,
        kind=NegotiationEventKind.ASKED,
        status=negotiation.status,
        actor_id=negotiation.buyer_id,
        message="For the whole year?",
        occurred_at=opened_at,
    )
    return negotiation, asked


def _line(rows: Rows, event: NegotiationEvent, sku: str) -> NegotiationLine:
    return NegotiationLine(
        event_id=event.id, position=1, sku_id=rows.id(sku), quantity=10, price_minor=900
    )


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        negotiation, asked = _negotiation(
            shelf, f"negotiation {number}", "centre", f"party {number}", shelf.instants[number]
        )
        for row in (negotiation, asked, _line(shelf, asked, "SKU 0")):
            shelf.add(row)


AREA: Final = Area(
    scene=_scene,
    seen_by={"negotiation of retailer": "brand retailer"},
    seen_with=("asking in ",),
    shelf=_shelf,
    filters={
        ("NEGOTIATIONS", "partner_id"): Tried(
            "$1 IN (buyer_id, seller_id)", found="SELECT seller_id FROM negotiations LIMIT 1"
        )
    },
    breaks={
        "Negotiations are not where their history leads": (
            "UPDATE negotiations SET version = version + 1"
        ),
        "Negotiations are about something else than what was proposed last": (
            "UPDATE negotiations SET terms_id = NULL"
        ),
        "Prices were agreed on that nobody said": ("UPDATE negotiations SET status = 'AGREED'"),
    },
)
