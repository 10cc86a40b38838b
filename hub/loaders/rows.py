"""How a loader is made of a declared read and the policy that bounds it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any
from uuid import UUID

from db.scope import Scope
from db.session import PageRows
from db.sql.aggregates import Aggregate
from db.sql.declarations import Listing, Lookup, Row, Sum, T
from db.sql.keyset import Page
from hub.context import Request
from hub.execution.dataloaders import WHOLE, Loader
from hub.execution.withheld import refuse_withheld
from hub.policy.viewer import Viewer

Seen = Callable[[Viewer | None], Scope[T]]
# Bounds a scope by the scoped filters of a listing that have these names.
Bound = Callable[[Scope[Any], Viewer | None, tuple[str, ...]], Scope[Any]]


@dataclass(frozen=True, eq=False)
class RowsOf:
    """What `one` and `several` read, for executors that compose statements of it."""

    lookup: Lookup[Any]
    seen_by: Seen[Any]
    many: bool = False


@dataclass(frozen=True, eq=False)
class SumOf:
    """What `total` reads."""

    of: Sum[Any]
    seen_by: Seen[Any]


@dataclass(frozen=True, eq=False)
class PagesOf:
    """What `pages` reads."""

    listing: Listing[Any]
    seen_by: Seen[Any]
    under: str | None
    bound: Bound | None = None

    def scope(self, viewer: Viewer | None, asked: Page, /) -> Scope[Any]:
        """What bounds the rows of which a page is asked for."""
        scope = self.seen_by(viewer)
        names = tuple(name for name, _ in asked.filters if name in self.listing.scoped)
        return scope if self.bound is None or not names else self.bound(scope, viewer, names)


@dataclass(frozen=True, eq=False)
class FactsOf(PagesOf):
    """What `facts` reads."""

    listing: Aggregate[Any]
    # For each side of a trade that a viewer may be on.
    seen_on: Mapping[str | None, Seen[Any]] = field(default_factory=dict)

    def scope(self, viewer: Viewer | None, asked: Page, /) -> Scope[Any]:
        side = None if asked.grouping is None else asked.grouping.side
        return self.seen_on.get(side, self.seen_by)(viewer)


def one(lookup: Lookup[T], seen_by: Seen[T]) -> Loader:
    """The one row of each key, or null.

    Raises:
        ValueError: nothing keeps the table from holding several of a key.
    """
    if not lookup.is_of_one:
        raise ValueError(f"{lookup.key} of {lookup.model.__name__} is not unique: say several().")

    async def fetch(request: Request, keys: Sequence[UUID], _: None) -> dict[UUID, Row]:
        found = await request.reads.lookup(lookup, keys, scope=seen_by(request.viewer))
        return {key: rows[0] for key, rows in found.items()}

    return Loader(fetch, declared=RowsOf(lookup, seen_by))


def several(lookup: Lookup[T], seen_by: Seen[T]) -> Loader:
    """All rows of each key, in the lookup's order."""

    async def fetch(request: Request, keys: Sequence[UUID], _: None) -> dict[UUID, list[Row]]:
        return await request.reads.lookup(lookup, keys, scope=seen_by(request.viewer))

    return Loader(fetch, missing=list, declared=RowsOf(lookup, seen_by, many=True))


def total(of: Sum[T], seen_by: Seen[T]) -> Loader:
    """The sum over each key's rows, or null where the viewer may see none of them."""

    async def fetch(request: Request, keys: Sequence[UUID], _: None) -> dict[UUID, int]:
        return await request.reads.sums(of, keys, scope=seen_by(request.viewer))

    return Loader(fetch, declared=SumOf(of, seen_by))


@dataclass(frozen=True, eq=False)
class Pages:
    """A list that can be paged, whole or under each of many parents."""

    listing: Listing[Any]
    page: Loader


@dataclass(frozen=True)
class PageOf:
    """One page of a list, and what tells the rest about it.

    `load(count, parent, asked)` tells the length of the whole list; of facts `others` what is not
    on the page, and of what can be told apart by them `facets` the choices.
    """

    listing: Listing[Any]
    count: Loader
    others: Loader | None
    facets: Loader | None
    parent: Any
    asked: Page
    found: PageRows
    load: Callable[..., Any]


def pages(
    listing: Listing[T],
    seen_by: Seen[T],
    *,
    under: str | None = None,
    bound: Bound | None = None,
    facets: Loader | None = None,
) -> Pages:
    """The list as the viewer may see it; `under` names the way its rows belong to their parent.

    A list under no parent is loaded with the one key `WHOLE`. `bound` knows its scoped filters.
    """
    return _pages(PagesOf(listing, seen_by, under, bound), facets=facets)


def facts(
    aggregate: Aggregate[T],
    seen_by: Seen[T],
    *,
    under: str | None = None,
    seen_on: Mapping[str | None, Seen[T]] = MappingProxyType({}),
) -> Pages:
    """Facts about the rows that the viewer may see; `seen_on` bounds them by the side asked for."""
    declared = FactsOf(aggregate, seen_by, under, seen_on=seen_on)

    async def others(request: Request, parents: Sequence[Any], asked: Page) -> Mapping[Any, Row]:
        scope = declared.scope(request.viewer, asked)
        of = [] if under is None else parents
        found = await request.reads.others(aggregate, asked, under, of, scope=scope)
        return {WHOLE if parent is None else parent: row for parent, row in found.items()}

    return _pages(declared, Loader(others))


def _pages(
    declared: PagesOf, others: Loader | None = None, *, facets: Loader | None = None
) -> Pages:
    listing, under = declared.listing, declared.under

    async def count(request: Request, parents: Sequence[Any], asked: Page) -> Mapping[Any, int]:
        scope = declared.scope(request.viewer, asked)
        if under is None:
            return {WHOLE: await request.reads.count(listing, asked, scope=scope)}
        return await request.reads.counts(listing, asked, under, parents, scope=scope)

    counter = Loader(count)

    async def telling(
        request: Request, parents: Sequence[Any], asked: Page, scope: Scope[Any]
    ) -> dict[Any, Exception]:
        """The parents whose list would tell by its order or filters what is withheld."""
        found: dict[Any, Exception] = {}
        filters = tuple(name for name, _ in asked.filters)
        for rule, hidden in scope.hiding(listing.columns_used(asked.ordering, filters)):
            error = refuse_withheld(rule)
            counts: dict[Any, int]
            if under is None:
                counts = {WHOLE: await request.reads.count(listing, asked, scope=hidden)}
            else:
                counts = await request.reads.counts(listing, asked, under, parents, scope=hidden)
            found |= {of: error for of, count in counts.items() if count}
        return found

    async def page(request: Request, parents: Sequence[Any], asked: Page) -> Mapping[Any, Any]:
        scope = declared.scope(request.viewer, asked)
        found: dict[Any, PageRows]
        if under is None:
            found = {WHOLE: await request.reads.page(listing, asked, scope=scope)}
        else:
            found = await request.reads.pages(listing, asked, under, parents, scope=scope)
        pages_ = {
            of: PageOf(listing, counter, others, facets, of, asked, rows, request.load)
            for of, rows in found.items()
        }
        return pages_ | await telling(request, parents, asked, scope)

    return Pages(listing, Loader(page, declared=declared))
