"""Everything that can be asked, asked by everybody: no error, and no word of another's."""

import re
from typing import Any, Final, NamedTuple
from uuid import UUID

import orjson
from graphql import parse
from sqlalchemy import ARRAY, Enum, String
from sqlmodel.sql.sqltypes import AutoString

from db.tables import metadata
from db.types import SEARCHED
from demo import DEMO_ACCOUNTS
from hub.context import Hub, open_request
from hub.execution.run import PlannedExecutor
from hub.reads.compiler import SqlCompiler
from hub.schema import schema
from tests.areas import ANONYMOUS
from tests.breadth import everything, everything_planned, ids_of_everything, words_in
from tests.graph import ask, ask_field_by_field, viewer_of
from tests.policy.rules import seen_by
from tests.policy.scene import Scene

WIDE: Final = everything(2, page_size=50)
# For those who see little; others are shown thousands of rows, most of them again and again.
DEEP: Final = everything(4, page_size=50)
STRANGERS: Final = (ANONYMOUS, "stranger_brand", "stranger", "house", "proposed_retailer")

# Of long lists the beginning.
SOME: Final = everything(2, page_size=2)

# Tables that nothing of the graph is read from: what imports keep while they run.
# What search knows of words, whosever names they are from.
_WORDS: Final = ("han_characters", "search_synonyms", "search_words")
_STAGES: Final = re.compile("import_|imported_|answered_requests")


class Canary(NamedTuple):
    """A word that is in one column of one row, and nowhere else."""

    table: str
    column: str
    id: UUID

    @classmethod
    def read(cls, word: str) -> "Canary | None":
        found = re.fullmatch(r"canary (\w+)\.(\w+) (\S+)", word)
        return found and cls(found[1], found[2], UUID(found[3]))


async def set_canaries(hub: Hub) -> set[tuple[str, str]]:
    """Put a canary into all free text that there is; the columns that now hold one."""
    held: set[tuple[str, str]] = set()
    async with hub.database.pool.acquire() as connection:
        # Ledgers are append-only; this is not a change that the hub could make.
        await connection.execute("SET session_replication_role = replica")
        for table in metadata.sorted_tables:
            if _STAGES.match(table.name) or table.name in _WORDS:
                continue
            key = next(iter(table.primary_key)).name
            for column in table.columns:
                text = f"'canary {table.name}.{column.name} ' || {key}"
                if not _is_free_text(column):
                    continue
                if isinstance(column.type, ARRAY):
                    text = f"ARRAY[{text}]"
                await connection.execute(f"UPDATE {table.name} SET {column.name} = {text}")
                if await connection.fetchval(f"SELECT count(*) FROM {table.name}"):
                    held.add((table.name, column.name))
        await connection.execute("RESET session_replication_role")
    return held


def _is_free_text(column: Any) -> bool:
    """Text, or texts, of no fixed length, neither words of an enum nor derived from others."""
    type_: Any = column.type.item_type if isinstance(column.type, ARRAY) else column.type
    is_text = isinstance(type_, AutoString | String) and not isinstance(type_, Enum)
    return is_text and type_.length is None and column.computed is None and column.info != SEARCHED


async def canaries_heard(scene: Scene, viewer: str, ids: list[str]) -> set[Canary]:
    document = DEEP if viewer in STRANGERS else WIDE
    found = await ask_field_by_field(scene.hub, scene.viewer(viewer), document, ids=ids)
    assert found.errors == [], (viewer, found.errors[:2])
    return {canary for word in words_in(found.data) if (canary := Canary.read(word))}


async def test_a_canary_is_heard_by_those_alone_who_may_see_its_row(hub: Hub) -> None:
    scene = Scene(hub)
    await scene.set_up_chain()
    held = await set_canaries(hub)
    await scene.set_up_others()
    ids = await ids_of_everything(hub)
    names = {UUID(id.partition(":")[2]): name for name, id in scene.nodes.items()}

    heard = await canaries_heard(scene, "operator", ids) | await canaries_heard(scene, "brand", ids)
    heard |= await canaries_heard(scene, "consumer", ids)
    # They hear all that is in the graph, the brand its webhook, the consumer its addresses: none
    # would go unnoticed elsewhere.
    assert held - {(canary.table, canary.column) for canary in heard} == {
        ("accounts", "password_hash"),
        ("jobs", "key"),
    }

    for viewer in (*scene.traders, ANONYMOUS):
        for canary in await canaries_heard(scene, viewer, ids):
            assert viewer in seen_by(names[canary.id]), (viewer, canary)


