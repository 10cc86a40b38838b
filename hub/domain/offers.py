"""Which offers are open to an order, which of them serves a line, and at which price."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from db.enums.offers import Audience
from db.enums.orders import OrderKind
from hub.domain.errors import ErrorCode, Refused


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
