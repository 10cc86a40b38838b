"""What analysts count: facts about sales, stock and deliveries."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import (
    ARRAY,
    BigInteger,
    ColumnElement,
    Date,
    Numeric,
    Text,
    and_,
    any_,
    case,
    cast,
    func,
    literal_column,
)
from sqlalchemy import String as PlainText

from db.enums.orders import OrderStatus
from db.queries.goods import in_branch, uuids_given
from db.sql.aggregates import CONVERT_TO, KEY, Aggregate, Dimension, count_of
from db.sql.declarations import PARENT, Ordering, given, table_of
from db.tables.catalogue import Product, Sku
from db.tables.orders import Order, OrderLine
from db.tables.parties import Location, Party
from db.tables.shipments import Shipment
from db.tables.stock import StockItem

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


_converted = func.converted_minor(
    _lines.total_minor,
    _orders.currency,
    given(CONVERT_TO, Text()),
    cast(func.timezone("UTC", _orders.placed_at), Date()),
    type_=BigInteger(),
)
# Amounts are never added across currencies unasked.
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
    measures_with={
        CONVERT_TO: {
            # Of what has no rate the sum would be too small without a word.
            "revenue_minor": cast(
                case((func.count() == func.count(_converted), func.sum(_converted))), BigInteger()
            ),
            "revenue_currency": given(CONVERT_TO, Text()),
        }
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
        CONVERT_TO: given(CONVERT_TO, Text()).is_not(None),
        "currency": _orders.currency == given("currency", Text()),
        "status": _any_of(_orders.status, "status"),
        "kind": _any_of(_orders.kind, "kind"),
        "country": _any_of(_buyers.country, "country"),
        "buyer_ids": _orders.buyer_id == uuids_given("buyer_ids"),
        "seller_ids": _orders.seller_id == uuids_given("seller_ids"),
        "brand_ids": _products.owner_id == uuids_given("brand_ids"),
        "product_ids": _skus.product_id == uuids_given("product_ids"),
        "sku_ids": _lines.sku_id == uuids_given("sku_ids"),
        "category_ids": in_branch(_products.category_id, uuids_given("category_ids")),
    },
    parents={
        "SELLING": _orders.seller_id == PARENT,
        "BUYING": _orders.buyer_id == PARENT,
    },
)


def _total(of: Any) -> ColumnElement[int]:
    return cast(func.coalesce(func.sum(of), 0), BigInteger())


def _count_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return cast(func.count().filter(condition), BigInteger())


def _mean_days(start: Any, end: Any) -> ColumnElement[Any]:
    """The mean number of days between two instants, of rows that have both."""
    seconds = func.avg(func.extract("epoch", end - start))
    return cast(func.round(cast(seconds, Numeric()) / 86_400, 2), Numeric())


_item_table, _location_table = table_of(StockItem), table_of(Location)
_items, _locations = _item_table.c, _location_table.c

STOCK_FACTS: Final = Aggregate(
    model=StockItem,
    name="stock_facts",
    source=_item_table.outerjoin(_sku_table, _skus.id == _items.sku_id)
    .outerjoin(_product_table, _products.id == _skus.product_id)
    .outerjoin(_location_table, _locations.id == _items.location_id),
    dimensions={
        "PRODUCT": Dimension("product_id", _skus.product_id),
        "SKU": Dimension("sku_id", _items.sku_id),
        "CATEGORY": Dimension("category_id", _products.category_id),
        "BRAND": Dimension("brand_id", _products.owner_id),
        "LOCATION": Dimension("location_id", _items.location_id),
        "COUNTRY": Dimension("country", _locations.country),
        "OWNER": Dimension("owner_id", _items.party_id),
    },
    measures={
        "stock_items": count_of(),
        "skus": count_of(_items.sku_id),
        "on_hand": _total(_items.on_hand),
        "reserved": _total(_items.reserved),
        "available": _total(_items.on_hand - _items.reserved),
        "incoming": _total(_items.incoming),
        "out": _count_where(_items.on_hand == _items.reserved),
    },
    usually={},
    orderings={"BY_DIMENSIONS": Ordering((KEY,))}
    | {
        f"{word}_{name.upper()}": Ordering((name, KEY), descending=word == "MOST")
        for name in ("available", "on_hand", "out")
        for word in ("MOST", "LEAST")
    },
    filters={
        "country": _any_of(_locations.country, "country"),
        "location_ids": _items.location_id == uuids_given("location_ids"),
        "brand_ids": _products.owner_id == uuids_given("brand_ids"),
        "product_ids": _skus.product_id == uuids_given("product_ids"),
        "sku_ids": _items.sku_id == uuids_given("sku_ids"),
        "category_ids": in_branch(_products.category_id, uuids_given("category_ids")),
    },
)

_shipment_table = table_of(Shipment)
_shipments = _shipment_table.c
_arrived: Final = _shipments.received_at.is_not(None)
_is_due: Final = _shipments.estimated_arrival.is_not(None)

DELIVERY_FACTS: Final = Aggregate(
    model=Shipment,
    name="delivery_facts",
    source=_shipment_table.join(_order_table, _orders.id == _shipments.order_id).outerjoin(
        _location_table, _locations.id == _orders.deliver_to_id
    ),
    instant=_shipments.shipped_at,
    dimensions={
        "CARRIER": Dimension("carrier", _shipments.carrier),
        "SELLER": Dimension("seller_id", _orders.seller_id),
        "BUYER": Dimension("buyer_id", _orders.buyer_id),
        "LOCATION": Dimension("location_id", _orders.deliver_to_id),
        "COUNTRY": Dimension("country", _locations.country),
        "KIND": Dimension("kind", _orders.kind),
        "STATUS": Dimension("status", _shipments.status),
    },
    measures={
        "shipments": count_of(),
        "orders": count_of(_orders.id),
        "delivered": _count_where(_arrived),
        "on_time": _count_where(
            and_(_arrived, _is_due, _shipments.received_at <= _shipments.estimated_arrival)
        ),
        "late": _count_where(
            and_(_arrived, _is_due, _shipments.received_at > _shipments.estimated_arrival)
        ),
        "delayed": _count_where(
            and_(_shipments.received_at.is_(None), _shipments.estimated_arrival < func.now())
        ),
        "lead_days": _mean_days(_orders.placed_at, _shipments.received_at),
        "transit_days": _mean_days(_shipments.shipped_at, _shipments.received_at),
    },
    usually={},
    orderings=_orderings("shipments", "late", "delayed"),
    filters={
        "carrier": _any_of(_shipments.carrier, "carrier"),
        "status": _any_of(_shipments.status, "status"),
        "kind": _any_of(_orders.kind, "kind"),
        "country": _any_of(_locations.country, "country"),
        "buyer_ids": _orders.buyer_id == uuids_given("buyer_ids"),
        "seller_ids": _orders.seller_id == uuids_given("seller_ids"),
        "location_ids": _orders.deliver_to_id == uuids_given("location_ids"),
    },
)
