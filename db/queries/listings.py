"""Reads and locks of products on their way into the catalogue, and of their versions."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, Final, TypeVar
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.catalogue import Trade
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.catalogue import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)
from db.tables.listings import ProductChange, ProductVersion
from db.tables.parties import Party

Details = CosmeticDetails | JewelleryDetails
Hanging = TypeVar("Hanging", Media, Document, Sku)
DETAILS: Final[dict[Trade, type[CosmeticDetails] | type[JewelleryDetails]]] = {
    Trade.COSMETICS: CosmeticDetails,
    Trade.JEWELLERY: JewelleryDetails,
}

VERSION_BY_ID: Final = Lookup(ProductVersion)
CHANGES_BY_VERSION: Final = Lookup(ProductChange, key="version_id", order_by=("field",))
PRODUCT_VERSIONS: Final = Listing(
    ProductVersion,
    orderings={
        "NEWEST": Ordering(("product_id", "version"), descending=True),
        "OLDEST": Ordering(("product_id", "version")),
    },
    parents={"product": table_of(ProductVersion).c.product_id == PARENT},
)


@unscoped("of the viewer's own party, and reads nothing")
async def lock_codes(session: AsyncSession, owner_id: UUID) -> None:
    """Let nobody else give codes to SKUs of the owner until the transaction ends."""
    await lock_row(session, Party, col(Party.id) == owner_id)


async def lock_product(session: AsyncSession, id: UUID, *, scope: Scope[Product]) -> Product | None:
    """The product, held until the transaction ends."""
    return await lock_row(session, Product, col(Product.id) == id, scope=scope)


async def lock_products(
    session: AsyncSession, ids: Collection[UUID], *, scope: Scope[Product]
) -> list[Product]:
    """Those of the products that are within the scope, held until the transaction ends."""
    return await lock_rows(session, Product, col(Product.id).in_(ids), scope=scope)


async def product_of_sku(
    session: AsyncSession, sku_id: UUID, *, scope: Scope[Product]
) -> UUID | None:
    """The id of the SKU's product, if that is within the scope."""
    statement = select(Product.id).where(
        col(Sku.id) == sku_id, col(Product.id) == col(Sku.product_id), scope.predicate
    )
    return (await session.exec(statement, params=dict(scope.values))).first()


@unscoped("of the viewer's own party")
async def taken_codes(session: AsyncSession, owner_id: UUID, codes: Collection[str]) -> set[str]:
    """Those of the codes that SKUs of the owner have."""
    statement = select(Sku.code).where(col(Sku.owner_id) == owner_id, col(Sku.code).in_(codes))
    return set(await session.exec(statement))


@unscoped("the shelves of the catalogue are no secret")
async def category_codes(session: AsyncSession, ids: Collection[UUID]) -> dict[UUID, str]:
    """The codes of categories by their ids."""
    statement = select(Category.id, Category.code).where(col(Category.id).in_(ids))
    return dict((await session.exec(statement)).all())


@unscoped("the shelves of the catalogue are no secret")
async def categories_by_code(session: AsyncSession, codes: Collection[str]) -> dict[str, UUID]:
    """The ids of those categories that there are, by their codes."""
    statement = select(Category.code, Category.id).where(col(Category.code).in_(codes))
    return dict((await session.exec(statement)).all())


@unscoped("of locked products")
async def details_of(session: AsyncSession, products: Sequence[Product]) -> dict[UUID, Details]:
    """What products say beyond their names, by their trades."""
    found: dict[UUID, Details] = {}
    for trade, model in DETAILS.items():
        ids = [one.id for one in products if one.trade is trade]
        if ids:
            rows: Any = await session.exec(select(model).where(col(model.product_id).in_(ids)))
            found |= {one.product_id: one for one in rows}
    return found


@unscoped("of locked products")
async def media_of(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, list[Media]]:
    of_products = select(Media).where(col(Media.product_id).in_(ids))
    return _by_product(await session.exec(of_products.order_by(col(Media.position))))


@unscoped("of locked products")
async def documents_of(
    session: AsyncSession, ids: Collection[UUID]
) -> Mapping[UUID, list[Document]]:
    """Their documents in an order that does not hang on ids."""
    of_products = select(Document).where(col(Document.product_id).in_(ids))
    ordered = of_products.order_by(
        col(Document.kind), col(Document.title), col(Document.file_id), col(Document.id)
    )
    return _by_product(await session.exec(ordered))


@unscoped("of locked products")
async def skus_of(session: AsyncSession, ids: Collection[UUID]) -> Mapping[UUID, list[Sku]]:
    of_products = select(Sku).where(col(Sku.product_id).in_(ids))
    return _by_product(await session.exec(of_products.order_by(col(Sku.code))))


def _by_product(rows: Iterable[Hanging]) -> Mapping[UUID, list[Hanging]]:
    found: dict[UUID, list[Hanging]] = defaultdict(list)
    for row in rows:
        found[row.product_id].append(row)
    return found
