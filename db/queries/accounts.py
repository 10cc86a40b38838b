"""Accounts and their sessions."""

from collections.abc import Collection
from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import ARRAY, DateTime, Text, Uuid, any_, bindparam, null, or_, select
from sqlmodel import col
from sqlmodel import select as select_models
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import unscoped
from db.session import Database
from db.sql.declarations import Row, compiled, row_class, table_of
from db.sql.locking import lock_row
from db.tables.accounts import Account, Membership, Session
from db.tables.parties import Party

_accounts, _memberships, _parties, _sessions = (
    table_of(model).c for model in (Account, Membership, Party, Session)
)

_MEMBER: Final = (
    _memberships.role,
    _accounts.id.label("account_id"),
    _accounts.name.label("account_name"),
    _accounts.email,
    _accounts.language,
    _parties.id.label("party_id"),
    _parties.kind.label("party_kind"),
    _parties.status.label("party_status"),
    _parties.time_zone,
)
_MEMBERS_OF_SESSIONS: Final = compiled(
    select(_sessions.id.label("session_id"), *_MEMBER)
    .select_from(table_of(Session))
    .join(table_of(Membership), _sessions.membership_id == _memberships.id)
    .join(table_of(Account), _memberships.account_id == _accounts.id)
    .join(table_of(Party), _memberships.party_id == _parties.id)
    .where(
        _sessions.id == any_(bindparam("session_ids", type_=ARRAY(Uuid()))),
        _sessions.revoked_at.is_(None),
        _sessions.expires_at > bindparam("now", type_=DateTime(timezone=True)),
        _accounts.disabled_at.is_(None),
    )
)


async def members_of_sessions(
    database: Database, session_ids: Collection[UUID], *, now: datetime
) -> list[Row]:
    """Whose sessions these are; nobody's, once one has ended or its account is disabled."""
    statement = _MEMBERS_OF_SESSIONS
    arguments = statement.arguments({"session_ids": [*session_ids], "now": now})
    rows: list[Row] = await database.pool.fetch(
        statement.text, *arguments, record_class=row_class("sessions")
    )
    return rows


async def member_of_session(database: Database, session_id: UUID, *, now: datetime) -> Row | None:
    rows = await members_of_sessions(database, [session_id], now=now)
    return rows[0] if rows else None


_MEMBER_OF_PARTY: Final = compiled(
    select(null().label("session_id"), *_MEMBER)
    .select_from(table_of(Membership))
    .join(table_of(Account), _memberships.account_id == _accounts.id)
    .join(table_of(Party), _memberships.party_id == _parties.id)
    .where(
        _memberships.account_id == bindparam("account_id", type_=Uuid()),
        _memberships.party_id == bindparam("party_id", type_=Uuid()),
        _accounts.disabled_at.is_(None),
    )
)


async def member_of_party(database: Database, account_id: UUID, party_id: UUID) -> Row | None:
    """What the account is in the party; nothing, where it is no member or is disabled."""
    arguments = _MEMBER_OF_PARTY.arguments({"account_id": account_id, "party_id": party_id})
    row: Row | None = await database.pool.fetchrow(
        _MEMBER_OF_PARTY.text, *arguments, record_class=row_class("memberships")
    )
    return row


_CREDENTIALS: Final = compiled(
    select(_accounts.id, _accounts.password_hash).where(
        _accounts.email == bindparam("email", type_=Text()), _accounts.disabled_at.is_(None)
    )
)


async def credentials(database: Database, email: str) -> Row | None:
    """The id and the password's hash of the account with this email, unless it is disabled."""
    arguments = _CREDENTIALS.arguments({"email": email.lower()})
    row: Row | None = await database.pool.fetchrow(
        _CREDENTIALS.text, *arguments, record_class=row_class("accounts")
    )
    return row


@unscoped("whoever signs in is nobody yet")
async def account(session: AsyncSession, email: str) -> Account | None:
    """The account with this email, whatever the case of its letters, unless it is disabled."""
    statement = select_models(Account).where(
        col(Account.email) == email.lower(), col(Account.disabled_at).is_(None)
    )
    return (await session.exec(statement)).first()


@unscoped("whoever signs up is nobody yet")
async def is_taken(session: AsyncSession, email: str) -> bool:
    """Whether an account has this email, in lower case, a disabled one included."""
    statement = select_models(Account.id).where(col(Account.email) == email)
    return (await session.exec(statement)).first() is not None


@unscoped("of the account that has just proved itself")
async def memberships(session: AsyncSession, account_id: UUID) -> list[Membership]:
    """An account's memberships, the first one first."""
    statement = select_models(Membership).where(col(Membership.account_id) == account_id)
    return list(await session.exec(statement.order_by(col(Membership.id))))


@unscoped("the token proves whose it is")
async def lock_session_by_token(session: AsyncSession, token_hash: bytes) -> Session | None:
    """The session whose refresh token, the good one or the one spent last, has this hash; held.

    There is none whose account is disabled.
    """
    enabled = (
        select_models(Membership.id)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .where(col(Account.disabled_at).is_(None))
    )
    return await lock_row(
        session,
        Session,
        or_(col(Session.refresh_hash) == token_hash, col(Session.spent_hash) == token_hash),
        col(Session.membership_id).in_(enabled),
    )


@unscoped("the viewer's own session")
async def lock_session(session: AsyncSession, id: UUID) -> Session | None:
    return await lock_row(session, Session, col(Session.id) == id)
