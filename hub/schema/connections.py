"""Lists of the graph: Relay connections over keyset pages."""

import dataclasses
import inspect
from collections.abc import Callable, Mapping
from enum import Enum
from typing import Annotated, Any, Final, Generic, TypeVar

import strawberry
from strawberry import UNSET

from db.sql.keyset import Page
from hub.execution.cost import COUNT_OBJECTS
from hub.execution.errors import RequestError
from hub.execution.fields import Arguments, batched, column, part
from hub.execution.ids import ID_OF, key_of
from hub.loaders.rows import PageOf, Pages
from hub.resolvers.inputs import CHARACTERS_MAX, as_long_as, too_long
from hub.schema.scalars import Cursor

T = TypeVar("T")

PAGE_SIZE = 20
PAGE_SIZE_MAX = 1000
SEARCH_CHARACTERS_MAX = 200


@strawberry.type(description="Where a page lies in its list.")
class PageInfo:
    has_next_page: bool = column("Whether rows follow this page.")
    has_previous_page: bool = column("Whether rows come before this page.")
    start_cursor: Cursor | None = column("The cursor of the page's first row.")
    end_cursor: Cursor | None = column("The cursor of the page's last row.")


@strawberry.type(description="A row in its list.")
class Edge(Generic[T]):
    cursor: Cursor = column("The row's place in the list; pass it as `after` to go on from here.")
    node: T = column("The row.")


@dataclasses.dataclass(frozen=True)
class _PageInfo:
    has_next_page: bool
    has_previous_page: bool
    start_cursor: str | None
    end_cursor: str | None


@dataclasses.dataclass(frozen=True)
class _Edge:
    cursor: str
    node: Any


def _cursor(page: PageOf, row: Any) -> str:
    return page.listing.cursor(page.asked, row)


def _page_info(page: PageOf) -> _PageInfo:
    rows = page.found.rows
    return _PageInfo(
        page.found.has_next,
        page.found.has_previous,
        _cursor(page, rows[0]) if rows else None,
        _cursor(page, rows[-1]) if rows else None,
    )


def tell_total(page: PageOf) -> Any:
    """How many rows the whole list has."""
    asked = dataclasses.replace(page.asked, size=0, backward=False, after=None, before=None)
    return page.load(page.count, page.parent, asked)


def tell_facets(page: PageOf) -> Any:
    """What the rows of the whole list can be told apart by."""
    assert page.facets is not None
    asked = dataclasses.replace(page.asked, size=0, backward=False, after=None, before=None)
    return page.load(page.facets, page.parent, asked)


@strawberry.type(description="A page of a list, sorted, with a cursor for every row.")
class Connection(Generic[T]):
    edges: list[Edge[T]] = part(
        lambda page: [_Edge(_cursor(page, row), row) for row in page.found.rows],
        "edges",
        description="The rows with their cursors.",
    )
    nodes: list[T] = part(lambda page: page.found.rows, "nodes", description="The rows alone.")
    page_info: PageInfo = part(
        _page_info, "page_info", description="Where this page lies in the list."
    )

    total_count: int = part(
        tell_total,
        "total_count",
        description="How many rows the whole list has; counted when asked.",
        points=COUNT_OBJECTS,
    )


def takes_id(typename: str, description: str) -> Any:
    """A filter field that takes the id, or ids, of a type."""
    return strawberry.field(default=None, description=description, metadata={ID_OF: typename})


def takes_text(fits: Any, description: str) -> Any:
    """A filter field that takes texts as long as those of the column it looks in."""
    return strawberry.field(default=None, **as_long_as(fits, description))


def takes(description: str) -> Any:
    """A filter field."""
    return strawberry.field(default=None, description=description)


