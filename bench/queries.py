"""The three canonical queries, and what they are asked with.

Q3 is Q2 with ten times as many orders.
"""

from collections.abc import Mapping
from typing import Any, Final
from uuid import UUID

Q1: Final = """
query ($order: ID!) {
  order(id: $order) {
    buyer { name } seller { name }
    lines { quantity unitPrice { minor } sku { product { name owner { name } } } }
  }
}
"""
Q2: Final = """
query ($seller: ID!, $first: Int!) {
  orders(first: $first, orderBy: NEWEST, filter: {sellerId: $seller}) {
    nodes {
      id status total { minor } placedAt buyer { id name } shipments { status trackingNumber }
      lines { quantity unitPrice { minor } sku { id product { id name owner { id name } } } }
    }
  }
}
"""

QUERIES: Final[Mapping[str, str]] = {"Q1": Q1, "Q2": Q2, "Q3": Q2}
# How many orders each of them asks for.
FIRST: Final[Mapping[str, int]] = {"Q1": 1, "Q2": 50, "Q3": 500}


def variables(name: str, *, seller: UUID, order: UUID, first: int) -> dict[str, Any]:
    """What the query of this name is asked with, in the hub's own terms."""
    if name == "Q1":
        return {"order": f"Order:{order}"}
    return {"seller": f"Party:{seller}", "first": first}
