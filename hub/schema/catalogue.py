"""Categories, products with their details, media and documents, and SKUs, as clients see them."""

from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Annotated

import strawberry

from db.enums.catalogue import (
    CosmeticAnnex,
    DocumentKind,
    ListingAction,
    ListingCheck,
    ListingStatus,
    MediaKind,
    ProductOrder,
    ProductVersionOrder,
    Trade,
    Visibility,
)
from db.enums.catalogue import Trade as StoredTrade
from db.enums.offers import OfferOrder
from db.enums.promotions import PromotionOrder
from db.enums.reviews import ReviewOrder
from db.enums.stock import StockOrder
from db.enums.units import Unit
from db.tables import catalogue as tables
from hub.execution.fields import batched, chosen, column, found, node_id, part
from hub.loaders import catalogue, files, listings, offers, parties, promotions, reviews, stock
from hub.policy.catalogue import OWN_LISTING
from hub.schema.connections import Connection, connection, takes_id, takes_text, tell_facets
from hub.schema.facets import FACETS_POINTS, ProductFacets
from hub.schema.files import File, document_url, file_url, frame_urls
from hub.schema.filters import OfferFilter, ProductFilter, PromotionFilter, StockFilter
from hub.schema.node import Node, is_row_of
from hub.schema.texts import TextInLanguage, all_texts, text_in_languages

if TYPE_CHECKING:
    from hub.schema.listings import CheckedItem, ProductVersion
    from hub.schema.offers import Offer
    from hub.schema.parties import Party
    from hub.schema.promotions import Promotion
    from hub.schema.reviews import ProductRating, Review
    from hub.schema.stock import StockItem
else:
    CheckedItem = Annotated["CheckedItem", strawberry.lazy("hub.schema.listings")]
    ProductVersion = Annotated["ProductVersion", strawberry.lazy("hub.schema.listings")]
    Offer = Annotated["Offer", strawberry.lazy("hub.schema.offers")]
    Party = Annotated["Party", strawberry.lazy("hub.schema.parties")]
    Promotion = Annotated["Promotion", strawberry.lazy("hub.schema.promotions")]
    ProductRating = Annotated["ProductRating", strawberry.lazy("hub.schema.reviews")]
    Review = Annotated["Review", strawberry.lazy("hub.schema.reviews")]
    StockItem = Annotated["StockItem", strawberry.lazy("hub.schema.stock")]


@strawberry.input(description="Which SKUs; all that is given must match.")
class SkuFilter:
    code: list[str] | None = takes_text(tables.Sku.code, "With one of these codes.")
    gtin: list[str] | None = takes_text(tables.Sku.gtin, "With one of these GTINs.")
    owner_id: strawberry.ID | None = takes_id("Party", "Of this party's catalogue.")


@strawberry.type(description="A page of products.")
class ProductConnection(Connection[Annotated["Product", strawberry.lazy("hub.schema.catalogue")]]):
    facets: ProductFacets = part(
        tell_facets,
        "facets",
        description="What all of them can be told apart by, in the same snapshot.",
        points=FACETS_POINTS,
    )


@strawberry.type(description="A shelf of the catalogue.")
class Category(Node):
    is_type_of = is_row_of(tables.Category)

    id: strawberry.ID = node_id("Category", catalogue.category_by_id)
    code: str = column("Its code.")
    name: str = text_in_languages("name", "Its name.")
    parent: Annotated["Category", strawberry.lazy("hub.schema.catalogue")] | None = batched(
        catalogue.category_by_id, key="parent_id", description="The shelf it is a part of."
    )
    children: list[Annotated["Category", strawberry.lazy("hub.schema.catalogue")]] = batched(
        catalogue.categories_by_parent, key="id", description="The shelves that it has."
    )
    products: ProductConnection = connection(
        catalogue.products_of_category,
        key="id",
        filter=ProductFilter,
        order_by=ProductOrder,
        search=True,
        description="Products on this shelf itself.",
    )


@strawberry.type(
    description="An entry of the EU's regulation on cosmetics, (EC) No 1223/2009, that names an"
    " ingredient. Whether it means anything for the product hangs on how much of it is in there,"
    " and on what the product is for."
)
class AnnexEntry:
    ingredient: str = column("The ingredient, as the product says it.")
    annex: CosmeticAnnex = column("The annex that the entry is in.")
    entry: str = column("Its reference number there.")
    is_conditional: bool = column(
        "Whether its own words make an exception, or mean a nanomaterial alone."
    )


