"""Of every row of the scene, who may see it."""

from typing import Final

from tests.policy.scene import ANONYMOUS

_CHAIN: Final = "supplier brand retailer consumer"
_OTHERS: Final = (
    "rival_supplier rival_retailer former_retailer proposed_retailer stranger_brand stranger house"
)
_EVERYBODY: Final = f"{_CHAIN} {_OTHERS} {ANONYMOUS}"
# The brand's partners, as they are or were.
_CUSTOMERS: Final = "retailer rival_retailer former_retailer"
_CONSUMERS: Final = "consumer stranger"

# Of every row, who may see it. The operator sees everything but webhooks.
SEEN_BY: Final = {
    # Parties: oneself and one's partners, the consumers also shops and whose goods are in them.
    "supplier": "supplier brand",
    "brand": f"brand supplier rival_supplier {_CUSTOMERS} proposed_retailer {_CONSUMERS}",
    "retailer": f"retailer brand {_CONSUMERS}",
    "consumer": "consumer retailer",
    "rival_supplier": "rival_supplier brand",
    "rival_retailer": f"rival_retailer brand {_CONSUMERS}",
    "former_retailer": f"former_retailer brand {_CONSUMERS}",
    "proposed_retailer": f"proposed_retailer brand {_CONSUMERS}",
    "stranger_brand": "stranger_brand",
    "stranger": "stranger",
    "house": _EVERYBODY,
    "operator": "",
    # Places: one's own, and those of partners.
    "place of supplier": "supplier brand",
    "place of brand": f"brand supplier rival_supplier {_CUSTOMERS}",
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
    # Products, with all that hangs on them: whoever knows the owner, or its partners alone.
    "shelf": _EVERYBODY,
    "material": "supplier brand",
    "public goods": (f"brand supplier rival_supplier {_CUSTOMERS} proposed_retailer {_CONSUMERS}"),
    "goods for partners": f"brand {_CUSTOMERS}",
    "unfinished goods": "brand",
    "withdrawn goods": (
        f"brand supplier rival_supplier {_CUSTOMERS} proposed_retailer {_CONSUMERS}"
    ),
    "goods of the house": _EVERYBODY,
    # Prices: one's own, those made to one, and those in open shops.
    "price of material": "supplier brand",
    "price to partners": "brand retailer rival_retailer",
    "price to the retailer": "brand retailer",
    "price in the shop": f"retailer {_CONSUMERS}",
    "price to the consumer": "retailer consumer",
    "price of the house": _EVERYBODY,
    # Stock, and what changed of it: the owner, and those it is shared with, of goods they know.
    "stock of goods": "brand retailer",
    "stock of material": "brand",
    "stock in the shop": "retailer",
    # Alerts, with their history: whoever must act.
    "alert about stock of goods": "brand",
    "alert about stock of material": "brand",
    "alert about stock in the shop": "retailer",
    # Orders, with all that hangs on them: their two sides; a draft is its buyer's.
    "retail order": "consumer retailer",
    "wholesale order": "retailer brand",
    "supply order": "brand supplier",
    "unsent order": "retailer",
    # Webhooks, with all that was sent to them: their party, and in it those who manage them.
    "webhook of brand": "brand",
    # Jobs: whom they concern.
    "job of brand": "brand",
    # A party's people, and those it has invited, are its own affair.
    "invitation of brand": "brand",
    **{
        f"{what} of {party}": party
        for what in ("account", "membership")
        for party in f"{_CHAIN} {_OTHERS}".split()
    },
    "account of operator": "",
    "membership of operator": "",
}
# Rows that are seen with another.
_HANGING: Final = (
    "SKU of ",
    "picture of ",
    "paper about ",
    "change of ",
    "line of ",
    "step of ",
    "event of the ",
    "shipment of ",
    "shipped line of ",
    "report on ",
    "try of ",
)
# What only the reader of an id finds; lists do not show it to others than its owner.
_UNLISTED: Final = {
    "withdrawn goods": "brand",
    # Former partners look up what they bought, and are shown nothing new.
    "goods for partners": "brand retailer rival_retailer",
}


_HIDDEN_FROM_OPERATOR: Final = {"webhook of brand"}


def seen_by(row: str) -> set[str]:
    for hanging in _HANGING:
        row = row.removeprefix(hanging)
    return {*SEEN_BY[row].split(), *_operator(row)}


def listed_for(row: str) -> set[str]:
    for hanging in _HANGING:
        row = row.removeprefix(hanging)
    return {*_UNLISTED.get(row, SEEN_BY[row]).split(), *_operator(row)}


def _operator(row: str) -> set[str]:
    return set() if row in _HIDDEN_FROM_OPERATOR else {"operator"}
