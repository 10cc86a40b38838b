"""The steps that a party is offered are those that succeed: in every state, on every side."""

from collections.abc import Iterator, Sequence
from functools import partial
from itertools import islice, product
from typing import Any, Final
from uuid import UUID

from sqlmodel import col, select

from db.enums.accounts import Role
from db.enums.orders import OrderEventKind, OrderKind, OrderStatus
from db.enums.parties import LocationKind
from db.tables.catalogue import Sku
from db.tables.orders import Order, OrderEvent, OrderLine
from db.tables.parties import Location
from db.types import new_id
from hub.commands import order_changes, orders, shipments
from hub.commands.order_changes import ReducedLine
from hub.commands.shipments import ShippedLine
from hub.commands.stock import adjust_stock
from hub.domain.errors import Refused
from hub.domain.orders import HAPPENED, STEP_OF, TRANSITIONS, OrderAction
from hub.policy.viewer import Viewer
from tests.commands.orders.steps import lines, made_to_order, placing
from tests.graph import answer
from tests.world import Trader, World

# How each state is come to: what is ordered (pieces in stock, at two places, or made to order), and
# the steps. A step with a number is about so many pieces of the first line.
STATES: Final = {
    "placed": ("stock 5", ""),
    "confirmed": ("stock 5", "confirm"),
    "one piece": ("stock 1", "confirm"),
    "at two places": ("apart 7", "confirm"),
    "at two places, one gone": ("apart 7", "confirm, ship 3 from A"),
    "to be made": ("made 2", "confirm"),
    "being made": ("made 2", "confirm, start"),
    "made": ("made 2", "confirm, start, finish"),
    "made, the buyer wants out": ("made 2", "confirm, start, finish, cancel"),
    "one in stock": ("stock 2, made 2", "confirm"),
    "one in stock, one being made": ("stock 2, made 2", "confirm, start"),
    "one gone, one to be made": ("stock 2, made 2", "confirm, ship 2"),
    "one gone, one being made": ("stock 2, made 2", "confirm, start, ship 2"),
    "one being made later": ("stock 2, made 2", "confirm, ship 2, start"),
    "in stock, and worked on": ("stock 2", "confirm, start"),
    "a part on its way": ("stock 12", "confirm, ship 5"),
    "a part arrived": ("stock 12", "confirm, ship 5, receive"),
    "two parts on their way": ("stock 12", "confirm, ship 5, ship 5"),
    "all but a piece gone": ("stock 12", "confirm, ship 11"),
    "shipped": ("stock 5", "confirm, ship"),
    "shipped in two, one arrived": ("stock 5", "confirm, ship 2, ship, receive"),
    "delivered": ("stock 5", "confirm, ship, receive"),
    "closed on its way": ("stock 12", "confirm, ship 5, close"),
    "closed, arrived": ("stock 12", "confirm, ship 5, receive, close"),
    "made smaller": ("stock 12", "confirm, reduce 3"),
    "the seller wants less": ("stock 12", "confirm, less 3"),
    "the seller wants less, a part gone": ("stock 12", "confirm, less 3, ship 2"),
    "the seller wanted less than what is gone": ("stock 12", "confirm, less 3, ship 5"),
}  # fmt: skip


