"""Telling the parties concerned: events are recorded with the change they tell of."""

from datetime import datetime
from typing import Any

from db.feeds import PUBLIC_FEED
from db.tables.events import Event
from db.types import new_id
from hub.context import Request
from hub.ledgers import Ledger


async def record_step(
    request: Request, ledger: Ledger, aggregate: Any, *, at: datetime | None = None, **what: Any
) -> Any:
    """Take a locked row to its next version, write what happened into its ledger, and tell it.

    The audience hears of it if and when the change is committed. The lock makes the ids of events
    grow with the row's versions. `what` are the columns that the ledger's facts have beside those
    of all; it happened `at` that time, or now.

    Returns:
        The fact.
    """
    aggregate.version += 1
    fact = ledger.facts.model(
        id=new_id(),
        version=aggregate.version,
        occurred_at=request.now if at is None else at,
        **{ledger.aggregate_key: aggregate.id},
        **what,
    )
    audience = dict.fromkeys(await ledger.audience(request.session, aggregate, fact))
    if PUBLIC_FEED in audience and not (ledger.is_public and len(audience) == 1):
        raise ValueError("what everybody is told, nobody is told a second time")
    event = Event(
        kind=ledger.kind,
        fact_id=fact.id,
        aggregate_id=aggregate.id,
        version=aggregate.version,
        audience=list(audience),
        recorded_at=request.now,
    )
    request.session.add_all((fact, event))
    return fact
