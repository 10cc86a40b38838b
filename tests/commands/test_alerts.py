"""What must be acted on is raised once, and resolved when it is over."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import UUID

import pytest

from db.conditions import CONDITIONS
from db.enums.alerts import AlertKind, AlertStatus
from db.enums.orders import OrderStatus
from db.enums.parties import PartyKind
from db.enums.shipments import TrackingStatus
from db.tables.alerts import Alert
from hub.commands import alerts, orders, shipments
from hub.commands.stock import adjust_stock
from hub.domain.alerts import PATIENCE
from hub.domain.errors import ErrorCode
from hub.policy.alerts import PERMISSION_OF
from hub.policy.permissions import PERMISSIONS, Permission
from hub.work.jobs import review_alerts
from tests.commands.orders.steps import placing
from tests.conftest import Clock
from tests.world import Trader, World


async def look(world: World) -> int:
    """The hub looks for what must be acted on; how many alerts it raised or resolved."""
    return await review_alerts.look(world.hub)


async def alerts_of(world: World, trader: Trader) -> list[Alert]:
    rows: Sequence[Any] = await world.hub.database.pool.fetch(
        "SELECT id FROM alerts WHERE party_id = $1 ORDER BY raised_at, id", trader.id
    )
    return [await world.fresh(Alert, row["id"]) for row in rows]


def threshold(item_id: UUID, pieces: int | None) -> Any:
    return partial(alerts.set_threshold, stock_item_id=item_id, pieces=pieces)


def acknowledging(alert: Alert) -> Any:
    return partial(alerts.acknowledge_alert, alert_id=alert.id)


async def short(world: World) -> Alert:
    """An alert of the brand, which has 100 pieces and wants 101."""
    item_id = await world.item_id(world.brand)
    await world.done(world.brand, threshold(item_id, 101))
    await look(world)
    [alert] = await alerts_of(world, world.brand)
    return alert


async def test_stock_is_short_below_its_threshold_and_until_it_is_not(world: World) -> None:
    item_id = await world.item_id(world.brand)
    await world.done(world.brand, threshold(item_id, 98))
    assert await look(world) == 0
    order_id = await world.order(2)
    assert await look(world) == 0

    another = await world.order(1)

    assert await look(world) == 1
    [alert] = await alerts_of(world, world.brand)
    assert (alert.kind, alert.status) == (AlertKind.SHORT_STOCK, AlertStatus.OPEN)
    assert (alert.subject_id, alert.stock_item_id) == (item_id, item_id)
    await world.done(world.brand, lambda request: orders.reject_order(request, another))
    assert await look(world) == 1
    [alert] = await alerts_of(world, world.brand)
    assert (alert.status, alert.resolved_at) == (AlertStatus.RESOLVED, world.hub.clock())
    assert await world.status(order_id) is OrderStatus.PLACED


async def test_a_condition_is_told_once_and_to_its_party_alone(world: World) -> None:
    alert = await short(world)

    assert await look(world) == 0

    assert [entry for entry in await world.feed(world.brand) if entry[0] == "ALERT"] == [
        ("ALERT", 1)
    ]
    assert (await world.fresh(Alert, alert.id)).version == 1
    assert "ALERT" not in {kind for kind, _ in await world.feed(world.retailer)}


async def test_two_looks_at_once_raise_one_alert(world: World) -> None:
    item_id = await world.item_id(world.brand)
    await world.done(world.brand, threshold(item_id, 101))

    assert sorted(await asyncio.gather(look(world), look(world))) == [0, 1]


async def test_a_look_raises_and_resolves_all_a_few_at_a_time(
    world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(alerts, "AT_ONCE_MAX", 2)
    monkeypatch.setattr(review_alerts, "AT_ONCE_MAX", 2)
    order_ids = [await world.order(1) for _ in range(5)]
    clock.now += PATIENCE[OrderStatus.PLACED] + timedelta(seconds=1)

    assert await look(world) == 5
    commits = await world.hub.database.pool.fetchval(
        "SELECT count(DISTINCT xmin::text) FROM alerts"
    )
    assert commits == 3

    for id in order_ids:
        await world.done(world.retailer, partial(orders.cancel_order, order_id=id))
    assert await look(world) == 5


async def test_alerts_wait_for_changes_in_the_order_in_which_changes_lock(
    world: World, clock: Clock
) -> None:
    order_id = await world.order(1)
    item_id = await world.item_id(world.brand)
    await world.done(world.brand, threshold(item_id, 101))
    clock.now += PATIENCE[OrderStatus.PLACED] + timedelta(seconds=1)

    async with world.hub.database.pool.acquire() as connection, connection.transaction():
        await connection.execute("SELECT FROM orders WHERE id = $1 FOR UPDATE", order_id)
        looking = asyncio.create_task(look(world))
        await asyncio.wait([looking], timeout=0.5)
        assert not looking.done()
        # It does not hold what a change of that order takes next.
        await connection.execute("SELECT FROM stock_items WHERE id = $1 FOR UPDATE NOWAIT", item_id)

    assert await looking == 2


async def test_what_comes_again_is_raised_anew(world: World) -> None:
    first = await short(world)
    item_id = await world.item_id(world.brand)
    await world.done(world.brand, threshold(item_id, None))
    await look(world)

    await world.done(world.brand, threshold(item_id, 102))

    assert await look(world) == 1
    found = {one.id: one.status for one in await alerts_of(world, world.brand)}
    assert found.pop(first.id) is AlertStatus.RESOLVED
    assert list(found.values()) == [AlertStatus.OPEN]


@pytest.mark.parametrize("status", [OrderStatus.PLACED, OrderStatus.CONFIRMED])
async def test_an_order_is_overdue_when_its_seller_lets_it_wait(
    world: World, clock: Clock, status: OrderStatus
) -> None:
    order_id = await world.order(5)
    if status is OrderStatus.CONFIRMED:
        await world.done(world.brand, lambda request: orders.confirm_order(request, order_id))
    clock.now += PATIENCE[status]
    assert await look(world) == 0

    clock.now += timedelta(seconds=1)

    assert await look(world) == 1
    [alert] = await alerts_of(world, world.brand)
    assert (alert.kind, alert.order_id) == (AlertKind.OVERDUE_ORDER, order_id)
    assert await alerts_of(world, world.retailer) == []
    await world.done(world.retailer, lambda request: orders.cancel_order(request, order_id))
    assert await look(world) == 1
    assert (await world.fresh(Alert, alert.id)).status is AlertStatus.RESOLVED


async def test_a_delayed_delivery_concerns_both_sides_until_it_arrives(
    world: World, clock: Clock
) -> None:
    order_id = await world.order(5)
    await world.done(world.brand, lambda request: orders.confirm_order(request, order_id))
    planned = clock.now + timedelta(days=1)
    shipment_id = await world.done(
        world.brand,
        lambda request: shipments.ship_order(request, order_id, estimated_arrival=planned),
    )
    clock.now = planned
    assert await look(world) == 0

    clock.now += timedelta(seconds=1)

    assert await look(world) == 2
    for side in (world.brand, world.retailer):
        [alert] = await alerts_of(world, side)
        assert (alert.kind, alert.shipment_id) == (AlertKind.DELAYED_DELIVERY, shipment_id)
        assert alert.order_id == order_id
    await world.done(
        world.retailer, lambda request: shipments.receive_shipment(request, shipment_id)
    )
    assert await look(world) == 2


async def emptied(world: World) -> None:
    """All of the brand's pieces are lost."""
    assert world.brand.location is not None
    lost = partial(
        adjust_stock,
        location_id=world.brand.location.id,
        sku_id=world.sku.id,
        delta=-(await world.stock(world.brand))[0],
        reason="fire",
    )
    await world.done(world.brand, lost)


