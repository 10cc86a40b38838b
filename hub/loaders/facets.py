"""What the products of a list can be told apart by, and how many each choice would leave."""

import dataclasses
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any
from uuid import UUID

from db.enums.catalogue import ProductFacetName
from db.enums.parties import PartyKind
from db.queries.catalogue import PRODUCTS
from db.queries.facets import COUNTED_MAX, count_choices, fetch_choices
from db.sql.declarations import Row, Statement
from db.sql.keyset import Page
from hub.context import Request
from hub.execution.dataloaders import WHOLE, Loader
from hub.policy.catalogue import products_listed_for
from hub.policy.offers import offers_open_to
from hub.policy.viewer import kind_of


@dataclass
class Choice:
    """What a facet may be, and how many products that leaves."""

    value: str
    count: int
    party_id: UUID | None = None
    category_id: UUID | None = None
    text: str | None = None
    text_translations: Any = field(default_factory=dict)
    currency: str | None = None
    from_minor: int | None = None
    until_minor: int | None = None


@dataclass
class Facet:
    name: ProductFacetName
    choices: list[Choice]


@dataclass
class Facets:
    """The facets that have a choice. `found` is how many products match, of those looked at."""

    found: int
    is_complete: bool
    facets: list[Facet]


@lru_cache(maxsize=256)
def _statement(
    filters: tuple[str, ...],
    under: str | None,
    kind: PartyKind | None,
    predicate: Any,
) -> Statement:
    return count_choices(filters, under, predicate, offers_open_to(kind))


def facets_of_products(under: str | None = None) -> Loader:
    """The facets of a list of products, whole or under each of some parents."""

    async def fetch(request: Request, parents: Sequence[Any], asked: Page) -> Mapping[Any, Facets]:
        scope, names = products_listed_for(request.viewer), tuple(dict(asked.filters))
        statement = _statement(names, under, kind_of(request.viewer), scope.predicate)
        whole = dataclasses.replace(asked, after=None, before=None)
        values = {**scope.values, **PRODUCTS.values(whole)}
        found = {}
        for parent in parents:
            of_parent = {} if parent == WHOLE else {"parents": [parent]}
            rows = await fetch_choices(request.reads, statement, values | of_parent)
            found[parent] = _facets(rows)
        return found

    return Loader(fetch)


def _facets(rows: Sequence[Row]) -> Facets:
    choices: dict[ProductFacetName, list[Choice]] = {name: [] for name in ProductFacetName}
    totals = {}
    for row in rows:
        if row.facet is None:
            totals[row.value] = row.count
        else:
            name = ProductFacetName(row.facet)
            choices[name].append(_choice(name, row))
    return Facets(
        min(totals["found"], COUNTED_MAX),
        totals["looked at"] <= COUNTED_MAX,
        [Facet(name, of) for name, of in choices.items() if of],
    )


def _choice(name: ProductFacetName, row: Row) -> Choice:
    choice = Choice(row.value, row.count)
    match name:
        case ProductFacetName.BRAND:
            choice.party_id = UUID(row.value)
        case ProductFacetName.CATEGORY:
            choice.category_id = UUID(row.value)
        case ProductFacetName.PRICE:
            choice.currency = row.currency
            choice.from_minor, choice.until_minor = row.minor, row.minor_after
        case ProductFacetName.EFFICACY | ProductFacetName.MATERIAL | ProductFacetName.GEM:
            choice.text = row.value
            choice.text_translations = row.translations or {}
    return choice
