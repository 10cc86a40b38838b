"""A party's buyers fill one cart, and place it: an order for each seller, or some of them."""

import asyncio
from functools import partial
from typing import Any
from uuid import UUID, uuid4

import pytest

from db.enums.accounts import Role
from db.enums.parties import PartnershipStatus, PartyKind
from db.enums.promotions import PromotionEffect
from db.tables.catalogue import Sku
from db.tables.orders import Order
from db.types import new_id
from hub.commands import carts
from hub.commands.carts import AddedLine, CartOrder
from hub.domain.errors import ErrorCode, Refused
from tests.commands.orders.steps import lines, placing, shop
from tests.commands.test_promotions import AMOUNT, giving
from tests.graph import answer
from tests.world import Trader, World

CART = """
    query ($coupons: [CartCouponInput!]) {
      cart(coupons: $coupons) {
        version lineCount
        orders {
          seller { id }
          lines { id quantity note sku { id } seller { id } }
          quote {
            total { minor } discount { minor }
            problems { code field }
            lines { position quantity total { minor } problems { code } }
            gifts { quantity }
          }
        }
      }
    }
"""


@pytest.fixture
async def other(world: World) -> Sku:
    """What another seller sells to the retailer, at 20.00 EUR: 10 pieces."""
    await world.partnership(world.supplier, world.retailer)
    sku = await world.goods(world.supplier)
    await world.offer(world.supplier, sku, price_minor=2000)
    await world.stocked(world.supplier, sku, 10)
    return sku


def adding(*wanted: tuple[Trader, Sku, int]) -> Any:
    added = [AddedLine(seller.id, sku.id, quantity) for seller, sku, quantity in wanted]
    return partial(carts.add_to_cart, lines=added)


def placing_cart(*of: tuple[Trader, int | None], **options: Any) -> Any:
    wanted = [CartOrder(seller.id, expected) for seller, expected in of]
    return partial(carts.place_cart, orders=wanted, **options)


async def shown(world: World, who: Trader | None = None, **asked: Any) -> Any:
    return (await answer(world.hub, (who or world.retailer).viewer, CART, **asked))["cart"]


async def held(world: World, who: Trader | None = None) -> list[tuple[str, int]]:
    """The SKUs in a cart and how many pieces, by seller."""
    found = await shown(world, who)
    return [(one["sku"]["id"], one["quantity"]) for of in found["orders"] for one in of["lines"]]


async def test_all_buyers_of_a_party_share_its_cart_and_nobody_else_sees_it(
    world: World, other: Sku
) -> None:
    colleague = await world.member(world.retailer.party, Role.BUYER)
    await world.done(world.retailer, adding((world.brand, world.sku, 2)))
    await world.done(colleague, adding((world.brand, world.sku, 3), (world.supplier, other, 1)))

    assert await held(world) == [(f"Sku:{world.sku.id}", 5), (f"Sku:{other.id}", 1)]
    assert (await shown(world))["version"] == 2
    assert await held(world, world.brand) == []
    assert await answer(world.hub, None, CART) == {"cart": None}
    analyst = await world.member(world.retailer.party, Role.ANALYST)
    refusal = await world.refusal(analyst, adding((world.brand, world.sku, 1)))
    assert refusal.code is ErrorCode.FORBIDDEN


async def test_a_cart_is_quoted_by_seller_with_all_that_is_wrong_with_each_line(
    world: World, other: Sku
) -> None:
    await giving(world, AMOUNT, (3000, 400), name="400 off", repeats=True)
    ended = await world.goods(world.brand)
    wanted = (world.brand, world.sku, 7), (world.brand, ended, 1), (world.supplier, other, 11)
    await world.done(world.retailer, adding(*wanted))

    of_brand, of_supplier = (await shown(world))["orders"]

    assert of_brand["quote"]["discount"]["minor"] == 800
    assert of_brand["quote"]["total"]["minor"] == 6200
    told = [[one["code"] for one in line["problems"]] for line in of_brand["quote"]["lines"]]
    assert told == [[], ["NOT_OFFERED"]]
    [short] = of_supplier["quote"]["lines"]
    assert [one["code"] for one in short["problems"]] == ["OUT_OF_STOCK"]
    # Nothing is held.
    assert await world.stock(world.brand) == (100, 0, 0)


