"""What an offer may say, which are open to an order, which serves a line, and at which price."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from typing import Final
from uuid import UUID

from db.enums.offers import Audience
from db.enums.orders import OrderKind
from db.enums.parties import PartyKind
from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.money import AMOUNT_MAX, money_text
from hub.domain.orders import KINDS
from hub.domain.pricing import part_of
from hub.domain.stock import QUANTITY_MAX
from hub.domain.units import next_multiples, quantity_text

TIERS_MAX: Final = 20
LINES_MAX: Final = 500


@dataclass(frozen=True)
class Quote:
    """An offer as a buyer meets it: prices for `per` units, multiples of `order_multiple`.

    `tiers` are (from so many units, price in minor units).
    """

    offer_id: UUID
    currency: str
    price_minor: int
    minimum_quantity: int
    made_to_order: bool
    negotiated: bool
    tiers: tuple[tuple[int, int], ...] = ()
    per: int = 1
    order_multiple: int = 1

    def price(self, quantity: int) -> int:
        """The price of `per` units when so many are bought, in minor units."""
        return min(
            (price for start, price in self.tiers if quantity >= start), default=self.price_minor
        )

    def unit_cost(self, quantity: int) -> Fraction:
        """What each unit costs when so many are bought, in minor units."""
        return Fraction(self.price(quantity), self.per)

    def cost(self, quantity: int) -> int:
        """What so many units cost, in minor units."""
        return part_of(self.price(quantity), quantity, self.per)


def audience_of(kind: OrderKind) -> Audience:
    """To whom an offer must be made to serve orders of this kind."""
    return Audience.CONSUMERS if kind is OrderKind.RETAIL else Audience.PARTNERS


@dataclass(frozen=True)
class Tier:
    """From so many units on, what the offer's `per` cost, in minor units of its currency."""

    minimum_quantity: int
    price_minor: int


@dataclass(frozen=True)
class Prices:
    """What an offer says of prices: of `per` units, from how many on, and of more of them."""

    currency: str
    price_minor: int
    minimum_quantity: int
    tiers: Sequence[Tier]
    per: int = 1
    order_multiple: int = 1


def check_audience(seller: PartyKind, audience: Audience) -> None:
    """
    Raises:
        Refused: NO_TRADE, nobody of that audience buys from such a seller.
    """
    able = {
        audience_of(kind) for (_, kind_of_seller), kind in KINDS.items() if kind_of_seller is seller
    }
    if audience not in able:
        others = " or ".join(sorted(one.lower() for one in able)) or "nobody"
        raise Refused(
            ErrorCode.NO_TRADE,
            f"A {seller.lower()} sells to {others}, not to {audience.lower()}.",
            ("audience",),
        )


def check_prices(prices: Prices, faults: Faults) -> None:
    """Collect what is wrong with the prices: each further tier is for more units, and cheaper."""
    with faults.collect():
        _check_amount(prices, prices.price_minor, ("priceMinor",))
    if prices.minimum_quantity < 1:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_QUANTITY,
                f"Whoever buys takes at least one unit, not {prices.minimum_quantity}.",
                ("minimumQuantity",),
            )
        )
    check_packs(
        prices.minimum_quantity,
        prices.per,
        prices.order_multiple,
        faults,
        lambda name: ("minimumQuantity" if name == "quantity" else name,),
    )
    if len(prices.tiers) > TIERS_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"An offer has up to {TIERS_MAX} tiers; {len(prices.tiers)} were given.",
                ("tiers",),
            )
        )
        return
    before = Tier(max(prices.minimum_quantity, 1), prices.price_minor)
    for place, tier in enumerate(prices.tiers):
        with faults.collect():
            _check_amount(prices, tier.price_minor, ("tiers", str(place), "priceMinor"))
        if tier.minimum_quantity <= before.minimum_quantity:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_QUANTITY,
                    f"A tier is for more units than what comes before it,"
                    f" {before.minimum_quantity}; {tier.minimum_quantity} are not more.",
                    ("tiers", str(place), "minimumQuantity"),
                )
            )
        if tier.price_minor >= before.price_minor:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    "More cost less each than fewer,"
                    f" {money_text(before.price_minor, prices.currency)};"
                    f" {money_text(tier.price_minor, prices.currency)} is not less.",
                    ("tiers", str(place), "priceMinor"),
                )
            )
        before = tier


def _check_amount(prices: Prices, minor: int, field: tuple[str, ...]) -> None:
    if minor < 0:
        said = money_text(minor, prices.currency)
        raise Refused(ErrorCode.INVALID_INPUT, f"A price is not negative, as {said} is.", field)
    if minor > AMOUNT_MAX:
        most = money_text(AMOUNT_MAX, prices.currency)
        raise Refused(ErrorCode.AMOUNT_TOO_LARGE, f"No price is above {most}.", field)


def check_packs(
    least: int,
    per: int,
    order_multiple: int,
    faults: Faults,
    field: Callable[[str], tuple[str, ...]],
) -> None:
    """Collect what is wrong with for how many units a price is, and of how many a quantity is a
    multiple, the least `quantity` too.

    `field` tells where `per`, `orderMultiple` and `quantity` stand in the input.
    """
    for name, given in (("per", per), ("orderMultiple", order_multiple)):
        if not 0 < given <= QUANTITY_MAX:
            said = f"`{name}` is from 1 to {QUANTITY_MAX}; {given} was given."
            faults.found.append(Refused(ErrorCode.INVALID_QUANTITY, said, field(name)))
    if order_multiple > 0 and least % order_multiple:
        lower, higher = next_multiples(least, order_multiple)
        faults.found.append(
            Refused(
                ErrorCode.INVALID_QUANTITY,
                f"What is sold in multiples of {order_multiple} has one of them for its least"
                f" quantity: {f'{lower} or ' if lower else ''}{higher}, not {least}.",
                field("quantity"),
            )
        )


