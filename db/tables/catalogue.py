"""What is described and sold: categories, products and all that hangs on them, SKUs."""

from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from sqlalchemy import (
    CheckConstraint,
    Index,
    Integer,
    Numeric,
    String,
    UniqueConstraint,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlmodel import Field, SQLModel

from db.enums.catalogue import (
    DocumentKind,
    ListingCheck,
    ListingStatus,
    MediaKind,
    Trade,
    Visibility,
)
from db.enums.units import Unit
from db.lengths import CODE, DESCRIPTION, LIST, NAME, NOTE, TITLE
from db.types import Text, instant, key, lock_rank, name_key, searched, translations, words


class Category(SQLModel, table=True):
    """A shelf of the catalogue, in a tree."""

    __tablename__ = "categories"
    __table_args__ = (UniqueConstraint("code"), Index("ix_categories_parent_id", "parent_id"))

    id: UUID = key()
    parent_id: UUID | None = Field(default=None, foreign_key="categories.id")
    code: str = Field(sa_type=Text(CODE))
    name: str = Field(sa_type=Text(TITLE))
    name_translations: dict[str, str] = translations(TITLE)


class Product(SQLModel, table=True):
    """What a brand or supplier describes; its SKUs are what is stocked and sold.

    A product that was ever published stays readable (PUBLISHED or WITHDRAWN), because orders refer
    to it. `visibility` PARTNERS keeps it to the owner's partners: raw materials, say.

    `status` moves only along `hub.domain.listings.TRANSITIONS`, and `version` counts every step and
    change. `reason` is why it was declined, for the checks in `faults`; `submitted_by_id` is the
    account that asked for the review. What is changed while it is published stands at once, and
    `changed_since_review` until somebody has looked at it.
    """

    __tablename__ = "products"
    __table_args__ = (
        Index("ix_products_owner_id_name_key_id", "owner_id", "name_key", "id"),
        Index("ix_products_category_id", "category_id"),
        Index("ix_products_name_key_id", "name_key", "id"),
        Index("ix_products_created_at_id", "created_at", "id"),
        Index("ix_products_search", "search", postgresql_using="gin"),
        Index("ix_products_search_attributes", "search_attributes", postgresql_using="gin"),
        Index(
            "ix_products_awaiting_review",
            "created_at",
            "id",
            postgresql_where=text("status = 'IN_REVIEW' OR changed_since_review"),
        ),
        lock_rank(71),
    )

    id: UUID = key()
    owner_id: UUID = Field(foreign_key="parties.id")
    category_id: UUID | None = Field(default=None, foreign_key="categories.id")
    trade: Trade = Field(default=Trade.GENERAL, sa_type=words(Trade))
    status: ListingStatus = Field(default=ListingStatus.DRAFT, sa_type=words(ListingStatus))
    visibility: Visibility = Field(default=Visibility.PUBLIC, sa_type=words(Visibility))
    name: str = Field(sa_type=Text(TITLE))
    name_translations: dict[str, str] = translations(TITLE)
    name_key: str | None = name_key()
    description: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    description_translations: dict[str, str] = translations(DESCRIPTION)
    created_at: datetime = instant()
    published_at: datetime | None = instant(default=None)
    version: int = Field(default=1, sa_column_kwargs={"server_default": "1"})
    reason: str | None = Field(default=None, sa_type=Text(NOTE))
    faults: list[str] = Field(
        default_factory=list,
        sa_type=ARRAY(words(ListingCheck, checked=False)),
        sa_column_kwargs={"server_default": "{}"},
    )
    submitted_by_id: UUID | None = Field(default=None, foreign_key="accounts.id")
    changed_since_review: bool = Field(default=False, sa_column_kwargs={"server_default": "false"})
    # What the product is found by; the database writes all of these, see migration 0022.
    search: Any = searched(TSVECTOR)
    search_names: Any = searched(TSVECTOR)
    search_codes: Any = searched(ARRAY(String), server_default="{}")
    search_attributes: Any = searched(ARRAY(String), server_default="{}")
    popularity: Any = searched(Integer, server_default="0")


class CosmeticDetails(SQLModel, table=True):
    """What a COSMETICS product says beyond its name. `ingredients` are INCI names, most first."""

    __tablename__ = "cosmetic_details"
    __table_args__ = (CheckConstraint("shelf_life_months > 0", name="shelf_life_is_positive"),)

    product_id: UUID = Field(primary_key=True, foreign_key="products.id")
    story: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    story_translations: dict[str, str] = translations(DESCRIPTION)
    series: str | None = Field(default=None, sa_type=Text(NAME))
    series_translations: dict[str, str] = translations(NAME)
    ingredients: list[str] = Field(default_factory=list, sa_type=ARRAY(Text(LIST)))
    efficacy: list[str] = Field(default_factory=list, sa_type=ARRAY(Text(LIST)))
    usage: str | None = Field(default=None, sa_type=Text(DESCRIPTION))
    usage_translations: dict[str, str] = translations(DESCRIPTION)
    shelf_life_months: int | None = None
    filing_number: str | None = Field(default=None, sa_type=Text(CODE))


class JewelleryDetails(SQLModel, table=True):
    """What a JEWELLERY product says beyond its name. `gem_carats` is the weight of its main gem."""

    __tablename__ = "jewellery_details"
    __table_args__ = (
        CheckConstraint("gem_carats > 0", name="gem_carats_are_positive"),
        Index("ix_jewellery_details_material", "material"),
        Index("ix_jewellery_details_gem", "gem"),
    )

    product_id: UUID = Field(primary_key=True, foreign_key="products.id")
    style: str | None = Field(default=None, sa_type=Text(NAME))
    style_translations: dict[str, str] = translations(NAME)
    material: str | None = Field(default=None, sa_type=Text(NAME))
    material_translations: dict[str, str] = translations(NAME)
    craft: str | None = Field(default=None, sa_type=Text(NAME))
    craft_translations: dict[str, str] = translations(NAME)
    gem: str | None = Field(default=None, sa_type=Text(NAME))
    gem_translations: dict[str, str] = translations(NAME)
    gem_carats: Decimal | None = Field(default=None, sa_type=Numeric(8, 3))
    certificate_number: str | None = Field(default=None, sa_type=Text(CODE))


class Media(SQLModel, table=True):
    """A picture, film or model of a product, in a file; shown in order of `position`.

    `parts`, `width` and `height` are the file's, which never change once it can be shown.
    """

    __tablename__ = "media"
    __table_args__ = (
        UniqueConstraint("product_id", "position"),
        Index("ix_media_file_id", "file_id"),
    )

    id: UUID = key()
    product_id: UUID = Field(foreign_key="products.id")
    position: int
    kind: MediaKind = Field(sa_type=words(MediaKind))
    file_id: UUID = Field(foreign_key="files.id")
    parts: int = 1
    width: int | None = None
    height: int | None = None
    alt: str | None = Field(default=None, sa_type=Text(TITLE))
    alt_translations: dict[str, str] = translations(TITLE)


class Document(SQLModel, table=True):
    """A paper about a product, in a file: QC report, certificate, filing."""

    __tablename__ = "documents"
    __table_args__ = (
        Index("ix_documents_product_id", "product_id"),
        Index("ix_documents_file_id", "file_id"),
    )

    id: UUID = key()
    product_id: UUID = Field(foreign_key="products.id")
    kind: DocumentKind = Field(sa_type=words(DocumentKind))
    title: str = Field(sa_type=Text(TITLE))
    title_translations: dict[str, str] = translations(TITLE)
    file_id: UUID = Field(foreign_key="files.id")
    issued_on: date | None = None
    valid_until: date | None = None


class Sku(SQLModel, table=True):
    """What of a product is stocked and sold. `code` is unique with its owner.

    Every quantity of it is a whole number of its `unit`, which never changes.
    """

    __tablename__ = "skus"
    __table_args__ = (
        UniqueConstraint("owner_id", "code"),
        Index("ix_skus_product_id_code", "product_id", "code"),
        Index("ix_skus_gtin", "gtin"),
    )

    id: UUID = key()
    product_id: UUID = Field(foreign_key="products.id")
    owner_id: UUID = Field(foreign_key="parties.id")
    code: str = Field(sa_type=Text(CODE))
    unit: Unit = Field(
        default=Unit.C62, sa_type=words(Unit), sa_column_kwargs={"server_default": "C62"}
    )
    gtin: str | None = Field(default=None, sa_type=Text(CODE))
    name: str = Field(sa_type=Text(TITLE))
    name_translations: dict[str, str] = translations(TITLE)
