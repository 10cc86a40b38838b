"""What parties mean to order, and wish for."""

from typing import Final

from db.tables.carts import Cart, CartLine, Wish
from tests.areas import ROWS, Area, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    scene.add(Cart(party_id=scene.id("brand"), version=1, changed_at=NOW))
    line = CartLine(
        party_id=scene.id("brand"),
        seller_id=scene.id("supplier"),
        sku_id=scene.id("SKU of public goods"),
        quantity=1,
        added_at=NOW,
    )
    scene.keep("cart line of brand", line)
    wish = Wish(party_id=scene.id("brand"), product_id=scene.id("public goods"), wished_at=NOW)
    scene.keep("wish of brand", wish)


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            Wish(
                party_id=shelf.id("centre"),
                product_id=shelf.id(f"product {number}"),
                wished_at=shelf.instants[number],
            )
        )


AREA: Final = Area(
    scene=_scene,
    # They are the party's own affair.
    seen_by={"cart line of brand": "brand", "wish of brand": "brand"},
    hidden_from_operator=("cart line of brand", "wish of brand"),
    shelf=_shelf,
    breaks={
        "Carts hold what their parties do not buy from such sellers": """
            UPDATE cart_lines SET seller_id = (
                SELECT id FROM parties WHERE kind = 'CONSUMER' AND id <> party_id LIMIT 1
            ) WHERE id = (SELECT id FROM cart_lines LIMIT 1)
        """,
        "Carts hold more than 500 lines, or are of more than 20 sellers": """
            INSERT INTO cart_lines (id, party_id, seller_id, sku_id, quantity, added_at)
            SELECT uuidv7(), carts.party_id, sellers.id, skus.id, 1, now()
            FROM (SELECT party_id FROM carts LIMIT 1) AS carts,
                (SELECT id FROM parties WHERE kind = 'RETAILER') AS sellers,
                (SELECT id FROM skus LIMIT 501) AS skus
            WHERE sellers.id <> carts.party_id
            ON CONFLICT DO NOTHING
        """,
    },
)