async def test_who_sells_is_told_that_nothing_is_left_without_asking_to_be(world: World) -> None:
    await emptied(world)

    assert await look(world) == 1

    [alert] = await alerts_of(world, world.brand)
    assert alert.kind is AlertKind.OUT_OF_STOCK
    assert alert.stock_item_id == await world.item_id(world.brand)
    await world.stocked(world.brand, world.sku, 1)
    assert await look(world) == 1
    assert (await world.fresh(Alert, alert.id)).status is AlertStatus.RESOLVED
    # Where a threshold is set, that tells; and nobody misses what is not sold.
    await world.done(world.brand, threshold(await world.item_id(world.brand), 1))
    await emptied(world)
    assert await look(world) == 1
    assert (await alerts_of(world, world.brand))[-1].kind is AlertKind.SHORT_STOCK
    await world.stocked(world.retailer, world.sku, 1)
    assert world.retailer.location is not None
    used = partial(
        adjust_stock,
        location_id=world.retailer.location.id,
        sku_id=world.sku.id,
        delta=-1,
        reason="used",
    )
    await world.done(world.retailer, used)
    assert await look(world) == 0


async def test_a_loss_puts_the_newest_orders_at_risk(world: World, clock: Clock) -> None:
    placed = []
    for pieces in (60, 30, 10):
        clock.now += timedelta(seconds=1)
        placed.append(await world.order(pieces))
    assert world.brand.location is not None
    lost = partial(
        adjust_stock,
        location_id=world.brand.location.id,
        sku_id=world.sku.id,
        delta=-35,
        reason="fire",
    )
    await world.done(world.brand, lost)

    await look(world)

    found = [one for one in await alerts_of(world, world.brand)
             if one.kind is AlertKind.ORDER_AT_RISK]  # fmt: skip
    assert {alert.order_id for alert in found} == {*placed[1:]}
    assert {alert.stock_item_id for alert in found} == {await world.item_id(world.brand)}
    # Fewer pieces are held: the second one can be kept again.
    await world.done(world.retailer, partial(orders.cancel_order, order_id=placed[2]))
    await world.stocked(world.brand, world.sku, 25)
    await look(world)
    assert {(await world.fresh(Alert, alert.id)).status for alert in found} == {
        AlertStatus.RESOLVED
    }


