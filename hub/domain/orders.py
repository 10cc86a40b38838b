"""The life of an order: which step leads where, who may take it, and what it is called then."""

import base64
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Final
from uuid import UUID

from db.enums import DescribedEnum
from db.enums.orders import OrderChangeKind, OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from hub.domain.errors import ErrorCode, Refused
from hub.domain.money import money_text


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
    CANCEL = "CANCEL", "Either side calls it off, or asks to: `cancelOrder`."
    CHANGE = "CHANGE", "Either side orders fewer pieces, or asks to: `changeOrder`."
    CLOSE = "CLOSE", "Either side says that the rest will not come, or asks to: `closeOrder`."
    ACCEPT_CHANGE = (
        "ACCEPT_CHANGE",
        "You agree to what the other side asked for: `acceptOrderChange`.",
    )
    DECLINE_CHANGE = "DECLINE_CHANGE", "You do not: `declineOrderChange`."
    WITHDRAW_CHANGE = (
        "WITHDRAW_CHANGE",
        "You take back what you asked for: `withdrawOrderChange`.",
    )


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
    (_S.IN_PRODUCTION, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.IN_PRODUCTION, _A.SHIP): _S.SHIPPED,
    (_S.IN_PRODUCTION, _A.CANCEL): _S.CANCELLED,
    (_S.READY, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.READY, _A.SHIP): _S.SHIPPED,
    (_S.READY, _A.CANCEL): _S.CANCELLED,
    # What is in stock may go while the rest is yet to be made.
    (_S.PARTIALLY_SHIPPED, _A.START_PRODUCTION): _S.PARTIALLY_SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.FINISH_PRODUCTION): _S.PARTIALLY_SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.SHIP_PART): _S.PARTIALLY_SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.SHIP): _S.SHIPPED,
    (_S.PARTIALLY_SHIPPED, _A.RECEIVE_PART): _S.PARTIALLY_SHIPPED,
    (_S.SHIPPED, _A.RECEIVE_PART): _S.SHIPPED,
    (_S.SHIPPED, _A.RECEIVE): _S.DELIVERED,
    (_S.DELIVERED, _A.COMPLETE): _S.COMPLETED,
    (_S.PARTIALLY_SHIPPED, _A.CLOSE): _S.SHIPPED,
    **{
        (status, _A.CHANGE): status
        for status in (
            _S.PLACED,
            _S.CONFIRMED,
            _S.IN_PRODUCTION,
            _S.READY,
            _S.PARTIALLY_SHIPPED,
        )
    },
}

# What is said to a change that one side has asked for; the order stays where it is, or is changed.
ANSWERS: Final = frozenset({_A.ACCEPT_CHANGE, _A.DECLINE_CHANGE, _A.WITHDRAW_CHANGE})

