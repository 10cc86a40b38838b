"""Looks again and again for what somebody must act on, or need not any more."""

import asyncio
from collections.abc import Callable
from typing import Final

from hub.commands.alerts import AT_ONCE_MAX, review_conditions
from hub.commands.events import hint
from hub.context import Hub, asked
from hub.subscriptions.outages import outlasting

# How late an alert may be. A look reads what is open alone, but all of that.
LOOK_SECONDS: Final = 10.0


class Watch:
    """Runs in every process and looks in the one that leads.

    Should two of them look at once, the second finds nothing left to do.
    """

    def __init__(self, hub: Hub, leads: Callable[[], bool]) -> None:
        self._hub = hub
        self._leads = leads

    async def run(self) -> None:
        """Look until cancelled, through every outage."""
        await outlasting(self._look_on, "watching")

    async def look(self) -> int:
        """Raise and resolve what is to be, and tell how many alerts that were."""
        changed = 0
        while True:
            async with asked(self._hub, None) as request, request.writing() as session:
                now_changed = await review_conditions(request)
                await session.commit()
            if now_changed:
                hint(self._hub)
            changed += now_changed
            if now_changed < AT_ONCE_MAX:
                return changed

    async def _look_on(self) -> None:
        while True:
            await asyncio.sleep(LOOK_SECONDS)
            if self._leads():
                await self.look()
