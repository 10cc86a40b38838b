"""The enums of the graph: stored words with their meanings, and the orderings of lists."""

from collections.abc import Mapping
from enum import Enum, StrEnum
from typing import Final

import strawberry

from db.enums import (
    AlertEventKind,
    AlertKind,
    AlertStatus,
    Audience,
    DocumentKind,
    EventKind,
    JobStatus,
    ListingStatus,
    LocationKind,
    MediaKind,
    MovementKind,
    OrderEventKind,
    OrderKind,
    OrderStatus,
    PartnershipStatus,
    PartyKind,
    PartyStatus,
    Role,
    ShipmentEventKind,
    ShipmentStatus,
    TrackingStatus,
    Trade,
    Visibility,
    WebhookPause,
    WebhookStatus,
)
from hub.domain.errors import ErrorCode
from hub.domain.orders import OrderAction


class PartyOrder(StrEnum):
    NAME = "NAME"


class ProductOrder(StrEnum):
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    NAME = "NAME"


class OfferOrder(StrEnum):
    CHEAPEST = "CHEAPEST"
    NEWEST = "NEWEST"


class OrderOrder(StrEnum):
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"
    LARGEST = "LARGEST"
    SMALLEST = "SMALLEST"


class AlertOrder(StrEnum):
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class JobOrder(StrEnum):
    NEWEST = "NEWEST"
    OLDEST = "OLDEST"


class StockOrder(StrEnum):
    NEWEST = "NEWEST"
    LEAST_AVAILABLE = "LEAST_AVAILABLE"
    MOST_AVAILABLE = "MOST_AVAILABLE"


