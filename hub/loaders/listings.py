"""What goes with products on their way into the catalogue: versions, checks, steps, texts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final
from uuid import UUID

import orjson

from db.enums.catalogue import ListingAction, ListingCheck, ListingStatus, Trade
from db.queries import catalogue
from db.queries import listings as queries
from db.sql.declarations import Lookup, Row, columns_of
from db.types import TRANSLATIONS_SUFFIX, Translations
from hub.context import Request
from hub.domain.annexes import AnnexEntry, annex_entries
from hub.domain.listings import CHECKS, Described, unmet_checks
from hub.domain.texts import texts_by_language
from hub.execution.dataloaders import Loader
from hub.loaders.rows import Seen, one, pages, several
from hub.policy.catalogue import (
    cosmetic_details_seen_by,
    documents_seen_by,
    jewellery_details_seen_by,
    media_seen_by,
    products_seen_by,
    skus_seen_by,
)
from hub.policy.listings import (
    listings_seen_by,
    product_changes_seen_by,
    product_versions_seen_by,
    steps_open_to,
)

version_by_id = one(queries.VERSION_BY_ID, product_versions_seen_by)
versions_of_product = pages(queries.PRODUCT_VERSIONS, product_versions_seen_by, under="product")
changes_by_version = several(queries.CHANGES_BY_VERSION, product_changes_seen_by)


@dataclass(frozen=True)
class CheckedItem:
    """What a reviewer looks for, and whether it is there."""

    check: ListingCheck
    is_met: bool


@dataclass(frozen=True)
class TextInLanguage:
    """A text of a row's column, in one language."""

    field: str
    language: str
    text: str


_DETAILS: Final[Mapping[Trade, tuple[Lookup[Any], Seen[Any]]]] = {
    Trade.COSMETICS: (catalogue.COSMETIC_DETAILS_BY_PRODUCT, cosmetic_details_seen_by),
    Trade.JEWELLERY: (catalogue.JEWELLERY_DETAILS_BY_PRODUCT, jewellery_details_seen_by),
}


async def _checklists(
    request: Request, product_ids: Sequence[UUID], _: None
) -> dict[UUID, list[CheckedItem]]:
    viewer, find = request.viewer, request.reads.lookup
    products = await find(catalogue.PRODUCT_BY_ID, product_ids, scope=listings_seen_by(viewer))
    ids = list(products)
    media = await find(catalogue.MEDIA_BY_PRODUCT, ids, scope=media_seen_by(viewer))
    documents = await find(catalogue.DOCUMENTS_BY_PRODUCT, ids, scope=documents_seen_by(viewer))
    skus = await find(catalogue.SKUS_BY_PRODUCT, ids, scope=skus_seen_by(viewer))
    details: dict[UUID, Row] = {}
    for trade, (lookup, seen_by) in _DETAILS.items():
        of_trade = [id for id, [product] in products.items() if product.trade == trade]
        found = await find(lookup, of_trade, scope=seen_by(viewer))
        details |= {id: row for id, [row] in found.items()}
    told = {}
    for id, [product] in products.items():
        described = Described(
            product,
            None,
            details.get(id),
            media.get(id, ()),
            documents.get(id, ()),
            skus.get(id, ()),
        )
        unmet = unmet_checks(described, request.now.date())
        told[id] = [CheckedItem(one, one not in unmet) for one in CHECKS[Trade(product.trade)]]
    return told


# What a reviewer looks for in each product; of products that are the viewer's own, or all are.
checklist_by_product = Loader(_checklists)


async def _steps(
    request: Request, product_ids: Sequence[UUID], _: None
) -> dict[UUID, list[ListingAction]]:
    viewer = request.viewer
    scope = listings_seen_by(viewer)
    found = await request.reads.lookup(catalogue.PRODUCT_BY_ID, product_ids, scope=scope)
    owners_review = request.hub.policy.owners_review
    return {
        id: steps_open_to(
            viewer, product, ListingStatus(product.status), owners_review=owners_review
        )
        for id, [product] in found.items()
    }


# The steps that the viewer may take each product through now.
steps_by_product = Loader(_steps, missing=list)


async def _annex_entries(
    request: Request, product_ids: Sequence[UUID], _: None
) -> dict[UUID, list[AnnexEntry]]:
    scope = cosmetic_details_seen_by(request.viewer)
    find = request.reads.lookup
    found = await find(catalogue.COSMETIC_DETAILS_BY_PRODUCT, product_ids, scope=scope)
    return {id: annex_entries(details.ingredients) for id, [details] in found.items()}


# What the EU's annexes say of the ingredients of each cosmetics product.
annex_entries_by_product = Loader(_annex_entries, missing=list)


def _texts(lookup: Lookup[Any], seen_by: Seen[Any]) -> Loader:
    """All texts of each row that are kept in several languages, in each of these."""
    suffix = TRANSLATIONS_SUFFIX
    columns = [
        column.name.removesuffix(suffix)
        for column in columns_of(lookup.model)
        if isinstance(column.type, Translations)
    ]

    async def fetch(
        request: Request, keys: Sequence[UUID], _: None
    ) -> dict[UUID, list[TextInLanguage]]:
        found = await request.reads.lookup(lookup, keys, scope=seen_by(request.viewer))
        return {
            key: [
                TextInLanguage(column, one.language, one.text)
                for column in columns
                for one in texts_by_language(row[column], orjson.loads(row[column + suffix]))
            ]
            for key, [row] in found.items()
        }

    return Loader(fetch, missing=list)


texts_by_product = _texts(catalogue.PRODUCT_BY_ID, products_seen_by)
texts_by_sku = _texts(catalogue.SKU_BY_ID, skus_seen_by)
texts_by_medium = _texts(catalogue.MEDIA_BY_ID, media_seen_by)
texts_by_document = _texts(catalogue.DOCUMENT_BY_ID, documents_seen_by)
texts_by_cosmetic_details = _texts(catalogue.COSMETIC_DETAILS_BY_PRODUCT, cosmetic_details_seen_by)
texts_by_jewellery_details = _texts(
    catalogue.JEWELLERY_DETAILS_BY_PRODUCT, jewellery_details_seen_by
)
