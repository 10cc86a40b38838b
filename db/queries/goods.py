"""Which goods a row is about: filters by SKU and by product for whatever refers to SKUs."""

from collections.abc import Callable, Mapping
from typing import Any, Final

from sqlalchemy import ARRAY, ColumnElement, Uuid, any_, select

from db.sql.declarations import given, table_of
from db.tables.catalogue import Category, Sku
from db.tables.orders import OrderLine
from db.tables.shipments import ShipmentLine

# Whether the SKU in a column is one that is asked for.
Wanted = Callable[[Any], ColumnElement[bool]]


def uuids_given(name: str) -> ColumnElement[Any]:
    """Any of the ids that a filter is given."""
    return any_(given(name, ARRAY(Uuid())))


def in_branch(category_id: Any, wanted: Any) -> ColumnElement[bool]:
    """The category is one that is asked for, or below one."""
    top, below = table_of(Category).alias(), table_of(Category).alias()
    branch = select(top.c.id).where(top.c.id == wanted).cte("branch", recursive=True, nesting=True)
    branch = branch.union(select(below.c.id).where(below.c.parent_id == branch.c.id))
    return category_id.in_(select(branch.c.id))  # type: ignore[no-any-return]


def is_below(category_id: Any, top_id: Any) -> ColumnElement[bool]:
    """The category in a column is the one in another, or below it: where each row has its own top,
    and `in_branch` would go down the tree for each."""
    category, below = table_of(Category).alias(), table_of(Category).alias()
    each = select(category.c.id.label("top_id"), category.c.id)
    tree = each.cte("tree", recursive=True, nesting=True)
    down = select(tree.c.top_id, below.c.id).where(below.c.parent_id == tree.c.id)
    tree = tree.union(down)
    found = select(tree.c.id).where(tree.c.top_id == top_id, tree.c.id == category_id)
    return found.correlate_except(tree).exists()


def _is_given(sku_id: Any) -> ColumnElement[bool]:
    return sku_id == uuids_given("sku_ids")  # type: ignore[no-any-return]


def _is_of_given_product(sku_id: Any) -> ColumnElement[bool]:
    sku = table_of(Sku).alias().c
    of_product = sku.product_id == uuids_given("product_ids")
    return select(sku.id).where(sku.id == sku_id, of_product).exists()


_WANTED: Final[Mapping[str, Wanted]] = {
    "sku_ids": _is_given,
    "product_ids": _is_of_given_product,
}


def by_goods(has: Callable[[Wanted], ColumnElement[bool]]) -> dict[str, ColumnElement[bool]]:
    """The filters of a table; `has` tells whether a row is about a SKU that is wanted."""
    return {name: has(wanted) for name, wanted in _WANTED.items()}


def order_has(order_id: Any, wanted: Wanted) -> ColumnElement[bool]:
    """One of the order's lines is wanted."""
    line = table_of(OrderLine).alias().c
    return select(line.id).where(line.order_id == order_id, wanted(line.sku_id)).exists()


def shipment_has(shipment_id: Any, wanted: Wanted) -> ColumnElement[bool]:
    """One of the lines that are in the shipment is wanted."""
    shipped, line = table_of(ShipmentLine).alias().c, table_of(OrderLine).alias().c
    return (
        select(shipped.id)
        .where(shipped.shipment_id == shipment_id, line.id == shipped.order_line_id)
        .where(wanted(line.sku_id))
        .exists()
    )
