"""The life of an order: which step leads where, who may take it, and what it is called then."""

import base64
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from typing import Final
from uuid import UUID

from db.enums import DescribedEnum
from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartyKind
from hub.domain.errors import ErrorCode, Refused


class Side(StrEnum):
    BUYER = "BUYER"
    SELLER = "SELLER"


class OrderAction(DescribedEnum):
    """A step that an order can be taken through."""

    # SHIP and RECEIVE finish what SHIP_PART and RECEIVE_PART may begin.
    PLACE = "PLACE", "The buyer sends the draft."
    CONFIRM = "CONFIRM", "The seller accepts it: `confirmOrder`."
    REJECT = "REJECT", "The seller declines it: `rejectOrder`."
    START_PRODUCTION = "START_PRODUCTION", "The seller begins to make the goods: `startProduction`."
    FINISH_PRODUCTION = "FINISH_PRODUCTION", "The goods are made: `finishProduction`."
    SHIP_PART = "SHIP_PART", "The seller ships some of it: `shipOrder` with lines."
    SHIP = "SHIP", "The seller ships all that is left: `shipOrder`."
    RECEIVE_PART = (
        "RECEIVE_PART",
        "The buyer takes in a shipment, more is to follow: `receiveShipment`.",
    )
    RECEIVE = "RECEIVE", "The buyer takes in the last shipment: `receiveShipment`."
    COMPLETE = "COMPLETE", "The buyer accepts what was delivered: `completeOrder`."
    CANCEL = "CANCEL", "Either side calls it off: `cancelOrder`."


_S, _A = OrderStatus, OrderAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[OrderStatus, OrderAction], OrderStatus]] = {
    (_S.DRAFT, _A.PLACE): _S.PLACED,
    (_S.PLACED, _A.CONFIRM): _S.CONFIRMED,
    (_S.PLACED, _A.REJECT): _S.REJECTED,
    (_S.PLACED, _A.CANCEL): _S.CANCELLED,
    (_S.CONFIRMED, _A.START_PRODUCTION): _S.IN_PRODUCTION,
    (_S.CONFIRMED, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.CONFIRMED, _A.SHIP): _S.SHIPPED,
    (_S.CONFIRMED, _A.CANCEL): _S.CANCELLED,
    (_S.IN_PRODUCTION, _A.FINISH_PRODUCTION): _S.READY,
    (_S.IN_PRODUCTION, _A.CANCEL): _S.CANCELLED,
    (_S.READY, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.READY, _A.SHIP): _S.SHIPPED,
    (_S.READY, _A.CANCEL): _S.CANCELLED,
    (_S.PARTIALLY_SHIPPED, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.SHIP): _S.SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.RECEIVE_PART): _S.PARTIALLY_SHIPPED,
    (_S.SHIPPED, _A.RECEIVE_PART): _S.SHIPPED,
    (_S.SHIPPED, _A.RECEIVE): _S.DELIVERED,
    (_S.DELIVERED, _A.COMPLETE): _S.COMPLETED,
}

# Who may take a step.
SIDES: Final[Mapping[OrderAction, frozenset[Side]]] = {
    _A.PLACE: frozenset({Side.BUYER}),
    _A.CONFIRM: frozenset({Side.SELLER}),
    _A.REJECT: frozenset({Side.SELLER}),
    _A.START_PRODUCTION: frozenset({Side.SELLER}),
    _A.FINISH_PRODUCTION: frozenset({Side.SELLER}),
    _A.SHIP_PART: frozenset({Side.SELLER}),
    _A.SHIP: frozenset({Side.SELLER}),
    _A.RECEIVE_PART: frozenset({Side.BUYER}),
    _A.RECEIVE: frozenset({Side.BUYER}),
    _A.COMPLETE: frozenset({Side.BUYER}),
    _A.CANCEL: frozenset({Side.BUYER, Side.SELLER}),
}

# What a step is called once it was taken.
HAPPENED: Final[Mapping[OrderAction, OrderEventKind]] = {
    _A.PLACE: OrderEventKind.PLACED,
    _A.CONFIRM: OrderEventKind.CONFIRMED,
    _A.REJECT: OrderEventKind.REJECTED,
    _A.START_PRODUCTION: OrderEventKind.PRODUCTION_STARTED,
    _A.FINISH_PRODUCTION: OrderEventKind.PRODUCTION_FINISHED,
    _A.SHIP_PART: OrderEventKind.PARTIALLY_SHIPPED,
    _A.SHIP: OrderEventKind.SHIPPED,
    _A.RECEIVE_PART: OrderEventKind.PARTIALLY_RECEIVED,
    _A.RECEIVE: OrderEventKind.DELIVERED,
    _A.COMPLETE: OrderEventKind.COMPLETED,
    _A.CANCEL: OrderEventKind.CANCELLED,
}

