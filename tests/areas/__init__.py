"""What suites over all areas are told of each: one module an area, found by being there.

A module holds `AREA`, an `Area`. It puts rows on the stage of `tests.policy` and on the shelf of
`tests.schema`, and says what is true of them.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from importlib import import_module
from pkgutil import iter_modules
from typing import Any, Final, NamedTuple, TypeVar
from uuid import UUID

from sqlmodel import SQLModel

from db.tables import metadata
from db.types import new_id
from hub.context import Hub
from hub.execution.ids import global_id
from tests.conftest import NOW
from tests.world import Trader

Model = TypeVar("Model", bound=SQLModel)

# Whoever may see a row of a scene, by the names of `tests.policy.scene.Scene`.
ANONYMOUS: Final = "anonymous"
CHAIN: Final = "supplier brand retailer consumer"
OTHERS: Final = (
    "rival_supplier rival_retailer former_retailer proposed_retailer stranger_brand stranger house"
)
EVERYBODY: Final = f"{CHAIN} {OTHERS} {ANONYMOUS}"
# The brand's partners, as they are or were.
CUSTOMERS: Final = "retailer rival_retailer former_retailer"
CONSUMERS: Final = "consumer stranger"

# How many rows a shelf has of every list.
ROWS: Final = 7


class Rows:
    """Rows on their way to the database. Their ids have names, which are known before the rows."""

    def __init__(self, hub: Hub) -> None:
        self.hub = hub
        self._ids: dict[str, UUID] = {}
        self._rows: list[SQLModel] = []

    def id(self, name: str) -> UUID:
        return self._ids.setdefault(name, new_id())

    def add(self, row: Model, name: str | None = None) -> Model:
        """Have a row stored, with the id of this name."""
        if name is not None:
            row.id = self.id(name)
        self._rows.append(row)
        return row

    async def store(self) -> None:
        """Store what was added, each row after those that it refers to."""
        tables = [table.name for table in metadata.sorted_tables]
        rows = sorted(self._rows, key=lambda row: tables.index(str(row.__tablename__)))
        self._rows.clear()
        async with self.hub.database.session() as session:
            for row in rows:
                session.add(row)
                await session.flush()
            await session.commit()


class Stage(Rows):
    """Rows that have a tenant, between the parties of a scene; `id` knows parties, too, by name.

    `nodes` are the global ids of all rows by their names.
    """

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub)
        self.traders: dict[str, Trader] = {}
        self.nodes: dict[str, str] = {}

    def keep(self, name: str, row: Model, typename: str | None = None) -> Model:
        """Have a row stored that can be found by its id; its type is named as its model is."""
        self.add(row, name)
        self.nodes[name] = global_id(typename or type(row).__name__, self.id(name))
        return row


class Shelf(Rows):
    """`ROWS` rows of every list, whole and under each of its `parents`, for walks along them.

    Pairs of them are alike in what they are sorted by: `twins` and `instants` are values for that.
    The parties are `centre`, whose all lists are, and `party 0` and on around it.
    """

    def __init__(self, hub: Hub) -> None:
        super().__init__(hub)
        self.parents: dict[type[SQLModel], Mapping[str, UUID]] = {}
        self.twins = [number // 2 for number in range(ROWS)]
        self.instants = [NOW + timedelta(microseconds=twin) for twin in self.twins]


class Tried(NamedTuple):
    """What a filter keeps, said in plain SQL: `keeps` is true of just those rows, `$1` the value.

    The value is given, or found in the demo world by a query.
    """

    keeps: str
    value: Any = None
    found: str | None = None


@dataclass(frozen=True)
class Area:
    """What an area tells.

    `scene` puts rows of each of its types with ids between the parties of the chain, and `others`
    between those beside it. `seen_by` says of each row who may see it, apart from the operator;
    `seen_with` how the names of rows begin that are seen with the row whose name goes on,
    `listed_for` whom lists show a row, where that is not everybody who finds it by its id, and
    `hidden_from_operator` which the operator does not see. `lists` are those of the graph that have
    some rows alone: by list and row, whom they show it.

    `shelf` puts rows on a shelf. `demo` adds to the demo world what its lists lack, so that each
    filter keeps some rows and not all; a filter that is named like a column keeps rows with such a
    value, and `filters` are all others, by list and filter.

    `breaks` has a statement that breaks each rule of the area's in `db.consistency`.
    """

    scene: Callable[[Stage], None] | None = None
    others: Callable[[Stage], None] | None = None
    seen_by: Mapping[str, str] = field(default_factory=dict)
    seen_with: tuple[str, ...] = ()
    listed_for: Mapping[str, str] = field(default_factory=dict)
    hidden_from_operator: tuple[str, ...] = ()
    lists: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    shelf: Callable[[Shelf], None] | None = None
    demo: Callable[[Hub], Awaitable[None]] | None = None
    filters: Mapping[tuple[str, str], Tried] = field(default_factory=dict)
    breaks: Mapping[str, str] = field(default_factory=dict)


AREAS: Final[tuple[Area, ...]] = tuple(
    import_module(f"{__name__}.{found.name}").AREA for found in iter_modules(__path__)
)
