"""Searches: words in English and Chinese, whole or in part, and whatever else is typed."""

from typing import Any

import pytest

from db.enums.catalogue import ListingStatus
from db.enums.parties import PartyKind
from db.tables.catalogue import Product
from db.tables.parties import Party
from hub.context import Hub
from hub.schema.connections import SEARCH_CHARACTERS_MAX
from tests.graph import answer, ask
from tests.world import World

GOODS = {
    "serum": ("Camellia Repairing Serum", "山茶花修护精华液", "Night care, 30 ml.", None),
    "cream": ("Camellia Day Cream", "山茶花日霜", None, "含积雪草精华,温和修护。"),
    "ring": ("O'Hara 18K Gold Ring", "金戒指", "Made-to-measure; size 52", None),
    "bare": ("Étoile", None, None, None),
}

FOUND_BY = {
    # English: words, their beginnings, in any order and case, all of which must be found.
    "Camellia": {"serum", "cream"},
    "camel": {"serum", "cream"},
    "CAMELLIA ser": {"serum"},
    "serum camellia": {"serum"},
    "camellia ring": set(),
    "amellia": set(),
    "30": {"serum"},
    # Chinese: any characters that stand together.
    "山茶花": {"serum", "cream"},
    "茶花": {"serum", "cream"},
    "精华": {"serum", "cream"},
    "修护精华": {"serum"},
    "精华修护": set(),
    "霜": {"cream"},
    "积雪草": {"cream"},
    "山茶花 修护": {"serum", "cream"},
    # Both at once.
    "camellia 精华液": {"serum"},
    "戒指 gold": {"ring"},
    "gold戒指": set(),
    # Whatever is between words.
    "O'Hara": {"ring"},
    "made-to-measure": {"ring"},
    "(camellia) & serum:* | !'": {"serum"},
    "山茶花,日霜": {"cream"},
    "étoile": {"bare"},
    "  camellia\t serum \n": {"serum"},
    "%": set(),
    "\\": set(),
    "' OR 1=1 --": set(),
    "": set(),
    "   ": set(),
    "&|!:*()": set(),
}


@pytest.fixture
async def goods(world: World) -> dict[str, str]:
    """The names of products by their ids."""
    names = {}
    for key, (name, name_zh, description, description_zh) in GOODS.items():
        product = Product(
            owner_id=world.brand.id,
            name=name,
            name_translations={"zh": name_zh} if name_zh else {},
            description=description or description_zh,
            description_translations={"zh": description_zh} if description_zh else {},
            status=ListingStatus.PUBLISHED,
            created_at=world.hub.clock(),
        )
        await world.add(product)
        names[f"Product:{product.id}"] = key
    return names


async def found(world: World, text: Any) -> list[str]:
    query = "query ($text: String) { products(search: $text) { totalCount nodes { id } } }"
    told = await answer(world.hub, world.retailer.viewer, query, text=text)
    ids = [node["id"] for node in told["products"]["nodes"]]
    assert told["products"]["totalCount"] == len(ids)
    return ids


async def test_a_search_finds_the_goods_with_all_its_words(
    world: World, goods: dict[str, str]
) -> None:
    for text, wanted in FOUND_BY.items():
        assert {goods[id] for id in await found(world, text)} == wanted, text


async def test_no_search_is_no_condition(world: World, goods: dict[str, str]) -> None:
    assert set(goods) < set(await found(world, None))


async def test_parties_are_found_by_either_name(world: World) -> None:
    await world.add(
        Party(
            kind=PartyKind.BRAND,
            name="Moonwell Jewels",
            name_translations={"zh": "月井珠宝"},
            listed=True,
            created_at=world.hub.clock(),
        )
    )
    for text in ("moonw", "jewels moonwell", "月井", "珠宝", "珠宝 moon"):
        query = "query ($text: String) { parties(search: $text) { nodes { name } } }"

        told = await answer(world.hub, None, query, text=text)

        assert told["parties"]["nodes"] == [{"name": "Moonwell Jewels"}], text


async def test_a_search_may_be_long_but_not_endless(world: World, goods: dict[str, str]) -> None:
    query = "query ($text: String) { products(search: $text) { nodes { id } } viewer { role } }"
    for text in ("x" * SEARCH_CHARACTERS_MAX, "茶" * SEARCH_CHARACTERS_MAX, "a-" * 100, "🌙" * 99):
        told = await ask(world.hub, world.brand.viewer, query, text=text)
        assert (told.errors, told.data["products"]["nodes"]) == ([], []), text

    refused = await ask(
        world.hub, world.brand.viewer, query, text="x" * (SEARCH_CHARACTERS_MAX + 1)
    )

    assert refused.codes == ["BAD_INPUT"]


async def test_a_word_too_long_for_an_index_does_not_keep_a_product_out(
    world: World, hub: Hub
) -> None:
    product = Product(
        owner_id=world.brand.id,
        name="Camellia Serum",
        description=f"Rich {'x' * 5000} cream",
        status=ListingStatus.PUBLISHED,
        created_at=hub.clock(),
    )

    await world.add(product)

    assert await found(world, "rich cream") == [f"Product:{product.id}"]
