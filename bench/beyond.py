"""Q2 as operations that SQL cannot say whole, or that begin with rows that are at hand."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from bench.queries import FIRST, Q2

_ORDER: Final = """
id status total { minor } placedAt buyer { id name } shipments { status trackingNumber }
"""
_LINE: Final = "quantity unitPrice { minor } sku { id product { id name owner { id name } } }"
_Q2_ORDER: Final = f"{_ORDER} lines {{ {_LINE} }}"


def _mixed_orders(of_line: str) -> str:
    return f"""
    query ($seller: ID!, $first: Int!) {{
      mixedOrders(first: $first, orderBy: NEWEST, filter: {{sellerId: $seller}}) {{
        nodes {{ {_ORDER} lines {{ {_LINE} {of_line} }} }}
      }}
    }}
    """


# With it, the statement of Q2 is cut into four.
FOUR_STATEMENTS_WEIGHT: Final = 80


@dataclass(frozen=True)
class Case:
    """An operation beside Q2. `cut`: asked of a hub that cuts statements at a small weight."""

    what: str
    query: str
    cut: bool = False

    def asked(self, variables: Mapping[str, Any], orders: list[str]) -> dict[str, Any]:
        """The body of its request, for as many orders as Q2 asks for."""
        own = {"orders": orders} if "$orders" in self.query else variables
        return {"query": self.query, "variables": own if "$" in self.query else {}}


CASES: Final = (
    Case("a field of each line that Python works out", _mixed_orders("label")),
    Case("a relation of each line whose loader is Python", _mixed_orders("demand")),
    Case("cut into four statements", Q2, cut=True),
    Case(
        "the orders as `nodes(ids:)`",
        f"query ($orders: [ID!]!) {{ nodes(ids: $orders) {{ ... on Order {{ {_Q2_ORDER} }} }} }}",
    ),
    Case(
        "orders as the payload of a mutation",
        f"mutation {{ lookAtOrders(size: {FIRST['Q2']}) {{ orders {{ {_Q2_ORDER} }} }} }}",
    ),
)
