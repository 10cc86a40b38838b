"""Facets: how many products each choice would leave, with what the viewer may know of prices."""

from typing import Any, Final
from uuid import uuid4

import pytest

from db.enums.catalogue import ListingStatus, Trade
from db.enums.offers import Audience
from db.enums.sharing import Exactness
from db.queries import facets as queries
from db.tables.catalogue import Category, JewelleryDetails, Product, Sku
from hub.loaders import facets as loaders
from tests.graph import answer
from tests.world import Trader, World

_PRODUCTS: Final = """
query ($filter: ProductFilter, $search: String) {
    products(first: 50, filter: $filter, search: $search) {
        totalCount
        nodes { name }
        facets { found isComplete facets { name choices {
            value count text(language: "zh") brand { name } category { code }
            priceFrom { minor currency } priceUntil { minor } } } }
    }
}
"""


async def _jewel(world: World, name: str, material: str, gem: str | None, **values: Any) -> Sku:
    product = Product(
        owner_id=world.brand.id,
        trade=Trade.JEWELLERY,
        name=name,
        status=ListingStatus.PUBLISHED,
        created_at=world.hub.clock(),
        **values,
    )
    sku = Sku(product_id=product.id, owner_id=world.brand.id, code=uuid4().hex[:8], name="One size")
    details = JewelleryDetails(
        product_id=product.id,
        material=material,
        material_translations={"zh": {"Gold": "足金", "Silver": "纯银"}[material]},
        gem=gem,
        certificate_number="C1" if gem else None,
    )
    await world.add(product, sku, details)
    return sku


async def _asked(
    world: World, who: Trader | None, search: str = "moonlit", **filter: Any
) -> tuple[set[str], dict[str, dict[str, int]]]:
    """The names of the products found, and the counts of each facet's choices."""
    viewer = None if who is None else who.viewer
    told = (await answer(world.hub, viewer, _PRODUCTS, search=search, filter=filter))["products"]
    facets = told["facets"]
    names = {node["name"] for node in told["nodes"]}
    assert (facets["found"], facets["isComplete"]) == (len(names), True)
    assert told["totalCount"] == len(names)
    counts = {
        facet["name"]: {_shown(choice): choice["count"] for choice in facet["choices"]}
        for facet in facets["facets"]
    }
    return names, counts


def _shown(choice: dict[str, Any]) -> str:
    if choice["category"]:
        return str(choice["category"]["code"])
    if choice["priceFrom"]:
        return f"{choice['priceFrom']['minor']}-{choice['priceUntil']['minor']}"
    return str(choice["text"] or (choice["brand"] and "brand") or choice["value"])


async def test_a_facet_counts_what_matches_all_filters_but_its_own(world: World) -> None:
    rings, pins = Category(code="rings", name="Rings"), Category(code="pins", name="Pins")
    await world.add(rings, pins)
    await _jewel(world, "Moonlit Ring", "Gold", "Ruby", category_id=rings.id)
    await _jewel(world, "Moonlit Band", "Silver", "Ruby", category_id=rings.id)
    await _jewel(world, "Moonlit Pin", "Gold", None, category_id=pins.id)
    await _jewel(world, "Sunlit Pin", "Gold", "Ruby", category_id=pins.id)

    assert await _asked(world, world.retailer) == (
        {"Moonlit Ring", "Moonlit Band", "Moonlit Pin"},
        {
            "BRAND": {"brand": 3},
            "CATEGORY": {"rings": 2, "pins": 1},
            "MATERIAL": {"足金": 2, "纯银": 1},
            "GEM": {"Ruby": 2},
            "CERTIFICATE": {"yes": 2},
        },
    )
    names, counts = await _asked(world, world.retailer, material=["Gold"], gem=["Ruby"])
    assert names == {"Moonlit Ring"}
    assert (counts["MATERIAL"], counts["GEM"]) == ({"足金": 1, "纯银": 1}, {"Ruby": 1})
    assert (counts["CATEGORY"], counts["CERTIFICATE"]) == ({"rings": 1}, {"yes": 1})
    names, counts = await _asked(world, world.retailer, categoryIds=[f"Category:{pins.id}"])
    assert (names, counts["CATEGORY"]) == ({"Moonlit Pin"}, {"rings": 2, "pins": 1})
    assert counts["MATERIAL"] == {"足金": 1}
    assert (await _asked(world, world.retailer, hasCertificate=False))[0] == {"Moonlit Pin"}
    assert (await _asked(world, world.retailer, "absent"))[1] == {}


async def test_facets_of_a_party_are_those_of_its_products(world: World) -> None:
    await _jewel(world, "Moonlit Ring", "Gold", "Ruby")
    query = """query ($ids: [ID!]!) { nodes(ids: $ids) { ... on Party {
        products { facets { found facets { name choices { value count } } } } } } }"""
    ids = [f"Party:{world.brand.id}", f"Party:{world.supplier.id}"]

    told = await answer(world.hub, world.brand.viewer, query, ids=ids)

    brand, supplier = (node["products"]["facets"] for node in told["nodes"])
    assert (brand["found"], supplier) == (2, {"found": 0, "facets": []})
    assert {"name": "GEM", "choices": [{"value": "Ruby", "count": 1}]} in brand["facets"]