async def test_lines_are_set_and_taken_out(world: World, other: Sku) -> None:
    both = adding((world.brand, world.sku, 2), (world.supplier, other, 1))
    await world.done(world.retailer, both)
    setting = partial(carts.set_cart_line, seller_id=world.brand.id, sku_id=world.sku.id)

    await world.done(world.retailer, partial(setting, quantity=9, note="Blue"))

    of_brand, of_supplier = (await shown(world))["orders"]
    [line] = of_brand["lines"]
    assert (line["quantity"], line["note"]) == (9, "Blue")
    refusal = await world.refusal(world.retailer, partial(setting, quantity=0))
    assert (refusal.code, refusal.field) == (ErrorCode.INVALID_QUANTITY, ("quantity",))
    ids = [UUID(of_supplier["lines"][0]["id"].removeprefix("CartLine:")), new_id()]
    await world.done(world.retailer, partial(carts.remove_cart_lines, line_ids=ids))
    assert await held(world) == [(f"Sku:{world.sku.id}", 9)]
    # The brand takes nothing out of another's cart.
    [mine] = [UUID(line["id"].removeprefix("CartLine:"))]
    await world.done(world.brand, partial(carts.remove_cart_lines, line_ids=[mine]))
    assert len(await held(world)) == 1
    await world.done(world.retailer, carts.empty_cart)
    assert await held(world) == []


async def test_what_cannot_be_bought_is_refused_with_all_its_faults(world: World) -> None:
    hidden = Sku(id=new_id(), product_id=new_id(), owner_id=new_id(), code="", name="")
    wanted = (
        (world.brand, hidden, 0),
        (world.consumer, world.sku, 1),
        (world.brand, world.sku, 1),
    )

    refusal = await world.refusal(world.retailer, adding(*wanted))

    told = [(one.code.value, one.field) for one in refusal.faults]
    assert told[:2] == [
        ("NOT_FOUND", ("lines", "0", "skuId")),
        ("INVALID_QUANTITY", ("lines", "0", "quantity")),
    ]
    assert told[2][1] == ("lines", "1", "sellerId")
    assert len(told) == 3


async def test_a_cart_is_placed_as_one_order_for_each_seller(world: World, other: Sku) -> None:
    await giving(world, AMOUNT, (3000, 400), name="400 off")
    await world.done(
        world.retailer, adding((world.brand, world.sku, 4), (world.supplier, other, 2))
    )
    note = partial(carts.set_cart_line, seller_id=world.supplier.id, sku_id=other.id, quantity=2)
    await world.done(world.retailer, partial(note, note="Wrap it"))

    place = placing_cart((world.supplier, 4000), (world.brand, 3600))
    done: Any = await world.done(world.retailer, place)

    of_supplier, of_brand = [await world.fresh(Order, id) for id in done["order_ids"]]
    assert (of_supplier.seller_id, of_supplier.total_minor) == (world.supplier.id, 4000)
    assert (of_brand.seller_id, of_brand.total_minor) == (world.brand.id, 3600)
    assert [one.note for one in await lines(world, of_supplier.id)] == ["Wrap it"]
    assert done["refusals"] == []
    assert await held(world) == []
    assert await world.stock(world.brand) == (100, 4, 0)


async def test_all_is_placed_or_nothing_where_the_buyer_wants_that(
    world: World, other: Sku
) -> None:
    wanted = (world.brand, world.sku, 4), (world.supplier, other, 11)
    await world.done(world.retailer, adding(*wanted))
    both = (world.brand, 3999), (world.supplier, None)

    refusal = await world.refusal(world.retailer, placing_cart(*both))

    assert [(one.code.value, one.field) for one in refusal.faults] == [
        ("PRICE_CHANGED", ("orders", "0", "expectedTotalMinor")),
        ("OUT_OF_STOCK", ("orders", "1", "lines", "0", "quantity")),
    ]
    some = placing_cart((world.brand, 4000), (world.supplier, None), all_or_nothing=False)
    done: Any = await world.done(world.retailer, some)
    assert [(await world.fresh(Order, id)).seller_id for id in done["order_ids"]] == [
        world.brand.id
    ]
    told = [(one["position"], one["code"], one["field"]) for one in done["refusals"]]
    assert told == [(1, ErrorCode.OUT_OF_STOCK, ("lines", "0", "quantity"))]
    # What was refused stays in the cart, and nothing of it is held.
    assert await held(world) == [(f"Sku:{other.id}", 11)]
    assert await world.stock(world.supplier, other) == (10, 0, 0)
    last = placing_cart((world.supplier, None), all_or_nothing=False)
    assert (await world.refusal(world.retailer, last)).code is ErrorCode.OUT_OF_STOCK


