"""Goods are counted in units, sold in packs, and priced for many of them."""

from functools import partial
from typing import Any

from db.enums.units import Unit
from db.tables.catalogue import Sku
from db.tables.orders import Order
from hub.commands import carts, order_changes, orders
from hub.commands.carts import CartOrder
from hub.commands.order_changes import ReducedLine
from hub.domain.errors import ErrorCode
from tests.commands.orders.steps import lines, placing, step
from tests.graph import answer
from tests.world import World

QUOTE = """
    query ($seller: ID!, $lines: [QuoteLineInput!]!) {
      quote(sellerId: $seller, lines: $lines) {
        total { minor }
        lines {
          sku { unit offers(first: 1) { nodes { per orderMultiple minimumQuantity } } }
          per unitPrice { minor } total { minor } problems { code message }
        }
      }
    }
"""


async def powder(world: World) -> Sku:
    """The brand sells it by the kilogram, in whole bags of 50 g."""
    sku = await world.goods(world.brand, unit=Unit.GRM)
    terms: dict[str, Any] = {"per": 1000, "minimum_quantity": 100, "order_multiple": 50}
    await world.offer(world.brand, sku, price_minor=999, **terms)
    await world.stocked(world.brand, sku, 10_000)
    return sku


async def test_an_order_is_of_whole_packs_and_costs_what_its_units_cost(world: World) -> None:
    sku = await powder(world)

    refusal = await world.refusal(world.retailer, placing(world.brand, (sku, 255)))
    order_id = await world.done(world.retailer, placing(world.brand, (sku, 250)))

    assert (refusal.code, refusal.field) == (ErrorCode.NOT_A_MULTIPLE, ("lines", "0", "quantity"))
    assert refusal.message == (
        f"{sku.code} is sold in multiples of 50 g; 255 are none: order 250 or 300."
    )
    [line] = await lines(world, order_id)
    assert (line.quantity, line.unit_price_minor, line.per, line.total_minor) == (
        250,
        999,
        1000,
        250,
    )
    assert (await world.fresh(Order, order_id)).total_minor == 250


async def test_a_quote_says_the_same(world: World) -> None:
    sku = await powder(world)

    async def quoted(quantity: int) -> Any:
        lines = [{"skuId": f"Sku:{sku.id}", "quantity": quantity}]
        seller = f"Party:{world.brand.id}"
        buyer = world.retailer.viewer
        return (await answer(world.hub, buyer, QUOTE, seller=seller, lines=lines))["quote"]

    quote, refused = await quoted(250), await quoted(255)

    [line] = quote["lines"]
    [offer] = line["sku"]["offers"]["nodes"]
    assert (line["sku"]["unit"], line["per"], line["unitPrice"]["minor"]) == ("GRM", 1000, 999)
    assert offer == {"per": 1000, "orderMultiple": 50, "minimumQuantity": 100}
    assert (line["total"]["minor"], quote["total"]["minor"], line["problems"]) == (250, 250, [])
    [[problem]] = [line["problems"] for line in refused["lines"]]
    assert problem["code"] == "NOT_A_MULTIPLE"
    assert problem["message"].endswith("order 250 or 300.")


async def test_a_cart_says_the_same_and_takes_no_part_of_a_pack_from_a_list(world: World) -> None:
    sku = await powder(world)
    cart = """
        query { cart { orders { quote {
          lines { quantity orderMultiple total { minor } problems { code } }
        } } } }
    """

    async def quoted() -> Any:
        seen = await answer(world.hub, world.retailer.viewer, cart)
        return [one for of in seen["cart"]["orders"] for one in of["quote"]["lines"]]

    pasting = partial(carts.paste_into_cart, text=f"{sku.code} 255")
    pasted: Any = await world.done(world.retailer, pasting)
    assert [(one["code"], one["line"]) for one in pasted["problems"]] == [("NOT_A_MULTIPLE", 1)]
    assert await quoted() == []

    adding = partial(carts.set_cart_line, seller_id=world.brand.id, sku_id=sku.id)
    await world.done(world.retailer, partial(adding, quantity=255))
    [line] = await quoted()
    assert (line["total"], line["problems"]) == (None, [{"code": "NOT_A_MULTIPLE"}])

    await world.done(world.retailer, partial(adding, quantity=250))
    placed = partial(carts.place_cart, orders=[CartOrder(world.brand.id, 250)])
    assert await quoted() == [
        {"quantity": 250, "orderMultiple": 50, "total": {"minor": 250}, "problems": []}
    ]
    outcome: Any = await world.done(world.retailer, placed)
    [order_id] = outcome["order_ids"]
    assert (await world.fresh(Order, order_id)).total_minor == 250


async def test_a_buyer_keeps_whole_packs_when_it_orders_fewer(world: World) -> None:
    sku = await powder(world)
    order_id = await world.done(world.retailer, placing(world.brand, (sku, 250)))
    await world.done(world.brand, step(orders.confirm_order, order_id))
    [line] = await lines(world, order_id)

    def reducing(quantity: int) -> Any:
        reduced = [ReducedLine(line.id, quantity)]
        return lambda request: order_changes.change_order(request, order_id, reduced)

    refusal = await world.refusal(world.retailer, reducing(120))
    await world.done(world.retailer, reducing(150))

    assert refusal.code is ErrorCode.NOT_A_MULTIPLE
    assert refusal.message.endswith("120 are none: order 100 or 150.")
    assert (await world.fresh(Order, order_id)).total_minor == 150
    assert await world.inconsistencies() == []
