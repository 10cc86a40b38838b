"""Bulk reads of categories, products with what hangs on them, and SKUs."""

from db.queries import catalogue as queries
from hub.loaders.facets import facets_of_products
from hub.loaders.rows import Pages, one, pages, several
from hub.policy.catalogue import (
    categories_seen_by,
    cosmetic_details_seen_by,
    documents_seen_by,
    jewellery_details_seen_by,
    media_seen_by,
    products_listed_for,
    products_seen_by,
    skus_listed_for,
    skus_seen_by,
)
from hub.policy.offers import products_on_offer

category_by_id = one(queries.CATEGORY_BY_ID, categories_seen_by)
categories_by_parent = several(queries.CATEGORIES_BY_PARENT, categories_seen_by)
product_by_id = one(queries.PRODUCT_BY_ID, products_seen_by)
sku_by_id = one(queries.SKU_BY_ID, skus_seen_by)
skus_by_product = several(queries.SKUS_BY_PRODUCT, skus_seen_by)
cosmetic_details_by_product = one(queries.COSMETIC_DETAILS_BY_PRODUCT, cosmetic_details_seen_by)
jewellery_details_by_product = one(queries.JEWELLERY_DETAILS_BY_PRODUCT, jewellery_details_seen_by)
media_by_id = one(queries.MEDIA_BY_ID, media_seen_by)
document_by_id = one(queries.DOCUMENT_BY_ID, documents_seen_by)
media_by_product = several(queries.MEDIA_BY_PRODUCT, media_seen_by)
documents_by_product = several(queries.DOCUMENTS_BY_PRODUCT, documents_seen_by)

categories = pages(queries.CATEGORIES, categories_seen_by)


def _products(under: str | None = None) -> Pages:
    return pages(
        queries.PRODUCTS,
        products_listed_for,
        under=under,
        bound=products_on_offer,
        facets=facets_of_products(under),
    )


products = _products()
products_of_owner = _products("owner")
products_of_category = _products("category")
skus = pages(queries.SKUS, skus_listed_for)
