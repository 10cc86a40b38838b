"""A party's cart by sellers, and bulk reads of wishes."""

import asyncio
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from db.queries import carts as queries
from hub.context import Request
from hub.domain.errors import Refused
from hub.domain.requisitions import check_within, totals_of
from hub.execution.dataloaders import Loader
from hub.loaders.order_limits import limit_of_viewer
from hub.loaders.quotes import Problem, Wanted, quote_by_wanted
from hub.loaders.rows import one, pages
from hub.policy.carts import cart_lines_of, carts_of, wishes_of

cart_line_by_id = one(queries.CART_LINE_BY_ID, cart_lines_of)
wish_by_id = one(queries.WISH_BY_ID, wishes_of)
wishes = pages(queries.WISHES, wishes_of)

# Coupons by the sellers that they are for.
Coupons = tuple[tuple[UUID, str], ...]


@dataclass(frozen=True)
class OfSeller:
    """What a cart holds of one seller, and what would be asked of it."""

    seller_id: UUID
    lines: Sequence[Any]
    wanted: Wanted


@dataclass(frozen=True)
class Cart:
    """The viewer's cart, its sellers in the order of their first lines."""

    version: int
    line_count: int
    orders: Sequence[OfSeller]

    @property
    def wanted(self) -> tuple[Wanted, ...]:
        """What would be asked of each seller."""
        return tuple(one.wanted for one in self.orders)


async def _cart(
    request: Request, keys: Sequence[Any], coupons: Coupons | None
) -> Mapping[Any, Cart]:
    viewer = request.viewer
    if viewer is None:
        return {}
    find, party = request.reads.lookup, [viewer.party_id]
    carts = await find(queries.CART_BY_PARTY, party, scope=carts_of(viewer))
    found = await find(queries.LINES_BY_PARTY, party, scope=cart_lines_of(viewer))
    lines = found.get(viewer.party_id, [])
    of_sellers: defaultdict[UUID, list[Any]] = defaultdict(list)
    for line in lines:
        of_sellers[line.seller_id].append(line)
    given = dict(coupons or ())
    orders = [
        OfSeller(seller_id, of, _wanted(seller_id, of, given.get(seller_id)))
        for seller_id, of in of_sellers.items()
    ]
    version = carts[viewer.party_id][0].version if viewer.party_id in carts else 0
    return dict.fromkeys(keys, Cart(version, len(lines), orders))


def _wanted(seller_id: UUID, lines: Sequence[Any], coupon: str | None) -> Wanted:
    return Wanted(seller_id, tuple((line.sku_id, line.quantity) for line in lines), coupon)


# The viewer's own cart, whatever it is asked for by; null for nobody.
cart = Loader(_cart)


async def _problems(
    request: Request, keys: Sequence[tuple[Wanted, ...]], _: None
) -> Mapping[tuple[Wanted, ...], list[Problem]]:
    """Why orders cannot be placed together that could be one by one."""
    viewer = request.viewer
    if viewer is None:
        return {}
    limit = await request.load(limit_of_viewer, viewer.party_id)
    if limit is None:
        return {}
    found: dict[tuple[Wanted, ...], list[Problem]] = {}
    for together in keys:
        quotes = await asyncio.gather(*(request.load(quote_by_wanted, one) for one in together))
        totals = totals_of((one.currency, one.total_minor) for one in quotes if one.currency)
        try:
            check_within(viewer.role, limit, totals)
        except Refused as refusal:
            found[together] = [Problem(refusal.code, refusal.message, None)]
    return found


problems_together = Loader(_problems, missing=list)