# What clients read of each enum and of each of its words.
_MEANINGS: Final[Mapping[type[Enum], tuple[str, Mapping[str, str]]]] = {
    PartyKind: (
        "What a party is in the chain.",
        {
            "SUPPLIER": "Makes materials for brands, or finished pieces for retailers.",
            "BRAND": "Owns products and sells them to retailers.",
            "RETAILER": "Sells to consumers.",
            "CONSUMER": "A person who buys for themselves.",
            "OPERATOR": "Runs the hub.",
        },
    ),
    PartyStatus: (
        "Whether a party is admitted to trade.",
        {
            "APPLIED": "It has signed up and waits for the operator.",
            "ADMITTED": "It trades.",
            "DECLINED": "The operator does not let it trade.",
            "SUSPENDED": "The operator has stopped its trade for now.",
        },
    ),
    Role: (
        "What an account may do for its party.",
        {
            "OWNER": "Everything.",
            "MANAGER": "Everything but what owners alone may: make and remove owners.",
            "BUYER": "Orders from sellers.",
            "WAREHOUSE": "Ships, receives and adjusts stock.",
            "ANALYST": "Reads.",
        },
    ),
    PartnershipStatus: (
        "Where a partnership stands.",
        {
            "PROPOSED": "Waiting for the other side.",
            "ACTIVE": "Orders may be placed.",
            "SUSPENDED": "No new orders for now.",
            "ENDED": "No new orders any more.",
        },
    ),
    ListingStatus: (
        "Where a product stands on its way into the catalogue.",
        {
            "DRAFT": "Being written.",
            "IN_REVIEW": "Waiting to be approved.",
            "DECLINED": "Not approved.",
            "PUBLISHED": "In the catalogue.",
            "WITHDRAWN": "Taken out of the catalogue; still readable where orders refer to it.",
        },
    ),
    Trade: (
        "The trade whose details a product has.",
        {
            "COSMETICS": "Skin care, make-up, fragrance and what goes into them.",
            "JEWELLERY": "Finished pieces and their parts.",
            "GENERAL": "Anything else.",
        },
    ),
    Visibility: (
        "Whom a published product is shown to.",
        {"PUBLIC": "Everybody.", "PARTNERS": "The owner's downstream partners."},
    ),
    MediaKind: (
        "How a product is shown.",
        {
            "IMAGE": "A picture.",
            "VIDEO": "A film.",
            "MODEL_3D": "A model to be turned in three dimensions.",
            "SPIN_360": "Pictures all around.",
        },
    ),
    DocumentKind: (
        "What a document about a product is.",
        {
            "QC_REPORT": "The result of a quality check.",
            "CERTIFICATE": "A laboratory's or authority's certificate.",
            "FILING": "A registration with the authorities.",
            "SAFETY_SHEET": "How to handle it safely.",
        },
    ),
    Audience: (
        "Whom an offer is made to.",
        {"PARTNERS": "Partners of the seller.", "CONSUMERS": "Everybody who buys for themselves."},
    ),
    LocationKind: (
        "What a location is.",
        {
            "FACTORY": "Where goods are made.",
            "WAREHOUSE": "Where goods are kept.",
            "SHOP": "Where goods are sold.",
        },
    ),
    MovementKind: (
        "Why a stock item changed.",
        {
            "OPENED": "Counted for the first time: on hand.",
            "ADJUSTED": "Corrected after a count or a loss: on hand.",
            "PRODUCED": "Made here: on hand.",
            "RESERVED": "Held for an order: reserved.",
            "RELEASED": "No longer held: reserved.",
            "SHIPPED": "Gone to a buyer: on hand and reserved.",
            "EXPECTED": "On its way here: incoming.",
            "RECEIVED": "Arrived here: incoming becomes on hand.",
        },
    ),
    OrderKind: (
        "Which step of the chain an order is.",
        {
            "SUPPLY": "A brand buys from a supplier.",
            "WHOLESALE": "A retailer buys from a brand or a supplier.",
            "RETAIL": "A consumer buys from a retailer.",
        },
    ),
    OrderStatus: (
        "Where an order stands.",
        {
            "DRAFT": "Being written; only its buyer sees it.",
            "PLACED": "Waiting for the seller; stock is reserved.",
            "CONFIRMED": "Accepted by the seller.",
            "IN_PRODUCTION": "Being made.",
            "READY": "Made, waiting to be shipped.",
            "PARTIALLY_SHIPPED": "A part is on its way, more is to follow.",
            "SHIPPED": "All of it is on its way.",
            "DELIVERED": "All of it has arrived.",
            "COMPLETED": "Accepted by the buyer; over.",
            "CANCELLED": "Called off; over.",
            "REJECTED": "Declined by the seller; over.",
        },
    ),
    OrderEventKind: (
        "What happened to an order.",
        {
            "PLACED": "The buyer placed it.",
            "CONFIRMED": "The seller accepted it.",
            "REJECTED": "The seller declined it.",
            "PRODUCTION_STARTED": "The seller began to make the goods.",
            "PRODUCTION_FINISHED": "The goods are made.",
            "PARTIALLY_SHIPPED": "A part was shipped, more is to follow.",
            "SHIPPED": "All that was left was shipped.",
            "PARTIALLY_RECEIVED": "A shipment arrived, more is to follow.",
            "DELIVERED": "The last of it arrived.",
            "COMPLETED": "The buyer accepted what was delivered.",
            "CANCELLED": "One side called it off.",
            "IMPORTED": "It was brought in, as it stood, from another system.",
        },
    ),
    ShipmentStatus: (
        "Where a shipment stands.",
        {"IN_TRANSIT": "On its way.", "DELIVERED": "Received by the buyer."},
    ),
    ShipmentEventKind: (
        "What happened to a shipment.",
        {
            "SHIPPED": "The seller handed it over.",
            "REPORTED": "Where it is was reported, or when it should arrive.",
            "DELIVERED": "The buyer took it in.",
        },
    ),
    TrackingStatus: (
        "What a carrier reports of a shipment.",
        {
            "PICKED_UP": "Taken over from the seller.",
            "IN_TRANSIT": "Passed a place on the way.",
            "OUT_FOR_DELIVERY": "On the last leg.",
            "DELIVERED": "Handed over to the buyer.",
            "EXCEPTION": "Something is wrong.",
        },
    ),
    AlertKind: (
        "What must be acted on.",
        {
            "SHORT_STOCK": "Fewer pieces are available than the threshold.",
            "OVERDUE_ORDER": "An order waits for its seller too long.",
            "DELAYED_DELIVERY": "A shipment has not arrived when it should have.",
        },
    ),
    AlertStatus: (
        "Where an alert stands.",
        {
            "OPEN": "Nobody sees to it yet.",
            "ACKNOWLEDGED": "Somebody sees to it.",
            "RESOLVED": "It is over, as the hub saw.",
        },
    ),
    AlertEventKind: (
        "What happened to an alert.",
        {
            "RAISED": "The hub saw that somebody must act.",
            "ACKNOWLEDGED": "Somebody took it in hand.",
            "RESOLVED": "The hub saw that it is over.",
        },
    ),
    OrderAction: (
        "A step that an order can be taken through.",
        {
            "PLACE": "The buyer sends the draft.",
            "CONFIRM": "The seller accepts it: `confirmOrder`.",
            "REJECT": "The seller declines it: `rejectOrder`.",
            "START_PRODUCTION": "The seller begins to make the goods: `startProduction`.",
            "FINISH_PRODUCTION": "The goods are made: `finishProduction`.",
            "SHIP_PART": "The seller ships some of it: `shipOrder` with lines.",
            "SHIP": "The seller ships all that is left: `shipOrder`.",
            "RECEIVE_PART": "The buyer takes in a shipment, more is to follow: `receiveShipment`.",
            "RECEIVE": "The buyer takes in the last shipment: `receiveShipment`.",
            "COMPLETE": "The buyer accepts what was delivered: `completeOrder`.",
            "CANCEL": "Either side calls it off: `cancelOrder`.",
        },
    ),
    EventKind: (
        "Which of a party's feeds an event belongs to.",
        {
            "ORDER": "As `orderEvents` tells.",
            "STOCK": "As `stockEvents` tells.",
            "SHIPMENT": "As `shipmentEvents` tells.",
            "ALERT": "As `alertEvents` tells.",
        },
    ),
    WebhookStatus: (
        "Whether a webhook's events are sent.",
        {
            "ACTIVE": "They are, as they come.",
            "FAILING": "The next one was not taken yet, and is tried again.",
            "PAUSED": "They are not, until it is resumed.",
        },
    ),
    WebhookPause: (
        "Why a webhook is paused.",
        {
            "ASKED": "It was asked for.",
            "GONE": "The receiver answered 410 Gone.",
            "GAVE_UP": "An event was tried in vain for three days.",
            "CURSOR_EXPIRED": "The events that come next are no longer kept: read the state anew"
            " together with `viewer.feedCursor`, and replay after that.",
            "ACCESS_LOST": "Whoever it acts for may no longer manage the party's webhooks.",
            "SECRET_UNREADABLE": "The hub's own secret has changed: rotate the webhook's, and"
            " resume.",
        },
    ),
    JobStatus: (
        "Where a job stands.",
        {
            "QUEUED": "It waits until it is due and its turn comes.",
            "RUNNING": "It is being done; or its worker is gone, and another will begin it again.",
            "DONE": "It was done.",
            "FAILED": "It was given up after several attempts; somebody has to look.",
            "DROPPED": "Somebody decided that it need not be done.",
        },
    ),
    ErrorCode: (
        "Why a change was refused.",
        {
            "NOT_FOUND": "There is no such thing, or you may not know of it.",
            "FORBIDDEN": "Your role may not do this.",
            "UNAUTHENTICATED": "Sign in first.",
            "WRONG_CREDENTIALS": "No account has this email and password, or the token is spent.",
            "EMAIL_TAKEN": "There is an account with this email.",
            "TOKEN_SPENT": "The token of a mail is not good any more.",
            "LAST_OWNER": "A party keeps at least one owner.",
            "NO_MAIL": "The hub sends no mail, which is needed for this.",
            "NOT_ADMITTED": "Your party, or the other one, is not admitted to trade.",
            "REQUEST_ID_REUSED": "The requestId was used for another request.",
            "BAD_ID": "An id is none of the hub's, or of something else than is wanted.",
            "TOO_LONG": "A text has more characters than its field takes.",
            "INVALID_INPUT": "The input contradicts itself or is out of bounds.",
            "INVALID_QUANTITY": "There cannot be so many pieces.",
            "AMOUNT_TOO_LARGE": "The number is larger than can be counted.",
            "WRONG_STATUS": "It does not stand where this step begins.",
            "NO_TRADE": "Such parties do not trade in this direction.",
            "NO_PARTNERSHIP": "There is no active partnership with the seller.",
            "NOT_OFFERED": "The seller does not offer this to you now.",
            "BELOW_MINIMUM": "The seller sells more pieces at a time.",
            "PRICE_CHANGED": "The price is not the one you were shown.",
            "MIXED_CURRENCIES": "An order is in one currency.",
            "CREDIT_EXCEEDED": "It would go beyond the partnership's credit limit.",
            "OUT_OF_STOCK": "There are fewer pieces available.",
            "NO_LOCATION": "There is no location where the goods could be.",
            "NOT_READY": "Some of the goods are yet to be made.",
        },
    ),
}