async def test_sellers_are_named_once_and_have_something_in_the_cart(world: World) -> None:
    await world.done(world.retailer, adding((world.brand, world.sku, 1)))

    twice = await world.refusal(
        world.retailer, placing_cart((world.brand, None), (world.brand, None))
    )
    missing = await world.refusal(
        world.retailer, placing_cart((world.brand, None), (world.supplier, None))
    )
    none = await world.refusal(world.retailer, placing_cart())

    assert (twice.code, twice.field) == (ErrorCode.INVALID_INPUT, ("orders", "1", "sellerId"))
    assert (missing.code, missing.field) == (ErrorCode.NOT_FOUND, ("orders", "1", "sellerId"))
    assert (none.code, none.field) == (ErrorCode.INVALID_INPUT, ("orders",))


async def test_two_buyers_who_place_a_cart_at_once_order_it_once(world: World, other: Sku) -> None:
    wanted = (world.brand, world.sku, 4), (world.supplier, other, 2)
    await world.done(world.retailer, adding(*wanted))
    ways = [(world.brand, None), (world.supplier, None)]

    came = await asyncio.gather(
        *(world.done(world.retailer, placing_cart(*of)) for of in (ways, ways[::-1]) * 4),
        return_exceptions=True,
    )

    assert sum(not isinstance(one, BaseException) for one in came) == 1
    refused = [one for one in came if isinstance(one, BaseException)]
    assert all(isinstance(one, Refused) and one.code is ErrorCode.NOT_FOUND for one in refused)
    assert await world.stock(world.brand) == (100, 4, 0)


async def test_carts_of_the_same_sellers_never_wait_for_each_other_in_a_circle(
    world: World, other: Sku
) -> None:
    buyers = [world.retailer]
    for _ in range(5):
        buyer = await world.trader(PartyKind.RETAILER)
        await world.partnership(world.brand, buyer)
        await world.partnership(world.supplier, buyer)
        buyers.append(buyer)
    await giving(world, AMOUNT, (1000, 100), use_limit=3)
    for buyer in buyers:
        wanted = (world.brand, world.sku, 1), (world.supplier, other, 2)
        await world.done(buyer, adding(*wanted))
    ways = [(world.brand, None), (world.supplier, None)]

    came = await asyncio.gather(
        *(
            world.done(buyer, placing_cart(*(ways if n % 2 else ways[::-1])))
            for n, buyer in enumerate(buyers)
        ),
        return_exceptions=True,
    )

    # There are ten pieces of the one, two for each; whoever is too late orders neither.
    placed: Any = [one for one in came if not isinstance(one, BaseException)]
    assert len(placed) == 5
    assert [one.code for one in came if isinstance(one, Refused)] == [ErrorCode.OUT_OF_STOCK]
    found = [await world.fresh(Order, id) for one in placed for id in one["order_ids"]]
    assert sum(one.discount_minor for one in found) == 300
    assert await world.stock(world.brand) == (100, 5, 0)


async def test_a_request_that_comes_again_places_nothing_more(world: World) -> None:
    await world.done(world.retailer, adding((world.brand, world.sku, 4)))
    mutation = """
        mutation ($input: PlaceCartInput!) {
          placeCart(input: $input) {
            errors { code } refusals { position code } orders { id total { minor } }
            cart { lineCount }
          }
        }
    """
    asked = {
        "requestId": str(uuid4()),
        "orders": [{"sellerId": f"Party:{world.brand.id}", "expectedTotalMinor": 4000}],
        "allOrNothing": False,
    }

    first = await answer(world.hub, world.retailer.viewer, mutation, input=asked)
    await world.done(world.retailer, adding((world.brand, world.sku, 1)))
    again = await answer(world.hub, world.retailer.viewer, mutation, input=asked)

    [order] = first["placeCart"]["orders"]
    assert order["total"] == {"minor": 4000}
    assert first["placeCart"]["cart"] == {"lineCount": 0}
    assert again["placeCart"]["orders"] == [order]
    assert again["placeCart"]["cart"] == {"lineCount": 1}
    assert await world.stock(world.brand) == (100, 4, 0)


