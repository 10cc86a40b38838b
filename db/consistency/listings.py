"""What must be true of products on their way into the catalogue, and of their versions."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Products differ from the last of their versions": """
        SELECT products.id
        FROM products
        JOIN LATERAL (
            SELECT version, status
            FROM product_versions
            WHERE product_id = products.id
            ORDER BY version DESC
            LIMIT 1
        ) AS last ON true
        WHERE (products.version, products.status) <> (last.version, last.status)
    """,
    "Versions of products are of another owner": """
        SELECT product_versions.id
        FROM product_versions
        JOIN products ON products.id = product_versions.product_id
        WHERE product_versions.owner_id <> products.owner_id
    """,
}
