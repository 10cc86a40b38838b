"""Alerts: what must be acted on is looked for again and again, and what need not be any more."""

from hub.commands.alerts import AT_ONCE_MAX, review_conditions
from hub.context import Hub, open_request
from hub.work.declaration import Run, job


# How late an alert may be. A look reads what is open alone, but all of that.
@job(every="* * * * * */10")
async def review_alerts(run: Run) -> None:
    """Raise and resolve what is to be; looking twice, or twice at once, finds nothing twice."""
    await look(run.hub)


async def look(hub: Hub) -> int:
    """Raise and resolve what is to be, a few at once, and tell how many alerts that were."""
    changed = 0
    while True:
        async with open_request(hub, None) as request, request.writing() as session:
            now_changed = await review_conditions(request)
            await session.commit()
        if now_changed:
            hub.wake_ups.send()
        changed += now_changed
        if now_changed < AT_ONCE_MAX:
            return changed
