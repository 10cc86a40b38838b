"""At which prices the demo world sells: offers, and what each buyer takes from each seller."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final, NamedTuple
from uuid import UUID

from db.enums.offers import Audience
from db.enums.units import Unit
from db.tables.offers import Offer, PriceTier
from demo.catalogue import Ware
from demo.chance import DAY, YEAR, Calendar, Chance
from demo.names import WORTH_IN_CNY
from demo.parties import Bond, Guild, Trader
from demo.rows import Rows
from hub.domain.offers import Quote, best_quote


class Volume(NamedTuple):
    """How much a guild sells: an order line is some lots, and stock is opened with more of them.

    A lot is the offer's minimum quantity, and goods come in packs of some. Ranges include both
    ends.
    """

    minimums: Sequence[int]
    lots_ordered: tuple[int, int]
    lots_opened: tuple[int, int]
    pack: int = 1


VOLUMES: Final[Mapping[Guild, Volume]] = {
    Guild.INGREDIENT_SUPPLIER: Volume((1,), (2, 12), (150, 400)),
    Guild.PACKAGING_SUPPLIER: Volume((500, 1000), (1, 6), (40, 120), pack=50),
    Guild.BRAND: Volume((6, 12), (1, 6), (60, 160)),
    Guild.JEWELLER: Volume((1,), (1, 4), (15, 40)),
    Guild.RETAILER: Volume((1,), (1, 3), (40, 120)),
    Guild.BOUTIQUE: Volume((1,), (1, 1), (4, 12)),
}

# What a buyer has in stock at first of the goods it takes from others, in lots of the seller's.
LOTS_OF_MATERIAL: Final = (5, 20)

_GOODS_TAKEN: Final = (12, 20)
_GOODS_TAKEN_BETWEEN_FOUNDERS: Final = 40


@dataclass(frozen=True, slots=True)
class Price:
    """What a buyer pays a seller for a SKU: the seller's offers that are open to the buyer."""

    ware: Ware
    quotes: tuple[Quote, ...]

    @property
    def made_to_order(self) -> bool:
        return self.ware.made_to_order

    @property
    def minimum(self) -> int:
        """The least number of pieces that is sold."""
        return min(quote.minimum_quantity for quote in self.quotes)

    def quote(self, quantity: int) -> Quote:
        """The quote that serves an order of so many pieces."""
        return best_quote(self.quotes, quantity, str(self.ware.sku_id), Unit.C62, ())

    def whole_packs(self, quantity: int) -> int:
        """So many pieces, or a few less, that whole packs have."""
        return quantity - quantity % max(quote.order_multiple for quote in self.quotes)


@dataclass(frozen=True, slots=True)
class Trading:
    """What one buyer takes from one seller, by SKU, in a fixed order."""

    bond: Bond
    prices: Mapping[UUID, Price]
    choices: Sequence[Price]


