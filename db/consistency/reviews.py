"""What must be true of reviews, and of what they come to."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Reviews are answered by another than the product's owner": """
        SELECT reviews.id
        FROM reviews
        JOIN products ON products.id = reviews.product_id
        WHERE reviews.owner_id <> products.owner_id
    """,
    "Reviews are of what their author has not bought": """
        SELECT reviews.id
        FROM reviews
        WHERE NOT EXISTS (
            SELECT FROM orders
            JOIN order_lines ON order_lines.order_id = orders.id
            JOIN skus ON skus.id = order_lines.sku_id
            WHERE orders.buyer_id = reviews.author_id
                AND skus.product_id = reviews.product_id
                AND order_lines.received > 0
        )
    """,
    "Reviews show files of others than their author": """
        SELECT reviews.id
        FROM reviews
        CROSS JOIN unnest(picture_ids) AS picture
        LEFT JOIN files ON files.id = picture
        WHERE files.owner_id IS DISTINCT FROM reviews.author_id
    """,
    "Ratings differ from the reviews that are published": """
        SELECT products.id
        FROM products
        LEFT JOIN product_ratings ON product_ratings.product_id = products.id
        LEFT JOIN (
            SELECT
                product_id,
                ARRAY[
                    count(*) FILTER (WHERE stars = 1),
                    count(*) FILTER (WHERE stars = 2),
                    count(*) FILTER (WHERE stars = 3),
                    count(*) FILTER (WHERE stars = 4),
                    count(*) FILTER (WHERE stars = 5)
                ]::integer[] AS stars
            FROM reviews
            WHERE status = 'PUBLISHED'
            GROUP BY product_id
        ) AS published ON published.product_id = products.id
        WHERE coalesce(product_ratings.stars, '{0,0,0,0,0}')
            <> coalesce(published.stars, '{0,0,0,0,0}')
    """,
}
