"""Products with all that hangs on them."""

from itertools import product
from typing import Any, Final

from db.enums.catalogue import DocumentKind, ListingStatus, MediaKind, Trade, Visibility
from db.enums.files import FileKind
from db.tables.catalogue import Category, CosmeticDetails, Document, Media, Product, Sku
from tests.areas import (
    CONSUMERS,
    CUSTOMERS,
    EVERYBODY,
    ROWS,
    Area,
    Shelf,
    Stage,
    Tried,
)
from tests.areas.files import made_file
from tests.conftest import NOW

_OPENLY: Final = f"brand supplier rival_supplier {CUSTOMERS} proposed_retailer {CONSUMERS}"

_OWNERS: Final = {
    "material": "supplier",
    "public goods": "brand",
    "goods for partners": "brand",
    "unfinished goods": "brand",
    "withdrawn goods": "brand",
    "goods of the house": "house",
}


def _scene(scene: Stage) -> None:
    scene.keep("shelf", Category(code="shelf", name="Shelf"))
    partners_only = {"visibility": Visibility.PARTNERS}
    _product(scene, "material", **partners_only)
    _product(scene, "public goods", category_id=scene.id("shelf"))
    _product(scene, "goods for partners", **partners_only)
    _product(scene, "unfinished goods", status=ListingStatus.DRAFT)
    _product(scene, "withdrawn goods", status=ListingStatus.WITHDRAWN)


def _others(scene: Stage) -> None:
    _product(scene, "goods of the house")


def _product(scene: Stage, name: str, **values: Any) -> None:
    values = {"trade": Trade.COSMETICS, "status": ListingStatus.PUBLISHED, **values}
    made = Product(owner_id=scene.id(_OWNERS[name]), name=name, created_at=NOW, **values)
    of = scene.keep(name, made).id
    scene.keep(f"SKU of {name}", Sku(product_id=of, owner_id=made.owner_id, code=name, name=name))
    picture = scene.keep(f"file of picture of {name}", made_file(made.owner_id))
    scene.keep(
        f"picture of {name}",
        Media(
            product_id=of,
            position=1,
            kind=MediaKind.IMAGE,
            file_id=picture.id,
            width=picture.width,
            height=picture.height,
        ),
    )
    paper = made_file(made.owner_id, FileKind.DOCUMENT)
    scene.keep(f"file of paper about {name}", paper)
    scene.keep(
        f"paper about {name}",
        Document(product_id=of, kind=DocumentKind.QC_REPORT, title=name, file_id=paper.id),
    )
    scene.add(CosmeticDetails(product_id=of))


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(Category(code=f"C{number}", name="Shelf"), f"category {number}")
        made = Product(
            owner_id=shelf.id("centre"),
            category_id=shelf.id("category 0"),
            name=f"Product {shelf.twins[number]}",
            created_at=shelf.instants[number],
        )
        shelf.add(made, f"product {number}")
    # Codes are unique with their owner.
    for place, (number, owner) in enumerate(product(range(ROWS), ("centre", "party 0"))):
        sku = Sku(
            product_id=shelf.id(f"product {number}"),
            owner_id=shelf.id(owner),
            code=f"S{number}",
            name="The one size",
        )
        shelf.add(sku, f"SKU {place}")
    shelf.parents[Product] = {"owner": shelf.id("centre"), "category": shelf.id("category 0")}


AREA: Final = Area(
    scene=_scene,
    others=_others,
    # Whoever knows the owner, or its partners alone.
    seen_by={
        "shelf": EVERYBODY,
        "material": "supplier brand",
        "public goods": _OPENLY,
        "goods for partners": f"brand {CUSTOMERS}",
        "unfinished goods": "brand",
        "withdrawn goods": _OPENLY,
        "goods of the house": EVERYBODY,
        **{
            f"file of {what} {name}": owner
            for name, owner in _OWNERS.items()
            for what in ("picture of", "paper about")
        },
    },
    seen_with=("SKU of ", "picture of ", "paper about "),
    listed_for={
        "withdrawn goods": "brand",
        # Former partners look up what they bought, and are shown nothing new.
        "goods for partners": "brand retailer rival_retailer",
    },
    shelf=_shelf,
    filters={
        # The whole branch below a category that holds nothing itself.
        ("PRODUCTS", "category_id"): Tried(
            "category_id IN (SELECT id FROM categories WHERE parent_id = $1)",
            found="SELECT parent_id FROM categories GROUP BY parent_id"
            " HAVING parent_id IS NOT NULL ORDER BY count(*) LIMIT 1",
        ),
        ("PRODUCTS", "awaits_review"): Tried(
            "(status = 'IN_REVIEW' OR changed_since_review) = $1", True
        ),
        ("PRODUCTS", "brand_ids"): Tried(
            "owner_id = ANY ($1)", found="SELECT array_agg(owner_id) FROM (TABLE products LIMIT 2)"
        ),
        ("PRODUCTS", "category_ids"): Tried(
            "category_id = ANY ($1)",
            found="SELECT array_agg(id) FROM categories WHERE code IN ('rings', 'masks')",
        ),
        ("PRODUCTS", "efficacy"): Tried(
            "id IN (SELECT product_id FROM cosmetic_details WHERE efficacy && $1)",
            found="SELECT efficacy[:1]::text[] FROM cosmetic_details LIMIT 1",
        ),
        **{
            ("PRODUCTS", name): Tried(
                f"id IN (SELECT product_id FROM jewellery_details WHERE {name} = ANY ($1))",
                found=f"SELECT ARRAY[max({name}), min({name})] FROM jewellery_details",
            )
            for name in ("material", "gem")
        },
        ("PRODUCTS", "has_certificate"): Tried(
            "$1 = (id IN (SELECT product_id FROM jewellery_details WHERE certificate_number <> '')"
            " OR id IN (SELECT product_id FROM documents WHERE kind = 'CERTIFICATE'))",
            True,
        ),
        ("PRODUCTS", "search"): Tried(
            "concat(all_texts(name, name_translations),"
            " all_texts(description, description_translations))"
            " LIKE '%' || $1 || '%'",
            "山茶",
        ),
    },
)
