"""Who may see which products, with all that hangs on them, and SKUs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select
from sqlmodel import SQLModel

from db.enums.catalogue import ListingStatus, Visibility
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.catalogue import (
    Category,
    CosmeticDetails,
    Document,
    JewelleryDetails,
    Media,
    Product,
    Sku,
)
from db.tables.orders import Order, OrderLine
from db.tables.parties import Party
from hub.policy.orders import order_is_seen
from hub.policy.parties import buys_from, is_active, is_known, is_listed, once_published
from hub.policy.viewer import EVERYBODY, VIEWER, FieldRule, Rule, Viewer, seen_with

# A condition on products, given their columns.
ProductRule = Callable[[Any], ColumnElement[bool]]


def _is_public(product: Any) -> ColumnElement[bool]:
    return product.visibility == Visibility.PUBLIC  # type: ignore[no-any-return]


def _owner(product: Any, rule: ProductRule) -> ColumnElement[bool]:
    owner = table_of(Party).alias().c
    return select(owner.id).where(owner.id == product.owner_id, rule(owner)).exists()


# To whom a product is shown, as far as its status lets it be shown at all. Who sees a product sees
# its owner: what is public stays with those who may know of the party behind it.


def _to_companies(product: Any) -> ColumnElement[bool]:
    return or_(and_(_is_public(product), _owner(product, is_known)), buys_from(product.owner_id))


def _to_consumers(product: Any) -> ColumnElement[bool]:
    return or_(_is_public(product), buys_from(product.owner_id))


def _to_everybody(product: Any) -> ColumnElement[bool]:
    return and_(_is_public(product), _owner(product, is_listed))


def _listed(product: Any, shown: ProductRule) -> ColumnElement[bool]:
    """On the viewer's shelf: its own in every status, others' while they are published."""
    on_offer = or_(_is_public(product), buys_from(product.owner_id, is_active))
    return or_(
        product.owner_id == VIEWER,
        and_(product.status == ListingStatus.PUBLISHED, on_offer, shown(product)),
    )


def _seen(product: Any, shown: ProductRule) -> ColumnElement[bool]:
    return or_(product.owner_id == VIEWER, and_(once_published(product), shown(product)))


def _seen_or_traded(product: Any, shown: ProductRule) -> ColumnElement[bool]:
    """What stands in an order stays readable to its two sides, whomever it is shown to now."""
    return or_(_seen(product, shown), and_(once_published(product), _traded(product)))


def _traded(product: Any) -> ColumnElement[bool]:
    line, order, sku = (table_of(model).alias() for model in (OrderLine, Order, Sku))
    return (
        select(line.c.id)
        .select_from(
            sku.join(line, line.c.sku_id == sku.c.id).join(order, order.c.id == line.c.order_id)
        )
        .where(sku.c.product_id == product.id, order_is_seen(order.c))
        .exists()
    )


def _published(product: Any) -> ColumnElement[bool]:
    return and_(product.status == ListingStatus.PUBLISHED, _to_everybody(product))


def _rule(
    where: Callable[[ProductRule], ColumnElement[bool]],
    status: Callable[[Any, ProductRule], ColumnElement[bool]],
) -> Rule[Any]:
    """The rule for rows of products: `where` says which product is meant."""
    return Rule(
        company=where(lambda product: status(product, _to_companies)),
        consumer=where(lambda product: status(product, _to_consumers)),
        anonymous=where(_published),
    )


def _itself(rule: ProductRule) -> ColumnElement[bool]:
    return rule(table_of(Product).c)


def _hanging_on_product(model: type[SQLModel], products: Rule[Product]) -> Rule[Any]:
    return seen_with(table_of(model).c.product_id, Product, products)


def of_seen_sku(sku_id: Any) -> Rule[Any]:
    """The rule for rows with a SKU in this column: that it may be seen."""

    def where(rule: ProductRule) -> ColumnElement[bool]:
        sku, product = table_of(Sku).alias(), table_of(Product).alias()
        goods = sku.join(product, product.c.id == sku.c.product_id)
        of_row = sku.c.id == sku_id
        return select(sku.c.id).select_from(goods).where(of_row, rule(product.c)).exists()

    return _rule(where, _seen)


# Whose product it is knows what came of its review, and so does the operator.
OWN_LISTING: Final = FieldRule(
    Product,
    Rule[Product](company=table_of(Product).c.owner_id == VIEWER),
    "What came of a product's review is told to its owner and to the operator.",
    "商品审核情况仅告知商品所有方与平台运营方。",
)
_WITHHELD: Final = dict.fromkeys(("reason", "faults", "changed_since_review"), OWN_LISTING)

_LISTED: Final[Rule[Product]] = replace(_rule(_itself, _listed), fields=_WITHHELD)
PRODUCTS: Final[Rule[Product]] = replace(_rule(_itself, _seen_or_traded), fields=_WITHHELD)
_LISTED_SKUS: Final[Rule[Sku]] = _hanging_on_product(Sku, _LISTED)
_SKUS: Final[Rule[Sku]] = _hanging_on_product(Sku, PRODUCTS)
_COSMETIC_DETAILS: Final[Rule[CosmeticDetails]] = _hanging_on_product(CosmeticDetails, PRODUCTS)
_JEWELLERY_DETAILS: Final[Rule[JewelleryDetails]] = _hanging_on_product(JewelleryDetails, PRODUCTS)
_MEDIA: Final[Rule[Media]] = _hanging_on_product(Media, PRODUCTS)
_DOCUMENTS: Final[Rule[Document]] = _hanging_on_product(Document, PRODUCTS)
_CATEGORIES: Final = Rule[Category](company=EVERYBODY, anonymous=EVERYBODY)


def products_listed_for(viewer: Viewer | None) -> Scope[Product]:
    """Products in lists and searches."""
    return _LISTED.scope(viewer)


def products_seen_by(viewer: Viewer | None) -> Scope[Product]:
    """Products by id and from what refers to them."""
    return PRODUCTS.scope(viewer)


def skus_listed_for(viewer: Viewer | None) -> Scope[Sku]:
    """SKUs in lists: those of products in lists."""
    return _LISTED_SKUS.scope(viewer)


def skus_seen_by(viewer: Viewer | None) -> Scope[Sku]:
    """SKUs by id and from what refers to them."""
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
