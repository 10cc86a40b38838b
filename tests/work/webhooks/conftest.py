import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from hub.commands.webhooks import create_webhook
from hub.context import Hub, open_request
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at, feeds_of
from hub.subscriptions.retries import cancel_tasks
from hub.work.webhooks import Webhooks
from tests.conftest import Clock
from tests.graph import ask
from tests.mutations import execute
from tests.partners import Member, Partners, until
from tests.patience import PATIENCE_SECONDS
from tests.receivers import Receiver, receiving

STATE = """
query ($id: ID!) { webhook(id: $id) {
  status pausedBecause position failures failingSince nextAttemptAt deliveredAt
  deliveries(first: 500) { nodes {
    position attempt delivered statusCode error nextAttemptAt milliseconds
  } }
} }
"""


class Scene:
    """A party with a webhook to the receiver, and a partner with whom it has an order."""

    def __init__(self, partners: Partners, receiver: Receiver, clock: Clock) -> None:
        self.partners = partners
        self.hub: Hub = partners.hub
        self.receiver = receiver
        self.clock = clock
        self.party: Member
        self.order: UUID
        self.webhook: str
        self.secret: str

    async def begin(self) -> None:
        self.party = await self.partners.member()
        self.order = await self.partners.order(self.party, await self.partners.member())
        created = await self.change("createWebhook", address=self.receiver.address)
        self.webhook, self.secret = created["webhook"]["id"], created["secret"]

    async def change(self, mutation: str, **input: Any) -> Any:
        """The payload of a mutation of the party about its webhook."""
        input = {"webhookId": getattr(self, "webhook", None), **input}
        if mutation == "createWebhook":
            del input["webhookId"]
        done = await execute(self.hub, self.party.viewer, mutation, **input)
        assert done.errors is None, done.errors
        assert done.data["answer"]["errors"] == [], done.data
        return done.data["answer"]

    async def party_with_webhooks(self, address: str, count: int) -> UUID:
        """Another party, with that many webhooks to the address and an event to be told."""
        other = await self.partners.member()
        async with open_request(self.hub, other.viewer) as request:
            for _ in range(count):
                async with request.writing() as session:
                    await create_webhook(request, address, None, (0,))
                    await session.commit()
        order = await self.partners.order(other, await self.partners.member())
        await self.partners.step(order, other)
        return other.party_id

    async def happen(self, steps: int = 1) -> None:
        """Steps of the order, told to the party."""
        for _ in range(steps):
            await self.partners.step(self.order, self.party)
        await self.partners.sequence()

    async def state(self) -> Any:
        """The webhook as its party reads it, the log with the oldest first."""
        told = await ask(self.hub, self.party.viewer, STATE, id=self.webhook)
        assert told.errors == []
        state = told.data["webhook"]
        state["log"] = state.pop("deliveries")["nodes"][::-1]
        return state

    async def until(self, true: Callable[[Any], object], seconds: float = PATIENCE_SECONDS) -> Any:
        """The webhook's state once something is true of it."""
        found: list[Any] = []

        async def holds() -> object:
            found[:] = [await self.state()]
            return true(found[0])

        await until(holds, seconds)
        return found[0]

    async def until_failed(self, times: int) -> Any:
        return await self.until(lambda state: state["failures"] == times)

    async def until_taken(self, count: int) -> None:
        async def taken() -> bool:
            return len(self.receiver.taken) >= count

        await until(taken)

    def later(self, **passed: float) -> None:
        self.clock.now += timedelta(**passed)

    def cursor(self, position: int) -> str:
        return cursor_at(self.hub, feeds_of(self.party.viewer), (position, 0))


@pytest.fixture
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as receiver:
        yield receiver


@pytest.fixture
async def scene(partners: Partners, receiver: Receiver, clock: Clock) -> Scene:
    # Verifiers take signatures of the last five minutes only.
    clock.now = datetime.now(UTC)
    scene = Scene(partners, receiver, clock)
    await scene.begin()
    return scene


@asynccontextmanager
async def sending(
    hub: Hub, processes: int = 1, *, look_seconds: float = 0.02
) -> AsyncIterator[None]:
    """What hub processes do about webhooks, meanwhile."""
    running = [
        asyncio.create_task(Webhooks(hub, schema, look_seconds=look_seconds).run())
        for _ in range(processes)
    ]
    try:
        yield
    finally:
        await cancel_tasks(*running)
