"""The demo world as a whole, in the order in which it is made."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Final
from uuid import UUID

from db.tables.stock import Reservation
from demo.carts import add_carts
from demo.catalogue import PRODUCTS, Catalogue, Ware
from demo.chance import DAY, Calendar, Chance
from demo.market import LOTS_OF_MATERIAL, VOLUMES, Market, Price, Trading
from demo.negotiations import Negotiators
from demo.orders import OrderBook
from demo.parties import Bond, Guild, Society, Trader
from demo.promotions import add_promotions
from demo.rates import add_rates
from demo.requisitions import Procurement
from demo.reviews import Reviewers
from demo.rows import Copy, Rows
from demo.stock import Ledger
from demo.trade import Trade

DEFAULT_SEED: Final = 20260101

# Orders of buyers' own accord at scale 1; about a quarter more are caused by them.
_ORDERS: Final = 2_000

# How many rows are kept in memory before they are handed out.
_ROWS_KEPT_MAX: Final = 20_000

_SHOPPERS: Final[Mapping[Guild, Guild]] = {
    Guild.RETAILER: Guild.CONSUMER,
    Guild.BOUTIQUE: Guild.COLLECTOR,
}
_SECOND_PLACE_SHARE: Final = 0.3


class World:
    """A demo world, `scale` times as large as the small one: the same for the same seed and scale.

    Its dates lie in the year before `now`. It is made while `batches` is walked, once; afterwards
    `stock` tells how its goods stand.
    """

    def __init__(self, *, scale: int, seed: int, now: datetime, password_hash: str) -> None:
        self._scale = scale
        self._password_hash = password_hash
        self._rows = Rows()
        self._chance = Chance(f"{seed}/{scale}")
        self._calendar = Calendar(now)
        self._ledger = Ledger(self._rows, self._chance, self._calendar)
        self.orders_made = 0
        self.orders_to_make = _ORDERS * scale

    def batches(self) -> Iterator[Sequence[Copy]]:
        """All rows of the world, each after the rows it refers to, a bounded number at a time."""
        society = Society(self._rows, self._chance, self._calendar)
        traders = society.people(self._scale, self._password_hash)
        bonds = society.join(traders)
        wares = self._describe(traders)
        yield self._rows.drain()

        tradings = self._make_ranges(traders, bonds, wares)
        # By a chance of their own: what else there is stays as it is without them.
        chance = Chance(f"promotions {self._scale}")
        add_promotions(self._rows, chance, self._calendar, traders, bonds)
        chance = Chance(f"carts {self._scale}")
        add_carts(self._rows, chance, self._calendar, traders, tradings)
        chance = Chance(f"negotiations {self._scale}")
        Negotiators(self._rows, chance, self._calendar).negotiate(traders, tradings)
        add_rates(self._rows, Chance(f"rates {self._scale}"), self._calendar)
        chance = Chance(f"requisitions {self._scale}")
        procurement = Procurement(self._rows, chance, self._calendar)
        procurement.submit(traders, society.people_of, tradings)
        yield self._rows.drain()

        reviewers = Reviewers(self._rows, self._calendar)
        book = OrderBook(self._rows, self._chance, self._calendar, reviewers)
        trade = Trade(self._chance, self._ledger, book, tradings)
        for _ in trade.run(self.orders_to_make):
            self.orders_made += 1
            if self._rows.count >= _ROWS_KEPT_MAX:
                yield self._rows.drain()
        for line, hold in trade.held():
            self._rows.add(
                Reservation,
                order_line_id=line.id,
                stock_item_id=hold.item.id,
                quantity=hold.quantity,
            )
        reviewers.sum_up()
        yield self._rows.drain()

    def stock(self) -> Iterator[tuple[UUID, int, int, int, int, datetime]]:
        """For every stock item: id, on hand, reserved, incoming, version and last change."""
        for item in self._ledger:
            updated_at = self._calendar.at(item.updated_at)
            now = item.counters
            yield item.id, now.on_hand, now.reserved, now.incoming, item.version, updated_at

    def _describe(self, traders: Mapping[Guild, Sequence[Trader]]) -> Mapping[UUID, list[Ware]]:
        """Let every maker describe its products; what can be sold of them, by maker."""
        [operator] = traders[Guild.OPERATOR]
        catalogue = Catalogue(self._rows, self._chance, self._calendar, operator.id)
        wares = {}
        for guild, count in PRODUCTS.items():
            makers = traders[guild]
            for maker in makers:
                wares[maker.id] = catalogue.describe(maker, count * self._scale // len(makers))
        return wares

    def _make_ranges(
        self,
        traders: Mapping[Guild, Sequence[Trader]],
        bonds: Sequence[Bond],
        wares: Mapping[UUID, list[Ware]],
    ) -> list[Trading]:
        """Make all offers and opening stocks; what every buyer takes from every seller."""
        market = Market(self._rows, self._chance, self._calendar)
        price_lists = {maker_id: market.offer_to_partners(made) for maker_id, made in wares.items()}
        for guild in PRODUCTS:
            for maker in traders[guild]:
                self._open_stock(maker, price_lists[maker.id], VOLUMES[guild].lots_opened)

        supplies = [
            market.take_range(bond, price_lists[bond.upstream.id])
            for bond in bonds
            if bond.downstream.guild not in _SHOPPERS.values()
        ]
        for trading in supplies:
            buyer = trading.bond.downstream
            volume = VOLUMES.get(buyer.guild) if buyer.guild in _SHOPPERS else None
            lots = volume.lots_opened if volume else LOTS_OF_MATERIAL
            self._open_stock(buyer, trading.choices, lots, by_the_piece=volume is not None)

        for guild in _SHOPPERS:
            for shop in traders[guild]:
                taken = [trading for trading in supplies if trading.bond.downstream is shop]
                price_lists[shop.id] = market.offer_to_consumers(shop, taken)
        served = [
            market.serve(bond, price_lists[bond.upstream.id])
            for bond in bonds
            if bond.downstream.guild in _SHOPPERS.values()
        ]
        return supplies + served

    def _open_stock(
        self,
        party: Trader,
        prices: Sequence[Price],
        lots_opened: tuple[int, int],
        *,
        by_the_piece: bool = False,
    ) -> None:
        """Open a party's stock with some lots, or pieces, of all that is not made to order."""
        chance = self._chance
        for price in prices:
            if price.made_to_order:
                continue
            lot = 1 if by_the_piece else price.minimum
            quantity = chance.randint(*lots_opened) * lot
            opened_at = -chance.randrange(2 * DAY, 4 * DAY)
            self._ledger.open(party, price.ware.sku_id, opened_at, place=0, quantity=quantity)
            if len(party.locations) > 1 and chance.happens(_SECOND_PLACE_SHARE):
                self._ledger.open(
                    party, price.ware.sku_id, opened_at, place=1, quantity=max(1, quantity // 4)
                )
