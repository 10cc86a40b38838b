"""What an order would cost, as clients see it."""

from typing import Any, Final

import strawberry

from db.lengths import CODE
from hub.execution.errors import RequestError
from hub.execution.fields import Arguments, batched, column
from hub.execution.ids import key_of
from hub.loaders import catalogue, promotions, quotes
from hub.resolvers.inputs import too_long
from hub.schema.catalogue import Sku
from hub.schema.connections import argument
from hub.schema.errors import UserError
from hub.schema.money import Money, money
from hub.schema.mutations import id_of, required
from hub.schema.promotions import LineDiscount, Promotion

ID = strawberry.ID
_COUPON: Final = f"A coupon that you have. {CODE} characters at most."


@strawberry.type(description="What a line would cost.")
class QuoteLine:
    position: int = column("Its place among the lines that were given, from 1.")
    sku: Sku | None = batched(catalogue.sku_by_id, key="sku_id", description="What is wanted.")
    quantity: int = column("How many units of the SKU.")
    unit_price: Money | None = money(
        "unit_price_minor", description="What `per` units cost, before promotions."
    )
    per: int | None = column("For how many units the price is.")
    order_multiple: int | None = column("Of how many units a quantity is a multiple at that price.")
    list_total: Money | None = money("list_minor", description="What all costs before promotions.")
    discounts: list[LineDiscount] = column("What promotions take off.")
    total: Money | None = money("total_minor", description="What is to be paid for the line.")
    made_to_order: bool | None = column("Whether the goods are made after the order.")
    problems: list[UserError] = column("Why it cannot be ordered as it is.")


@strawberry.type(description="What would be given with an order, while there is some.")
class QuoteGift:
    promotion: Promotion | None = batched(
        promotions.promotion_by_id, key="promotion_id", description="The promotion, if you see it."
    )
    sku: Sku | None = batched(catalogue.sku_by_id, key="sku_id", description="What is given.")
    quantity: int = column("How many units.")


@strawberry.type(
    description="What an order would cost now. Nothing is held: placing it works all of it out"
    " again, and refuses another total than `expectedTotalMinor`."
)
class Quote:
    lines: list[QuoteLine] = column("Each line that was given.")
    gifts: list[QuoteGift] = column("What is given with them.")
    list_total: Money | None = money(
        "list_minor", description="What all lines with a price cost, before promotions."
    )
    discount: Money | None = money("discount_minor", description="What promotions take off.")
    total: Money | None = money("total_minor", description="What is to be paid for them.")
    problems: list[UserError] = column("Why the order cannot be placed; lines have their own.")


@strawberry.input(description="One SKU that would be ordered.")
class QuoteLineInput:
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required("How many units of the SKU.")


def _read(seller_id: ID, lines: list[Any], coupon: str | None = None) -> quotes.Wanted:
    if coupon is not None and len(coupon) > CODE:
        raise RequestError("BAD_INPUT", too_long(coupon, CODE))
    wanted = tuple((key_of(one.sku_id, "Sku"), one.quantity) for one in lines)
    return quotes.Wanted(key_of(seller_id, "Party"), wanted, coupon or None)


@strawberry.type
class QuoteQueries:
    quote: Quote = batched(
        quotes.quote,
        key=None,
        description="What an order of yours would cost now, with the promotions that count and all"
        " that is wrong with it. Nothing is held.",
        arguments=Arguments(
            (
                argument("seller_id", ID, "Whom you would buy from."),
                argument("lines", list[QuoteLineInput], "What you would buy; each SKU once."),
                argument("coupon", str | None, _COUPON, None),
            ),
            _read,
        ),
    )
