"""What buyers of the demo world may order by themselves, and what they have asked approval of."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from db.enums.accounts import Role
from db.enums.requisitions import RequisitionEventKind, RequisitionStatus
from db.tables.requisitions import (
    OrderLimit,
    Requisition,
    RequisitionEvent,
    RequisitionLine,
    RequisitionPart,
)
from demo.chance import DAY, HOUR, YEAR, Calendar, Chance
from demo.market import Price, Trading
from demo.parties import Guild, Trader
from demo.rows import Rows

# Buyers of these orders for up to this much at a time.
_BUYERS: Final = (Guild.BRAND, Guild.RETAILER)
_LIMIT_MINOR: Final = 200_000
# About as much is in each line that waits for approval.
_LINES: Final = 2
_LINE_MINOR: Final = 200_000


class Step(NamedTuple):
    """What somebody in a role says to a requisition."""

    kind: RequisitionEventKind
    role: Role
    status: RequisitionStatus
    message: str


_K, _S = RequisitionEventKind, RequisitionStatus
_SUBMITTED: Final = Step(
    _K.SUBMITTED, Role.BUYER, _S.WAITING, "年末备货，请审批。 Stock for the season's end."
)
_DECLINED: Final = Step(
    _K.DECLINED, Role.OWNER, _S.DECLINED, "库存还够，下月再订。 We have enough until next month."
)

# The newest first.
_COURSES: Final[Sequence[Sequence[Step]]] = ((_SUBMITTED,), (_SUBMITTED, _DECLINED))


class Procurement:
    """Junior buyers, and what they submit to the owner of their party."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar

    def submit(
        self,
        traders: Mapping[Guild, Sequence[Trader]],
        staff: Mapping[UUID, Mapping[Role, UUID]],
        tradings: Sequence[Trading],
    ) -> None:
        """Bound what buyers order where there are some, and let them submit what is above that."""
        for guild in _BUYERS:
            buyer = traders[guild][0]
            self._rows.add(
                OrderLimit,
                id=self._chance.id_at(0),
                party_id=buyer.id,
                role=Role.BUYER,
                currency=buyer.currency,
                limit_minor=_LIMIT_MINOR,
            )
            taken = [one for one in tradings if one.bond.downstream is buyer and one.choices]
            for number, course in enumerate(_COURSES):
                submitted_at = YEAR - 4 * HOUR - number * 6 * DAY
                self._run(buyer, staff[buyer.id], taken[number], course, submitted_at)

    def _run(
        self,
        buyer: Trader,
        people: Mapping[Role, UUID],
        trading: Trading,
        course: Sequence[Step],
        submitted_at: int,
    ) -> None:
        requisition_id = self._chance.id_at(submitted_at)
        self._rows.add(
            Requisition,
            id=requisition_id,
            party_id=buyer.id,
            status=course[-1].status,
            version=len(course),
            submitted_by_id=people[course[0].role],
            note=course[0].message,
            deliver_to_id=buyer.locations[0],
            submitted_at=self._calendar.at(submitted_at),
        )
        for version, step in enumerate(course, start=1):
            at = submitted_at + (version - 1) * HOUR
            self._rows.add(
                RequisitionEvent,
                id=self._chance.id_at(at),
                requisition_id=requisition_id,
                version=version,
                kind=step.kind,
                status=step.status,
                actor_id=people[step.role],
                message=step.message,
                occurred_at=self._calendar.at(at),
            )
        self._fill(requisition_id, trading, submitted_at)

    def _fill(self, requisition_id: UUID, trading: Trading, submitted_at: int) -> None:
        """One order: lines of about the same amount, each of as many lots as that takes."""
        wanted = [(price, _quantity(price)) for price in trading.choices[:_LINES]]
        part_id = self._chance.id_at(submitted_at)
        self._rows.add(
            RequisitionPart,
            id=part_id,
            requisition_id=requisition_id,
            position=1,
            seller_id=trading.bond.upstream.id,
            currency=wanted[0][0].quotes[0].currency,
            total_minor=sum(price.quote(quantity).cost(quantity) for price, quantity in wanted),
        )
        for position, (price, quantity) in enumerate(wanted, start=1):
            self._rows.add(
                RequisitionLine,
                id=self._chance.id_at(submitted_at),
                part_id=part_id,
                position=position,
                sku_id=price.ware.sku_id,
                quantity=quantity,
            )


def _quantity(price: Price) -> int:
    least = price.quote(price.minimum).cost(price.minimum)
    return price.minimum * max(1, round(_LINE_MINOR / least))
