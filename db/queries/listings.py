"""Reads and locks of products on their way into the catalogue, and of their versions."""

from collections.abc import Collection
from typing import Final
from uuid import UUID

from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.catalogue import Trade
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, table_of
from db.sql.locking import lock_row
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
async def category_code(session: AsyncSession, id: UUID | None) -> str | None:
    """The code of a category; None where there is none."""
    if id is None:
        return None
    return (await session.exec(select(Category.code).where(col(Category.id) == id))).first()


@unscoped("of a locked product")
async def details_of(session: AsyncSession, product: Product) -> Details | None:
    """What the product says beyond its name, by its trade."""
    model = DETAILS.get(product.trade)
    return None if model is None else await session.get(model, product.id)


@unscoped("of a locked product")
async def media_of(session: AsyncSession, product_id: UUID) -> list[Media]:
    of_product = select(Media).where(col(Media.product_id) == product_id)
    return list(await session.exec(of_product.order_by(col(Media.position))))


@unscoped("of a locked product")
async def documents_of(session: AsyncSession, product_id: UUID) -> list[Document]:
    """Its documents in an order that does not hang on their ids."""
    of_product = select(Document).where(col(Document.product_id) == product_id)
    ordered = of_product.order_by(
        col(Document.kind), col(Document.title), col(Document.url), col(Document.id)
    )
    return list(await session.exec(ordered))


@unscoped("of a locked product")
async def skus_of(session: AsyncSession, product_id: UUID) -> list[Sku]:
    of_product = select(Sku).where(col(Sku.product_id) == product_id)
    return list(await session.exec(of_product.order_by(col(Sku.code))))