async def shipped(world: World) -> tuple[UUID, UUID]:
    """An order that is on its way, and the shipment."""
    order_id = await world.order(5)
    await world.done(world.brand, partial(orders.confirm_order, order_id=order_id))
    return order_id, await world.done(world.brand, partial(shipments.ship_order, order_id=order_id))


async def test_an_exception_on_the_way_concerns_both_sides_until_it_goes_on(
    world: World, clock: Clock
) -> None:
    _, shipment_id = await shipped(world)

    async def reported(status: TrackingStatus) -> None:
        clock.now += timedelta(seconds=1)
        report = partial(shipments.report_tracking, shipment_id=shipment_id, status=status)
        await world.done(world.brand, report)

    await reported(TrackingStatus.EXCEPTION)

    assert await look(world) == 2
    for side in (world.brand, world.retailer):
        [alert] = await alerts_of(world, side)
        assert (alert.kind, alert.shipment_id) == (AlertKind.DELIVERY_EXCEPTION, shipment_id)
    await reported(TrackingStatus.IN_TRANSIT)
    assert await look(world) == 2


async def test_a_seller_is_told_of_what_arrived_broken_until_the_buyer_accepts_it(
    world: World,
) -> None:
    order_id, shipment_id = await shipped(world)
    line_id = await world.hub.database.pool.fetchval(
        "SELECT id FROM order_lines WHERE order_id = $1", order_id
    )
    arrived = [shipments.ReceivedLine(line_id, 3, 1, 1)]
    await world.done(
        world.retailer,
        partial(shipments.receive_shipment, shipment_id=shipment_id, lines=arrived),
    )

    assert await look(world) == 1

    [alert] = await alerts_of(world, world.brand)
    assert (alert.kind, alert.order_id) == (AlertKind.INCOMPLETE_DELIVERY, order_id)
    await world.done(world.retailer, partial(orders.complete_order, order_id=order_id))
    assert await look(world) == 1


