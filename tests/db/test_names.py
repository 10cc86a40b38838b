"""Names sort as people sort them."""

from random import Random
from typing import Final

from hub.context import Hub
from tests.graph import answer
from tests.world import World

# In the order in which people look for them.
SORTED: Final = (
    "", "9 Lives", "10 Downing", "100 Pipers", "2026", "Æther", "Äpfel", "Apfelbaum", "apple",
    "Łódź", "Lotus", "Ostern", "Österreich", "Straße", "Strasse 7", "Zest", "Zinc",
    "阿胶", "保湿面霜", "北京", "上海", "珠宝",
)  # fmt: skip
_KEYS: Final = "SELECT name_sort_key(name) FROM unnest($1::text[]) WITH ORDINALITY one (name, nth)"


async def keys(hub: Hub, names: list[str]) -> list[str]:
    rows = await hub.database.pool.fetch(f"{_KEYS} ORDER BY nth", names)
    return [row[0] for row in rows]


async def test_case_accents_and_numbers_are_sorted_as_people_do(hub: Hub) -> None:
    names = [*SORTED]
    Random(1).shuffle(names)
    by_key = dict(zip(names, await keys(hub, names), strict=True))

    assert sorted(names, key=by_key.__getitem__) == [*SORTED]


async def test_every_character_has_a_place_and_an_index_holds_the_longest_name(hub: Hub) -> None:
    characters = [chr(n) for n in range(1, 0x110000) if not 0xD800 <= n <= 0xDFFF]
    texts = ["".join(characters[n : n + 50]) for n in range(0, len(characters), 50)]
    # Long ligatures are spelt out, and characters beyond the first plane take four bytes.
    longest = await keys(hub, ["\ufdfa" * 500, "\U0001f48e" * 500, "9" * 500])

    # In parts, none of which takes longer than a statement may.
    found = {
        key for n in range(0, len(texts), 1_000) for key in await keys(hub, texts[n : n + 1_000])
    }
    assert len(found) == len(texts)
    assert max(map(len, longest)) < 2_000


async def test_a_list_by_name_is_walked_in_that_order(world: World) -> None:
    names = ["Zinc", "apple", "zest", "Äpfel", "保湿"]
    for name in names:
        sku = await world.goods(world.brand)
        await world.hub.database.pool.execute(
            "UPDATE products SET name = $1 WHERE id = $2", name, sku.product_id
        )
    query = """
        query ($owner: ID!, $after: Cursor) {
          party(id: $owner) {
            products(first: 2, after: $after, orderBy: NAME) {
              nodes { name } pageInfo { endCursor hasNextPage }
            }
          }
        }
    """
    found: list[str] = []
    after = None
    while True:
        owner = f"Party:{world.brand.id}"
        told = await answer(world.hub, world.brand.viewer, query, owner=owner, after=after)
        page = told["party"]["products"]
        found += [one["name"] for one in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert [name for name in found if name in names] == ["Äpfel", "apple", "zest", "Zinc", "保湿"]
