"""Prices."""

from typing import Any, Final

from db.enums.offers import Audience, OfferEventKind
from db.tables.offers import Offer, OfferEvent, PriceTier
from tests.areas import CONSUMERS, EVERYBODY, ROWS, Area, Shelf, Stage
from tests.conftest import NOW

_TO_CONSUMERS: Final = {"audience": Audience.CONSUMERS}


def _scene(scene: Stage) -> None:
    _offer(scene, "price of material", "supplier", "material")
    _offer(scene, "price to partners", "brand", "goods for partners")
    to_retailer, to_consumer = scene.id("retailer"), scene.id("consumer")
    _offer(scene, "price to the retailer", "brand", "public goods", partner_id=to_retailer)
    _offer(scene, "price in the shop", "retailer", "public goods", **_TO_CONSUMERS)
    _offer(
        scene,
        "price to the consumer",
        "retailer",
        "public goods",
        partner_id=to_consumer,
        **_TO_CONSUMERS,
    )


def _others(scene: Stage) -> None:
    _offer(scene, "price of the house", "house", "goods of the house", **_TO_CONSUMERS)


def _offer(scene: Stage, name: str, seller: str, product: str, **values: Any) -> None:
    offer = Offer(
        seller_id=scene.id(seller),
        sku_id=scene.id(f"SKU of {product}"),
        currency="EUR",
        price_minor=100,
        valid_from=NOW,
        version=1,
        **{"audience": Audience.PARTNERS, **values},
    )
    scene.keep(name, offer)
    scene.add(PriceTier(offer_id=offer.id, minimum_quantity=2, price_minor=90))
    made = OfferEvent(offer_id=offer.id, version=1, kind=OfferEventKind.SET, occurred_at=NOW)
    scene.keep(f"making of {name}", made)


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            Offer(
                seller_id=shelf.id("centre"),
                sku_id=shelf.id("SKU 0"),
                audience=Audience.PARTNERS,
                currency="EUR",
                price_minor=shelf.twins[number],
                valid_from=shelf.instants[number],
            )
        )
    shelf.parents[Offer] = {"sku": shelf.id("SKU 0"), "seller": shelf.id("centre")}


AREA: Final = Area(
    scene=_scene,
    others=_others,
    # One's own, those made to one, and those in open shops.
    seen_by={
        "price of material": "supplier brand",
        "price to partners": "brand retailer rival_retailer",
        "price to the retailer": "brand retailer",
        "price in the shop": f"retailer {CONSUMERS}",
        "price to the consumer": "retailer consumer",
        "price of the house": EVERYBODY,
    },
    seen_with=("making of ",),
    shelf=_shelf,
    breaks={"Offers are not where their history leads": "UPDATE offers SET version = version + 1"},
)
