"""Who is asking, and the rule that turns it into the rows it may see."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, Final, Generic, TypeVar
from uuid import UUID

from sqlalchemy import ColumnElement, Table, Text, Uuid, bindparam, false, select, true
from sqlalchemy.sql.util import ClauseAdapter
from sqlmodel import SQLModel

from db.enums.accounts import Role
from db.enums.parties import PartyKind, PartyStatus
from db.scope import Followed, Guard, Scope
from db.sql.aggregates import VIEWER_TIME_ZONE
from db.sql.declarations import Lookup, table_of
from db.time_zones import UTC

T = TypeVar("T")

# The viewer's party, and what the viewer is in it, in every predicate of this package.
VIEWER: Final[ColumnElement[UUID]] = bindparam("viewer_party", type_=Uuid())
VIEWER_ROLE: Final[Any] = bindparam("viewer_role", type_=Text())
VIEWER_ACCOUNT: Final[ColumnElement[UUID]] = bindparam("viewer_account", type_=Uuid())

_NOBODY_IN_PARTICULAR: Final = UUID(int=0)

NOBODY: Final[ColumnElement[bool]] = false()
EVERYBODY: Final[ColumnElement[bool]] = true()


@dataclass(frozen=True)
class Viewer:
    """An account acting for one party in one role; through a session, or by its webhook."""

    account_id: UUID
    account_name: str
    email: str
    party_id: UUID
    party_kind: PartyKind
    role: Role
    session_id: UUID | None
    party_status: PartyStatus = PartyStatus.ADMITTED
    # Of the account: in which language texts are read where a request says none.
    language: str | None = None
    # Of the party: whose days are meant where a request says none.
    time_zone: str = UTC

    @classmethod
    def of(cls, member: Any) -> "Viewer":
        """The viewer in a row of `db.queries.accounts.members_of_sessions` or `member_of_party`."""
        return cls(
            account_id=member.account_id,
            account_name=member.account_name,
            email=member.email,
            party_id=member.party_id,
            party_kind=PartyKind(member.party_kind),
            party_status=PartyStatus(member.party_status),
            role=Role(member.role),
            session_id=member.session_id,
            language=member.language,
            time_zone=member.time_zone,
        )

    @property
    def impersonal(self) -> "Viewer":
        """The viewer without the person: the rights of everybody in this role of this party.

        What several are told is worked out once, for this viewer, and only for those of whom it is
        the same. So what is left out here has no say in it, and nothing else can differ.
        """
        return replace(
            self,
            account_id=_NOBODY_IN_PARTICULAR,
            account_name="",
            email="",
            session_id=None,
        )


def kind_of(viewer: Viewer | None) -> PartyKind | None:
    """What alone decides by which predicates a viewer's scopes bound rows."""
    return None if viewer is None else viewer.party_kind


def scope_parameters(viewer: Viewer | None) -> Mapping[str, object]:
    """What the parameters of all of a viewer's scopes are filled with."""
    if viewer is None:
        return {VIEWER_TIME_ZONE: UTC}
    return {
        VIEWER_TIME_ZONE: viewer.time_zone,
        "viewer_party": viewer.party_id,
        "viewer_role": viewer.role,
        "viewer_account": viewer.account_id,
    }


@dataclass(frozen=True)
class Rule(Generic[T]):
    """Which rows of a table each kind of viewer may see.

    `consumer` is what consumers see where that differs from what companies see. The operator of the
    hub sees everything, but where `operator` says otherwise, as it does for what it may change.
    """

    company: ColumnElement[bool]
    consumer: ColumnElement[bool] | None = None
    anonymous: ColumnElement[bool] = field(default=NOBODY)
    operator: ColumnElement[bool] = field(default=EVERYBODY)
    # The column with the id of the row that these are seen with, its table and its rule.
    followed: "tuple[str, Table, Rule[Any]] | None" = None
    # By column what not everybody may read who sees the row.
    fields: "Mapping[str, FieldRule]" = field(default_factory=dict)

    @property
    def consumers(self) -> ColumnElement[bool]:
        return self.company if self.consumer is None else self.consumer

    def scope(self, viewer: Viewer | None) -> Scope[T]:
        followed = None
        if self.followed is not None:
            column, table, rule = self.followed
            followed = Followed(column, table, rule.predicate(viewer))
        guards = {name: rule.guard(viewer) for name, rule in self.fields.items()}
        return Scope(self.predicate(viewer), scope_parameters(viewer), followed, guards)

    def predicate(self, viewer: Viewer | None) -> ColumnElement[bool]:
        return self.predicate_for(kind_of(viewer))

    def predicate_for(self, kind: PartyKind | None) -> ColumnElement[bool]:
        match kind:
            case None:
                return self.anonymous
            case PartyKind.OPERATOR:
                return self.operator
            case PartyKind.CONSUMER:
                return self.consumers
            case _:
                return self.company


@dataclass(frozen=True, eq=False)
class FieldRule:
    """Who may read some fields of a table's rows: of those rows that `rows` shows them.

    The sentence says so to whom they are withheld from.
    """

    model: type[SQLModel]
    rows: Rule[Any]
    sentence: str
    sentence_zh: str

    @cached_property
    def lookup(self) -> Lookup[Any]:
        return Lookup(self.model)

    def guard(self, viewer: Viewer | None) -> Guard:
        return Guard(self.rows.predicate(viewer), self)


def seen_with(column: Any, model: type[SQLModel], rule: Rule[Any]) -> Rule[Any]:
    """The rule for rows that are seen exactly when the model's row with the id in the column is."""
    table = table_of(model)

    def of_row(predicate: ColumnElement[bool]) -> ColumnElement[bool]:
        if predicate is NOBODY or predicate is EVERYBODY:
            return predicate
        alias = table.alias()
        seen = ClauseAdapter(alias).traverse(predicate)
        return select(alias.c.id).where(alias.c.id == column, seen).exists()

    return Rule(
        company=of_row(rule.company),
        consumer=None if rule.consumer is None else of_row(rule.consumer),
        anonymous=of_row(rule.anonymous),
        operator=of_row(rule.operator),
        followed=(column.name, table, rule),
    )
