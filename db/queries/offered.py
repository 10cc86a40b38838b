"""What of products is on offer to somebody: at which price, and whether it can be had now."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    Boolean,
    ColumnElement,
    Numeric,
    Text,
    and_,
    cast,
    func,
    literal_column,
    or_,
    select,
)

from db.sql.declarations import given, table_of
from db.tables.catalogue import Sku
from db.tables.offers import Offer
from db.tables.stock import StockItem

# The filters of products whose rows depend on what is on offer to whom.
CURRENCY: Final = "price_currency"
PRICE_FROM: Final = "price_from_minor"
PRICE_UNTIL: Final = "price_until_minor"
IN_STOCK: Final = "in_stock"
# Prices are for different numbers of units; what a million cost is compared.
_MILLION: Final = literal_column("1000000", BigInteger())
SCOPED: Final = frozenset({CURRENCY, PRICE_FROM, PRICE_UNTIL, IN_STOCK})


@dataclass(frozen=True, eq=False)
class OpenOffers:
    """The offers of products' SKUs that somebody may take up.

    `is_open` says which those are, given an offer's columns; `is_known` of which stock of the
    offer's seller may be told whether there is any, given the columns of both.
    """

    is_open: Callable[[Any], ColumnElement[bool]]
    is_known: Callable[[Any, Any], ColumnElement[bool]]

    def filters(self, product: Any) -> dict[str, ColumnElement[bool]]:
        """The filters of a list of products, given their columns."""
        cheapest = self._cheapest(product)
        return {
            CURRENCY: cheapest.is_not(None),
            PRICE_FROM: cheapest >= _of_a_million(PRICE_FROM),
            PRICE_UNTIL: cheapest < _of_a_million(PRICE_UNTIL),
            IN_STOCK: self._can_be_had(product) == given(IN_STOCK, Boolean()),
        }

    def prices(self, hits: Any) -> Any:
        """What a unit of each product among the hits costs at least in each currency, rounded down
        to the minor unit."""
        sku, offer = table_of(Sku).alias(), table_of(Offer).alias()
        return (
            select(
                hits.c.id,
                hits.c.failed,
                offer.c.currency,
                (func.min(offer.c.million_minor) // _MILLION).label("price_minor"),
                func.bool_or(self._has_stock(sku.c, offer.c)).label("is_there"),
            )
            .select_from(
                hits.join(sku, sku.c.product_id == hits.c.id).join(
                    offer, offer.c.sku_id == sku.c.id
                )
            )
            .where(self._is_good(offer.c))
            .group_by(hits.c.id, hits.c.failed, offer.c.currency)
        )

    def _cheapest(self, product: Any) -> Any:
        """What a million units of a product cost at least in the currency that is asked for."""
        sku, offer = table_of(Sku).alias(), table_of(Offer).alias()
        return (
            select(func.min(offer.c.million_minor))
            .select_from(sku.join(offer, offer.c.sku_id == sku.c.id))
            .where(
                sku.c.product_id == product.id,
                offer.c.currency == given(CURRENCY, Text()),
                self._is_good(offer.c),
            )
            .scalar_subquery()
        )

    def _can_be_had(self, product: Any) -> ColumnElement[bool]:
        sku, offer = table_of(Sku).alias(), table_of(Offer).alias()
        return (
            select(sku.c.id)
            .select_from(sku.join(offer, offer.c.sku_id == sku.c.id))
            .where(
                sku.c.product_id == product.id,
                self._is_good(offer.c),
                self._has_stock(sku.c, offer.c),
            )
            .exists()
        )

    def _is_good(self, offer: Any) -> ColumnElement[bool]:
        """Now, and for who asks."""
        return and_(
            offer.valid_from <= func.now(),
            or_(offer.valid_until.is_(None), offer.valid_until > func.now()),
            self.is_open(offer),
        )

    def _has_stock(self, sku: Any, offer: Any) -> ColumnElement[bool]:
        """There is some, or it is made once it is ordered."""
        item = table_of(StockItem).alias().c
        kept = select(item.id).where(
            item.sku_id == sku.id,
            item.party_id == offer.seller_id,
            item.available > 0,
            self.is_known(offer, item),
        )
        return or_(offer.made_to_order, kept.exists())


def _of_a_million(name: str) -> ColumnElement[Any]:
    """The price of the filter `name`, which is of a unit."""
    return cast(given(name, BigInteger()), Numeric()) * _MILLION
