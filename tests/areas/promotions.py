"""Promotions, and what orders were given by them."""

from datetime import timedelta
from typing import Any, Final

from db.enums.offers import Audience
from db.enums.promotions import PromotionEffect, PromotionMeasure, PromotionScope
from db.tables.promotions import (
    LineDiscount,
    Promotion,
    PromotionGoods,
    PromotionShare,
    PromotionStep,
    PromotionUse,
)
from tests.areas import CONSUMERS, EVERYBODY, ROWS, Area, Shelf, Stage, Tried
from tests.conftest import NOW

_TO_CONSUMERS: Final = {"audience": Audience.CONSUMERS}


def _scene(scene: Stage) -> None:
    _promotion(scene, "promotion to partners", "brand", sku_id=scene.id("SKU of public goods"))
    _promotion(scene, "promotion by coupon", "brand", coupon="C")
    _promotion(scene, "promotion in the shop", "retailer", **_TO_CONSUMERS)
    shared = _promotion(scene, "promotion not agreed on", "retailer", **_TO_CONSUMERS)
    scene.add(PromotionShare(promotion_id=shared.id, party_id=scene.id("brand"), share_bp=5000))
    used = scene.id("promotion by coupon")
    scene.add(
        PromotionUse(
            promotion_id=used,
            order_id=scene.id("wholesale order"),
            party_id=scene.id("retailer"),
            discount_minor=0,
            used_at=NOW,
        )
    )
    scene.add(
        LineDiscount(
            order_line_id=scene.id("line of wholesale order"), promotion_id=used, discount_minor=0
        )
    )


def _others(scene: Stage) -> None:
    _promotion(scene, "promotion of the house", "house", **_TO_CONSUMERS)


def _promotion(
    scene: Stage, name: str, owner: str, *, sku_id: Any = None, **values: Any
) -> Promotion:
    made = Promotion(
        owner_id=scene.id(owner),
        name=name,
        currency="EUR",
        scope=PromotionScope.ORDER,
        measure=PromotionMeasure.AMOUNT,
        effect=PromotionEffect.PERCENT_OFF,
        starts_at=NOW,
        ends_at=NOW + timedelta(days=1),
        created_at=NOW,
        version=1,
        **{"audience": Audience.PARTNERS, **values},
    )
    scene.keep(name, made)
    scene.add(PromotionStep(promotion_id=made.id, threshold=0, value=1000))
    if sku_id is not None:
        scene.add(PromotionGoods(promotion_id=made.id, sku_id=sku_id))
    return made


def _shelf(shelf: Shelf) -> None:
    for number in range(ROWS):
        shelf.add(
            Promotion(
                owner_id=shelf.id("centre"),
                name=f"P{number}",
                audience=Audience.PARTNERS,
                currency="EUR",
                scope=PromotionScope.ORDER,
                measure=PromotionMeasure.AMOUNT,
                effect=PromotionEffect.PERCENT_OFF,
                starts_at=shelf.instants[number],
                ends_at=NOW + timedelta(days=1),
                created_at=NOW,
            )
        )
    # It is shown with what its owner offers: SKU 0, of product 0.
    shelf.parents[Promotion] = {"product": shelf.id("product 0")}


AREA: Final = Area(
    scene=_scene,
    others=_others,
    # Who makes or bears it, who has used it, and whom it is made to without a coupon.
    seen_by={
        "promotion to partners": "brand retailer rival_retailer",
        "promotion by coupon": "brand retailer",
        "promotion in the shop": f"retailer {CONSUMERS}",
        "promotion not agreed on": "retailer brand",
        "promotion of the house": EVERYBODY,
    },
    lists={
        # What waits for a partner of the shop's, and what counts for those who buy.
        "sharedPromotions": {"promotion not agreed on": "brand"},
        "receivedPromotions": {
            "promotion to partners": "retailer rival_retailer",
            "promotion in the shop": CONSUMERS,
            "promotion of the house": CONSUMERS,
        },
    },
    shelf=_shelf,
    filters={
        ("PROMOTIONS", "runs_at"): Tried("starts_at <= $1 AND ends_at > $1", NOW),
        ("PROMOTIONS", "runs_from"): Tried("ends_at > $1", NOW),
        ("PROMOTIONS", "runs_until"): Tried("starts_at < $1", NOW),
        ("PROMOTIONS", "is_agreed"): Tried(
            "id NOT IN (SELECT promotion_id FROM promotion_shares WHERE accepted_at IS NULL) = $1",
            True,
        ),
    },
    breaks={
        "Limited promotions count other uses than stand": (
            "UPDATE promotions SET use_limit = 9, uses = 9"
        ),
        "Promotions are used more often by one party than they may be": """
            WITH limited AS (UPDATE promotions SET party_limit = 1)
            INSERT INTO promotion_uses
                (id, promotion_id, order_id, party_id, discount_minor, used_at)
            SELECT uuidv7(), promotions.id, orders.id, orders.buyer_id, 0, now()
            FROM (SELECT id FROM promotions LIMIT 1) AS promotions,
                (SELECT buyer_id FROM orders GROUP BY buyer_id HAVING count(*) > 1 LIMIT 1) AS buyer
            JOIN orders ON orders.buyer_id = buyer.buyer_id
        """,
        "Promotions count for orders that do not stand": """
            INSERT INTO promotion_uses
                (id, promotion_id, order_id, party_id, discount_minor, used_at)
            SELECT uuidv7(), promotions.id, orders.id, orders.buyer_id, 0, now()
            FROM (SELECT id FROM promotions LIMIT 1) AS promotions,
                (SELECT id, buyer_id FROM orders WHERE status = 'CANCELLED' LIMIT 1) AS orders
        """,
        "Discounts of lines are not the sum of what promotions take off": """
            UPDATE order_lines SET discount_minor = 1 WHERE total_minor > 0
        """,
        "Discounts of lines are not those of their orders": """
            UPDATE order_lines SET discount_minor = 1 WHERE total_minor > 0
        """,
    },
)
