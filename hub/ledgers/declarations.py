"""What a ledger is, said once: everything that tells of its facts follows from it."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from uuid import UUID

from db.enums.events import EventKind
from db.scope import Scope
from db.session import AsyncSession
from db.sql.declarations import Lookup, table_of
from hub.policy.viewer import Viewer

# The feeds in which a fact of an aggregate is told, those of parties or the public one: asked in
# the transaction that writes it.
Audience = Callable[[AsyncSession, Any, Any], Awaitable[Collection[UUID]]]


@dataclass(frozen=True, eq=False, kw_only=True)
class Ledger:
    """Append-only facts about rows of a table, each of which is told to whom it concerns.

    From it follow how a step is recorded (`hub.commands.events.record_step`), the feed with its
    subscription and its type of delivery, `node(id:)`, and what webhooks are sent.

    Where it `is_public`, some of its facts are told in the public feed, once for everybody, and its
    subscribers hear that beside their own; what they may not see there they are not told.

    `facts` reads the facts by id; what feeds can be narrowed by are its filters. A fact has the
    `version` that its aggregate had after it. `subject` is the field of the fact's type in which
    clients find the aggregate, `webhook` what webhooks select of a fact.
    """

    kind: EventKind
    facts: Lookup[Any]
    aggregate: type[Any]
    subject: str
    description: str
    seen_by: Callable[[Viewer | None], Scope[Any]]
    audience: Audience
    webhook: str
    is_public: bool = False

    @property
    def word(self) -> str:
        """What its kind is called in names."""
        return self.kind.lower()

    @property
    def typename(self) -> str:
        """The type of its facts in the graph."""
        return f"{self.kind.title()}Event"

    @property
    def feed(self) -> str:
        """The subscription that tells of its facts."""
        return f"{self.word}_events"

    @cached_property
    def aggregate_key(self) -> str:
        """The column of a fact that has the id of its aggregate."""
        target = table_of(self.aggregate).c.id
        [name] = [
            column.name
            for column in table_of(self.facts.model).c
            if any(key.column is target for key in column.foreign_keys)
        ]
        return str(name)
