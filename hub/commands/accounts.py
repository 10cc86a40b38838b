"""Signing in and out: sessions begin, are refreshed, and end."""

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any, Final, TypeVar
from uuid import UUID

import structlog
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from db.queries import accounts as queries
from db.queries.members import lock_account
from db.tables.accounts import Membership, Session
from db.types import new_id
from hub.commands.jobs import enqueue
from hub.context import Request
from hub.domain.accounts import (
    WRONG_OF_EMAIL_MAX,
    check_wrong_passwords,
    pause_after_wrong_password,
)
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.policy.tokens import new_refresh_token, token_hash
from hub.sign_ins import COUNTED_SECONDS

# OWASP's second choice: 19 MiB each, on one core. Hashes made with others are still read.
_HASHER: Final = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)
# Passwords are looked at by two threads, and so many wait for them: the others are refused.
_THREADS: Final = ThreadPoolExecutor(2, thread_name_prefix="passwords")
_HASHING_MAX: Final = 34
_hashing: Final[set[asyncio.Future[Any]]] = set()

T = TypeVar("T")

log = structlog.get_logger(__name__)

# For how long a refresh token that was just spent brings the same answer again.
GRACE: Final = timedelta(seconds=30)


@dataclass(frozen=True)
class Grant:
    """What a client gets to act with; the refresh token is good once."""

    access_token: str
    access_token_expires_at: datetime
    refresh_token: str | None
    session_id: UUID


async def sign_in(
    request: Request, email: str, password: str, party_id: UUID | None = None
) -> Grant | Refused:
    """Begin a session of an account in one of its parties, the first one unless said.

    Wrong passwords in a row are answered ever more slowly, then none is looked at for a while, and
    the account is told by mail. That is to be kept, which is why the refusal is returned and not
    raised then.

    Raises:
        Refused: WRONG_CREDENTIALS, it does not tell which of email and password is wrong;
            TOO_MANY_TRIES, too many were wrong, or too many sign in at once.
        NotFound: the account is no member of the party.
    """
    sign_ins = request.hub.sign_ins
    counted = await sign_ins.count(email, request.address)
    check_wrong_passwords(*counted, minutes=COUNTED_SECONDS // 60)
    # Hashing takes long and threads are few: nobody waits for them in a transaction.
    account = await queries.credentials(request.hub.database, email)
    expected = None if account is None else account.password_hash
    matches = await password_matches(expected, password)
    if account is None or not matches:
        counted = await sign_ins.add(email, request.address)
        await asyncio.sleep(pause_after_wrong_password(counted.of_email))
        refusal = Refused(
            ErrorCode.WRONG_CREDENTIALS, "No account has this email and password.", ("password",)
        )
        if account is not None and counted.of_email == WRONG_OF_EMAIL_MAX:
            await _tell_account(request, account.id)
            return refusal
        raise refusal
    if counted.of_email:
        await sign_ins.forget(email)
    membership = await _membership(request, account.id, party_id)
    return begin_signed_in_session(request, membership)


async def _tell_account(request: Request, account_id: UUID) -> None:
    """Have a mail sent that somebody tries passwords, if the hub sends mail."""
    log.warning("too_many_wrong_passwords", account_id=str(account_id))
    if request.hub.mailer is not None:
        await enqueue(
            request,
            "send_sign_in_warning",
            party_id=None,
            key=str(account_id),
            account_id=str(account_id),
        )


async def refresh_session(request: Request, refresh_token: str) -> Grant | Refused:
    """Exchange a refresh token for new tokens.

    For half a minute the same token brings the same next one: tabs ask at the same time, and ask
    again when an answer was lost. One that was spent longer ago has been copied by somebody, so its
    session ends at once. That is to be kept, which is why the refusal (WRONG_CREDENTIALS) is
    returned and not raised.
    """
    refusal = Refused(
        ErrorCode.WRONG_CREDENTIALS,
        "The refresh token is no longer good; sign in again.",
        ("refreshToken",),
    )
    spent = token_hash(refresh_token)
    session = await queries.lock_session_by_token(request.session, spent)
    if session is None or session.revoked_at is not None or session.expires_at <= request.now:
        return refusal
    fresh = request.hub.signer.next_refresh_token(refresh_token)
    if session.refresh_hash == spent:
        session.spent_hash, session.refresh_hash = spent, token_hash(fresh)
        session.spent_at = request.now
    elif (
        session.spent_at is None
        or request.now - session.spent_at > GRACE
        or session.refresh_hash != token_hash(fresh)
    ):
        session.revoked_at = request.now
        return refusal
    return _grant(request, session, fresh)


async def sign_out(request: Request) -> None:
    """End the viewer's session; its tokens are good for nothing within a second.

    Raises:
        Refused: UNAUTHENTICATED, nobody is signed in.
    """
    if request.viewer is None or request.viewer.session_id is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "Nobody is signed in.")
    session = await queries.lock_session(request.session, request.viewer.session_id)
    if session is not None and session.revoked_at is None:
        session.revoked_at = request.now


