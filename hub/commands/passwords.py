"""Passwords: changed by who knows them, and set anew by who reads the account's mail."""

from uuid import UUID

from db.queries import accounts
from db.queries import members as queries
from db.tables.accounts import Account, PasswordReset
from db.types import new_id
from hub.commands.accounts import hash_password, password_matches
from hub.commands.jobs import enqueue
from hub.commands.members import check_mail_is_sent
from hub.context import Request
from hub.domain.accounts import PASSWORD_RESET_LASTS, check_password
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.policy.permissions import require_viewer
from hub.policy.tokens import new_refresh_token, token_hash


async def change_password(request: Request, current_password: str, password: str) -> None:
    """Give the viewer's account another password; all its other sessions end.

    Raises:
        Refused: UNAUTHENTICATED; WRONG_CREDENTIALS, this is not the password it has;
            INVALID_INPUT, the new one is not fit.
    """
    viewer = require_viewer(request.viewer)
    account = await queries.lock_account(request.session, viewer.account_id)
    if not await password_matches(account.password_hash, current_password):
        raise Refused(
            ErrorCode.WRONG_CREDENTIALS, "This is not your password.", ("currentPassword",)
        )
    await _give_password(request, account, password, but=viewer.session_id)


async def set_password(request: Request, email: str, password: str) -> None:
    """Give an account another password, for whoever is at the command line; its sessions end.

    Raises:
        NotFound: there is no such account.
        Refused: INVALID_INPUT, the password is not fit.
    """
    account = await accounts.account(request.session, email)
    if account is None:
        raise NotFound(f"account as {email}", ("email",))
    await _give_password(request, account, password)


async def request_password_reset(request: Request, email: str) -> UUID | None:
    """Have a mail sent with which an account's password can be set anew, if there is one.

    Returns:
        The id of the leave to do so; nobody is told whether there is one.

    Raises:
        Refused: NO_MAIL, the hub has no server that takes its mail.
    """
    check_mail_is_sent(request)
    account = await accounts.account(request.session, email)
    if account is None:
        return None
    reset = PasswordReset(
        id=new_id(),
        account_id=account.id,
        created_at=request.now,
        expires_at=request.now + PASSWORD_RESET_LASTS,
    )
    request.session.add(reset)
    await request.session.flush()
    await enqueue(
        request, "send_password_reset", party_id=None, key=str(account.id), reset_id=str(reset.id)
    )
    return reset.id


async def issue_password_reset_token(
    request: Request, reset_id: UUID
) -> tuple[Account, str] | None:
    """A token for the mail of a password reset; none for one that was used."""
    reset = await queries.lock_password_reset(request.session, reset_id)
    if reset is None or reset.used_at is not None:
        return None
    token = new_refresh_token()
    reset.token_hash = token_hash(token)
    return await queries.lock_account(request.session, reset.account_id), token


async def reset_password(request: Request, token: str, password: str) -> None:
    """Set an account's password by the token of a mail; all its sessions end.

    Raises:
        Refused: TOKEN_SPENT, the token is not good or not any more; INVALID_INPUT, the password is
            not fit.
    """
    reset = await queries.lock_password_reset_by_token(request.session, token_hash(token))
    if reset is None or reset.used_at is not None or reset.expires_at <= request.now:
        raise Refused(
            ErrorCode.TOKEN_SPENT,
            "The link to set a password is not good any more; ask for another one.",
            ("token",),
        )
    account = await queries.lock_account(request.session, reset.account_id)
    await _give_password(request, account, password)
    reset.used_at = request.now


async def _give_password(
    request: Request, account: Account, password: str, *, but: UUID | None = None
) -> None:
    """Set an account's password, and end all its sessions but the one that is named."""
    check_password(password, account.email)
    account.password_hash = await hash_password(password)
    await queries.revoke_sessions(request.session, account.id, request.now, but=but)