async def test_who_ordered_because_of_an_order_is_told_when_that_comes_to_nothing(
    world: World,
) -> None:
    material = await world.goods(world.supplier)
    await world.offer(world.supplier, material, made_to_order=True)
    cause = await world.order(5)
    supply = placing(world.supplier, (material, 5), caused_by_id=cause)
    supply_id = await world.done(world.brand, supply)
    await world.done(world.retailer, partial(orders.cancel_order, order_id=cause))

    assert await look(world) == 1

    [alert] = await alerts_of(world, world.brand)
    assert (alert.kind, alert.order_id) == (AlertKind.NEEDLESS_ORDER, supply_id)
    # Nothing more is ordered because of it.
    refusal = await world.refusal(world.brand, supply)
    assert (refusal.code, refusal.field) == (ErrorCode.WRONG_STATUS, ("causedById",))
    await world.done(world.brand, partial(orders.cancel_order, order_id=supply_id))
    assert await look(world) == 1


async def test_an_alert_is_acknowledged_once_and_while_it_lasts(world: World) -> None:
    alert = await short(world)

    await world.done(world.brand, acknowledging(alert))

    acknowledged = await world.fresh(Alert, alert.id)
    assert (acknowledged.status, acknowledged.version) == (AlertStatus.ACKNOWLEDGED, 2)
    assert acknowledged.acknowledged_at == world.hub.clock()
    refusal = await world.refusal(world.brand, acknowledging(alert))
    assert (refusal.code, refusal.field) == (ErrorCode.WRONG_STATUS, ("alertId",))
    # It is over all the same once its condition is.
    await world.stocked(world.brand, world.sku, 1)
    assert await look(world) == 1
    assert (await world.fresh(Alert, alert.id)).status is AlertStatus.RESOLVED
    assert (await world.refusal(world.brand, acknowledging(alert))).code is ErrorCode.WRONG_STATUS


async def test_an_alert_is_its_partys_alone(world: World) -> None:
    alert = await short(world)
    operator = await world.trader(PartyKind.OPERATOR)

    for other in (world.retailer, world.supplier, operator, None):
        refusal = await world.refusal(other, acknowledging(alert))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("alertId",))
    for role, permissions in PERMISSIONS.items():
        if PERMISSION_OF[alert.kind] not in permissions:
            member = await world.member(world.brand.party, role)
            assert (await world.refusal(member, acknowledging(alert))).code is ErrorCode.FORBIDDEN


async def test_a_threshold_is_set_by_who_owns_the_stock(world: World) -> None:
    item_id = await world.item_id(world.brand)

    for other in (world.retailer, world.supplier, await world.trader(PartyKind.OPERATOR)):
        refusal = await world.refusal(other, threshold(item_id, 5))
        assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("stockItemId",))
    for pieces in (0, -1, 10**30):
        refusal = await world.refusal(world.brand, threshold(item_id, pieces))
        assert (refusal.code, refusal.field) == (ErrorCode.INVALID_QUANTITY, ("pieces",))
    for role, permissions in PERMISSIONS.items():
        if Permission.MOVE_GOODS not in permissions:
            member = await world.member(world.brand.party, role)
            refusal = await world.refusal(member, threshold(item_id, 5))
            assert refusal.code is ErrorCode.FORBIDDEN


def test_every_kind_of_alert_has_a_condition_that_raises_it() -> None:
    assert CONDITIONS.keys() == set(AlertKind)