class Market:
    """Makes the offers of all sellers and the range of every buyer."""

    def __init__(self, rows: Rows, chance: Chance, calendar: Calendar) -> None:
        self._rows = rows
        self._chance = chance
        self._calendar = calendar

    def offer_to_partners(self, wares: Sequence[Ware]) -> list[Price]:
        """A maker's price list for its partners."""
        return [self._offer_ware(ware) for ware in wares]

    def take_range(self, bond: Bond, price_list: Sequence[Price]) -> Trading:
        """Choose what a partner takes of a maker's price list, some of it at its own price."""
        wanted = (
            _GOODS_TAKEN_BETWEEN_FOUNDERS
            if bond.joins_founders
            else self._chance.randint(*_GOODS_TAKEN)
        )
        taken = self._chance.sample(price_list, min(wanted, len(price_list)))
        if bond.joins_founders:
            taken = self._with_made_to_order(taken, price_list)
        negotiates = bond.joins_founders or self._chance.happens(0.2)
        return self._trading(
            bond,
            [
                self._negotiate(bond, price) if negotiates and self._chance.happens(0.3) else price
                for price in taken
            ],
        )

    def offer_to_consumers(self, retailer: Trader, supplies: Sequence[Trading]) -> list[Price]:
        """A retailer's price list: all it takes from others, at about twice what it pays."""
        return [self._resell(retailer, price) for trading in supplies for price in trading.choices]

    def serve(self, bond: Bond, price_list: Sequence[Price]) -> Trading:
        """A consumer may take everything on a retailer's price list."""
        return self._trading(bond, price_list)

    def _with_made_to_order(
        self, taken: Sequence[Price], price_list: Sequence[Price]
    ) -> list[Price]:
        """Founders take two goods more that are made to order: those are rare on a price list."""
        left = [price for price in price_list if price.made_to_order and price not in taken]
        return [*taken, *left[:2]]

    def _trading(self, bond: Bond, prices: Sequence[Price]) -> Trading:
        return Trading(bond, {price.ware.sku_id: price for price in prices}, tuple(prices))

    def _offer_ware(self, ware: Ware) -> Price:
        chance = self._chance
        volume = VOLUMES[ware.maker.guild]
        minimum = chance.choice(volume.minimums) * ware.per
        tiers: tuple[tuple[int, int], ...] = ()
        if chance.happens(0.6):
            tiers = (
                (minimum * 4 + 1, ware.price_minor * 95 // 100),
                (minimum * 20, ware.price_minor * 90 // 100),
            )
        quote = Quote(
            offer_id=chance.id_at(-380 * DAY),
            currency=ware.maker.currency,
            price_minor=ware.price_minor,
            minimum_quantity=minimum,
            made_to_order=ware.made_to_order,
            negotiated=False,
            tiers=tiers,
            per=ware.per,
            # What is loose is weighed out by a tenth of what its price is for.
            order_multiple=max(volume.pack, ware.per // 10),
        )
        self._add_offer(ware.maker, ware, quote, Audience.PARTNERS)
        self._add_passing_offer(ware, quote)
        return Price(ware, (quote,))

    def _add_passing_offer(self, ware: Ware, quote: Quote) -> None:
        """Sometimes show that an offer has its time: last year's price, or the next season's."""
        spans = ((0.04, -760 * DAY, -380 * DAY), (0.03, YEAR + 20 * DAY, YEAR + 80 * DAY))
        for probability, valid_from, valid_until in spans:
            if self._chance.happens(probability):
                changed = replace(
                    quote,
                    offer_id=self._chance.id_at(-380 * DAY),
                    price_minor=quote.price_minor * 93 // 100,
                    tiers=(),
                )
                self._add_offer(
                    ware.maker,
                    ware,
                    changed,
                    Audience.PARTNERS,
                    since=valid_from,
                    until=valid_until,
                )

    def _negotiate(self, bond: Bond, price: Price) -> Price:
        """A price for one partner alone, a little below the list."""
        [listed] = price.quotes
        negotiated = replace(
            listed,
            offer_id=self._chance.id_at(-370 * DAY),
            price_minor=listed.price_minor * 88 // 100,
            negotiated=True,
            tiers=(),
        )
        self._add_offer(
            bond.upstream, price.ware, negotiated, Audience.PARTNERS, partner=bond.downstream
        )
        return Price(price.ware, (listed, negotiated))

    def _resell(self, retailer: Trader, price: Price) -> Price:
        worth = WORTH_IN_CNY[price.ware.maker.currency] / WORTH_IN_CNY[retailer.currency]
        cost_minor = price.quote(price.minimum).price_minor
        asked = cost_minor * worth * self._chance.uniform(1.7, 2.3)
        quote = Quote(
            offer_id=self._chance.id_at(-370 * DAY),
            currency=retailer.currency,
            price_minor=max(100, round(asked / 100) * 100),
            minimum_quantity=1,
            made_to_order=price.made_to_order,
            negotiated=False,
        )
        self._add_offer(retailer, price.ware, quote, Audience.CONSUMERS)
        return Price(price.ware, (quote,))

    def _add_offer(
        self,
        seller: Trader,
        ware: Ware,
        quote: Quote,
        audience: Audience,
        *,
        partner: Trader | None = None,
        since: int = -375 * DAY,
        until: int | None = None,
    ) -> None:
        self._rows.add(
            Offer,
            id=quote.offer_id,
            version=0,
            seller_id=seller.id,
            sku_id=ware.sku_id,
            partner_id=partner.id if partner else None,
            audience=audience,
            currency=quote.currency,
            price_minor=quote.price_minor,
            per=quote.per,
            minimum_quantity=quote.minimum_quantity,
            order_multiple=quote.order_multiple,
            made_to_order=quote.made_to_order,
            valid_from=self._calendar.at(since),
            valid_until=None if until is None else self._calendar.at(until),
        )
        for minimum, tier_price in quote.tiers:
            self._rows.add(
                PriceTier,
                offer_id=quote.offer_id,
                minimum_quantity=minimum,
                price_minor=tier_price,
            )
