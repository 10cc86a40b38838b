"""Fewer pieces of a stock item are available than its owner wants at least."""

from typing import Final

from db.conditions import Condition
from db.enums.alerts import AlertKind

CONDITION: Final = Condition(
    kind=AlertKind.SHORT_STOCK,
    permission="move goods",
    found="""
        SELECT item.party_id, item.id, item.id, NULL::uuid, NULL::uuid
        FROM stock_thresholds AS threshold
        JOIN stock_items AS item ON item.id = threshold.stock_item_id
        WHERE item.on_hand - item.reserved < threshold.pieces
    """,
)