_SORTED: Final = {
    "NAME": "By name, A to Z.",
    "NEWEST": "The newest first.",
    "OLDEST": "The oldest first.",
    "CHEAPEST": "The lowest price first.",
    "LARGEST": "The largest total first.",
    "SMALLEST": "The smallest total first.",
    "LEAST_AVAILABLE": "The fewest available pieces first.",
    "MOST_AVAILABLE": "The most available pieces first.",
}


def _show(enum: type[Enum], description: str, meanings: Mapping[str, str]) -> None:
    definition = strawberry.enum(enum, description=description).__strawberry_definition__  # type: ignore[attr-defined]
    for value in definition.values:
        value.description = meanings[value.name]


for _enum, (_description, _meanings) in _MEANINGS.items():
    _show(_enum, _description, _meanings)
# The orderings are named as those of the listings in `db.queries`.
for _ordering in (
    PartyOrder,
    ProductOrder,
    OfferOrder,
    OrderOrder,
    StockOrder,
    AlertOrder,
    JobOrder,
):
    _show(_ordering, "How a list is sorted.", _SORTED)

__all__ = [
    "AlertEventKind",
    "AlertKind",
    "AlertOrder",
    "AlertStatus",
    "Audience",
    "DocumentKind",
    "ErrorCode",
    "EventKind",
    "JobOrder",
    "JobStatus",
    "ListingStatus",
    "LocationKind",
    "MediaKind",
    "MovementKind",
    "OfferOrder",
    "OrderAction",
    "OrderEventKind",
    "OrderKind",
    "OrderOrder",
    "OrderStatus",
    "PartnershipStatus",
    "PartyKind",
    "PartyOrder",
    "PartyStatus",
    "ProductOrder",
    "Role",
    "ShipmentEventKind",
    "ShipmentStatus",
    "StockOrder",
    "TrackingStatus",
    "Trade",
    "Visibility",
    "WebhookPause",
    "WebhookStatus",
]
