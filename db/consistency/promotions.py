"""What must be true of promotions, and of what they take off orders."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Limited promotions count other uses than stand": """
        SELECT promotions.id
        FROM promotions
        LEFT JOIN (
            SELECT promotion_id, count(*) AS uses, sum(discount_minor) AS spent
            FROM promotion_uses
            WHERE released_at IS NULL
            GROUP BY promotion_id
        ) AS used ON used.promotion_id = promotions.id
        WHERE num_nonnulls(use_limit, party_limit, budget_minor) > 0
            AND (promotions.uses, promotions.spent_minor)
                <> (coalesce(used.uses, 0), coalesce(used.spent, 0))
    """,
    "Promotions are used more often by one party than they may be": """
        SELECT promotions.id
        FROM promotions
        JOIN promotion_uses ON promotion_uses.promotion_id = promotions.id
        WHERE released_at IS NULL
        GROUP BY promotions.id, promotion_uses.party_id
        HAVING count(*) > promotions.party_limit
    """,
    "Promotions count for orders that do not stand": """
        SELECT promotion_uses.id
        FROM promotion_uses
        JOIN orders ON orders.id = promotion_uses.order_id
        WHERE (orders.status IN ('CANCELLED', 'REJECTED'))
            <> (promotion_uses.released_at IS NOT NULL)
    """,
    "Discounts of lines are not the sum of what promotions take off": """
        SELECT order_lines.id
        FROM order_lines
        LEFT JOIN (
            SELECT order_line_id, sum(discount_minor) AS discount_minor
            FROM line_discounts
            GROUP BY order_line_id
        ) AS taken ON taken.order_line_id = order_lines.id
        WHERE order_lines.discount_minor <> coalesce(taken.discount_minor, 0)
    """,
    "Discounts of lines are not those of their orders": """
        SELECT orders.id
        FROM orders
        JOIN order_lines ON order_lines.order_id = orders.id
        GROUP BY orders.id
        HAVING sum(order_lines.discount_minor) <> orders.discount_minor
            AND NOT EXISTS (
                SELECT FROM order_events
                WHERE order_events.order_id = orders.id AND order_events.kind = 'IMPORTED'
            )
    """,
}
