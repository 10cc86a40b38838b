"""Bulk reads of the facts that events tell of."""

from collections.abc import Mapping, Sequence
from typing import Any, Final
from uuid import UUID

from db.enums.events import EventKind
from db.sql.declarations import Row
from hub.context import Request
from hub.execution.dataloaders import Loader
from hub.ledgers import LEDGERS, Ledger
from hub.loaders.rows import RowsOf

# What a subscription is narrowed to: of these filters, one of these values each.
Narrowing = tuple[tuple[str, tuple[Any, ...]], ...]


def _fact_by_id(ledger: Ledger) -> Loader:
    """The fact of each id, if the viewer may see it and it is within the narrowing, if any."""

    async def fetch(
        request: Request, ids: Sequence[UUID], narrowing: Narrowing | None
    ) -> dict[UUID, Row]:
        scope = ledger.seen_by(request.viewer)
        filters = dict(narrowing or ())
        found = await request.reads.lookup(ledger.facts, ids, scope=scope, filters=filters)
        return {id: fact for id, [fact] in found.items()}

    return Loader(fetch, declared=RowsOf(ledger.facts, ledger.seen_by))


FACT_BY_ID: Final[Mapping[EventKind, Loader]] = {
    kind: _fact_by_id(ledger) for kind, ledger in LEDGERS.items()
}
