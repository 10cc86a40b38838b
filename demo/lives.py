"""How an order of the demo world lives: which steps it takes, when, and what its history says."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from typing import Final, NamedTuple

from db.enums import OrderEventKind, OrderKind, OrderStatus
from demo.chance import HOUR, Chance


class Deed(StrEnum):
    """What somebody does with an order."""

    PLACE = "PLACE"
    CONFIRM = "CONFIRM"
    REJECT = "REJECT"
    START = "START"
    FINISH = "FINISH"
    SHIP = "SHIP"
    RECEIVE = "RECEIVE"
    COMPLETE = "COMPLETE"
    CANCEL = "CANCEL"


class Fate(StrEnum):
    """How an order will end."""

    SUCCEED = "SUCCEED"
    STAY_DRAFT = "STAY_DRAFT"
    BE_REJECTED = "BE_REJECTED"
    BE_CANCELLED = "BE_CANCELLED"


class Step(NamedTuple):
    """Something is done at a second of the demo year; `part` is the shipment it is done with."""

    at: int
    deed: Deed
    part: int = 0


class Told(NamedTuple):
    """What an order's history says of a step."""

    step: Step
    kind: OrderEventKind
    from_status: OrderStatus | None
    to_status: OrderStatus


class Pace(NamedTuple):
    """How many hours pass, from and to: before it is confirmed, shipped, received, completed."""

    confirm: tuple[int, int]
    ship: tuple[int, int]
    travel: tuple[int, int]
    complete: tuple[int, int]


PACES: Final[Mapping[OrderKind, Pace]] = {
    OrderKind.RETAIL: Pace((1, 12), (4, 36), (20, 90), (24, 200)),
    OrderKind.WHOLESALE: Pace((2, 36), (20, 90), (40, 160), (48, 300)),
    OrderKind.SUPPLY: Pace((4, 48), (40, 150), (60, 220), (72, 360)),
}
PRODUCTION_HOURS: Final = (4 * 24, 16 * 24)

# Some orders take their time, so that there is always something overdue.
_SLOW_SHARE: Final = 0.1
_SLOWNESS: Final = 6

_FATES: Final[Mapping[Fate, float]] = {
    Fate.SUCCEED: 0.92,
    Fate.BE_CANCELLED: 0.05,
    Fate.BE_REJECTED: 0.03,
}

_BUYERS_DEEDS: Final = frozenset({Deed.PLACE, Deed.RECEIVE, Deed.COMPLETE, Deed.CANCEL})

# What a deed that does not depend on shipments is called, and where it leads.
_PLAIN: Final[Mapping[Deed, tuple[OrderEventKind, OrderStatus]]] = {
    Deed.PLACE: (OrderEventKind.PLACED, OrderStatus.PLACED),
    Deed.CONFIRM: (OrderEventKind.CONFIRMED, OrderStatus.CONFIRMED),
    Deed.REJECT: (OrderEventKind.REJECTED, OrderStatus.REJECTED),
    Deed.START: (OrderEventKind.PRODUCTION_STARTED, OrderStatus.IN_PRODUCTION),
    Deed.FINISH: (OrderEventKind.PRODUCTION_FINISHED, OrderStatus.READY),
    Deed.COMPLETE: (OrderEventKind.COMPLETED, OrderStatus.COMPLETED),
    Deed.CANCEL: (OrderEventKind.CANCELLED, OrderStatus.CANCELLED),
}


def is_done_by_buyer(deed: Deed) -> bool:
    return deed in _BUYERS_DEEDS


def draw_fate(chance: Chance) -> Fate:
    [fate] = chance.choices(tuple(_FATES), weights=tuple(_FATES.values()))
    return fate


def plan(
    chance: Chance,
    kind: OrderKind,
    placed_at: int,
    *,
    fate: Fate,
    parts: int,
    production: Callable[[int], int] | None,
) -> list[Step]:
    """The steps of an order's whole life, in time order, however far they reach past now.

    Goods are sent in `parts` shipments. `production` is given where something is made to order: it
    says when what begins at a second is finished.
    """
    if fate is Fate.STAY_DRAFT:
        return []
    slowness = _SLOWNESS if chance.happens(_SLOW_SHARE) else 1
    pace = PACES[kind]

    def after(moment: int, hours: tuple[int, int]) -> int:
        return moment + slowness * chance.randrange(hours[0] * HOUR, hours[1] * HOUR)

    steps = [Step(placed_at, Deed.PLACE)]
    confirmed_at = after(placed_at, pace.confirm)
    if fate is Fate.BE_REJECTED:
        return [*steps, Step(confirmed_at, Deed.REJECT)]
    steps.append(Step(confirmed_at, Deed.CONFIRM))
    if production:
        started_at = after(confirmed_at, pace.confirm)
        steps.append(Step(started_at, Deed.START))
        steps.append(Step(production(started_at), Deed.FINISH))
    if fate is Fate.BE_CANCELLED:
        kept = steps[: chance.randint(1, len(steps))]
        return [*kept, Step(after(kept[-1].at, (1, 12)), Deed.CANCEL)]

    arrived_at = []
    shipped_at = steps[-1].at
    for part in range(parts):
        shipped_at = after(shipped_at, pace.ship)
        arrived_at.append(after(shipped_at, pace.travel))
        steps.append(Step(shipped_at, Deed.SHIP, part))
        steps.append(Step(arrived_at[-1], Deed.RECEIVE, part))
    steps.append(Step(after(max(arrived_at), pace.complete), Deed.COMPLETE))
    return sorted(steps)


def received_at(steps: Sequence[Step]) -> int:
    """When the last of an order's goods arrive; steps must be of a life that succeeds."""
    return max(step.at for step in steps if step.deed is Deed.RECEIVE)


def tell(steps: Sequence[Step], parts: int) -> Iterator[Told]:
    """The history that these first steps of a life make."""
    status = OrderStatus.DRAFT
    shipped = received = 0
    for step in steps:
        if step.deed is Deed.SHIP:
            shipped += 1
            kind, to_status = (
                (OrderEventKind.SHIPPED, OrderStatus.SHIPPED)
                if shipped == parts
                else (OrderEventKind.PARTIALLY_SHIPPED, OrderStatus.PARTIALLY_SHIPPED)
            )
        elif step.deed is Deed.RECEIVE:
            received += 1
            kind, to_status = (
                (OrderEventKind.DELIVERED, OrderStatus.DELIVERED)
                if received == parts
                else (OrderEventKind.PARTIALLY_RECEIVED, status)
            )
        else:
            kind, to_status = _PLAIN[step.deed]
        # An order that is placed at once never was a draft.
        yield Told(step, kind, None if status is OrderStatus.DRAFT else status, to_status)
        status = to_status
