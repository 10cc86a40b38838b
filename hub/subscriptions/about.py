"""What events are about: what feeds can be narrowed by, read only for those who ask."""

import asyncio
from collections.abc import Awaitable, Callable, Collection
from typing import Any
from uuid import UUID

from db.sql.declarations import Row
from hub.context import Request
from hub.loaders.alerts import alert_by_id
from hub.loaders.catalogue import sku_by_id
from hub.loaders.orders import line_by_id, lines_by_order, order_by_id
from hub.loaders.shipments import lines_by_shipment
from hub.loaders.stock import stock_item_by_id

# Tells of an event's fact, of which of the things that can be asked for it is.
About = Callable[[Request, Row], Awaitable[Collection[Any]]]


def column(name: str) -> About:
    """What the fact says itself."""

    async def about(_: Request, fact: Row) -> Collection[Any]:
        return (getattr(fact, name),)

    return about


def products_of(skus: About) -> About:
    """The products that these SKUs are of."""

    async def about(request: Request, fact: Row) -> Collection[UUID]:
        asked_for = await skus(request, fact)
        found = await asyncio.gather(*(request.load(sku_by_id, id) for id in asked_for))
        return {sku.product_id for sku in found if sku is not None}

    return about


def partner(*columns: str) -> About:
    """The other one of the parties that the fact names."""

    async def about(request: Request, fact: Row) -> Collection[UUID]:
        return _but_the_viewer(request, *(getattr(fact, name) for name in columns))

    return about


async def partner_of_order(request: Request, fact: Row) -> Collection[UUID]:
    """The other side of the order."""
    order = await request.load(order_by_id, fact.order_id)
    if order is None:
        return ()
    return _but_the_viewer(request, order.buyer_id, order.seller_id)


async def skus_of_order(request: Request, fact: Row) -> Collection[UUID]:
    """The SKUs of the order's lines."""
    lines = await request.load(lines_by_order, fact.order_id)
    return {line.sku_id for line in lines}


async def skus_of_shipment(request: Request, fact: Row) -> Collection[UUID]:
    """The SKUs that are in the shipment."""
    shipped = await request.load(lines_by_shipment, fact.shipment_id)
    lines = await asyncio.gather(*(request.load(line_by_id, one.order_line_id) for one in shipped))
    return {line.sku_id for line in lines}


async def order_of_alert(request: Request, fact: Row) -> Collection[UUID]:
    """The order that the alert is about."""
    alert = await request.load(alert_by_id, fact.alert_id)
    return () if alert.order_id is None else (alert.order_id,)


async def skus_of_alert(request: Request, fact: Row) -> Collection[UUID]:
    """The SKUs of the stock item, the shipment or the order that the alert is about."""
    alert = await request.load(alert_by_id, fact.alert_id)
    if alert.shipment_id is not None:
        return await skus_of_shipment(request, alert)
    if alert.order_id is not None:
        return await skus_of_order(request, alert)
    item = await request.load(stock_item_by_id, alert.stock_item_id)
    return (item.sku_id,)


async def partner_of_alert(request: Request, fact: Row) -> Collection[UUID]:
    """The other side of the order that the alert is about."""
    alert = await request.load(alert_by_id, fact.alert_id)
    return () if alert.order_id is None else await partner_of_order(request, alert)


def _but_the_viewer(request: Request, *party_ids: UUID) -> Collection[UUID]:
    assert request.viewer is not None, "only a party has a feed"
    return {*party_ids} - {request.viewer.party_id}
