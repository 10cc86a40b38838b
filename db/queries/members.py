"""The people of a party: memberships, invitations, and leave to set a password anew."""

from datetime import datetime
from typing import Final
from uuid import UUID

from sqlalchemy import delete, func, update
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.accounts import Role
from db.scope import Scope, unscoped
from db.sql.declarations import PARENT, Listing, Lookup, Ordering, table_of
from db.sql.locking import lock_row, lock_rows
from db.tables.accounts import Account, Invitation, Membership, PasswordReset, Session

_memberships = table_of(Membership)
_invitations = table_of(Invitation)

ACCOUNT_BY_ID: Final = Lookup(Account)
MEMBERSHIP_BY_ID: Final = Lookup(Membership)
MEMBERSHIPS_BY_PARTY: Final = Lookup(Membership, key="party_id", order_by=("id",))
MEMBERSHIPS_BY_ACCOUNT: Final = Lookup(Membership, key="account_id", order_by=("id",))
INVITATION_BY_ID: Final = Lookup(Invitation)
INVITATIONS: Final = Listing(
    Invitation,
    orderings={"NEWEST": Ordering(("created_at", "id"), descending=True)},
    parents={"party": _invitations.c.party_id == PARENT},
)


async def lock_membership(
    session: AsyncSession, id: UUID, *, scope: Scope[Membership]
) -> Membership | None:
    return await lock_row(session, Membership, col(Membership.id) == id, scope=scope)


@unscoped("of the viewer's account, or of one that has just proved itself")
async def membership_of(
    session: AsyncSession, account_id: UUID, party_id: UUID
) -> Membership | None:
    statement = select(Membership).where(
        col(Membership.account_id) == account_id, col(Membership.party_id) == party_id
    )
    return (await session.exec(statement)).first()


@unscoped("of a party whose people the caller may manage")
async def is_member(session: AsyncSession, email: str, party_id: UUID) -> bool:
    """Whether somebody with the email, in lower case, is a member of the party."""
    statement = (
        select(Membership.id)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .where(col(Account.email) == email, col(Membership.party_id) == party_id)
    )
    return (await session.exec(statement)).first() is not None


@unscoped("of a party whose row is locked")
async def count_owners(session: AsyncSession, party_id: UUID) -> int:
    """How many accounts that are not disabled own the party; its row must be locked."""
    statement = (
        select(func.count())
        .select_from(Membership)
        .join(Account, col(Membership.account_id) == col(Account.id))
        .where(
            col(Membership.party_id) == party_id,
            col(Membership.role) == Role.OWNER,
            col(Account.disabled_at).is_(None),
        )
    )
    return (await session.exec(statement)).one()


@unscoped("of a membership that was locked within a scope")
async def delete_membership(session: AsyncSession, membership: Membership) -> None:
    """End a membership, and every session that acts by it."""
    sessions = delete(Session).where(col(Session.membership_id) == membership.id)
    await session.exec(sessions)
    await session.delete(membership)
    await session.flush()


@unscoped("of an account that is locked")
async def revoke_sessions(
    session: AsyncSession, account_id: UUID, now: datetime, *, but: UUID | None = None
) -> None:
    """End all sessions of an account, or all but one."""
    memberships = select(Membership.id).where(col(Membership.account_id) == account_id)
    ended = update(Session).where(
        col(Session.membership_id).in_(memberships), col(Session.revoked_at).is_(None)
    )
    if but is not None:
        ended = ended.where(col(Session.id) != but)
    await session.exec(ended.values(revoked_at=now))


async def lock_invitation(
    session: AsyncSession, id: UUID, *, scope: Scope[Invitation]
) -> Invitation | None:
    return await lock_row(session, Invitation, col(Invitation.id) == id, scope=scope)


@unscoped("the hub itself sends it")
async def lock_invitation_to_send(session: AsyncSession, id: UUID) -> Invitation | None:
    return await lock_row(session, Invitation, col(Invitation.id) == id)


@unscoped("of a party whose people the caller may manage")
async def lock_open_invitation(
    session: AsyncSession, email: str, party_id: UUID
) -> Invitation | None:
    """The invitation of this email to the party that was neither accepted nor withdrawn, held."""
    return await lock_row(
        session,
        Invitation,
        col(Invitation.email) == email,
        col(Invitation.party_id) == party_id,
        col(Invitation.accepted_at).is_(None),
        col(Invitation.withdrawn_at).is_(None),
    )


@unscoped("the token proves whom it is for")
async def lock_invitation_by_token(session: AsyncSession, token_hash: bytes) -> Invitation | None:
    """The invitation whose mail holds the token, held."""
    return await lock_row(session, Invitation, col(Invitation.token_hash) == token_hash)


@unscoped("the token proves whose it is")
async def lock_password_reset_by_token(
    session: AsyncSession, token_hash: bytes
) -> PasswordReset | None:
    """The leave to set a password whose mail holds the token, held."""
    return await lock_row(session, PasswordReset, col(PasswordReset.token_hash) == token_hash)


@unscoped("the hub itself sends it")
async def lock_password_reset(session: AsyncSession, id: UUID) -> PasswordReset | None:
    return await lock_row(session, PasswordReset, col(PasswordReset.id) == id)


@unscoped("the viewer's own, or one whose mail was read")
async def lock_account(session: AsyncSession, id: UUID) -> Account:
    [account] = await lock_rows(session, Account, col(Account.id) == id)
    return account
