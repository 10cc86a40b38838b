"""Who is asking, and the rule that turns it into the rows it may see."""

from dataclasses import dataclass, field
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Uuid, bindparam, false, true

from db.enums import PartyKind, Role
from db.scope import Scope

T = TypeVar("T")

# The viewer's party in every predicate of this package.
VIEWER: Final[ColumnElement[UUID]] = bindparam("viewer_party", type_=Uuid())

NOBODY: Final[ColumnElement[bool]] = false()
EVERYBODY: Final[ColumnElement[bool]] = true()


@dataclass(frozen=True)
class Viewer:
    """An account acting for one party in one role."""

    account_id: UUID
    account_name: str
    email: str
    party_id: UUID
    party_kind: PartyKind
    role: Role
    session_id: UUID

    @classmethod
    def of(cls, member: Any) -> "Viewer":
        """The viewer in a row of `db.queries.accounts.member_of_session`."""
        return cls(
            account_id=member.account_id,
            account_name=member.account_name,
            email=member.email,
            party_id=member.party_id,
            party_kind=PartyKind(member.party_kind),
            role=Role(member.role),
            session_id=member.session_id,
        )


@dataclass(frozen=True)
class Rule(Generic[T]):
    """Which rows of a table each kind of viewer may see.

    `consumer` is what consumers see where that differs from what companies see. The operator of the
    hub sees everything; but what it may change is `operator` too, where a rule is about that.
    """

    company: ColumnElement[bool]
    consumer: ColumnElement[bool] | None = None
    anonymous: ColumnElement[bool] = field(default=NOBODY)
    operator: ColumnElement[bool] = field(default=EVERYBODY)

    @property
    def consumers(self) -> ColumnElement[bool]:
        return self.company if self.consumer is None else self.consumer

    def scope(self, viewer: Viewer | None) -> Scope[T]:
        if viewer is None:
            return Scope(self.anonymous)
        if viewer.party_kind is PartyKind.OPERATOR:
            return Scope(self.operator)
        is_consumer = viewer.party_kind is PartyKind.CONSUMER
        predicate = self.consumers if is_consumer else self.company
        return Scope(predicate, {"viewer_party": viewer.party_id})