_DONE: Final[Mapping[OrderAction, str]] = {
    _A.PLACE: "placed",
    _A.CONFIRM: "confirmed",
    _A.REJECT: "rejected",
    _A.START_PRODUCTION: "taken into production",
    _A.FINISH_PRODUCTION: "finished in production",
    _A.SHIP_PART: "shipped",
    _A.SHIP: "shipped",
    _A.RECEIVE_PART: "received",
    _A.RECEIVE: "received",
    _A.COMPLETE: "completed",
    _A.CANCEL: "cancelled",
}

# The three steps of the chain: what an order is, by who buys from whom.
KINDS: Final[Mapping[tuple[PartyKind, PartyKind], OrderKind]] = {
    (PartyKind.BRAND, PartyKind.SUPPLIER): OrderKind.SUPPLY,
    (PartyKind.RETAILER, PartyKind.BRAND): OrderKind.WHOLESALE,
    (PartyKind.RETAILER, PartyKind.SUPPLIER): OrderKind.WHOLESALE,
    (PartyKind.CONSUMER, PartyKind.RETAILER): OrderKind.RETAIL,
}

# Steps after which nothing is held for the order any more.
RELEASING: Final = frozenset({_A.REJECT, _A.CANCEL})

# Orders that are over: nothing more is owed for them.
OVER: Final = frozenset({_S.DRAFT, _S.COMPLETED, _S.CANCELLED, _S.REJECTED})


def next_status(number: str, status: OrderStatus, action: OrderAction) -> OrderStatus:
    """Where the action leads.

    Raises:
        Refused: WRONG_STATUS, the action does not apply to an order in this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        starts = " or ".join(before for before, taken in TRANSITIONS if taken is action)
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"Order {number} is {status} and cannot be {_DONE[action]}; only {starts} orders can.",
        )
    return found


def ship_action(pieces_left: int) -> OrderAction:
    """The step that a shipment is, after which so many pieces of the order are left to ship."""
    return OrderAction.SHIP_PART if pieces_left else OrderAction.SHIP


def receive_action(pieces_left: int) -> OrderAction:
    """The step that a receipt is, after which so many pieces of the order are left to receive."""
    return OrderAction.RECEIVE_PART if pieces_left else OrderAction.RECEIVE


def available_actions(status: OrderStatus, sides: frozenset[Side]) -> list[OrderAction]:
    """The steps that a party on these sides of the order may take now."""
    return [a for (before, a) in TRANSITIONS if before == status and SIDES[a] & sides]


def order_kind(buyer: PartyKind, seller: PartyKind) -> OrderKind:
    """What an order between two parties is.

    Raises:
        Refused: NO_TRADE, such parties do not trade in this direction.
    """
    kind = KINDS.get((buyer, seller))
    if kind is None:
        raise Refused(
            ErrorCode.NO_TRADE,
            f"A {buyer.lower()} does not order from a {seller.lower()}: brands order from"
            " suppliers, retailers from brands and suppliers, consumers from retailers.",
            ("sellerId",),
        )
    return kind


def check_credit(limit_minor: int | None, owed_minor: int, total_minor: int, currency: str) -> None:
    """An order is placed within the buyer's credit, if that has a limit.

    Raises:
        Refused: CREDIT_EXCEEDED, what is owed and the order's total are more than the limit.
    """
    if limit_minor is not None and owed_minor + total_minor > limit_minor:
        raise Refused(
            ErrorCode.CREDIT_EXCEEDED,
            f"The order is over {total_minor} and {owed_minor} is owed already; the credit limit is"
            f" {limit_minor} (minor units of {currency}).",
        )


def order_number(order_id: UUID, placed_at: datetime) -> str:
    """A number to read out: the day, and 40 random bits, which tell rivals nothing of volumes."""
    return f"{placed_at:%y%m%d}-{base64.b32encode(order_id.bytes[-5:]).decode()}"
