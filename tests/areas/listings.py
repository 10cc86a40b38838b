"""Versions of products, which are their owner's."""

from typing import Any, Final

from db.enums.catalogue import ListingAction, ListingStatus
from db.tables.listings import ProductChange, ProductVersion
from tests.areas import ROWS, Area, Rows, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    scene.keep("version of goods for partners", _version(scene, "goods for partners", "brand"))
    scene.add(
        ProductChange(
            version_id=scene.id("version of goods for partners"), field="name", after="Goods"
        )
    )


def _version(rows: Rows, product: str, owner: str, **values: Any) -> ProductVersion:
    values = {
        "version": 1,
        "action": ListingAction.PUBLISH,
        "status": ListingStatus.PUBLISHED,
        "at": NOW,
        **values,
    }
    return ProductVersion(
        product_id=rows.id(product), owner_id=rows.id(owner), actor_id=rows.id(owner), **values
    )


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            _version(
                shelf,
                "product 0",
                "centre",
                version=number + 1,
                action=ListingAction.CHANGE,
                status=ListingStatus.DRAFT,
            )
        )
    shelf.parents[ProductVersion] = {"product": shelf.id("product 0")}


AREA: Final = Area(
    scene=_scene,
    seen_by={"version of goods for partners": "brand"},
    shelf=_shelf,
    breaks={
        "Products differ from the last of their versions": (
            "UPDATE products SET version = version + 1"
        ),
        "Versions of products are of another owner": (
            "UPDATE product_versions SET owner_id ="
            " (SELECT id FROM parties WHERE id <> owner_id LIMIT 1)"
        ),
    },
)
