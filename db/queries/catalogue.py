"""Reads of categories, products with what hangs on them, and SKUs."""

from collections.abc import Sequence
from typing import Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    Boolean,
    ColumnElement,
    String,
    Text,
    Uuid,
    any_,
    cast,
    func,
    literal_column,
    or_,
)
from sqlalchemy import select as select_columns
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.catalogue import ListingStatus
from db.queries.goods import in_branch, uuids_given
from db.queries.offered import SCOPED
from db.queries.searching import has_words, relevance
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, given, table_of
from db.tables.catalogue import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)

_products = table_of(Product).c
_skus = table_of(Sku).c

CATEGORY_BY_ID: Final = Lookup(Category)
CATEGORIES_BY_PARENT: Final = Lookup(Category, key="parent_id", order_by=("code",))
PRODUCT_BY_ID: Final = Lookup(Product)
SKU_BY_ID: Final = Lookup(Sku)
SKUS_BY_PRODUCT: Final = Lookup(Sku, key="product_id", order_by=("code",))
COSMETIC_DETAILS_BY_PRODUCT: Final = Lookup(CosmeticDetails, key="product_id")
JEWELLERY_DETAILS_BY_PRODUCT: Final = Lookup(JewelleryDetails, key="product_id")
MEDIA_BY_ID: Final = Lookup(Media)
DOCUMENT_BY_ID: Final = Lookup(Document)
MEDIA_BY_PRODUCT: Final = Lookup(Media, key="product_id", order_by=("position",))
DOCUMENTS_BY_PRODUCT: Final = Lookup(Document, key="product_id", order_by=("kind", "title", "id"))


def _has_any(kind: str) -> ColumnElement[bool]:
    """Products of which one of the texts is said that the filter is given."""
    wanted = func.unnest(given(kind, ARRAY(Text()))).column_valued("wanted")
    prefixed = func.array_agg(literal_column(f"'{kind}:'").op("||")(wanted))
    of_any = select_columns(cast(prefixed, ARRAY(String))).scalar_subquery()
    return _products.search_attributes.bool_op("&&")(of_any)


PRODUCTS: Final = Listing(
    Product,
    orderings={
        "RELEVANCE": Ordering(("relevance", "id"), descending=True),
        "NEWEST": Ordering(("created_at", "id"), descending=True),
        "OLDEST": Ordering(("created_at", "id")),
        "NAME": Ordering(("name_key", "id")),
    },
    filters={
        "trade": _products.trade == any_(given("trade", ARRAY(Text()))),
        "status": _products.status == any_(given("status", ARRAY(Text()))),
        "owner_id": _products.owner_id == given("owner_id", Uuid()),
        "category_id": in_branch(_products.category_id, given("category_id", Uuid())),
        "awaits_review": or_(
            _products.status == ListingStatus.IN_REVIEW, _products.changed_since_review
        )
        == given("awaits_review", Boolean()),
        "brand_ids": _products.owner_id == uuids_given("brand_ids"),
        "category_ids": in_branch(_products.category_id, uuids_given("category_ids")),
        **{name: _has_any(name) for name in ("efficacy", "material", "gem")},
        "has_certificate": (
            literal_column("'certificate:yes'") == any_(_products.search_attributes)
        )
        == given("has_certificate", Boolean()),
        "search": has_words(_products.search),
    },
    parents={"owner": _products.owner_id == PARENT, "category": _products.category_id == PARENT},
    ranks={"relevance": relevance(_products)},
    scoped=SCOPED,
)
CATEGORIES: Final = Listing(Category, orderings={"CODE": Ordering(("code", "id"))})
SKUS: Final = Listing(
    Sku,
    orderings={"CODE": Ordering(("code", "id"))},
    filters={
        "code": _skus.code == any_(given("code", ARRAY(Text()))),
        "gtin": _skus.gtin == any_(given("gtin", ARRAY(Text()))),
        "owner_id": _skus.owner_id == given("owner_id", Uuid()),
    },
)


async def skus(session: AsyncSession, ids: Sequence[UUID], *, scope: Scope[Sku]) -> dict[UUID, Sku]:
    """The SKUs that there are among the ids, within the scope."""
    statement = select(Sku).where(col(Sku.id).in_(ids), scope.predicate)
    return {sku.id: sku for sku in await session.exec(statement, params=dict(scope.values))}


async def skus_with_codes(
    session: AsyncSession, codes: Sequence[str], *, scope: Scope[Sku]
) -> list[Sku]:
    """The SKUs within the scope whose code or GTIN is one of these."""
    is_named = or_(col(Sku.code).in_(codes), col(Sku.gtin).in_(codes))
    statement = select(Sku).where(is_named, scope.predicate).order_by(col(Sku.id))
    return list(await session.exec(statement, params=dict(scope.values)))


async def products(
    session: AsyncSession, ids: Sequence[UUID], *, scope: Scope[Product]
) -> set[UUID]:
    """Which of the ids are those of products within the scope."""
    statement = select(Product.id).where(col(Product.id).in_(ids), scope.predicate)
    return set(await session.exec(statement, params=dict(scope.values)))


@unscoped("the shelves of the catalogue are no secret")
async def categories(session: AsyncSession, ids: Sequence[UUID]) -> set[UUID]:
    """Which of the ids are those of categories."""
    return set(await session.exec(select(Category.id).where(col(Category.id).in_(ids))))


async def product(session: AsyncSession, id: UUID, *, scope: Scope[Product]) -> Product | None:
    """The product, if it is within the scope."""
    statement = select(Product).where(col(Product.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()