@strawberry.type(description="What a cosmetics product says beyond its name.")
class CosmeticDetails:
    is_type_of = is_row_of(tables.CosmeticDetails)

    story: str | None = text_in_languages("story", "The story told of it.")
    series: str | None = text_in_languages("series", "The series it is a part of.")
    ingredients: list[str] = column("Its ingredients by INCI name, most first.")
    efficacy: list[str] = column("What it does.")
    usage: str | None = text_in_languages("usage", "How it is used.")
    shelf_life_months: int | None = column("How long it keeps unopened, in months.")
    filing_number: str | None = column("Its number with the authorities.")
    annex_entries: list[AnnexEntry] = batched(
        listings.annex_entries_by_product,
        key="product_id",
        description="What the annexes to the EU's regulation on cosmetics say of its ingredients;"
        " those that none of them names are restricted by none of them.",
    )
    texts: list[TextInLanguage] = all_texts(listings.texts_by_cosmetic_details, "product_id")


@strawberry.type(description="What a piece of jewellery says beyond its name.")
class JewelleryDetails:
    is_type_of = is_row_of(tables.JewelleryDetails)

    style: str | None = text_in_languages("style", "Its style.")
    material: str | None = text_in_languages("material", "What it is made of.")
    craft: str | None = text_in_languages("craft", "How it is made.")
    gem: str | None = text_in_languages("gem", "Its main gem.")
    gem_carats: Decimal | None = column("The weight of its main gem, in carats.")
    certificate_number: str | None = column("The number of its certificate.")
    texts: list[TextInLanguage] = all_texts(listings.texts_by_jewellery_details, "product_id")


@strawberry.type(description="A product of no particular trade has no further details.")
class GeneralDetails:
    # Made of the product's own row.
    is_type_of = is_row_of(tables.Product)

    note: str | None = text_in_languages("description", "The product's description.")


ProductDetails = Annotated[
    CosmeticDetails | JewelleryDetails | GeneralDetails,
    strawberry.union(
        "ProductDetails", description="What a product says beyond its name, by its trade."
    ),
]


@strawberry.type(description="A picture, film or model of a product.")
class Media(Node):
    is_type_of = is_row_of(tables.Media)

    id: strawberry.ID = node_id("Media", catalogue.media_by_id)
    kind: MediaKind = column("How it shows the product.")
    url: str = file_url("Where it is had; of a spin its first picture.")
    frames: list[str] = frame_urls("Where a spin's pictures are had, all around in their order.")
    width: int | None = column("Of a picture or spin: how wide its largest size is, in pixels.")
    height: int | None = column("Of a picture or spin: how high its largest size is, in pixels.")
    file: File | None = batched(
        files.file_by_id, key="file_id", description="The file, for the party that sent it."
    )
    alt: str | None = text_in_languages("alt", "What it shows, in words.")
    texts: list[TextInLanguage] = all_texts(listings.texts_by_medium)


@strawberry.type(description="A paper about a product.")
class Document(Node):
    is_type_of = is_row_of(tables.Document)

    id: strawberry.ID = node_id("Document", catalogue.document_by_id)
    kind: DocumentKind = column("What it is.")
    title: str = text_in_languages("title", "Its title.")
    url: str = document_url("Where it is had, as a PDF.")
    file: File | None = batched(
        files.file_by_id, key="file_id", description="The file, for the party that sent it."
    )
    issued_on: date | None = column("The day it was issued.")
    valid_until: date | None = column("The last day it is good for.")
    texts: list[TextInLanguage] = all_texts(listings.texts_by_document)