async def test_a_list_is_pasted_and_what_cannot_be_is_told_by_its_line(
    world: World, other: Sku
) -> None:
    mutation = """
        mutation ($input: PasteIntoCartInput!) {
          pasteIntoCart(input: $input) {
            errors { code } problems { line text code }
            cart { orders { seller { id } lines { quantity sku { code } } } }
          }
        }
    """
    await world.offer(world.brand, other, price_minor=1900)
    text = f"{world.sku.code}\t3\n{other.code}, 2\nnonsense\nX-1 4\n{world.sku.code} 1"
    asked = {"requestId": str(uuid4()), "text": text}

    pasted = (await answer(world.hub, world.retailer.viewer, mutation, input=asked))[
        "pasteIntoCart"
    ]

    assert pasted["problems"] == [
        {"line": 3, "text": "nonsense", "code": "INVALID_INPUT"},
        {"line": 4, "text": "X-1 4", "code": "NOT_FOUND"},
    ]
    # The brand is cheaper than the supplier.
    [of_brand] = pasted["cart"]["orders"]
    assert [(one["sku"]["code"], one["quantity"]) for one in of_brand["lines"]] == [
        (world.sku.code, 4),
        (other.code, 2),
    ]
    named = {**asked, "requestId": str(uuid4()), "sellerId": f"Party:{world.supplier.id}"}
    only = (await answer(world.hub, world.retailer.viewer, mutation, input=named))["pasteIntoCart"]
    assert [(one["line"], one["code"]) for one in only["problems"]] == [
        (1, "NOT_OFFERED"),
        (3, "INVALID_INPUT"),
        (4, "NOT_FOUND"),
    ]
    refusal = await world.refusal(world.supplier, partial(carts.paste_into_cart, text="A 1"))
    assert refusal.code is ErrorCode.NO_TRADE


async def test_an_order_is_put_into_the_cart_again_without_its_gifts(world: World) -> None:
    gift = await world.goods(world.brand)
    await world.stocked(world.brand, gift, 1)
    await giving(world, PromotionEffect.GIFT, (1000, 1), gift_sku_id=gift.id)
    order_id = await world.done(world.retailer, placing(world.brand, (world.sku, 4)))

    await world.done(world.retailer, partial(carts.add_order_to_cart, order_id=order_id))

    assert await held(world) == [(f"Sku:{world.sku.id}", 4)]
    refusal = await world.refusal(world.brand, partial(carts.add_order_to_cart, order_id=order_id))
    assert refusal.code is ErrorCode.NOT_FOUND


async def test_a_refused_first_order_opens_no_partnership(world: World) -> None:
    await shop(world, pieces=1)
    await world.done(world.consumer, adding((world.retailer, world.sku, 2)))

    refusal = await world.refusal(world.consumer, placing_cart((world.retailer, None)))

    assert refusal.code is ErrorCode.OUT_OF_STOCK
    setting = partial(carts.set_cart_line, seller_id=world.retailer.id, sku_id=world.sku.id)
    await world.done(world.consumer, partial(setting, quantity=1))
    await world.done(world.consumer, placing_cart((world.retailer, 2500)))
    status = await world.hub.database.pool.fetchval(
        "SELECT status FROM partnerships WHERE downstream_id = $1", world.consumer.id
    )
    assert status == PartnershipStatus.ACTIVE


async def test_a_cart_holds_no_more_than_can_be_placed_at_once(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hub.domain.carts.LINES_MAX", 1)
    await world.done(world.retailer, adding((world.brand, world.sku, 1)))
    second = await world.goods(world.brand)

    refusal = await world.refusal(world.retailer, adding((world.brand, second, 1)))

    assert (refusal.code, refusal.field) == (ErrorCode.INVALID_INPUT, ("lines",))
    await world.done(world.retailer, adding((world.brand, world.sku, 1)))


async def test_a_product_is_wished_for_once_and_by_its_party_alone(world: World) -> None:
    wishing = partial(carts.add_wish, product_id=world.sku.product_id)
    wish_id = await world.done(world.consumer, wishing)
    assert await world.done(world.consumer, wishing) == wish_id

    query = "query ($of: ID!) { wishes(filter: {productId: $of}) { nodes { product { id } } } }"
    of = f"Product:{world.sku.product_id}"
    seen = await answer(world.hub, world.consumer.viewer, query, of=of)
    assert seen["wishes"]["nodes"] == [{"product": {"id": of}}]
    assert (await answer(world.hub, world.retailer.viewer, query, of=of))["wishes"]["nodes"] == []
    removing = partial(carts.remove_wish, wish_id=wish_id)
    assert (await world.refusal(world.retailer, removing)).code is ErrorCode.NOT_FOUND
    await world.done(world.consumer, removing)
    assert (await answer(world.hub, world.consumer.viewer, query, of=of))["wishes"]["nodes"] == []
