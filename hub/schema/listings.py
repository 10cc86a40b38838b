"""Catalogue work, as clients do it: products described, reviewed, published; their versions."""

from datetime import date, datetime
from decimal import Decimal

import strawberry

from db.enums.catalogue import (
    DocumentKind,
    ListingAction,
    ListingCheck,
    ListingStatus,
    Trade,
    Visibility,
)
from db.enums.units import Unit
from db.lengths import CODE, LIST
from db.tables import catalogue as tables
from db.tables import listings as own_tables
from hub.commands import catalogue as commands
from hub.commands import listings as steps
from hub.domain.catalogue import DescribedDocument, DescribedMedium
from hub.execution.fields import batched, column, node_id
from hub.loaders import catalogue, listings, members, parties
from hub.schema.catalogue import Product, Sku
from hub.schema.members import Account
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    part_of_input,
    payload,
    required,
    text,
)
from hub.schema.node import Node, is_row_of
from hub.schema.parties import Party
from hub.schema.texts import LocalizedTextInput, optional_texts, takes_texts

ID = strawberry.ID
_IF_VERSION = "Refuse it if the product is not in this version any more."


@strawberry.type(description="What a reviewer looks for in a product.")
class CheckedItem:
    check: ListingCheck = column("What is looked for.")
    is_met: bool = column("Whether it is there.")


@strawberry.type(description="What a version of a product says in other words than the one before.")
class ProductChange:
    is_type_of = is_row_of(own_tables.ProductChange)

    field: str = column("The path of what was changed: `name.zh`, `details.usage`, `media.1`.")
    before: str | None = column("What it said before; null for nothing.")
    after: str | None = column("What it says after; null for nothing.")


@strawberry.type(description="A step or a change of a product.")
class ProductVersion(Node):
    is_type_of = is_row_of(own_tables.ProductVersion)

    id: ID = node_id("ProductVersion", listings.version_by_id)
    product: Product = batched(
        catalogue.product_by_id, key="product_id", description="What it is a version of."
    )
    version: int = column("Which one, counted from 1.")
    action: ListingAction = column("What was done.")
    status: ListingStatus = column("Where the product stood after it.")
    actor: Party = batched(
        parties.party_named, key="actor_id", description="The party that did it."
    )
    account: Account | None = batched(
        members.account_by_id,
        key="account_id",
        description="The person who did it, if they act for your party.",
    )
    note: str | None = column("What was said with it.")
    faults: list[ListingCheck] = column("The checks that a reviewer found not to be met.")
    at: datetime = column("When.")
    changes: list[ProductChange] = batched(
        listings.changes_by_version,
        key="id",
        description="What it says in other words than the version before; one after the other they"
        " compare any two.",
    )


@payload("A product after a change, or why there was none.")
class ProductPayload:
    product: Product | None = batched(
        catalogue.product_by_id, key="product_id", description="The product as it is now."
    )


@payload("A SKU after a change, or why there was none.")
class SkuPayload:
    sku: Sku | None = batched(
        catalogue.sku_by_id, key="sku_id", description="The SKU as it is now."
    )


@part_of_input(DescribedMedium, "A picture, film, spin or model of a product.")
class MediaInput:
    file_id: ID = id_of("File", "Which of your files, one that is READY.")
    alt: list[LocalizedTextInput] = optional_texts(
        tables.Media.alt, "What it shows, for those who do not see it."
    )


@part_of_input(DescribedDocument, "A paper about a product.")
class DocumentInput:
    kind: DocumentKind = required("What it is.")
    title: list[LocalizedTextInput] = takes_texts(tables.Document.title, "Its title.")
    file_id: ID = id_of("File", "Which of your files, a DOCUMENT that is READY.")
    issued_on: date | None = optional("The day it was issued.")
    valid_until: date | None = optional("The last day it is good for.")


@mutation(
    commands.create_product,
    ProductPayload,
    description="Begin to describe a product of yours. Nobody else sees it until it is published.",
)
class CreateProductInput:
    name: list[LocalizedTextInput] = takes_texts(tables.Product.name, "Its name.")
    trade: Trade = required("The trade whose details it has; it stays.")
    description: list[LocalizedTextInput] = optional_texts(
        tables.Product.description, "What it is."
    )
    category_id: ID | None = optional_id_of("Category", "The shelf it is on.")
    visibility: Visibility = optional("Whom it is shown to once published.")


@mutation(
    commands.update_product,
    ProductPayload,
    description="Have a product of yours say something else; what is left out stays. What is"
    " published stays so, and is looked at again.",
)
class UpdateProductInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)
    name: list[LocalizedTextInput] | None = optional_texts(tables.Product.name, "Its name.")
    description: list[LocalizedTextInput] | None = optional_texts(
        tables.Product.description, "What it is; an empty list takes it away."
    )
    category_id: ID | None = optional_id_of("Category", "The shelf it is on.")
    visibility: Visibility | None = optional("Whom it is shown to once published.")


@mutation(
    commands.copy_product,
    ProductPayload,
    description="Describe a further product like one of yours: without documents, numbers of"
    " filings and certificates, and GTINs, which belong to the one alone.",
)
class CopyProductInput:
    product_id: ID = id_of("Product", "Which of your products.")
    name: list[LocalizedTextInput] | None = optional_texts(
        tables.Product.name, "The name of the copy; the same unless said."
    )
    sku_code_ending: str | None = optional_text(
        CODE, "Copy its SKUs, too, with codes that end so besides."
    )


