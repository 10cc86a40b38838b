"""Bulk reads of categories, products with what hangs on them, and SKUs."""

from db.queries import catalogue as queries
from hub.loaders.rows import one, pages, several
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
products = pages(queries.PRODUCTS, products_listed_for)
products_of_owner = pages(queries.PRODUCTS, products_listed_for, under="owner")
products_of_category = pages(queries.PRODUCTS, products_listed_for, under="category")
skus = pages(queries.SKUS, skus_listed_for)
