"""The lifecycle of a demo order: which steps it takes, when, and what its history says.

Where a step leads, who takes it and what it is called then are the hub's own rules,
`hub.domain.orders`.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import Final, NamedTuple

from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from demo.chance import HOUR, Chance
from hub.domain.orders import HAPPENED, TRANSITIONS, OrderAction, receive_action, ship_action

SHIPPING: Final = frozenset({OrderAction.SHIP_PART, OrderAction.SHIP})
RECEIVING: Final = frozenset({OrderAction.RECEIVE_PART, OrderAction.RECEIVE})


class Outcome(StrEnum):
    """How an order will end."""

    SUCCEED = "SUCCEED"
    STAY_DRAFT = "STAY_DRAFT"
    BE_REJECTED = "BE_REJECTED"
    BE_CANCELLED = "BE_CANCELLED"


class Step(NamedTuple):
    """An action taken at a second of the demo year; `part` is the shipment it is taken with."""

    at: int
    action: OrderAction
    part: int = 0


class HistoryEntry(NamedTuple):
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

_OUTCOMES: Final[Mapping[Outcome, float]] = {
    Outcome.SUCCEED: 0.92,
    Outcome.BE_CANCELLED: 0.05,
    Outcome.BE_REJECTED: 0.03,
}


def draw_outcome(chance: Chance) -> Outcome:
    [outcome] = chance.choices(tuple(_OUTCOMES), weights=tuple(_OUTCOMES.values()))
    return outcome


def plan_steps(
    chance: Chance,
    kind: OrderKind,
    placed_at: int,
    *,
    outcome: Outcome,
    parts: int,
    production: Callable[[int], int] | None,
) -> list[Step]:
    """The steps of an order's whole life, in time order, however far they reach past now.

    Goods are sent in `parts` shipments. `production` is given where something is made to order: it
    says when what begins at a second is finished.
    """
    if outcome is Outcome.STAY_DRAFT:
        return []
    slowness = _SLOWNESS if chance.happens(_SLOW_SHARE) else 1
    pace = PACES[kind]

    def after(moment: int, hours: tuple[int, int]) -> int:
        return moment + slowness * chance.randrange(hours[0] * HOUR, hours[1] * HOUR)

    steps = [Step(placed_at, OrderAction.PLACE)]
    confirmed_at = after(placed_at, pace.confirm)
    if outcome is Outcome.BE_REJECTED:
        return [*steps, Step(confirmed_at, OrderAction.REJECT)]
    steps.append(Step(confirmed_at, OrderAction.CONFIRM))
    if production:
        started_at = after(confirmed_at, pace.confirm)
        steps.append(Step(started_at, OrderAction.START_PRODUCTION))
        steps.append(Step(production(started_at), OrderAction.FINISH_PRODUCTION))
    if outcome is Outcome.BE_CANCELLED:
        kept = steps[: chance.randint(1, len(steps))]
        return [*kept, Step(after(kept[-1].at, (1, 12)), OrderAction.CANCEL)]

    arrivals = []
    shipped_at = steps[-1].at
    for part in range(parts):
        shipped_at = after(shipped_at, pace.ship)
        arrivals.append((after(shipped_at, pace.travel), part))
        steps.append(Step(shipped_at, ship_action(parts - part - 1), part))
    # What is sent later may arrive sooner; the last to arrive is what completes the delivery.
    arrivals.sort()
    for arrived, (arrived_at, part) in enumerate(arrivals, start=1):
        steps.append(Step(arrived_at, receive_action(parts - arrived), part))
    steps.append(Step(after(arrivals[-1][0], pace.complete), OrderAction.COMPLETE))
    return sorted(steps, key=attrgetter("at"))


def received_at(steps: Sequence[Step]) -> int:
    """When the last of an order's goods arrive; steps must be of an order that succeeds."""
    return next(step.at for step in steps if step.action is OrderAction.RECEIVE)


def history_of(steps: Sequence[Step]) -> Iterator[HistoryEntry]:
    """The history that these first steps of an order make."""
    status = OrderStatus.DRAFT
    for step in steps:
        to_status = TRANSITIONS[status, step.action]
        # An order that is placed at once never was a draft.
        from_status = None if status is OrderStatus.DRAFT else status
        yield HistoryEntry(step, HAPPENED[step.action], from_status, to_status)
        status = to_status
