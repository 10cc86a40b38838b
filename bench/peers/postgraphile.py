"""PostGraphile's names for what the canonical queries ask, and its answers in the hub's shape.

It makes its schema of the tables: a key is a `rowId` there, a 64-bit number is text, an instant has
all six digits, and a relation is named after its foreign key.
"""

from typing import Any, Final
from uuid import UUID

Q1: Final = """
query ($order: UUID!) {
  order: orderByRowId(rowId: $order) {
    buyer: partyByBuyerId { name }
    seller: partyBySellerId { name }
    lines: orderLinesByOrderId(orderBy: POSITION_ASC) {
      nodes {
        quantity unitPriceMinor
        sku: skusBySkuId { product: productByProductId { name owner: partyByOwnerId { name } } }
      }
    }
  }
}
"""
Q2: Final = """
query ($seller: UUID!, $first: Int!) {
  orders: allOrders(
    first: $first
    orderBy: [CREATED_AT_DESC, ROW_ID_DESC]
    condition: {sellerId: $seller, draft: false}
  ) {
    nodes {
      rowId status totalMinor placedAt
      buyer: partyByBuyerId { rowId name }
      shipments: shipmentsByOrderId(orderBy: [SHIPPED_AT_ASC, ROW_ID_ASC]) {
        nodes { status trackingNumber }
      }
      lines: orderLinesByOrderId(orderBy: POSITION_ASC) {
        nodes {
          quantity unitPriceMinor
          sku: skusBySkuId {
            rowId
            product: productByProductId { rowId name owner: partyByOwnerId { rowId name } }
          }
        }
      }
    }
  }
}
"""
QUERIES: Final = {"Q1": Q1, "Q2": Q2, "Q3": Q2}


def variables(name: str, *, seller: UUID, order: UUID, first: int) -> dict[str, Any]:
    if name == "Q1":
        return {"order": str(order)}
    return {"seller": str(seller), "first": first}


def normalised(name: str, data: dict[str, Any]) -> dict[str, Any]:
    """The hub's `data` for the same query."""
    if name == "Q1":
        return {"order": _order(data["order"])}
    return {"orders": {"nodes": [_order(order) for order in data["orders"]["nodes"]]}}


def _order(row: dict[str, Any]) -> dict[str, Any]:
    order = _row("Order", row)
    if "totalMinor" in order:
        order["total"] = _money(order.pop("totalMinor"))
    for party in ("buyer", "seller"):
        if party in order:
            order[party] = _row("Party", order[party])
    if "shipments" in order:
        order["shipments"] = order["shipments"]["nodes"]
    order["lines"] = [_line(line) for line in order["lines"]["nodes"]]
    return order


def _line(row: dict[str, Any]) -> dict[str, Any]:
    product = _row("Product", row["sku"]["product"])
    product["owner"] = _row("Party", product["owner"])
    return {
        "quantity": row["quantity"],
        "unitPrice": _money(row["unitPriceMinor"]),
        "sku": _row("Sku", row["sku"]) | {"product": product},
    }


def _row(typename: str, row: dict[str, Any]) -> dict[str, Any]:
    """A copy of the row, its key as the hub's global id where it was asked for."""
    copy = dict(row)
    if "rowId" in copy:
        copy["id"] = f"{typename}:{copy.pop('rowId')}"
    return copy


def _money(minor: str) -> dict[str, int]:
    return {"minor": int(minor)}
