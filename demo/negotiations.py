"""At which prices buyers of the demo world would like to buy, and what sellers say to that."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple
from uuid import UUID

from db.enums.negotiations import NegotiationEventKind, NegotiationStatus
from db.tables.negotiations import Negotiation, NegotiationEvent, NegotiationLine
from demo.chance import DAY, HOUR, YEAR, Calendar, Chance
from demo.market import Price, Trading
from demo.parties import Guild, Trader
from demo.rows import Rows

_BUYERS: Final = (Guild.BRAND, Guild.RETAILER, Guild.BOUTIQUE)
_LINES: Final = 2
# So many times the least that is sold is asked for, and so many hundredths of the price proposed.
_LOTS: Final = 10
_OF_PRICE: Final = 92


class Step(NamedTuple):
    """What a side says in every negotiation that comes so far."""

    kind: NegotiationEventKind
    by_buyer: bool
    status: NegotiationStatus
    message: str


_K, _S = NegotiationEventKind, NegotiationStatus
_ASKED: Final = Step(
    _K.ASKED,
    True,
    _S.WAITING_FOR_SELLER,
    "按整年的量能便宜一些吗？ For the whole year, at which price?",
)
_PROPOSED: Final = Step(
    _K.PROPOSED, False, _S.WAITING_FOR_BUYER, "量够的话可以。 If it is that many, gladly."
)
_DECLINED: Final = Step(_K.ENDED, False, _S.DECLINED, "目前做不到。 Not at present.")

# How far those of a buyer are, one with each of its first sellers, the newest first.
_COURSES: Final[Sequence[Sequence[Step]]] = (
    (_ASKED,),
    (_ASKED, _PROPOSED),
    (_ASKED, _DECLINED),
)


class Negotiators:
    """Buyers who ask their sellers for prices."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar

    def negotiate(
        self, traders: Mapping[Guild, Sequence[Trader]], tradings: Sequence[Trading]
    ) -> None:
        """Let the first buyers of each kind ask: what is said is all there is, no price follows."""
        for guild in _BUYERS:
            for buyer in traders[guild][:2]:
                taken = [one for one in tradings if one.bond.downstream is buyer and one.choices]
                for day, (trading, course) in enumerate(
                    zip(taken, _COURSES, strict=False), start=1
                ):
                    self._run(trading, course, YEAR - day * DAY)

    def _run(self, trading: Trading, course: Sequence[Step], opened_at: int) -> None:
        ids = [self._chance.id_at(opened_at + hour * HOUR) for hour in range(len(course))]
        upstream, downstream = trading.bond.upstream, trading.bond.downstream
        talked = [place for place, step in enumerate(course) if step.kind is not _K.ENDED]
        negotiation_id = self._chance.id_at(opened_at)
        self._rows.add(
            Negotiation,
            id=negotiation_id,
            buyer_id=downstream.id,
            seller_id=upstream.id,
            status=course[-1].status,
            version=len(course),
            currency=trading.choices[0].quotes[0].currency,
            terms_id=ids[talked[-1]],
            opened_at=self._calendar.at(opened_at),
        )
        for place, step in enumerate(course):
            self._rows.add(
                NegotiationEvent,
                id=ids[place],
                negotiation_id=negotiation_id,
                version=place + 1,
                kind=step.kind,
                status=step.status,
                actor_id=downstream.id if step.by_buyer else upstream.id,
                message=step.message,
                good_until=None if step.by_buyer else self._calendar.at(YEAR + 60 * DAY),
                occurred_at=self._calendar.at(opened_at + place * HOUR),
            )
            if place in talked:
                self._say(ids[place], trading.choices[:_LINES], step)

    def _say(self, event_id: UUID, prices: Sequence[Price], step: Step) -> None:
        for position, price in enumerate(prices, start=1):
            quantity = price.minimum * _LOTS
            quote = price.quote(quantity)
            listed = quote.price(quantity)
            self._rows.add(
                NegotiationLine,
                id=self._chance.id_at(YEAR),
                event_id=event_id,
                position=position,
                sku_id=price.ware.sku_id,
                quantity=quantity,
                price_minor=None if step.by_buyer else listed * _OF_PRICE // 100,
                per=quote.per,
                order_multiple=quote.order_multiple,
                made_to_order=price.made_to_order,
            )
