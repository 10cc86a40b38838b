"""What is possible: SQL written by hand for two questions, its answer passed on as it is.

    PORT=… DATABASE_URL=… python -m bench.peers.limit

No GraphQL, no framework: `query` names a statement, which renders the whole answer as bytes.
"""

import os
from typing import Any, Final
from uuid import UUID

import asyncpg
import orjson

from bench.peers.serving import DATABASE_URL, POOL_SIZE, serve

# Concatenating text is twice as fast as json_build_object, and four times as jsonb. What cannot
# need escaping (keys, numbers, words held to a list by a check) is not escaped.
_ORDER: Final = """
SELECT convert_to(
    '{"data":{"order":{"buyer":{"name":' || to_json(buyer.name)::text
    || '},"seller":{"name":' || to_json(seller.name)::text
    || '},"lines":[' || coalesce((
        SELECT string_agg(
            '{"quantity":' || l.quantity || ',"unitPrice":{"minor":' || l.unit_price_minor
            || '},"sku":{"product":{"name":' || to_json(product.name)::text
            || ',"owner":{"name":' || to_json(owner.name)::text || '}}}}',
            ',' ORDER BY l.position
        )
        FROM order_lines l
        JOIN skus sku ON sku.id = l.sku_id
        JOIN products product ON product.id = sku.product_id
        JOIN parties owner ON owner.id = product.owner_id
        WHERE l.order_id = o.id
    ), '') || ']}}}',
    'UTF8'
)
FROM orders o
JOIN parties buyer ON buyer.id = o.buyer_id
JOIN parties seller ON seller.id = o.seller_id
WHERE o.id = $1
"""
_ORDERS: Final = """
SELECT convert_to(
    '{"data":{"orders":{"nodes":['
    || coalesce(string_agg(node.text, ',' ORDER BY node.created_at DESC, node.id DESC), '')
    || ']}}}',
    'UTF8'
)
FROM (
    SELECT o.created_at, o.id,
        '{"id":"Order:' || o.id || '","status":"' || o.status
        || '","total":{"minor":' || o.total_minor
        || '},"placedAt":' || coalesce(to_json(o.placed_at)::text, 'null')
        || ',"buyer":{"id":"Party:' || buyer.id || '","name":' || to_json(buyer.name)::text
        || '},"shipments":[' || coalesce((
            SELECT string_agg(
                '{"status":"' || s.status || '","trackingNumber":'
                || coalesce(to_json(s.tracking_number)::text, 'null') || '}',
                ',' ORDER BY s.shipped_at, s.id
            )
            FROM shipments s WHERE s.order_id = o.id
        ), '') || '],"lines":[' || coalesce((
            SELECT string_agg(
                '{"quantity":' || l.quantity || ',"unitPrice":{"minor":' || l.unit_price_minor
                || '},"sku":{"id":"Sku:' || sku.id
                || '","product":{"id":"Product:' || product.id
                || '","name":' || to_json(product.name)::text
                || ',"owner":{"id":"Party:' || owner.id
                || '","name":' || to_json(owner.name)::text || '}}}}',
                ',' ORDER BY l.position
            )
            FROM order_lines l
            JOIN skus sku ON sku.id = l.sku_id
            JOIN products product ON product.id = sku.product_id
            JOIN parties owner ON owner.id = product.owner_id
            WHERE l.order_id = o.id
        ), '') || ']}' AS text
    FROM (
        SELECT * FROM orders WHERE seller_id = $1 ORDER BY created_at DESC, id DESC LIMIT $2
    ) o
    JOIN parties buyer ON buyer.id = o.buyer_id
) node
"""


async def _leave_as_is(connection: Any) -> None:
    """Nothing to reset after a statement that stands alone, and a round trip saved."""


class Limit:
    """The two statements as an ASGI application."""

    def __init__(self) -> None:
        self._pool: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
        else:
            answer = await self._answered(await _body(receive))
            headers = [
                (b"content-type", b"application/json"),
                (b"content-length", b"%d" % len(answer)),
            ]
            await send({"type": "http.response.start", "status": 200, "headers": headers})
            await send({"type": "http.response.body", "body": answer})

    async def _answered(self, body: bytes) -> bytes:
        asked = orjson.loads(body)
        variables = asked["variables"]
        if asked["query"] == "order":
            arguments: tuple[Any, ...] = (_ORDER, _key(variables["order"]))
        else:
            arguments = (_ORDERS, _key(variables["seller"]), variables["first"])
        answer: bytes = await self._pool.fetchval(*arguments)
        return answer

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self._pool = await asyncpg.create_pool(
            os.environ[DATABASE_URL],
            min_size=1,
            max_size=POOL_SIZE,
            reset=_leave_as_is,
            server_settings={
                "application_name": "limit",
                "jit": "off",
                "plan_cache_mode": "force_generic_plan",
                "timezone": "UTC",
            },
        )
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await self._pool.close()
        await send({"type": "lifespan.shutdown.complete"})


def _key(id: str) -> UUID:
    return UUID(id.partition(":")[2])


async def _body(receive: Any) -> bytes:
    body, more = b"", True
    while more:
        message = await receive()
        body += message.get("body", b"")
        more = message.get("more_body", False)
    return body


if __name__ == "__main__":
    serve(Limit())
