"""What analysts count: facts about sales."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Text,
    and_,
    any_,
    case,
    cast,
    func,
    literal_column,
    select,
)
from sqlalchemy import String as PlainText

from db.enums.orders import OrderStatus
from db.queries.goods import uuids_given
from db.sql.aggregates import KEY, Aggregate, Dimension, count_of
from db.sql.declarations import PARENT, Ordering, given, table_of
from db.tables.catalogue import Category, Product, Sku
from db.tables.orders import Order, OrderLine
from db.tables.parties import Party

_order_table, _line_table = table_of(Order), table_of(OrderLine)
_sku_table, _product_table = table_of(Sku), table_of(Product)
_buyer_table = table_of(Party).alias("buyer")
_orders, _lines, _skus, _products = _order_table.c, _line_table.c, _sku_table.c, _product_table.c
_buyers = _buyer_table.c


def _orderings(*measures: str, names: Mapping[str, str] = {}) -> dict[str, Ordering]:
    """The orderings of facts: by their dimensions, by their period, by each measure."""
    orderings = {
        "BY_DIMENSIONS": Ordering((KEY,)),
        "OLDEST": Ordering(("period", KEY)),
        "NEWEST": Ordering(("period", KEY), descending=True),
    }
    for name in measures:
        word = names.get(name, name).upper()
        orderings[f"MOST_{word}"] = Ordering((name, KEY), descending=True)
        orderings[f"LEAST_{word}"] = Ordering((name, KEY))
    return orderings


def _any_of(column: Any, name: str) -> ColumnElement[bool]:
    return column == any_(given(name, ARRAY(Text())))  # type: ignore[no-any-return]


def _in_branch(category_id: Any) -> ColumnElement[bool]:
    """The category is one that is asked for, or below one."""
    top, below = table_of(Category).alias(), table_of(Category).alias()
    branch = (
        select(top.c.id)
        .where(top.c.id == uuids_given("category_ids"))
        .cte("branch", recursive=True, nesting=True)
    )
    branch = branch.union(select(below.c.id).where(below.c.parent_id == branch.c.id))
    return category_id.in_(select(branch.c.id))  # type: ignore[no-any-return]


# Amounts are never added across currencies.
_is_one_currency = func.min(_orders.currency) == func.max(_orders.currency)

SALES_FACTS: Final = Aggregate(
    model=Order,
    name="sales_facts",
    source=_order_table.join(_line_table, _lines.order_id == _orders.id)
    .outerjoin(_sku_table, _skus.id == _lines.sku_id)
    .outerjoin(_product_table, _products.id == _skus.product_id)
    .outerjoin(_buyer_table, _buyers.id == _orders.buyer_id),
    instant=_orders.placed_at,
    dimensions={
        "PRODUCT": Dimension("product_id", _skus.product_id),
        "SKU": Dimension("sku_id", _lines.sku_id),
        "CATEGORY": Dimension("category_id", _products.category_id),
        "BRAND": Dimension("brand_id", _products.owner_id),
        "BUYER": Dimension("buyer_id", _orders.buyer_id),
        "SELLER": Dimension("seller_id", _orders.seller_id),
        "COUNTRY": Dimension("country", _buyers.country),
        "KIND": Dimension("kind", _orders.kind),
        "STATUS": Dimension("status", _orders.status),
        "CURRENCY": Dimension("currency", _orders.currency),
    },
    measures={
        "lines": count_of(),
        "orders": count_of(_orders.id),
        "quantity": cast(func.coalesce(func.sum(_lines.quantity), 0), BigInteger()),
        "revenue_minor": cast(case((_is_one_currency, func.sum(_lines.total_minor))), BigInteger()),
        "revenue_currency": case((_is_one_currency, func.min(_orders.currency))),
        "currencies": func.coalesce(
            func.array_agg(_orders.currency.distinct(), type_=ARRAY(PlainText())),
            literal_column("'{}'::varchar[]"),
            type_=ARRAY(PlainText()),
        ),
        "buyers": count_of(_orders.buyer_id),
    },
    usually={
        "status": and_(
            *(
                _orders.status != status
                for status in (OrderStatus.DRAFT, OrderStatus.CANCELLED, OrderStatus.REJECTED)
            )
        ),
    },
    orderings=_orderings(
        "revenue_minor",
        "quantity",
        "orders",
        "lines",
        "buyers",
        names={"revenue_minor": "revenue"},
    ),
    filters={
        "currency": _orders.currency == given("currency", Text()),
        "status": _any_of(_orders.status, "status"),
        "kind": _any_of(_orders.kind, "kind"),
        "country": _any_of(_buyers.country, "country"),
        "buyer_ids": _orders.buyer_id == uuids_given("buyer_ids"),
        "seller_ids": _orders.seller_id == uuids_given("seller_ids"),
        "brand_ids": _products.owner_id == uuids_given("brand_ids"),
        "product_ids": _skus.product_id == uuids_given("product_ids"),
        "sku_ids": _lines.sku_id == uuids_given("sku_ids"),
        "category_ids": _in_branch(_products.category_id),
    },
    parents={
        "SELLING": _orders.seller_id == PARENT,
        "BUYING": _orders.buyer_id == PARENT,
    },
)
