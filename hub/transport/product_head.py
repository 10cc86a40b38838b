"""What the page of a product tells who runs no script: search engines, and previews of a link."""

from collections.abc import Mapping
from html import escape
from typing import Any, Final

from hub.context import Hub, open_request
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.transport.operations import encode_json, read_json, read_operation, run

_QUERY: Final = "query Head($id: ID!) { product(id: $id) { name description owner { name } } }"
_DESCRIPTION_MAX: Final = 300


class ProductHeads:
    """Reads products as nobody in particular, so that a head tells what everybody may know."""

    def __init__(self, hub: Hub, schema: Schema) -> None:
        self._hub = hub
        self._schema = schema

    async def head_of(self, product_id: str) -> str | None:
        """Title and description in HTML; None where there is no such product for everybody."""
        asked = {"query": _QUERY, "variables": {"id": product_id}}
        cost_max = self._hub.policy.cost_max
        try:
            operation = await read_operation(self._schema, asked, cost_max=cost_max)
        except RequestError:  # no id could be so
            return None
        async with open_request(self._hub, None) as request:
            answer = await run(self._schema, operation, request)
        product = (read_json(encode_json(answer.data)) or {}).get("product")
        return None if product is None else _written(product)


def _written(product: Mapping[str, Any]) -> str:
    title = escape(f"{product['name']} · {product['owner']['name']}")
    lines = [f"<title>{title}</title>", f'<meta property="og:title" content="{title}" />']
    if product["description"]:
        text = escape(product["description"][:_DESCRIPTION_MAX])
        lines.append(f'<meta property="og:description" content="{text}" />')
    return "\n    ".join(lines)