def check_validity(now: datetime, start: datetime, end: datetime | None) -> None:
    """An offer is good from now or later on, and for some time.

    Raises:
        Refused: INVALID_INPUT.
    """
    if start < now:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"Prices are not changed for the past; {start:%Y-%m-%d %H:%M:%S} UTC is over.",
            ("validFrom",),
        )
    if end is not None and end <= start:
        raise Refused(ErrorCode.INVALID_INPUT, "An offer ends after it begins.", ("validUntil",))


def end_before(planned: Sequence[datetime], end: datetime | None) -> datetime | None:
    """Until when an offer is good before which these begin: as it says, else until the first.

    Raises:
        Refused: INVALID_INPUT, it would still be good then.
    """
    if not planned:
        return end
    first = min(planned)
    if end is not None and end > first:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"Another offer of the same to the same begins {first:%Y-%m-%d %H:%M:%S} UTC: let this"
            " one end by then, or end that one first.",
            ("validUntil",),
        )
    return first if end is None else end


def best_quote(
    quotes: Sequence[Quote], quantity: int, code: str, unit: Unit, field: tuple[str, ...]
) -> Quote:
    """The quote a buyer of so many units gets: one negotiated with them, else the cheapest.

    Raises:
        Refused: NOT_OFFERED where there is no quote, BELOW_MINIMUM where all ask for more units,
            NOT_A_MULTIPLE where all ask for a multiple of some that the quantity is not.
    """
    if not quotes:
        raise Refused(ErrorCode.NOT_OFFERED, f"The seller does not offer {code} to you now.", field)
    open_to = [quote for quote in quotes if quantity >= quote.minimum_quantity]
    if not open_to:
        least = min(quote.minimum_quantity for quote in quotes)
        raise Refused(
            ErrorCode.BELOW_MINIMUM,
            f"{code} is sold from {quantity_text(least, unit)} on; {quantity} were asked for.",
            field,
        )
    fitting = [quote for quote in open_to if quantity % quote.order_multiple == 0]
    if not fitting:
        raise _refuse_multiple(open_to, quantity, code, unit, field)
    return min(
        fitting,
        key=lambda quote: (not quote.negotiated, quote.unit_cost(quantity), quote.offer_id),
    )


def _refuse_multiple(
    quotes: Sequence[Quote], quantity: int, code: str, unit: Unit, field: tuple[str, ...]
) -> Refused:
    """Says which quantities come next, that somebody could order."""
    multiples = sorted({quote.order_multiple for quote in quotes})
    nearest = [next_multiples(quantity, multiple) for multiple in multiples]
    lower, higher = max(low for low, _ in nearest), min(high for _, high in nearest)
    packs = " or ".join(quantity_text(multiple, unit) for multiple in multiples)
    others = f"{lower} or {higher}" if higher <= QUANTITY_MAX else str(lower)
    return Refused(
        ErrorCode.NOT_A_MULTIPLE,
        f"{code} is sold in multiples of {packs}; {quantity} are none: order {others}.",
        field,
    )


def line_field(position: int, name: str) -> tuple[str, ...]:
    """Where a field of an order's line stands in the input; positions begin with 0 there."""
    return ("lines", str(position), name)


def check_lines(sku_ids: Sequence[UUID], faults: Faults) -> None:
    """Collect what is wrong with the lines by themselves, whatever is offered.

    Raises:
        Refused: INVALID_INPUT, there are none, or too many.
    """
    if not 0 < len(sku_ids) <= LINES_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"An order has from 1 to {LINES_MAX} lines; {len(sku_ids)} were given.",
            ("lines",),
        )
    known: set[UUID] = set()
    for position, sku_id in enumerate(sku_ids):
        if sku_id in known:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    "Each SKU has one line; add up the quantities.",
                    line_field(position, "skuId"),
                )
            )
        known.add(sku_id)


def quote_line(
    position: int, quantity: int, code: str, unit: Unit, quotes: Sequence[Quote]
) -> Quote:
    """The quote that a line of an order gets.

    Raises:
        Refused: INVALID_QUANTITY, NOT_OFFERED, BELOW_MINIMUM, NOT_A_MULTIPLE or AMOUNT_TOO_LARGE.
    """
    field = line_field(position, "quantity")
    if not 0 < quantity <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"A quantity is from 1 to {QUANTITY_MAX}; {quantity} was given.",
            field,
        )
    quote = best_quote(quotes, quantity, code, unit, field)
    if quote.cost(quantity) > AMOUNT_MAX:
        raise Refused(
            ErrorCode.AMOUNT_TOO_LARGE,
            f"{quantity_text(quantity, unit)} of {code} cost more than can be counted.",
            field,
        )
    return quote


def check_price_shown(
    position: int, code: str, unit: Unit, quote: Quote, *, price: int, shown: int | None, per: int
) -> None:
    """See that goods cost what their buyer was shown, `shown` for `per` units of them.

    Raises:
        Refused: PRICE_CHANGED.
    """
    if shown is not None and shown * quote.per != price * per:
        raise Refused(
            ErrorCode.PRICE_CHANGED,
            f"The price of {code} is now {money_text(price, quote.currency)} for"
            f" {quantity_text(quote.per, unit)}, not {money_text(shown, quote.currency)} for"
            f" {quantity_text(per, unit)}; order again at that price.",
            line_field(position, "unitPriceMinor"),
        )