def connection(
    pages: Pages,
    *,
    key: str | None,
    description: str,
    filter: type | None = None,
    order_by: type[Enum] | None = None,
    search: bool = False,
) -> Any:
    """A list relation that clients page through; `key=None` is a list of the whole hub.

    The members of `order_by` and the fields of `filter` are named as the listing's orderings and
    filters are.
    """
    orderings, ranks = pages.listing.orderings, pages.listing.ranks.keys()
    default = next(iter(orderings))
    unsearched = next(name for name, one in orderings.items() if not ranks & set(one.columns))
    parameters = list(PAGING)
    if filter is not None:
        parameters.append(argument("filter", filter | None, "Only rows that match.", UNSET))
    if search:
        text = (
            "Only rows with all of these words, in whichever language: in part, mistyped, in"
            " pinyin, as a code, or with words that mean the same. Blank is no condition."
            f" {SEARCH_CHARACTERS_MAX} characters at most."
        )
        parameters.append(argument("search", str | None, text, UNSET))
    if order_by is not None:
        parameters.append(
            argument("order_by", order_by, "How the list is sorted.", order_by[default])
        )
    arguments = Arguments(tuple(parameters), _page_reader(default, unsearched))
    return batched(pages.page, key=key, description=description, arguments=arguments)


def argument(
    name: str, type_: Any, description: str, default: Any = inspect.Parameter.empty
) -> inspect.Parameter:
    """An argument of a list's field; without a default it must be given."""
    annotation = Annotated[type_, strawberry.argument(description=description)]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation
    )


PAGING: Final = (
    argument(
        "first", int | None, f"How many rows, from the start; {PAGE_SIZE} unless said.", UNSET
    ),
    argument("after", Cursor | None, "Only rows after this cursor.", UNSET),
    argument("last", int | None, "How many rows, from the end.", UNSET),
    argument("before", Cursor | None, "Only rows before this cursor.", UNSET),
)


def _page_reader(default_ordering: str, unsearched: str) -> Callable[..., Page]:
    def read(**values: Any) -> Page:
        page = read_page(default_ordering, given_of(values))
        if page.ordering != default_ordering or any(name == "search" for name, _ in page.filters):
            return page
        return dataclasses.replace(page, ordering=unsearched)

    return read


def given_of(values: Mapping[str, Any]) -> dict[str, Any]:
    """The arguments that say something."""
    return {name: v for name, v in values.items() if v is not UNSET and v is not None}


def read_page(default_ordering: str, given: Mapping[str, Any]) -> Page:
    """What the arguments of a list ask for.

    Raises:
        RequestError: BAD_PAGE, BAD_ID or BAD_INPUT.
    """
    first, last, order_by = given.get("first"), given.get("last"), given.get("order_by")
    filters = _filters(given.get("filter"))
    words = _bounded(given.get("search", ""), SEARCH_CHARACTERS_MAX).strip()
    if words:
        filters = (*filters, ("search", words))
    return Page(
        size=_size(first, last),
        ordering=default_ordering if order_by is None else order_by.name,
        backward=first is None and last is not None,
        after=given.get("after"),
        before=given.get("before"),
        filters=filters,
    )


def _size(first: int | None, last: int | None) -> int:
    if first is not None and last is not None:
        raise RequestError("BAD_PAGE", "Ask for `first` or `last`, not for both.")
    size = first if first is not None else last if last is not None else PAGE_SIZE
    if not 0 <= size <= PAGE_SIZE_MAX:
        raise RequestError(
            "BAD_PAGE", f"A page has from 0 to {PAGE_SIZE_MAX} rows; {size} were asked for."
        )
    return size


def _bounded(text: str, most: int) -> str:
    if len(text) > most:
        raise RequestError("BAD_INPUT", too_long(text, most))
    return text


def _filters(filter: Any) -> tuple[tuple[str, Any], ...]:
    """The filters that are given, as hashable values; those within one have its name before."""
    if filter is None:
        return ()
    given = ((f, getattr(filter, f.name)) for f in dataclasses.fields(filter))
    found: list[tuple[str, Any]] = []
    for f, value in given:
        if dataclasses.is_dataclass(value):
            found += ((f"{f.name}_{name}", of) for name, of in _filters(value))
        elif value is not None and value is not UNSET:
            found.append((f.name, _filter_value(f.metadata, value)))
    return tuple(found)


def _filter_value(metadata: Mapping[Any, Any], value: Any) -> Any:
    if isinstance(value, list):
        return tuple(_filter_value(metadata, one) for one in value)
    if CHARACTERS_MAX in metadata:
        return _bounded(value, metadata[CHARACTERS_MAX])
    return key_of(value, metadata[ID_OF]) if ID_OF in metadata else value
