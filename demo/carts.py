"""What buyers of the demo world mean to order next, and wish for."""

from collections.abc import Mapping, Sequence
from typing import Final

from db.tables.carts import Cart, CartLine, Wish
from demo.chance import DAY, HOUR, YEAR, Calendar, Chance
from demo.market import Trading
from demo.parties import Guild, Trader
from demo.rows import Rows

# The first of these have something in their carts, of so many sellers.
_SELLERS: Final[Mapping[Guild, int]] = {
    Guild.BRAND: 1,
    Guild.RETAILER: 2,
    Guild.BOUTIQUE: 1,
    Guild.CONSUMER: 2,
    Guild.COLLECTOR: 1,
}
_LINES: Final = 3
_WISHES: Final = 5
_FILLED_AT: Final = YEAR - 3 * HOUR


def add_carts(
    rows: Rows,
    chance: Chance,
    calendar: Calendar,
    traders: Mapping[Guild, Sequence[Trader]],
    tradings: Sequence[Trading],
) -> None:
    """Let the first buyer of each kind have a cart, and wish for what else its sellers have."""
    for guild, sellers in _SELLERS.items():
        buyer = traders[guild][0]
        taken = [one for one in tradings if one.bond.downstream is buyer and one.choices]
        if not taken:
            continue
        rows.add(Cart, party_id=buyer.id, version=1, changed_at=calendar.at(_FILLED_AT))
        for trading in taken[:sellers]:
            for price in trading.choices[:_LINES]:
                rows.add(
                    CartLine,
                    id=chance.id_at(_FILLED_AT),
                    party_id=buyer.id,
                    seller_id=trading.bond.upstream.id,
                    sku_id=price.ware.sku_id,
                    quantity=price.minimum,
                    note=None,
                    added_at=calendar.at(_FILLED_AT),
                )
        products = dict.fromkeys(
            price.ware.product_id for one in taken for price in one.choices[_LINES:]
        )
        for number, product_id in enumerate(list(products)[:_WISHES]):
            wished_at = YEAR - (number + 1) * DAY
            rows.add(
                Wish,
                id=chance.id_at(wished_at),
                party_id=buyer.id,
                product_id=product_id,
                wished_at=calendar.at(wished_at),
            )
