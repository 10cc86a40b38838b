"""Reviews of products, which their authors have received."""

from typing import Any, Final

from db.enums.reviews import ReviewStatus
from db.tables.reviews import ProductRating, Review
from tests.areas import ROWS, Area, Rows, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    published = _review(scene, "retailer", "public goods", status=ReviewStatus.PUBLISHED)
    scene.keep("review of public goods", published)
    scene.keep("unread review", _review(scene, "consumer", "public goods"))
    scene.add(ProductRating(product_id=scene.id("public goods"), stars=[0, 0, 0, 1, 0]))


def _review(rows: Rows, author: str, product: str, owner: str = "brand", **values: Any) -> Review:
    values = {"status": ReviewStatus.WAITING, "stars": 4, "written_at": NOW, **values}
    return Review(
        product_id=rows.id(product),
        owner_id=rows.id(owner),
        author_id=rows.id(author),
        signed_as="A***",
        **values,
    )


def _shelf(shelf: Shelf) -> None:
    published: dict[str, Any] = {"owner": "centre", "status": ReviewStatus.PUBLISHED}
    for number in range(ROWS):
        at: dict[str, Any] = {
            "written_at": shelf.instants[number],
            "stars": 1 + shelf.twins[number],
        }
        shelf.add(_review(shelf, f"party {number}", "product 0", **published, **at))
        if number:
            shelf.add(_review(shelf, "party 0", f"product {number}", **published, **at))
    shelf.parents[Review] = {"product": shelf.id("product 0"), "author": shelf.id("party 0")}


AREA: Final = Area(
    scene=_scene,
    seen_by={"unread review": "consumer"},
    seen_with=("review of ",),
    shelf=_shelf,
    breaks={
        "Reviews are answered by another than the product's owner": (
            "UPDATE reviews SET owner_id = author_id"
        ),
        "Reviews are of what their author has not bought": (
            "UPDATE reviews SET author_id = owner_id WHERE id = (SELECT id FROM reviews LIMIT 1)"
        ),
        "Reviews show files of others than their author": (
            "UPDATE reviews SET picture_ids = ARRAY[id]"
        ),
        "Ratings differ from the reviews that are published": (
            "UPDATE product_ratings SET stars[1] = stars[1] + 1"
        ),
    },
)
