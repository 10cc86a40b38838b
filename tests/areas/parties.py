"""Parties, partnerships and locations; those of a scene are there before all else."""

from itertools import product
from typing import Final

from db.enums.parties import PartnershipStatus, PartyKind
from db.tables.parties import Partnership, Party
from hub.context import Hub
from tests.areas import (
    CONSUMERS,
    CUSTOMERS,
    EVERYBODY,
    ROWS,
    Area,
    Shelf,
    Tried,
)
from tests.conftest import NOW


def _shelf(shelf: Shelf) -> None:
    centre = shelf.add(Party(kind=PartyKind.BRAND, name="Centre", created_at=NOW), "centre")
    for number, (kind, twin) in enumerate(product(PartyKind, shelf.twins)):
        around = Party(kind=kind, name=f"Party {twin}", created_at=NOW)
        shelf.add(around, f"party {number}")
        for upstream, downstream in ((centre, around), (around, centre)):
            shelf.add(
                Partnership(
                    upstream_id=upstream.id,
                    downstream_id=downstream.id,
                    status=PartnershipStatus.ACTIVE,
                    currency="EUR",
                    since=shelf.instants[number % ROWS],
                )
            )
    shelf.parents[Party] = {"partner": centre.id}
    shelf.parents[Partnership] = {"party": centre.id}


async def _demo(hub: Hub) -> None:
    await hub.database.pool.execute(
        "UPDATE parties SET status = 'APPLIED' WHERE country = 'CN' AND kind = 'RETAILER'"
    )


AREA: Final = Area(
    seen_by={
        # Oneself and one's partners; consumers also see shops, and whose goods are in them.
        "supplier": "supplier brand",
        "brand": f"brand supplier rival_supplier {CUSTOMERS} proposed_retailer {CONSUMERS}",
        "retailer": f"retailer brand {CONSUMERS}",
        "consumer": "consumer retailer",
        "rival_supplier": "rival_supplier brand",
        "rival_retailer": f"rival_retailer brand {CONSUMERS}",
        "former_retailer": f"former_retailer brand {CONSUMERS}",
        "proposed_retailer": f"proposed_retailer brand {CONSUMERS}",
        "stranger_brand": "stranger_brand",
        "stranger": "stranger",
        "house": EVERYBODY,
        "operator": "",
        # Places: one's own, and those of partners.
        "place of supplier": "supplier brand",
        "place of brand": f"brand supplier rival_supplier {CUSTOMERS}",
        "place of retailer": "retailer brand",
        "place of rival_supplier": "rival_supplier brand",
        "place of rival_retailer": "rival_retailer brand",
        "place of former_retailer": "former_retailer brand",
        "place of proposed_retailer": "proposed_retailer",
        "place of stranger_brand": "stranger_brand",
        "place of house": "house",
        "place of operator": "",
        # Partnerships: their two sides.
        "partnership of supplier and brand": "supplier brand",
        "partnership of brand and retailer": "brand retailer",
        "partnership of retailer and consumer": "retailer consumer",
        "partnership of rival_supplier and brand": "rival_supplier brand",
        "partnership of brand and rival_retailer": "brand rival_retailer",
        "partnership of brand and former_retailer": "brand former_retailer",
        "partnership of brand and proposed_retailer": "brand proposed_retailer",
    },
    shelf=_shelf,
    demo=_demo,
    filters={
        ("PARTIES", "search"): Tried("all_texts(name, name_translations) ~* ('\\m' || $1)", "lan")
    },
)
