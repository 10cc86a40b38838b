"""What must be true of carts."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Carts hold what their parties do not buy from such sellers": """
        SELECT cart_lines.id
        FROM cart_lines
        JOIN parties AS buyers ON buyers.id = cart_lines.party_id
        JOIN parties AS sellers ON sellers.id = cart_lines.seller_id
        WHERE (buyers.kind, sellers.kind) NOT IN (
            ('BRAND', 'SUPPLIER'),
            ('RETAILER', 'BRAND'),
            ('RETAILER', 'SUPPLIER'),
            ('CONSUMER', 'RETAILER')
        )
    """,
    "Carts hold more than 500 lines, or are of more than 20 sellers": """
        SELECT party_id AS id
        FROM cart_lines
        GROUP BY party_id
        HAVING count(*) > 500 OR count(DISTINCT seller_id) > 20
    """,
}