# The step that a change of an order is.
STEP_OF: Final[Mapping[OrderChangeKind, OrderAction]] = {
    OrderChangeKind.CANCEL: _A.CANCEL,
    OrderChangeKind.CLOSE: _A.CLOSE,
    OrderChangeKind.REDUCE: _A.CHANGE,
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
    **dict.fromkeys((*STEP_OF.values(), *ANSWERS), frozenset(Side)),
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
    _A.CHANGE: OrderEventKind.CHANGED,
    _A.CLOSE: OrderEventKind.CLOSED,
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
    _A.CHANGE: "changed",
    _A.CLOSE: "closed",
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

# Orders that came to nothing.
CALLED_OFF: Final = frozenset({_S.CANCELLED, _S.REJECTED})

# Orders that are over: nothing more is owed for them.
OVER: Final = frozenset({_S.DRAFT, _S.COMPLETED, _S.CANCELLED, _S.REJECTED})


@dataclass(frozen=True)
class Progress:
    """How far an order is, as far as that decides which steps it can be taken through.

    Of `pieces_left` to ship, `pieces_to_make` are not held yet and could be made, and
    `pieces_at_one_place` can leave together from the location of the seller that has most of them.
    `production` is the newest event that tells of its production, and `has_place` whether the
    seller has a location where goods can be. `asked_by` is the side whose change waits for the
    other's word.
    """

    status: OrderStatus
    pieces_left: int
    pieces_to_make: int
    pieces_at_one_place: int
    shipments_travelling: int
    production: OrderEventKind | None
    has_place: bool
    asked_by: Side | None

    @property
    def is_in_production(self) -> bool:
        return self.status is _S.IN_PRODUCTION or (
            self.status is _S.PARTIALLY_SHIPPED
            and self.production is OrderEventKind.PRODUCTION_STARTED
        )

    @property
    def was_in_production(self) -> bool:
        return self.production is not None or self.status in {_S.IN_PRODUCTION, _S.READY}


def _can_start_production(of: Progress) -> bool:
    return of.status is _S.CONFIRMED or (of.pieces_to_make > 0 and not of.is_in_production)


def _can_finish_production(of: Progress) -> bool:
    return of.is_in_production and (of.has_place or of.pieces_to_make == 0)


def _can_receive_part(of: Progress) -> bool:
    last = 1 if of.status is _S.SHIPPED else 0
    return of.shipments_travelling > last


# What must be true of an order beside its status; of steps that are not named, nothing.
POSSIBLE: Final[Mapping[OrderAction, Callable[[Progress], bool]]] = {
    # Drafts come from elsewhere; nobody sends them here.
    _A.PLACE: lambda of: of.status is not _S.DRAFT,
    _A.START_PRODUCTION: _can_start_production,
    _A.FINISH_PRODUCTION: _can_finish_production,
    _A.SHIP_PART: lambda of: of.pieces_at_one_place > 0 and of.pieces_left > 1,
    _A.SHIP: lambda of: 0 < of.pieces_left == of.pieces_at_one_place,
    _A.RECEIVE_PART: _can_receive_part,
    _A.RECEIVE: lambda of: of.shipments_travelling == 1,
    _A.CANCEL: lambda of: of.asked_by is None,
    _A.CLOSE: lambda of: of.asked_by is None,
    # Something is left to ship afterwards.
    _A.CHANGE: lambda of: of.asked_by is None and of.pieces_left > 1,
}


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


def is_possible(action: OrderAction, progress: Progress) -> bool:
    """Whether there is something to take the step with, in the order's status."""
    return action not in POSSIBLE or POSSIBLE[action](progress)


def available_actions(progress: Progress, side: Side) -> list[OrderAction]:
    """The steps that a party on this side of the order may take now, and no others."""
    steps = [
        action
        for (before, action) in TRANSITIONS
        if before is progress.status and is_possible(action, progress)
    ]
    answers: list[OrderAction] = []
    if progress.asked_by is side:
        answers = [_A.WITHDRAW_CHANGE]
    elif progress.asked_by is not None:
        answers = [_A.ACCEPT_CHANGE, _A.DECLINE_CHANGE]
    return [action for action in (*steps, *answers) if side in SIDES[action]]


def needs_consent(action: OrderAction, side: Side, progress: Progress) -> bool:
    """Whether a side changes an order in this way only with the other side's word.

    A seller may say that something will not come; it may not decide that less of it was wanted.
    From production on, a buyer goes back on nothing alone.
    """
    if side is Side.SELLER:
        return action is OrderAction.CHANGE
    return progress.was_in_production


def check_possible(number: str, action: OrderAction, progress: Progress) -> None:
    """See that a step can be taken in an order's status, and as far as it is.

    Raises:
        Refused: CHANGE_ASKED, a change waits for the other side's word; NO_LOCATION, what is made
            could be put nowhere; WRONG_STATUS, the status is another or there is nothing to take
            the step with.
    """
    next_status(number, progress.status, action)
    if action in STEP_OF.values() and progress.asked_by is not None:
        raise Refused(
            ErrorCode.CHANGE_ASKED,
            f"The {progress.asked_by.lower()} of order {number} asked for a change of it; accept,"
            " decline or withdraw that first.",
            ("orderId",),
        )
    if action is _A.FINISH_PRODUCTION and progress.pieces_to_make and not progress.has_place:
        raise Refused(ErrorCode.NO_LOCATION, "Add a location first, where the goods can be kept.")
    if not is_possible(action, progress):
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"Nothing of order {number} is there to be {_DONE[action]} now.",
            ("orderId",),
        )


