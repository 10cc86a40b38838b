"""Searches: what is typed, in which language and by whatever way, finds what is meant."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final, NamedTuple

import pytest
from sqlalchemy import literal_column
from sqlmodel import select

from db.enums.catalogue import ListingStatus
from db.enums.parties import PartyKind
from db.queries.searching import replace_synonyms, synonyms_known
from db.search.synonyms import read_synonyms
from db.tables.catalogue import Category, JewelleryDetails, Product, Sku
from db.tables.parties import Party
from db.tables.reviews import ProductRating
from hub.context import Hub
from hub.schema.connections import SEARCH_CHARACTERS_MAX
from tests.graph import answer, ask
from tests.world import World

_FILE: Final = Path(__file__).with_name("search_pairs.txt")


class Pairs(NamedTuple):
    """Goods, and what somebody types with the numbers of those that it must find, or must not."""

    goods: list[tuple[str, str]]
    typed: list[tuple[str, bool, frozenset[int]]]


def _read_pairs() -> Pairs:
    pairs = Pairs([], [])
    for line in _FILE.read_text("utf-8").splitlines():
        match line.split("|", 2):
            case ["goods ", names, description]:
                pairs.goods.append((names.strip(), description.strip()))
            case ["found " | "not found " as how, numbers, text]:
                wanted = frozenset(int(number) for number in numbers.split())
                pairs.typed.append((text[1:], how == "found ", wanted))
            case _:
                assert not line or line.startswith("#"), line
    return pairs


PAIRS: Final = _read_pairs()


async def _product(world: World, name: str, **values: Any) -> Product:
    product = Product(
        owner_id=world.brand.id,
        name=name,
        status=ListingStatus.PUBLISHED,
        created_at=world.hub.clock(),
        **values,
    )
    await world.add(product)
    return product


@pytest.fixture
async def goods(world: World) -> list[str]:
    """The ids of the goods in the file, in its order."""
    ids = []
    for names, description in PAIRS.goods:
        name, _, chinese = (part.strip() for part in names.partition("/"))
        product = await _product(
            world,
            name,
            name_translations={"zh": chinese} if chinese else {},
            description=description or None,
        )
        ids.append(f"Product:{product.id}")
    return ids


async def found(world: World, text: Any) -> list[str]:
    query = "query ($text: String) { products(search: $text) { totalCount nodes { id } } }"
    told = await answer(world.hub, world.retailer.viewer, query, text=text)
    ids = [node["id"] for node in told["products"]["nodes"]]
    assert told["products"]["totalCount"] == len(ids)
    return ids


async def test_a_search_finds_what_is_meant_and_nothing_else(
    world: World, goods: Sequence[str]
) -> None:
    wrong = []
    for text, is_found, wanted in PAIRS.typed:
        ids = await found(world, text)
        there = {number for number, id in enumerate(goods, start=1) if id in ids}
        if there < wanted if is_found else there & wanted:
            wrong.append(f"{text!r} finds {sorted(there)}")

    assert not wrong, "\n".join(wrong)
    assert sum(len(wanted) for _, _, wanted in PAIRS.typed) >= 60


async def test_no_search_is_no_condition(world: World, goods: Sequence[str]) -> None:
    for blank in (None, "", "  \t"):
        assert set(goods) < set(await found(world, blank))


async def test_a_product_is_found_by_all_that_hangs_on_it(world: World) -> None:
    shelf = Category(code="amulets", name="Amulets", name_translations={"zh": "护身符"})
    await world.add(shelf)
    product = await _product(world, "Lucky Charm", category_id=shelf.id)
    await world.add(
        Sku(
            product_id=product.id,
            owner_id=product.owner_id,
            code="LC/88-001",
            gtin="2000000001029",
            name="Size 12",
        )
    )
    details = JewelleryDetails(
        product_id=product.id, material="Platinum", gem="Opal", certificate_number="GTC 2026-4711"
    )
    await world.add(details)
    brand = "hub brand"
    async with world.hub.database.session() as session:
        (await session.get_one(Party, world.brand.id)).name = brand
        (await session.get_one(Category, shelf.id)).name = "Talismans"
        await session.commit()

    for text in ("lc88001", "LC/88", "2000000001029", "opal", "白金", "gtc2026 4711", "talisman"):
        assert await found(world, text) == [f"Product:{product.id}"], text
    assert f"Product:{product.id}" in await found(world, brand)
    assert await found(world, "amulets") == []


async def test_what_fits_best_comes_first(world: World) -> None:
    described = await _product(world, "Night Care", description="A rose serum for dry skin.")
    longer = await _product(world, "Rose Soothing Firming Serum Set for Every Day")
    short = await _product(world, "Rose Serum")
    liked = await _product(world, "Rose Serum")
    begun = await _product(world, "Rosemary Serum")
    coded = await _product(world, "Gift Card")
    await world.add(
        Sku(product_id=coded.id, owner_id=coded.owner_id, code="ROSE-SERUM", name="One size")
    )
    rating = ProductRating(product_id=liked.id, stars=[0, 0, 0, 0, 9])
    await world.add(rating)

    wanted = [f"Product:{one.id}" for one in (coded, liked, short, longer, begun, described)]
    assert await found(world, "rose serum") == wanted

    query = """query ($after: Cursor) {
        products(search: "rose serum", orderBy: RELEVANCE, first: 1, after: $after) {
            nodes { id } pageInfo { hasNextPage endCursor } } }"""
    walked, after = [], None
    for _ in wanted:
        page = (await answer(world.hub, world.retailer.viewer, query, after=after))["products"]
        walked.append(page["nodes"][0]["id"])
        after = page["pageInfo"]["endCursor"]
    assert (walked, page["pageInfo"]["hasNextPage"]) == (wanted, False)
    # Nobody has said so.
    async with world.hub.database.session() as session:
        await session.delete(rating)
        await session.commit()


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
    for text in ("moonw", "jewels moonwell", "月井", "珠宝", "珠宝 moon", "yuejing", "monwell"):
        query = "query ($text: String) { parties(search: $text) { nodes { name } } }"

        told = await answer(world.hub, None, query, text=text)

        assert told["parties"]["nodes"] == [{"name": "Moonwell Jewels"}], text


async def test_a_search_may_be_long_but_not_endless(world: World, goods: Sequence[str]) -> None:
    query = "query ($text: String) { products(search: $text) { nodes { id } } viewer { role } }"
    for text in ("x" * SEARCH_CHARACTERS_MAX, "茶" * SEARCH_CHARACTERS_MAX, "zq-" * 66, "🌙" * 99):
        told = await ask(world.hub, world.brand.viewer, query, text=text)
        assert (told.errors, told.data["products"]["nodes"]) == ([], []), text

    refused = await ask(
        world.hub, world.brand.viewer, query, text="x" * (SEARCH_CHARACTERS_MAX + 1)
    )

    assert refused.codes == ["BAD_INPUT"]


async def test_a_word_too_long_for_an_index_does_not_keep_a_product_out(
    world: World, hub: Hub
) -> None:
    product = await _product(
        world, "Camellia Serum", description=f"Rich {'x' * 5000} cream {'茶花' * 5000}"
    )

    assert await found(world, "rich cream") == [f"Product:{product.id}"]


async def test_the_operator_says_which_words_mean_the_same(world: World) -> None:
    product = await _product(world, "Moissanite Stud", name_translations={"zh": "莫桑石耳钉"})
    assert await found(world, "莫桑钻") == []
    async with world.hub.database.session() as session:
        known = await synonyms_known(session)
        words = "\n".join(
            ", ".join(words) for words in [*known, ["莫桑钻", "莫桑石", "Moissanite"]]
        )
        await replace_synonyms(session, read_synonyms(words))

        asked = select(Product.name).where(literal_column("search @@ search_query('莫桑鑽')"))
        assert list(await session.exec(asked)) == ["Moissanite Stud"]
        await session.rollback()
    assert await found(world, "moissanite") == [f"Product:{product.id}"]


@pytest.mark.parametrize("line", ["黄金", "金, 足金", f"gold, {'x' * 201}"])
def test_words_that_mean_too_little_are_refused(line: str) -> None:
    with pytest.raises(ValueError, match="Line 2"):
        read_synonyms(f"# Metals\n{line}")
