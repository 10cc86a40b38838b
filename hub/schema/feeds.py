"""Live feeds as clients see them: one subscription field for each."""

from collections.abc import AsyncGenerator, Collection
from typing import Annotated, Any, TypeVar
from uuid import UUID

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from hub.execution.fields import column
from hub.execution.ids import key_of
from hub.schema.alerts import AlertEvent
from hub.schema.enums import AlertEventKind, MovementKind, OrderEventKind, ShipmentEventKind
from hub.schema.orders import OrderEvent
from hub.schema.scalars import BigInt, Cursor
from hub.schema.shipments import ShipmentEvent
from hub.schema.stock import StockEvent
from hub.subscriptions.feeds import (
    ALERT_EVENTS,
    ORDER_EVENTS,
    SHIPMENT_EVENTS,
    STOCK_EVENTS,
    Feed,
    deliveries,
)

ID = strawberry.ID

After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="Go on after the delivery with this `cursor`, or after a `viewer.feedCursor`:"
        " what has happened since comes first. Without it the feed starts now."
    ),
]

OrderId = Annotated[ID | None, strawberry.argument(description="Only of this order.")]
SkuIds = Annotated[
    list[ID] | None, strawberry.argument(description="Only what is about one of these SKUs.")
]
ProductIds = Annotated[
    list[ID] | None, strawberry.argument(description="Only what is about one of these products.")
]
PartnerIds = Annotated[
    list[ID] | None,
    strawberry.argument(
        description="Only what is between your party and one of these: the other side of the order,"
        " or the partner whose stock it is."
    ),
]
_ONLY_KINDS = strawberry.argument(description="Only of these kinds.")

_CURSOR = "Keep it: subscribe `after` it and the feed goes on with the next event."
_POSITION = (
    "Its place in your party's feed, which counts the events of all kinds; it only ever grows."
)

T = TypeVar("T")


def _given(value: T | None) -> T | None:
    """The argument's value; none, whether it is left out or null."""
    return None if value is UNSET else value


def _keys(ids: Collection[ID] | None, typename: str) -> Collection[UUID] | None:
    """The keys in the global ids of an argument that is given."""
    given = _given(ids)
    return None if given is None else {key_of(id, typename) for id in given}


def _followed(
    feed: Feed,
    info: Info,
    after: str | None,
    *,
    order_id: ID | None = UNSET,
    kinds: Collection[Any] | None = UNSET,
    sku_ids: Collection[ID] | None = UNSET,
    product_ids: Collection[ID] | None = UNSET,
    partner_ids: Collection[ID] | None = UNSET,
) -> Any:
    """The feed after the cursor, narrowed by the arguments that are given."""
    order = _given(order_id)
    wanted = feed.narrowed(
        order_id=_keys(None if order is None else [order], "Order"),
        kinds=_given(kinds),
        sku_ids=_keys(sku_ids, "Sku"),
        product_ids=_keys(product_ids, "Product"),
        partner_ids=_keys(partner_ids, "Party"),
    )
    return deliveries(feed, info.context, _given(after), wanted)


@strawberry.type(description="An order's event, and its place in your party's feed.")
class OrderEventDelivery:
    cursor: Cursor = column(_CURSOR)
    position: BigInt = column(_POSITION)
    event: OrderEvent = column("What happened. Its `order` is the order as it is by now.")


@strawberry.type(description="A change of stock, and its place in your party's feed.")
class StockEventDelivery:
    cursor: Cursor = column(_CURSOR)
    position: BigInt = column(_POSITION)
    event: StockEvent = column("What happened. Its `item` is the stock item as it is by now.")


@strawberry.type(description="A change of a shipment, and its place in your party's feed.")
class ShipmentEventDelivery:
    cursor: Cursor = column(_CURSOR)
    position: BigInt = column(_POSITION)
    event: ShipmentEvent = column("What happened. Its `shipment` is the shipment as it is by now.")


@strawberry.type(description="A step of an alert, and its place in your party's feed.")
class AlertEventDelivery:
    cursor: Cursor = column(_CURSOR)
    position: BigInt = column(_POSITION)
    event: AlertEvent = column("What happened. Its `alert` is the alert as it is by now.")


@strawberry.type
class FeedSubscriptions:
    # The fields of a delivery are columns, read off whatever the generator yields.

    @strawberry.subscription(
        description="The steps of the orders that your party buys or sells, each once and in order."
    )
    async def order_events(
        self,
        info: Info,
        after: After = UNSET,
        *,
        order_id: OrderId = UNSET,
        kinds: Annotated[list[OrderEventKind] | None, _ONLY_KINDS] = UNSET,
        sku_ids: SkuIds = UNSET,
        product_ids: ProductIds = UNSET,
        partner_ids: PartnerIds = UNSET,
    ) -> AsyncGenerator[OrderEventDelivery, None]:
        return _followed(
            ORDER_EVENTS,
            info,
            after,
            order_id=order_id,
            kinds=kinds,
            sku_ids=sku_ids,
            product_ids=product_ids,
            partner_ids=partner_ids,
        )

    @strawberry.subscription(
        description="The changes of the stock that your party owns or is shown, each once and in"
        " order."
    )
    async def stock_events(
        self,
        info: Info,
        after: After = UNSET,
        *,
        kinds: Annotated[list[MovementKind] | None, _ONLY_KINDS] = UNSET,
        sku_ids: SkuIds = UNSET,
        product_ids: ProductIds = UNSET,
        partner_ids: PartnerIds = UNSET,
    ) -> AsyncGenerator[StockEventDelivery, None]:
        return _followed(
            STOCK_EVENTS,
            info,
            after,
            kinds=kinds,
            sku_ids=sku_ids,
            product_ids=product_ids,
            partner_ids=partner_ids,
        )

    @strawberry.subscription(
        description="What happens to the shipments of orders that your party buys or sells, each"
        " once and in order."
    )
    async def shipment_events(
        self,
        info: Info,
        after: After = UNSET,
        *,
        order_id: OrderId = UNSET,
        kinds: Annotated[list[ShipmentEventKind] | None, _ONLY_KINDS] = UNSET,
        sku_ids: SkuIds = UNSET,
        product_ids: ProductIds = UNSET,
        partner_ids: PartnerIds = UNSET,
    ) -> AsyncGenerator[ShipmentEventDelivery, None]:
        return _followed(
            SHIPMENT_EVENTS,
            info,
            after,
            order_id=order_id,
            kinds=kinds,
            sku_ids=sku_ids,
            product_ids=product_ids,
            partner_ids=partner_ids,
        )

    @strawberry.subscription(
        description="What your party must act on, and what it need not any more, each"
        " once and in order."
    )
    async def alert_events(
        self,
        info: Info,
        after: After = UNSET,
        *,
        order_id: OrderId = UNSET,
        kinds: Annotated[list[AlertEventKind] | None, _ONLY_KINDS] = UNSET,
        sku_ids: SkuIds = UNSET,
        product_ids: ProductIds = UNSET,
        partner_ids: PartnerIds = UNSET,
    ) -> AsyncGenerator[AlertEventDelivery, None]:
        return _followed(
            ALERT_EVENTS,
            info,
            after,
            order_id=order_id,
            kinds=kinds,
            sku_ids=sku_ids,
            product_ids=product_ids,
            partner_ids=partner_ids,
        )