def check_reduction(
    position: int, before: int, shipped: int, quantity: int, field: tuple[str, ...]
) -> None:
    """See that fewer pieces of a line can be ordered, and those that are shipped are.

    Raises:
        Refused: INVALID_QUANTITY.
    """
    if not shipped <= quantity < before:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"Line {position} is of {before} pieces, and {shipped} of them are shipped; order"
            f" fewer than {before}, and no fewer than {shipped}; {quantity} were given.",
            field,
        )


def check_receipt(
    position: int, shipped: int, arrived: tuple[int, int, int], field: tuple[str, ...]
) -> None:
    """See that each piece of a line that is in a shipment arrived in good order, broken or not.

    Args:
        arrived: how many pieces were received in good order, damaged, and missing.

    Raises:
        Refused: INVALID_QUANTITY.
    """
    if min(arrived) < 0 or sum(arrived) != shipped:
        received, damaged, missing = arrived
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"{shipped} pieces of line {position} are in the shipment; {received} received,"
            f" {damaged} damaged and {missing} missing are {sum(arrived)}. Account for each piece"
            " once.",
            (*field, "received"),
        )


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


def check_takes_orders(name: str, status: PartyStatus) -> None:
    """See that orders can be placed with a seller of this name and status.

    Raises:
        Refused: NOT_ADMITTED, it is not admitted to trade.
    """
    if status is not PartyStatus.ADMITTED:
        raise Refused(
            ErrorCode.NOT_ADMITTED, f"{name} is {status} and takes no orders now.", ("sellerId",)
        )


def check_partnership(kind: OrderKind, name: str, status: PartnershipStatus | None) -> None:
    """See that a partnership of this status with the seller lets an order be placed: an active one,
    or none, where a consumer's first order opens it.

    Raises:
        Refused: NO_PARTNERSHIP.
    """
    is_first = status is None and kind is OrderKind.RETAIL
    if status is PartnershipStatus.ACTIVE or is_first:
        return
    state = "no partnership" if status is None else f"a partnership that is {status}"
    raise Refused(
        ErrorCode.NO_PARTNERSHIP,
        f"You have {state} with {name}; orders need an active one.",
        ("sellerId",),
    )


def check_credit(limit_minor: int | None, owed_minor: int, total_minor: int, currency: str) -> None:
    """An order is placed within the buyer's credit, if that has a limit.

    Raises:
        Refused: CREDIT_EXCEEDED, what is owed and the order's total are more than the limit.
    """
    if limit_minor is not None and owed_minor + total_minor > limit_minor:
        raise Refused(
            ErrorCode.CREDIT_EXCEEDED,
            f"The order is over {money_text(total_minor, currency)} and"
            f" {money_text(owed_minor, currency)} is owed already; the credit limit is"
            f" {money_text(limit_minor, currency)}.",
        )


def check_requested(day: date | None, now: datetime) -> None:
    """A buyer wants goods today or later; where days begin earlier it may be a day further.

    Raises:
        Refused: INVALID_INPUT.
    """
    if day is not None and day < now.date() - timedelta(days=1):
        raise Refused(
            ErrorCode.INVALID_INPUT, f"{day} is over; want it on a day to come.", ("requestedFor",)
        )


def order_number(order_id: UUID, placed_at: datetime) -> str:
    """A number to read out: the day, and 40 random bits, which tell rivals nothing of volumes."""
    return f"{placed_at:%y%m%d}-{base64.b32encode(order_id.bytes[-5:]).decode()}"