async def test_prices_are_those_that_are_open_to_whoever_asks(world: World) -> None:
    ring = await _jewel(world, "Moonlit Ring", "Gold", "Ruby")
    band = await _jewel(world, "Moonlit Band", "Silver", "Ruby")
    stranger = await world.trader(world.retailer.party.kind)
    await world.offer(world.brand, ring, price_minor=15_000)
    await world.offer(world.brand, ring, price_minor=99_000, valid_until=world.hub.clock())
    await world.offer(world.brand, band, price_minor=999)
    await world.offer(world.brand, ring, price_minor=30_000, audience=Audience.CONSUMERS)
    await world.hub.database.pool.execute(
        "UPDATE parties SET listed = true WHERE id = $1", world.brand.id
    )

    for who, prices in (
        (world.retailer, {"500-1000": 1, "10000-20000": 1}),
        (stranger, {"20000-50000": 1}),
        (world.consumer, {"20000-50000": 1}),
        (None, {"20000-50000": 1}),
    ):
        assert (await _asked(world, who))[1]["PRICE"] == prices

    cheap = {"currency": "EUR", "untilMinor": 1000}
    names, counts = await _asked(world, world.retailer, price=cheap)
    assert (names, counts["PRICE"]) == ({"Moonlit Band"}, {"500-1000": 1, "10000-20000": 1})
    assert counts["MATERIAL"] == {"纯银": 1}
    assert (await _asked(world, stranger, price=cheap))[0] == set()
    dear = {"currency": "EUR", "fromMinor": 15_000, "untilMinor": 15_001}
    assert (await _asked(world, world.retailer, price=dear))[0] == {"Moonlit Ring"}
    assert (await _asked(world, world.consumer, price=dear))[0] == set()
    assert (await _asked(world, world.retailer, price={"currency": "CNY"}))[0] == set()


async def test_prices_for_many_are_told_apart_by_what_a_unit_costs(world: World) -> None:
    chain = await _jewel(world, "Moonlit Chain", "Gold", None)
    await world.offer(world.brand, chain, price_minor=250_000, per=1000)
    grain = await _jewel(world, "Moonlit Grain", "Gold", None)
    await world.offer(world.brand, grain, price_minor=999, per=1000)

    names, counts = await _asked(world, world.retailer)
    assert (len(names), counts["PRICE"]) == (2, {"0-1": 1, "200-500": 1})
    for low, high, found in ((249, 251, "Chain"), (0, 1, "Grain")):
        chosen = {"currency": "EUR", "fromMinor": low, "untilMinor": high}
        assert (await _asked(world, world.retailer, price=chosen))[0] == {f"Moonlit {found}"}


async def test_what_is_in_stock_is_told_as_far_as_it_is_shown(world: World) -> None:
    ring = await _jewel(world, "Moonlit Ring", "Gold", "Ruby")
    band = await _jewel(world, "Moonlit Band", "Silver", "Ruby")
    pin = await _jewel(world, "Moonlit Pin", "Silver", None)
    for sku in (ring, band):
        await world.offer(world.brand, sku)
    await world.offer(world.brand, pin, made_to_order=True)
    await world.stocked(world.brand, ring, 3)

    assert (await _asked(world, world.retailer, inStock=True))[0] == {"Moonlit Pin"}
    assert (await _asked(world, world.brand, inStock=True))[0] == {"Moonlit Ring", "Moonlit Pin"}

    for exactness, shown in (
        (Exactness.DELAYED, {"Moonlit Pin"}),
        (Exactness.YES_NO, {"Moonlit Ring", "Moonlit Pin"}),
    ):
        await world.share_stock(world.brand, world.retailer, exactness)
        names, counts = await _asked(world, world.retailer, inStock=True)
        assert (names, counts["IN_STOCK"]) == (shown, {"true": len(shown)})

    assert (await _asked(world, world.retailer, inStock=False))[0] == {"Moonlit Band"}


async def test_facets_say_where_not_all_were_counted(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Moonlit Ring", "Moonlit Band", "Moonlit Pin"):
        await _jewel(world, name, "Gold", None)
    query = """{ products(search: "moonlit", first: 1) {
        facets { found isComplete facets { name choices { count } } } } }"""
    for most, told in ((3, (3, True, 3)), (2, (2, False, 3))):
        for module in (queries, loaders):
            monkeypatch.setattr(module, "COUNTED_MAX", most)
        loaders._statement.cache_clear()

        facets = (await answer(world.hub, world.brand.viewer, query))["products"]["facets"]

        [material] = (one["choices"] for one in facets["facets"] if one["name"] == "MATERIAL")
        assert (facets["found"], facets["isComplete"], material[0]["count"]) == told
    loaders._statement.cache_clear()