class Steps:
    """Takes orders of the retailer's with the brand to a state."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.skus: dict[str, Sku] = {}
        self.places: dict[str, UUID] = {}

    async def begin(self) -> None:
        world = self.world
        assert world.brand.location is not None
        second = Location(party_id=world.brand.id, kind=LocationKind.SHOP, code="B", name="B")
        await world.add(second)
        self.places = {"A": world.brand.location.id, "B": second.id}
        self.skus = {"made": await made_to_order(world)}

    async def order(self, wanted: str) -> UUID:
        goods = [(what, int(pieces)) for what, pieces in map(str.split, wanted.split(", "))]
        bought = []
        for what, pieces in goods:
            sku = self.skus["made"] if what == "made" else await self._in_stock(what, pieces)
            bought.append((sku, pieces))
        return await self.world.done(self.world.retailer, placing(self.world.brand, *bought))

    async def _in_stock(self, what: str, pieces: int) -> Sku:
        """A SKU of which there are just as many, at one place or three of them at the first."""
        world = self.world
        sku = await world.goods(world.brand)
        await world.offer(world.brand, sku)
        shares = {"A": 3, "B": pieces - 3} if what == "apart" else {"A": pieces}
        for code, share in shares.items():
            place = self.places[code]
            await world.done(
                world.brand, partial(adjust_stock, location_id=place, sku_id=sku.id, delta=share,
                                     reason="counted")
            )  # fmt: skip
        return sku

    async def take(self, order_id: UUID, step: str) -> None:
        world, (word, *more) = self.world, step.split()
        first = (await lines(world, order_id))[0]
        buyer, seller = world.retailer, world.brand
        reduced = [ReducedLine(first.id, int(more[0]))] if more else []
        steps: dict[str, tuple[Trader, Any]] = {
            "confirm": (seller, orders.confirm_order),
            "reject": (seller, orders.reject_order),
            "cancel": (buyer, orders.cancel_order),
            "start": (seller, orders.start_production),
            "finish": (seller, orders.finish_production),
            "complete": (buyer, orders.complete_order),
            "close": (seller, order_changes.close_order),
            "decline": (seller, order_changes.decline_order_change),
            "reduce": (buyer, partial(order_changes.change_order, lines=reduced)),
            "less": (seller, partial(order_changes.change_order, lines=reduced)),
            "ship": (seller, partial(shipments.ship_order, **self._parcel(first, more))),
            "receive": (buyer, None),
        }
        who, command = steps[word]
        if command is None:
            [shipment, *_] = await travelling(world, order_id)
            command = partial(shipments.receive_shipment, shipment_id=shipment)
            await world.done(who, command)
        else:
            await world.done(who, partial(command, order_id=order_id))

    def _parcel(self, line: OrderLine, more: Sequence[str]) -> dict[str, Any]:
        if not more:
            return {}
        origin_id = self.places["A" if "from" not in more else more[-1]]
        return {"lines": [ShippedLine(line.id, int(more[0]))], "origin_id": origin_id}

    async def come_to(self, wanted: str, steps: str) -> UUID:
        order_id = await self.order(wanted)
        for step in filter(None, steps.split(", ")):
            await self.take(order_id, step)
        return order_id


async def travelling(world: World, order_id: UUID) -> list[UUID]:
    rows = await world.hub.database.pool.fetch(
        "SELECT id FROM shipments WHERE order_id = $1 AND status = 'IN_TRANSIT'"
        " ORDER BY shipped_at, id",
        order_id,
    )
    return [row["id"] for row in rows]


async def draft(world: World, _: Steps) -> UUID:
    order = Order(
        number="draft",
        kind=OrderKind.WHOLESALE,
        buyer_id=world.retailer.id,
        seller_id=world.brand.id,
        currency="EUR",
        created_at=world.hub.clock(),
    )
    await world.add(order)
    return order.id


async def imported(world: World, steps: Steps, *, in_stock: int) -> UUID:
    """An order as imports leave it: nothing is held for it."""
    sku = await world.goods(world.brand)
    if in_stock:
        await world.stocked(world.brand, sku, in_stock)
    now = world.hub.clock()
    order = Order(
        number=str(new_id()),
        kind=OrderKind.WHOLESALE,
        status=OrderStatus.CONFIRMED,
        version=1,
        buyer_id=world.retailer.id,
        seller_id=world.brand.id,
        currency="EUR",
        created_at=now,
        placed_at=now,
    )
    line = OrderLine(
        order_id=order.id,
        position=1,
        sku_id=sku.id,
        quantity=4,
        unit_price_minor=0,
        total_minor=0,
    )
    event = OrderEvent(
        order_id=order.id,
        version=1,
        kind=OrderEventKind.IMPORTED,
        to_status=order.status,
        occurred_at=now,
    )
    await world.add(order, line, event)
    return order.id


def ways(
    action: OrderAction, order_id: UUID, of: Sequence[OrderLine], sent: Sequence[UUID],
    places: Sequence[UUID],
) -> Iterator[Any]:  # fmt: skip
    """Every way in which a step might be taken."""
    simple = {
        OrderAction.CONFIRM: orders.confirm_order,
        OrderAction.REJECT: orders.reject_order,
        OrderAction.START_PRODUCTION: orders.start_production,
        OrderAction.FINISH_PRODUCTION: orders.finish_production,
        OrderAction.COMPLETE: orders.complete_order,
        OrderAction.CANCEL: orders.cancel_order,
        OrderAction.CLOSE: order_changes.close_order,
        OrderAction.ACCEPT_CHANGE: order_changes.accept_order_change,
        OrderAction.DECLINE_CHANGE: order_changes.decline_order_change,
        OrderAction.WITHDRAW_CHANGE: order_changes.withdraw_order_change,
    }
    match action:
        case OrderAction.SHIP | OrderAction.SHIP_PART:
            yield partial(shipments.ship_order, order_id=order_id)
            for origin, line in product(places, of):
                parcel = [ShippedLine(line.id, 1)]
                yield partial(
                    shipments.ship_order, order_id=order_id, lines=parcel, origin_id=origin
                )
        case OrderAction.RECEIVE | OrderAction.RECEIVE_PART:
            for shipment_id in sent:
                yield partial(shipments.receive_shipment, shipment_id=shipment_id)
        case OrderAction.CHANGE:
            for line in of:
                for quantity in {line.shipped, max(line.shipped, line.quantity - 1)}:
                    reduced = [ReducedLine(line.id, quantity)]
                    yield partial(order_changes.change_order, order_id=order_id, lines=reduced)
        case action if action in simple:
            yield partial(simple[action], order_id=order_id)


def told(action: OrderAction) -> set[OrderEventKind]:
    """What the history says of a step."""
    if action is OrderAction.ACCEPT_CHANGE:
        return {HAPPENED[step] for step in STEP_OF.values()}
    if action is OrderAction.DECLINE_CHANGE:
        return {OrderEventKind.CHANGE_DECLINED}
    if action is OrderAction.WITHDRAW_CHANGE:
        return {OrderEventKind.CHANGE_WITHDRAWN}
    asked = {OrderEventKind.CHANGE_ASKED} if action in STEP_OF.values() else set()
    return {HAPPENED[action], *asked}


async def succeeds(world: World, viewer: Viewer, command: Any, order_id: UUID) -> set[str]:
    """What a command would write into the order's history; nothing is kept of it."""
    request = world.asked_by(viewer)
    async with request.writing() as session:
        version = (await session.get_one(Order, order_id)).version
        try:
            await command(request)
        except Refused:
            return set()
        await session.flush()
        kinds = select(OrderEvent.kind).where(
            col(OrderEvent.order_id) == order_id, col(OrderEvent.version) > version
        )
        return set(await session.exec(kinds))


