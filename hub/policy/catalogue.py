"""Who may see which products, with all that hangs on them, and SKUs."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums import ListingStatus, Visibility
from db.reading import table_of
from db.scope import Scope
from db.tables import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)
from hub.policy.parties import buys_from
from hub.policy.viewer import EVERYBODY, VIEWER, Rule, Viewer

def _listed(product: Any) -> ColumnElement[bool]:
    """On the viewer's shelf: its own in every status, others' while they are published."""
    return or_(
        product.owner_id == VIEWER,
        and_(product.status == ListingStatus.PUBLISHED, _shown(product)),
    )


def _seen(product: Any) -> ColumnElement[bool]:
    """A product once published stays readable: orders refer to it after it was withdrawn."""
    once_published = or_(
        product.status == ListingStatus.PUBLISHED, product.status == ListingStatus.WITHDRAWN
    )
    return or_(product.owner_id == VIEWER, and_(once_published, _shown(product)))


def _shown(product: Any) -> ColumnElement[bool]:
    return or_(product.visibility == Visibility.PUBLIC, buys_from(product.owner_id))


def _published(product: Any) -> ColumnElement[bool]:
    return and_(product.status == ListingStatus.PUBLISHED, product.visibility == Visibility.PUBLIC)


def _of_product(product_id: Any, rule: Any) -> ColumnElement[bool]:
    product = table_of(Product).alias()
    return select(product.c.id).where(product.c.id == product_id, rule(product.c)).exists()


def _hanging_on_product(model: Any) -> Rule[Any]:
    product_id = table_of(model).c.product_id
    return Rule(
        company=_of_product(product_id, _seen), anonymous=_of_product(product_id, _published)
    )


def _of_sku(sku_id: Any, rule: Any) -> ColumnElement[bool]:
    sku, product = table_of(Sku).alias(), table_of(Product).alias()
    goods = sku.join(product, product.c.id == sku.c.product_id)
    return select(sku.c.id).select_from(goods).where(sku.c.id == sku_id, rule(product.c)).exists()


def sku_is_seen(sku_id: Any) -> ColumnElement[bool]:
    """The SKU in this column is one that the viewer may see."""
    return _of_sku(sku_id, _seen)


def sku_is_published(sku_id: Any) -> ColumnElement[bool]:
    """The SKU in this column is one that everybody may see."""
    return _of_sku(sku_id, _published)


_product = table_of(Product).c
_LISTED: Final = Rule[Product](company=_listed(_product), anonymous=_published(_product))
_PRODUCTS: Final = Rule[Product](company=_seen(_product), anonymous=_published(_product))
_SKUS: Final[Rule[Sku]] = _hanging_on_product(Sku)
_COSMETIC_DETAILS: Final[Rule[CosmeticDetails]] = _hanging_on_product(CosmeticDetails)
_JEWELLERY_DETAILS: Final[Rule[JewelleryDetails]] = _hanging_on_product(JewelleryDetails)
_MEDIA: Final[Rule[Media]] = _hanging_on_product(Media)
_DOCUMENTS: Final[Rule[Document]] = _hanging_on_product(Document)
_CATEGORIES: Final = Rule[Category](company=EVERYBODY, anonymous=EVERYBODY)


def products_listed_for(viewer: Viewer | None) -> Scope[Product]:
    """Products in lists and searches."""
    return _LISTED.scope(viewer)


def products_seen_by(viewer: Viewer | None) -> Scope[Product]:
    """Products by id and from what refers to them."""
    return _PRODUCTS.scope(viewer)


def skus_seen_by(viewer: Viewer | None) -> Scope[Sku]:
    return _SKUS.scope(viewer)


def cosmetic_details_seen_by(viewer: Viewer | None) -> Scope[CosmeticDetails]:
    return _COSMETIC_DETAILS.scope(viewer)


def jewellery_details_seen_by(viewer: Viewer | None) -> Scope[JewelleryDetails]:
    return _JEWELLERY_DETAILS.scope(viewer)


def media_seen_by(viewer: Viewer | None) -> Scope[Media]:
    return _MEDIA.scope(viewer)


def documents_seen_by(viewer: Viewer | None) -> Scope[Document]:
    return _DOCUMENTS.scope(viewer)


def categories_seen_by(viewer: Viewer | None) -> Scope[Category]:
    """The shelves of the catalogue are no secret."""
    return _CATEGORIES.scope(viewer)
