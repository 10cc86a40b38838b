"""Nothing is available anywhere of what its owner offers now, and no threshold is set there."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.OUT_OF_STOCK,
    permission="move goods",
    found="""
        SELECT item.party_id, item.id, item.id, NULL::uuid, NULL::uuid
        FROM stock_items AS item
        WHERE item.available = 0
            AND NOT EXISTS (
                SELECT FROM stock_items AS other
                WHERE other.party_id = item.party_id AND other.sku_id = item.sku_id
                    AND (other.available > 0 OR other.id < item.id)
            )
            AND NOT EXISTS (
                SELECT FROM stock_items AS other
                JOIN stock_thresholds AS threshold ON threshold.stock_item_id = other.id
                WHERE other.party_id = item.party_id AND other.sku_id = item.sku_id
            )
            AND EXISTS (
                SELECT FROM offers
                WHERE offers.sku_id = item.sku_id AND offers.seller_id = item.party_id
                    AND NOT offers.made_to_order AND offers.valid_from <= :now
                    AND (offers.valid_until IS NULL OR offers.valid_until > :now)
            )
    """,
)