async def possible(world: World, steps: Steps, viewer: Viewer, order_id: UUID) -> set[str]:
    """The steps that succeed, each tried in every way."""
    of, sent = await lines(world, order_id), await travelling(world, order_id)
    status, found = await world.status(order_id), set()
    for action in OrderAction:
        tried = ways(action, order_id, of, sent, [*steps.places.values()])
        if (status, action) not in TRANSITIONS:
            # Its status is reason enough, whatever else is said.
            tried = islice(tried, 1)
        for command in tried:
            if await succeeds(world, viewer, command, order_id) & told(action):
                found.add(action.value)
                break
    return found


async def offered(world: World, viewer: Viewer, order_id: UUID) -> set[str] | None:
    query = "query ($id: ID!) { order(id: $id) { availableActions } }"
    said = (await answer(world.hub, viewer, query, id=f"Order:{order_id}"))["order"]
    return None if said is None else set(said["availableActions"])


async def test_every_step_that_is_offered_succeeds_and_every_other_is_refused(
    world: World,
) -> None:
    steps = Steps(world)
    await steps.begin()
    states = {name: await steps.come_to(*state) for name, state in STATES.items()}
    states |= {
        "imported": await imported(world, steps, in_stock=4),
        "imported, in part in stock": await imported(world, steps, in_stock=1),
        "imported, not in stock": await imported(world, steps, in_stock=0),
        "draft": await draft(world, steps),
    }
    ever = set()

    for state, order_id in states.items():
        for side in (world.retailer, world.brand):
            found = await possible(world, steps, side.viewer, order_id)
            shown = await offered(world, side.viewer, order_id)
            assert (state, side.party.kind, shown or set()) == (state, side.party.kind, found)
            ever |= found

    assert ever == set(OrderAction) - {OrderAction.PLACE}
    await world.hub.database.pool.execute("DELETE FROM orders WHERE number = 'draft'")


async def test_a_role_is_offered_what_succeeds_for_it_and_a_stranger_nothing(world: World) -> None:
    steps = Steps(world)
    await steps.begin()
    states = [
        await steps.come_to(*STATES[name])
        for name in ("a part arrived", "made, the buyer wants out")
    ]

    for order_id in states:
        for role in Role:
            for side in (world.retailer, world.brand):
                member = await world.member(side.party, role)
                shown = await offered(world, member, order_id)
                assert shown == await possible(world, steps, member, order_id), (role, side)
        for other in (world.supplier, world.consumer):
            assert await offered(world, other.viewer, order_id) is None
            assert await possible(world, steps, other.viewer, order_id) == set()
