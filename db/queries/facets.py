"""Facets of a list of products: what they can be told apart by, and how many each choice leaves.

A choice of one facet says nothing of the others that it has, so a facet counts the products that
match all filters but its own.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    false,
    func,
    literal_column,
    not_,
    null,
    or_,
    select,
    union_all,
)

from db.enums.catalogue import ProductFacetName
from db.queries.catalogue import PRODUCTS
from db.queries.offered import CURRENCY, IN_STOCK, PRICE_FROM, PRICE_UNTIL, OpenOffers
from db.session import Reads
from db.sql.declarations import Row, Statement, compiled, row_class, table_of
from db.tables.catalogue import JewelleryDetails, Product

# How many products are counted: those above would take longer than anybody waits for a page.
COUNTED_MAX: Final = 2_000
CHOICES_MAX: Final = 50

_F = ProductFacetName
# The filters that are the choices of each facet.
FILTERS: Final[Mapping[ProductFacetName, Sequence[str]]] = {
    _F.BRAND: ("brand_ids",),
    _F.CATEGORY: ("category_ids",),
    _F.PRICE: (CURRENCY, PRICE_FROM, PRICE_UNTIL),
    _F.IN_STOCK: (IN_STOCK,),
    _F.EFFICACY: ("efficacy",),
    _F.MATERIAL: ("material",),
    _F.GEM: ("gem",),
    _F.CERTIFICATE: ("has_certificate",),
}
_products = table_of(Product).c
_TEXT: Final = Text()


def count_choices(
    filters: Iterable[str],
    parent: str | None,
    predicate: ColumnElement[bool],
    offers: OpenOffers,
    facets: frozenset[ProductFacetName] = frozenset(ProductFacetName),
) -> Statement:
    """Counts of products within the predicate: `facet`, `value`, `count` and where a choice has a
    text `name` with its `translations`; of a price `currency`, `minor` and `minor_after`.

    Without a facet it is how many match all `filters`, and with the value `more` how many were
    looked at.
    """
    hits = _hits(filters, parent, predicate, offers)
    choices: list[Select[Any]] = [
        select(*_choice(None, literal_column("'found'"), hits.c.failed.is_(None))),
        select(*_choice(None, literal_column("'looked at'"))).select_from(hits),
    ]
    for facet, column in ((_F.BRAND, hits.c.owner_id), (_F.CATEGORY, hits.c.category_id)):
        if facet in facets:
            value = cast(column, _TEXT)
            rows = select(*_choice(facet, value)).where(_counts(hits, facet), column.is_not(None))
            choices.append(rows.group_by(column))
    choices += _attributes(hits, facets)
    if facets & {_F.PRICE, _F.IN_STOCK}:
        choices += _prices(offers.prices(hits).cte("prices").prefix_with("MATERIALIZED"), facets)
    counted = union_all(*choices).subquery("counted")
    ranked = select(
        counted,
        func.row_number()
        .over(partition_by=counted.c.facet, order_by=[counted.c.count.desc(), counted.c.value])
        .label("place"),
    ).subquery("ranked")
    jewel = table_of(JewelleryDetails).alias().c
    named = [
        select(translations).where(text == ranked.c.value).limit(1).scalar_subquery()
        for text, translations in (
            (jewel.material, jewel.material_translations),
            (jewel.gem, jewel.gem_translations),
        )
    ]
    translations = case(
        (ranked.c.facet == _F.MATERIAL.value, named[0]), (ranked.c.facet == _F.GEM.value, named[1])
    )
    statement = (
        select(ranked, translations.label("translations"))
        .where(ranked.c.place <= CHOICES_MAX)
        .order_by(ranked.c.facet, ranked.c.currency, ranked.c.minor, ranked.c.place)
    )
    return compiled(statement)


async def fetch_choices(
    reads: Reads, statement: Statement, values: Mapping[str, object]
) -> Sequence[Row]:
    """The rows of `count_choices`, in the snapshot of whoever reads."""
    return await reads.fetch(statement, values, row_class("facets"))


def _hits(
    filters: Iterable[str],
    parent: str | None,
    predicate: ColumnElement[bool],
    offers: OpenOffers,
) -> Any:
    """The products that match all filters but those of one facet at most, which is `failed`."""
    conditions = {**PRODUCTS.filters, **offers.filters(_products)}
    given_ = set(filters)
    chosen = {
        facet: and_(*(conditions[name] for name in names if name in given_))
        for facet, names in FILTERS.items()
        if given_ & set(names)
    }
    of_facets = {name for facet in chosen for name in FILTERS[facet]}
    failed: Any = cast(null(), _TEXT)
    if chosen:
        failed = case(
            *((not_(func.coalesce(held, false())), facet.value) for facet, held in chosen.items()),
            else_=failed,
        )
    rows = select(
        _products.id,
        _products.owner_id,
        _products.category_id,
        _products.search_attributes,
        failed.label("failed"),
    ).where(predicate, *(conditions[name] for name in given_ - of_facets))
    if parent is not None:
        rows = rows.where(PRODUCTS.parents[parent])
    held = [func.coalesce(one, false()) for one in chosen.values()]
    if len(held) > 1:
        all_but_one = (and_(*held[:place], *held[place + 1 :]) for place in range(len(held)))
        rows = rows.where(or_(*all_but_one))
    rows = rows.limit(literal_column(str(COUNTED_MAX + 1)))
    return rows.cte("hits").prefix_with("MATERIALIZED")


def _counts(rows: Any, facet: ProductFacetName) -> ColumnElement[bool]:
    """The row matches all filters but those of the facet."""
    return or_(rows.c.failed.is_(None), rows.c.failed == facet.value)


def _choice(
    facet: ProductFacetName | None,
    value: Any,
    where: Any = None,
    count: Any = None,
    price: tuple[Any, Any, Any] | None = None,
) -> list[Any]:
    """The columns of a choice."""
    counted = func.count() if count is None else count
    currency, minor, after = price or (null(), null(), null())
    return [
        cast(null() if facet is None else literal_column(f"'{facet.value}'"), _TEXT).label("facet"),
        cast(value, _TEXT).label("value"),
        (counted if where is None else counted.filter(where)).label("count"),
        cast(currency, _TEXT).label("currency"),
        cast(minor, BigInteger()).label("minor"),
        cast(after, BigInteger()).label("minor_after"),
    ]


def _attributes(hits: Any, facets: frozenset[ProductFacetName]) -> list[Select[Any]]:
    """Counts by what stands in `search_attributes`, each as `kind:value`; gone through once."""
    one = func.unnest(hits.c.search_attributes).column_valued("one")
    said = (
        select(one.label("said"), hits.c.failed, func.count().label("count"))
        .select_from(hits)
        .group_by(one, hits.c.failed)
        .cte("said")
        .prefix_with("MATERIALIZED")
    )
    found = []
    for facet in (_F.EFFICACY, _F.MATERIAL, _F.GEM, _F.CERTIFICATE):
        if facet not in facets:
            continue
        prefix = f"{facet.value.lower()}:"
        value = func.substr(said.c.said, literal_column(str(len(prefix) + 1)))
        count = cast(func.sum(said.c.count), BigInteger())
        rows = select(*_choice(facet, value, count=count)).where(
            _counts(said, facet), said.c.said.bool_op("^@")(literal_column(f"'{prefix}'"))
        )
        found.append(rows.group_by(said.c.said))
    return found


def _prices(prices: Any, facets: frozenset[ProductFacetName]) -> list[Select[Any]]:
    """Counts by bands of the cheapest price, and by whether there is any."""
    found = []
    if _F.PRICE in facets:
        # From 1, 2 or 5 with zeros behind to the next such number.
        digits = func.length(cast(prices.c.price_minor, _TEXT)) - 1
        one = cast(
            literal_column("'1'").op("||")(func.repeat(literal_column("'0'"), digits)), BigInteger()
        )
        step = prices.c.price_minor / one
        minor = one * case((step >= 5, 5), (step >= 2, 2), (step >= 1, 1), else_=0)
        after = one * case((step >= 5, 10), (step >= 2, 5), (step >= 1, 2), else_=1)
        bands = (
            select(
                prices.c.currency,
                prices.c.failed,
                minor.label("minor"),
                after.label("minor_after"),
            )
            .select_from(prices)
            .subquery("bands")
        )
        value = func.concat_ws(
            literal_column("':'"), bands.c.currency, bands.c.minor, bands.c.minor_after
        )
        price = (bands.c.currency, bands.c.minor, bands.c.minor_after)
        rows = select(*_choice(_F.PRICE, value, price=price)).where(_counts(bands, _F.PRICE))
        found.append(rows.group_by(*price))
    if _F.IN_STOCK in facets:
        rows = select(
            *_choice(
                _F.IN_STOCK, literal_column("'true'"), count=func.count(prices.c.id.distinct())
            )
        ).where(_counts(prices, _F.IN_STOCK), prices.c.is_there)
        found.append(rows.having(func.count() > 0))
    return found