async def test_plans_say_no_more_and_no_less_than_fields_do(hub: Hub) -> None:
    scene = Scene(hub)
    await scene.set_up_chain()
    await scene.set_up_others()
    executor = PlannedExecutor(schema, SqlCompiler())
    documents = [d for d in everything_planned(2, page_size=50) if "$id" not in d]
    assert len(documents) >= 6

    for viewer in ("brand", "retailer", "consumer", ANONYMOUS):
        for document in documents:
            async with open_request(hub, scene.viewer(viewer)) as request:
                result = await executor.execute(parse(document), None, {}, request)

            assert result is not None, executor.fallbacks
            told = await ask_field_by_field(hub, scene.viewer(viewer), document)
            assert orjson.loads(orjson.dumps(result.data)) == told.data, (viewer, document[:60])


async def test_nobody_meets_an_error_anywhere_in_the_demo_world(read_hub: Hub) -> None:
    ids = await ids_of_everything(read_hub, each_max=25)
    assert len(ids) > 350
    for email in (None, *(account.email for account in DEMO_ACCOUNTS)):
        viewer = None if email is None else await viewer_of(read_hub, email)

        found = await ask_field_by_field(read_hub, viewer, SOME, ids=ids)

        assert found.errors == [], (email, found.errors[:2])
        assert any(found.data["nodes"])


# What may be hidden from those who have seen it, one after the other.
_HIDING: Final = (
    "UPDATE products SET visibility = 'PARTNERS'",
    "UPDATE sharings SET exactness = 'NOTHING'",
    "UPDATE partnerships SET status = 'SUSPENDED' WHERE status = 'ACTIVE'",
    "UPDATE products SET status = 'WITHDRAWN' WHERE status = 'PUBLISHED'",
    "UPDATE parties SET listed = false",
    "UPDATE offers SET valid_until = now() WHERE valid_until IS NULL",
    "UPDATE partnerships SET status = 'ENDED' WHERE status = 'SUSPENDED'",
    "UPDATE parties SET status = 'SUSPENDED' WHERE kind <> 'OPERATOR'",
)


# All that an order must have, and what leads on from it.
_BOUGHT: Final = """
{ orders(first: 50) { nodes {
  buyer { name } seller { name } history { kind }
  lines { quantity sku { code product { name owner { name } category { name } } } }
  shipments { status lines { quantity } }
} } }
"""


async def test_what_was_bought_stays_readable_whatever_is_hidden(hub: Hub) -> None:
    """Who still sees a row sees what it must have."""
    scene = Scene(hub)
    await scene.set_up_chain()
    buyers = ("brand", "retailer", "consumer")
    before = {name: await ask(hub, scene.viewer(name), _BOUGHT) for name in buyers}

    for hiding in _HIDING:
        await hub.database.pool.execute(hiding)
        for name in buyers:
            told = await ask(hub, scene.viewer(name), _BOUGHT)
            assert told.errors == [], (hiding, name, told.errors[:2])
            assert told.data == before[name].data, (hiding, name)


async def test_the_two_sides_of_an_order_are_partners(read_hub: Hub) -> None:
    """What lets them know of each other: without it an order would have a side nobody may see."""
    strangers = """
        SELECT count(*) FROM orders
        WHERE NOT EXISTS (
            SELECT FROM partnerships
            WHERE upstream_id = seller_id AND downstream_id = buyer_id AND status <> 'PROPOSED'
        )
    """

    assert await read_hub.database.pool.fetchval("SELECT count(*) FROM orders") > 1000
    assert await read_hub.database.pool.fetchval(strangers) == 0
