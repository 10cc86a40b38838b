"""What an offer may say, which are open to an order, which serves a line, and at which price."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID

from db.enums.offers import Audience
from db.enums.orders import OrderKind
from db.enums.parties import PartyKind
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.money import AMOUNT_MAX, money_text
from hub.domain.orders import KINDS
from hub.domain.stock import QUANTITY_MAX

TIERS_MAX: Final = 20
LINES_MAX: Final = 500


@dataclass(frozen=True)
class Quote:
    """An offer as a buyer meets it. `tiers` are (from pieces, price a piece in minor units)."""

    offer_id: UUID
    currency: str
    price_minor: int
    minimum_quantity: int
    made_to_order: bool
    negotiated: bool
    tiers: tuple[tuple[int, int], ...] = ()

    def price(self, quantity: int) -> int:
        """The price of a piece when so many are bought, in minor units."""
        return min(
            (price for start, price in self.tiers if quantity >= start), default=self.price_minor
        )


def audience_of(kind: OrderKind) -> Audience:
    """To whom an offer must be made to serve orders of this kind."""
    return Audience.CONSUMERS if kind is OrderKind.RETAIL else Audience.PARTNERS


@dataclass(frozen=True)
class Tier:
    """From so many pieces on, what a piece costs, in minor units of the offer's currency."""

    minimum_quantity: int
    price_minor: int


@dataclass(frozen=True)
class Prices:
    """What an offer says of prices: of a piece, from how many on, and of more of them."""

    currency: str
    price_minor: int
    minimum_quantity: int
    tiers: Sequence[Tier]


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
    """Collect what is wrong with the prices: each further tier is for more pieces, and cheaper."""
    with faults.collect():
        _check_amount(prices, prices.price_minor, ("priceMinor",))
    if prices.minimum_quantity < 1:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_QUANTITY,
                f"Whoever buys takes at least one piece, not {prices.minimum_quantity}.",
                ("minimumQuantity",),
            )
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
                    f"A tier is for more pieces than what comes before it,"
                    f" {before.minimum_quantity}; {tier.minimum_quantity} are not more.",
                    ("tiers", str(place), "minimumQuantity"),
                )
            )
        if tier.price_minor >= before.price_minor:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    "More pieces cost less a piece than fewer,"
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


def best_quote(quotes: Sequence[Quote], quantity: int, code: str, field: tuple[str, ...]) -> Quote:
    """The quote a buyer of so many pieces gets: one negotiated with them, else the cheapest.

    Raises:
        Refused: NOT_OFFERED where there is no quote, BELOW_MINIMUM where all ask for more pieces.
    """
    if not quotes:
        raise Refused(ErrorCode.NOT_OFFERED, f"The seller does not offer {code} to you now.", field)
    open_to = [quote for quote in quotes if quantity >= quote.minimum_quantity]
    if not open_to:
        least = min(quote.minimum_quantity for quote in quotes)
        raise Refused(
            ErrorCode.BELOW_MINIMUM,
            f"{code} is sold from {least} pieces on; {quantity} were asked for.",
            field,
        )
    return min(open_to, key=lambda q: (not q.negotiated, q.price(quantity), q.offer_id))


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


def quote_line(position: int, quantity: int, code: str, quotes: Sequence[Quote]) -> Quote:
    """The quote that a line of an order gets.

    Raises:
        Refused: INVALID_QUANTITY, NOT_OFFERED, BELOW_MINIMUM or AMOUNT_TOO_LARGE.
    """
    field = line_field(position, "quantity")
    if not 0 < quantity <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"A quantity is from 1 to {QUANTITY_MAX}; {quantity} was given.",
            field,
        )
    quote = best_quote(quotes, quantity, code, field)
    if quote.price(quantity) * quantity > AMOUNT_MAX:
        raise Refused(
            ErrorCode.AMOUNT_TOO_LARGE,
            f"{quantity} pieces of {code} cost more than can be counted.",
            field,
        )
    return quote


def check_price_shown(
    position: int, code: str, quote: Quote, price: int, shown: int | None
) -> None:
    """
    Raises:
        Refused: PRICE_CHANGED, a piece costs something else than its buyer was shown.
    """
    if shown is not None and shown != price:
        raise Refused(
            ErrorCode.PRICE_CHANGED,
            f"A piece of {code} now costs {money_text(price, quote.currency)}, not"
            f" {money_text(shown, quote.currency)}; order again at that price.",
            line_field(position, "unitPriceMinor"),
        )
