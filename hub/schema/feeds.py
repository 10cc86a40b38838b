"""Live feeds as clients see them: one subscription field for each."""

from collections.abc import AsyncGenerator
from typing import Annotated, TypeVar

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from hub.execution.fields import column
from hub.execution.ids import key_of
from hub.schema.enums import OrderEventKind
from hub.schema.orders import OrderEvent
from hub.schema.scalars import BigInt, Cursor
from hub.schema.stock import StockEvent
from hub.subscriptions.feeds import ORDER_EVENTS, STOCK_EVENTS, deliveries

ID = strawberry.ID

After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="Go on after the delivery with this `cursor`, or after a `viewer.feedCursor`:"
        " what has happened since comes first. Without it the feed starts now."
    ),
]

_CURSOR = "Keep it: subscribe `after` it and the feed goes on with the next event."
_POSITION = (
    "Its place in your party's feed, which counts the events of all kinds; it only ever grows."
)

T = TypeVar("T")


def _given(value: T | None) -> T | None:
    """The argument's value; none, whether it is left out or null."""
    return None if value is UNSET else value


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
        order_id: Annotated[
            ID | None, strawberry.argument(description="Only of this order.")
        ] = UNSET,
        kinds: Annotated[
            list[OrderEventKind] | None, strawberry.argument(description="Only of these kinds.")
        ] = UNSET,
    ) -> AsyncGenerator[OrderEventDelivery, None]:
        asked = _given(order_id)
        order = None if asked is None else key_of(asked, "Order")
        wanted = _given(kinds)
        return deliveries(  # type: ignore[return-value]
            ORDER_EVENTS,
            info.context,
            _given(after),
            lambda event: (
                (order is None or event.order_id == order)
                and (wanted is None or event.kind in wanted)
            ),
        )

    @strawberry.subscription(
        description="The changes of the stock that your party owns or is shown, each once and in"
        " order."
    )
    async def stock_events(
        self,
        info: Info,
        after: After = UNSET,
        sku_ids: Annotated[
            list[ID] | None, strawberry.argument(description="Only of these SKUs.")
        ] = UNSET,
    ) -> AsyncGenerator[StockEventDelivery, None]:
        wanted = _given(sku_ids)
        skus = None if wanted is None else {key_of(id, "Sku") for id in wanted}
        return deliveries(  # type: ignore[return-value]
            STOCK_EVENTS,
            info.context,
            _given(after),
            lambda event: skus is None or event.sku_id in skus,
        )