@mutation(
    commands.set_cosmetic_details,
    ProductPayload,
    description="Say what a cosmetics product of yours says beyond its name, in place of all that"
    " it said: what is left out is gone.",
)
class SetCosmeticDetailsInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)
    story: list[LocalizedTextInput] = optional_texts(
        tables.CosmeticDetails.story, "The story told of it."
    )
    series: list[LocalizedTextInput] = optional_texts(
        tables.CosmeticDetails.series, "The series it is a part of."
    )
    ingredients: list[str] = optional_text(LIST, "Its ingredients by INCI name, most first.")
    efficacy: list[str] = optional_text(LIST, "What it does.")
    usage: list[LocalizedTextInput] = optional_texts(
        tables.CosmeticDetails.usage, "How it is used."
    )
    shelf_life_months: int | None = optional("How long it keeps unopened, in months.")
    filing_number: str | None = optional_text(
        tables.CosmeticDetails.filing_number, "Its number with the authorities."
    )


@mutation(
    commands.set_jewellery_details,
    ProductPayload,
    description="Say what a piece of jewellery of yours says beyond its name, in place of all that"
    " it said: what is left out is gone.",
)
class SetJewelleryDetailsInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)
    style: list[LocalizedTextInput] = optional_texts(tables.JewelleryDetails.style, "Its style.")
    material: list[LocalizedTextInput] = optional_texts(
        tables.JewelleryDetails.material, "What it is made of."
    )
    craft: list[LocalizedTextInput] = optional_texts(
        tables.JewelleryDetails.craft, "How it is made."
    )
    gem: list[LocalizedTextInput] = optional_texts(tables.JewelleryDetails.gem, "Its main gem.")
    gem_carats: Decimal | None = optional("The weight of its main gem, in carats.")
    certificate_number: str | None = optional_text(
        tables.JewelleryDetails.certificate_number, "The number of its certificate."
    )


@mutation(
    commands.set_product_media,
    ProductPayload,
    description="Show a product of yours by these media in this order, and by no others.",
)
class SetProductMediaInput:
    product_id: ID = id_of("Product", "Which of your products.")
    media: list[MediaInput] = required("What shows it, up to 40; the first leads.")
    if_version: int | None = optional(_IF_VERSION)


@mutation(
    commands.set_product_documents,
    ProductPayload,
    description="Have these papers about a product of yours, and no others.",
)
class SetProductDocumentsInput:
    product_id: ID = id_of("Product", "Which of your products.")
    documents: list[DocumentInput] = required("Papers about it, up to 40.")
    if_version: int | None = optional(_IF_VERSION)


@mutation(
    commands.create_sku, SkuPayload, description="Have a product of yours come as a further SKU."
)
class CreateSkuInput:
    product_id: ID = id_of("Product", "Which of your products.")
    code: str = text(tables.Sku.code, "Its code in your catalogue.")
    name: list[LocalizedTextInput] = takes_texts(tables.Sku.name, "Its name.")
    if_version: int | None = optional(_IF_VERSION)
    unit: Unit = optional("What it is counted in, for good.")
    gtin: str | None = optional_text(tables.Sku.gtin, "Its Global Trade Item Number.")


@mutation(
    commands.update_sku,
    SkuPayload,
    description="Give a SKU of yours another code, name or GTIN; what is left out stays.",
)
class UpdateSkuInput:
    sku_id: ID = id_of("Sku", "Which of your SKUs.")
    if_version: int | None = optional(_IF_VERSION)
    code: str | None = optional_text(tables.Sku.code, "Its code in your catalogue.")
    name: list[LocalizedTextInput] | None = optional_texts(tables.Sku.name, "Its name.")
    gtin: str | None = optional_text(
        tables.Sku.gtin, "Its Global Trade Item Number; a blank one takes it away."
    )


@mutation(
    steps.submit_product,
    ProductPayload,
    description="Ask to have a product of yours reviewed. All of its `checklist` is met then, and"
    " it stays as it is until the answer.",
)
class SubmitProductInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)
    note: str | None = optional_text(
        own_tables.ProductVersion.note, "What the reviewer should know."
    )


@mutation(
    steps.approve_product,
    ProductPayload,
    description="Let a product into the catalogue, or have it stay there as it was changed: as the"
    " operator, or as one of its owner's people where the hub lets them.",
)
class ApproveProductInput:
    product_id: ID = id_of("Product", "Which product.")
    if_version: int | None = optional(_IF_VERSION)
    note: str | None = optional_text(
        own_tables.ProductVersion.note, "What you found; its owner reads it."
    )
    publish: bool = optional("Whether it is published with that, or by its owner later.")


@mutation(
    steps.decline_product,
    ProductPayload,
    description="Give a product back to its owner, who mends it and submits it again; what was"
    " published leaves the catalogue. By whoever may approve it.",
)
class DeclineProductInput:
    product_id: ID = id_of("Product", "Which product.")
    reason: str = text(tables.Product.reason, "What is amiss; its owner reads it.")
    if_version: int | None = optional(_IF_VERSION)
    faults: list[ListingCheck] = optional("The checks that it does not meet.")


@mutation(
    steps.publish_product,
    ProductPayload,
    description="Have a product of yours enter the catalogue that was approved, or withdrawn and"
    " not changed since.",
)
class PublishProductInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)


@mutation(
    steps.withdraw_product,
    ProductPayload,
    description="Take a product of yours out of the catalogue, or back from its review. Whoever has"
    " ordered it still reads it.",
)
class WithdrawProductInput:
    product_id: ID = id_of("Product", "Which of your products.")
    if_version: int | None = optional(_IF_VERSION)
    reason: str | None = optional_text(own_tables.ProductVersion.note, "Why, for your history.")