async def update_account(
    request: Request, name: str | None = None, language: str | None = None
) -> UUID:
    """Change what the viewer's account says of its person.

    Raises:
        Refused: UNAUTHENTICATED, nobody is signed in.
    """
    if request.viewer is None:
        raise Refused(ErrorCode.UNAUTHENTICATED, "Nobody is signed in.")
    account = await lock_account(request.session, request.viewer.account_id)
    account.name = name or account.name
    account.language = language or account.language
    return account.id


async def grant_token(
    request: Request, email: str, until: datetime, party_id: UUID | None = None
) -> Grant:
    """Begin a session without a password, for an operator at the command line to hand out.

    Its one access token is good for as long as the session, and cannot be refreshed.

    Raises:
        NotFound: there is no such account, or it is no member of the party.
    """
    account = await queries.account(request.session, email)
    if account is None:
        raise NotFound(f"account as {email}", ("email",))
    membership = await _membership(request, account.id, party_id)
    return begin_session(request, membership, until, refreshable=False)


async def _membership(request: Request, account_id: UUID, party_id: UUID | None) -> Membership:
    for membership in await queries.memberships(request.session, account_id):
        if party_id in (None, membership.party_id):
            return membership
    raise NotFound("party that the account is a member of", ("partyId",))


def begin_signed_in_session(request: Request, membership: Membership) -> Grant:
    """Begin the session of somebody who has just proved who they are."""
    until = request.now + request.hub.policy.session_lifetime
    return begin_session(request, membership, until, refreshable=True)


def begin_session(
    request: Request, membership: Membership, until: datetime, *, refreshable: bool
) -> Grant:
    """Begin a session of a membership that lasts until then, or as long as it is refreshed."""
    token = new_refresh_token() if refreshable else None
    session = Session(
        id=new_id(),
        membership_id=membership.id,
        refresh_hash=None if token is None else token_hash(token),
        created_at=request.now,
        expires_at=until,
    )
    request.session.add(session)
    return _grant(request, session, token)


def _grant(request: Request, session: Session, refresh_token: str | None) -> Grant:
    until = session.expires_at
    if refresh_token is not None:
        until = min(until, request.now + request.hub.policy.access_token_lifetime)
    token = request.hub.signer.sign(session.id, until)
    return Grant(token, until, refresh_token, session.id)


async def hash_password(password: str) -> str:
    """The argon2id hash of a password.

    Raises:
        Refused: TOO_MANY_TRIES, too many wait for theirs.
    """
    return await _hash_in_turn(_HASHER.hash, password)


async def password_matches(expected: str | None, password: str) -> bool:
    """Whether a password is the one with this hash; no hash takes as long to compare as any.

    Raises:
        Refused: TOO_MANY_TRIES, too many wait for theirs.
    """
    return await _hash_in_turn(_matches, expected, password)


async def _hash_in_turn(function: Callable[..., T], *values: Any) -> T:
    """What a function that hashes says, worked out beside the loop."""
    if len(_hashing) >= _HASHING_MAX:
        raise Refused(
            ErrorCode.TOO_MANY_TRIES, "Too many sign in just now; try again in some seconds."
        )
    running = asyncio.get_running_loop().run_in_executor(_THREADS, function, *values)
    _hashing.add(running)
    running.add_done_callback(_hashing.discard)
    return await running


def _matches(expected: str | None, password: str) -> bool:
    # An unknown email takes as long as a wrong password, so time does not tell them apart.
    try:
        return _HASHER.verify(expected or _unknown(), password)
    except (VerificationError, InvalidHashError):
        return False


@lru_cache(maxsize=1)
def _unknown() -> str:
    return _HASHER.hash("the password of nobody")