@strawberry.type(description="What a brand or supplier describes; its SKUs are what is sold.")
class Product(Node):
    is_type_of = is_row_of(tables.Product)

    id: strawberry.ID = node_id("Product", catalogue.product_by_id)
    name: str = text_in_languages("name", "Its name.")
    description: str | None = text_in_languages("description", "What it is.")
    owner: Party = batched(
        parties.party_named, key="owner_id", description="The party that describes it."
    )
    category: Category | None = batched(
        catalogue.category_by_id, key="category_id", description="The shelf it is on."
    )
    trade: Trade = column("The trade whose details it has.")
    status: ListingStatus = column("Where it stands on its way into the catalogue.")
    visibility: Visibility = column("Whom it is shown to once published.")
    created_at: datetime = column("When it was first written down.")
    published_at: datetime | None = column("When it entered the catalogue.")
    texts: list[TextInLanguage] = all_texts(listings.texts_by_product)
    version: int = column("Counts its steps and changes, from 1; for `ifVersion`.")
    reason: str | None = column("Why it was declined.", seen_by=OWN_LISTING)
    faults: list[ListingCheck] | None = column(
        "The checks that it was declined for.", seen_by=OWN_LISTING
    )
    changed_since_review: bool | None = column(
        "Whether it was changed while it was published, and nobody has looked at that yet.",
        seen_by=OWN_LISTING,
    )
    checklist: list[CheckedItem] | None = batched(
        listings.checklist_by_product,
        key="id",
        description="What a reviewer looks for, and whether it is there now; for its owner and the"
        " operator.",
    )
    available_actions: list[ListingAction] = batched(
        listings.steps_by_product,
        key="id",
        description="The steps that you may take it through from where it stands.",
    )
    versions: Connection[ProductVersion] = connection(
        listings.versions_of_product,
        key="id",
        order_by=ProductVersionOrder,
        description="Who did what with it, and what it said; for its owner and the operator.",
    )
    media: list[Media] = batched(
        catalogue.media_by_product, key="id", description="Pictures, films and models of it."
    )
    documents: list[Document] = batched(
        catalogue.documents_by_product, key="id", description="Papers about it."
    )
    skus: list[Annotated["Sku", strawberry.lazy("hub.schema.catalogue")]] = batched(
        catalogue.skus_by_product,
        key="id",
        description="What of it is stocked and sold.",
    )
    promotions: Connection[Promotion] = connection(
        promotions.promotions_of_product,
        key="id",
        filter=PromotionFilter,
        order_by=PromotionOrder,
        description="Promotions of sellers who offer it, for it or for all that they sell.",
    )
    rating: ProductRating | None = batched(
        reviews.rating_by_product,
        key="id",
        description="What its reviews come to; null where none was ever published.",
    )
    reviews: Connection[Review] = connection(
        reviews.reviews_of_product,
        key="id",
        order_by=ReviewOrder,
        description="What those say who have bought it.",
    )

    details: ProductDetails | None = chosen(
        "trade",
        {
            StoredTrade.COSMETICS: ("CosmeticDetails", catalogue.cosmetic_details_by_product),
            StoredTrade.JEWELLERY: ("JewelleryDetails", catalogue.jewellery_details_by_product),
        },
        otherwise="GeneralDetails",
        description="What it says beyond its name, by its trade.",
    )


@strawberry.type(description="What of a product is stocked and sold.")
class Sku(Node):
    is_type_of = is_row_of(tables.Sku)

    id: strawberry.ID = node_id("Sku", catalogue.sku_by_id)
    code: str = column("Its code in its owner's catalogue.")
    gtin: str | None = column("Its Global Trade Item Number.")
    unit: Unit = column("What it is counted in: every quantity of it is a whole number of these.")
    name: str = text_in_languages("name", "Its name.")
    product: Product = batched(
        catalogue.product_by_id, key="product_id", description="What it is one kind of."
    )
    texts: list[TextInLanguage] = all_texts(listings.texts_by_sku)
    available: int | None = batched(
        stock.available_by_sku,
        key="id",
        description="What is available in all stock that you may see; null where you see none.",
    )
    offers: Connection[Offer] = connection(
        offers.offers_of_sku,
        key="id",
        filter=OfferFilter,
        order_by=OfferOrder,
        description="Prices at which you may buy it, and your own.",
    )
    stock: Connection[StockItem] = connection(
        stock.stock_of_sku,
        key="id",
        filter=StockFilter,
        order_by=StockOrder,
        description="Where it is kept, where that is yours or shared with you.",
    )


@strawberry.type
class CatalogueQueries:
    product: Product | None = found(
        catalogue.product_by_id, "Product", description="The product with this id."
    )
    products: ProductConnection = connection(
        catalogue.products,
        key=None,
        filter=ProductFilter,
        order_by=ProductOrder,
        search=True,
        description="The catalogue: published products, and your own in every status.",
    )
    sku: Sku | None = found(catalogue.sku_by_id, "Sku", description="The SKU with this id.")
    skus: Connection[Sku] = connection(
        catalogue.skus, key=None, filter=SkuFilter, description="SKUs, sorted by code."
    )
    categories: Connection[Category] = connection(
        catalogue.categories, key=None, description="The shelves of the catalogue, by code."
    )
