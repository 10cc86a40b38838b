"""Carts and wishes, as clients see and fill them."""

from datetime import date, datetime
from typing import Any, Final

import strawberry

from db.lengths import CODE, DESCRIPTION
from db.tables import carts as tables
from db.tables import orders as order_tables
from db.tables import promotions as promotion_tables
from hub.commands import carts as commands
from hub.domain.carts import SELLERS_MAX
from hub.domain.errors import ErrorCode
from hub.domain.offers import LINES_MAX
from hub.execution.errors import RequestError
from hub.execution.fields import Arguments, batched, column, found, node_id
from hub.execution.ids import key_of
from hub.loaders import carts, catalogue, orders, parties, quotes
from hub.resolvers.inputs import too_long
from hub.schema.addresses import PostalAddressInput
from hub.schema.catalogue import Product, Sku
from hub.schema.connections import Connection, argument, connection, takes_id
from hub.schema.errors import UserError
from hub.schema.mutations import (
    each_by_id,
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    part_of_input,
    payload,
    required,
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.orders import Order
from hub.schema.parties import Party
from hub.schema.quotes import Quote
from hub.schema.scalars import BigInt

ID = strawberry.ID
_COUPON: Final = f"A coupon that you have. {CODE} characters at most."


@strawberry.type(description="So many units of a SKU that your party means to order of a seller.")
class CartLine(Node):
    is_type_of = is_row_of(tables.CartLine)

    id: ID = node_id("CartLine", carts.cart_line_by_id)
    seller: Party | None = batched(
        parties.party_by_id, key="seller_id", description="Whom it is bought from."
    )
    sku: Sku | None = batched(
        catalogue.sku_by_id, key="sku_id", description="What; null once you do not see it any more."
    )
    quantity: int = column("How many units.")
    note: str | None = column("What you want to say about it; the line of the order has it.")
    added_at: datetime = column("When it was put into the cart; lines are sorted by this.")


@strawberry.type(description="What your cart holds of one seller: one order, once it is placed.")
class CartOrder:
    seller: Party | None = batched(
        parties.party_by_id, key="seller_id", description="Whom you would buy from."
    )
    lines: list[CartLine] = column("What you would buy.")
    quote: Quote = batched(
        quotes.quote_by_wanted,
        key="wanted",
        description="What it would cost now, and all that is wrong with it; its lines are in the"
        " order of these.",
    )


@strawberry.type(
    description="What your party means to order. All its buyers share it, and nothing of it is held"
    f" for you. It holds up to {LINES_MAX} lines of {SELLERS_MAX} sellers."
)
class Cart:
    version: int = column("Counts its changes; 0 where there was none.")
    line_count: int = column("How many lines it holds.")
    orders: list[CartOrder] = column("What it holds, by seller.")
    problems: list[UserError] = batched(
        carts.problems_together,
        key="wanted",
        description="Why all of it cannot be ordered at a time, beside what is wrong with each"
        " order: it comes to more than the limit of your role, and needs approval.",
    )


@strawberry.type(description="A product that your party would like to have some day.")
class Wish(Node):
    is_type_of = is_row_of(tables.Wish)

    id: ID = node_id("Wish", carts.wish_by_id)
    product: Product | None = batched(
        catalogue.product_by_id,
        key="product_id",
        description="What; null once you do not see it any more.",
    )
    wished_at: datetime = column("Since when it is wished for.")


@strawberry.input(description="Which wishes; all that is given must match.")
class WishFilter:
    product_id: ID | None = takes_id("Product", "Of this product.")


@strawberry.input(description="A coupon for what the cart holds of one seller.")
class CartCouponInput:
    seller_id: ID = id_of("Party", "Of which seller.")
    coupon: str = required(_COUPON)


def _read(coupons: list[Any] | None = None) -> carts.Coupons | None:
    given = coupons or []
    for one in given:
        if len(one.coupon) > CODE:
            raise RequestError("BAD_INPUT", too_long(one.coupon, CODE))
    read = {key_of(one.seller_id, "Party"): one.coupon for one in given if one.coupon}
    return tuple(read.items()) or None


@strawberry.type
class CartQueries:
    cart: Cart | None = batched(
        carts.cart,
        key=None,
        description="Your party's cart; null where nobody is signed in.",
        arguments=Arguments(
            (
                argument(
                    "coupons",
                    list[CartCouponInput] | None,
                    "Coupons that you have, one for each seller.",
                    None,
                ),
            ),
            _read,
        ),
    )
    wishes: Connection[Wish] = connection(
        carts.wishes,
        key=None,
        filter=WishFilter,
        description="The products that your party wishes for, newest first.",
    )
    wish: Wish | None = found(
        carts.wish_by_id, "Wish", description="Your party's wish with this id."
    )


@payload("The cart after a change, or why there was none.")
class CartPayload:
    cart: Cart | None = batched(carts.cart, key="party_id", description="The cart as it is now.")


@strawberry.type(description="Why a line of a list was not put into the cart.")
class PastedProblem:
    line: int = column("Which line of the list, from 1.")
    text: str = column("What it says.")
    code: ErrorCode = column("The kind of reason; it stays the same.")
    message: str = column("What is, what was asked, and what to do.")


@payload("The cart after a list was read, and what was left out.")
class PasteIntoCartPayload:
    cart: Cart | None = batched(carts.cart, key="party_id", description="The cart as it is now.")
    problems: list[PastedProblem] | None = column("What was left out, and why.")


@strawberry.type(description="Why the cart's order with a seller was not placed.")
class CartRefusal:
    position: int = column("Which of the `orders` that were given, from 0.")
    code: ErrorCode = column("The kind of reason; it stays the same.")
    message: str = column("What is, what was asked, and what to do.")
    field: list[str] = column(
        "The path of the offending input in that order; lines are counted as in the cart, from 0."
    )


@payload("The orders that were placed, and what was refused.")
class PlaceCartPayload:
    orders: list[Order] | None = each_by_id(
        orders.order_by_id, key="order_ids", description="The orders, one for each seller."
    )
    refusals: list[CartRefusal] | None = column("What was refused, and is still in the cart.")
    cart: Cart | None = batched(carts.cart, key="party_id", description="The cart as it is now.")


@payload("A wish, or why there is none.")
class WishPayload:
    wish: Wish | None = batched(carts.wish_by_id, key="wish_id", description="The wish.")


@payload("Whether a wish was taken back, or why not.")
class RemoveWishPayload:
    removed: bool | None = column("True once it is gone.")


@part_of_input(commands.AddedLine, "So many more units of a SKU.")
class AddToCartLineInput:
    seller_id: ID = id_of("Party", "Whom you would buy from.")
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required("How many units, beside those that are in the cart.")
    note: str | None = optional_text(tables.CartLine.note, "What you want to say about it.")


@mutation(
    commands.add_to_cart,
    CartPayload,
    description="Put units into your party's cart, beside those that it holds. All of them, or"
    " none.",
)
class AddToCartInput:
    lines: list[AddToCartLineInput] = required("What.")


@mutation(
    commands.set_cart_line,
    CartPayload,
    description="Have so many units of a SKU in your party's cart, however many there were.",
)
class SetCartLineInput:
    seller_id: ID = id_of("Party", "Whom you would buy from.")
    sku_id: ID = id_of("Sku", "What.")
    quantity: int = required("How many units.")
    note: str | None = optional_text(tables.CartLine.note, "What you want to say about it.")


@mutation(
    commands.remove_cart_lines, CartPayload, description="Take lines out of your party's cart."
)
class RemoveCartLinesInput:
    line_ids: list[ID] = id_of("CartLine", "Which lines; those that are gone are no fault.")


@mutation(commands.empty_cart, CartPayload, description="Take everything out of your party's cart.")
class EmptyCartInput:
    pass


@mutation(
    commands.paste_into_cart,
    PasteIntoCartPayload,
    description="Put into your party's cart what a list says: each line the code or the GTIN of an"
    " article and a quantity, from who offers it to you at the best price. What cannot be is left"
    " out and told.",
)
class PasteIntoCartInput:
    text: str = text(DESCRIPTION, "The list, as it is copied from a spreadsheet or a mail.")
    seller_id: ID | None = optional_id_of("Party", "Buy all of it from this seller.")


@mutation(
    commands.add_order_to_cart,
    CartPayload,
    description="Put into your party's cart what an earlier order of yours was about.",
)
class AddOrderToCartInput:
    order_id: ID = id_of("Order", "Which order.")


@part_of_input(commands.CartOrder, "What is to be placed of the cart with one seller.")
class PlaceCartOrderInput:
    seller_id: ID = id_of("Party", "Whom you buy from; all that the cart holds of it.")
    expected_total_minor: BigInt | None = optional(
        "What you were shown that it comes to, in minor units; refused when that has changed."
    )
    coupon: str | None = optional_text(promotion_tables.Promotion.coupon, "A coupon that you have.")
    note: str | None = optional_text(order_tables.Order.note, "What you want to say about it.")
    requested_for: date | None = optional("The day on which you want the goods.")
    buyer_reference: str | None = optional_text(
        order_tables.Order.buyer_reference, "What you call the order."
    )


@mutation(
    commands.place_cart,
    PlaceCartPayload,
    description="Order what your party's cart holds of some sellers: one order each, with the"
    " promotions that count now. What is ordered leaves the cart.",
)
class PlaceCartInput:
    orders: list[PlaceCartOrderInput] = required("Of which sellers; each once.")
    all_or_nothing: bool = optional(
        "Whether no order is placed where one is refused; otherwise the others are, and `refusals`"
        " tells of those that were not."
    )
    deliver_to_id: ID | None = optional_id_of(
        "Location", "One of your locations; your first one unless an address is said."
    )
    address_id: ID | None = optional_id_of(
        "Address",
        "One of your addresses, instead of a location; a consumer's newest one unless said.",
    )
    address: PostalAddressInput | None = optional("Another address, for these orders alone.")


@mutation(
    commands.add_wish, WishPayload, description="Put a product on your party's list of wishes."
)
class AddWishInput:
    product_id: ID = id_of("Product", "Which product.")


@mutation(
    commands.remove_wish,
    RemoveWishPayload,
    description="Take a product off your party's list of wishes.",
)
class RemoveWishInput:
    wish_id: ID = id_of("Wish", "Which wish.")
