"""The people of a party: invited, given a role, and let go."""

from uuid import UUID

from db.enums.accounts import Role
from db.lengths import NAME
from db.queries import accounts, parties
from db.queries import members as queries
from db.tables.accounts import Account, Invitation, Membership
from db.types import new_id
from hub.commands.accounts import Grant, begin_signed_in_session, hash_password, password_matches
from hub.commands.jobs import enqueue
from hub.context import Request
from hub.domain.accounts import INVITATION_LASTS, check_password, normalised_email
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.policy.members import invitations_seen_by, memberships_seen_by
from hub.policy.permissions import Permission, require_permission, require_viewer
from hub.policy.tokens import new_refresh_token, token_hash
from hub.policy.viewer import Viewer


async def invite_member(request: Request, email: str, role: Role) -> UUID:
    """Invite somebody, by email, to act for the viewer's party in a role.

    An email that is invited already gets another mail, and the role of this time.

    Returns:
        The id of the invitation.

    Raises:
        Refused: FORBIDDEN, INVALID_INPUT where this is no email or a member's.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_MEMBERS)
    _check_may_give(viewer, role)
    return await invite(request, viewer.party_id, email, role, invited_by_id=viewer.account_id)


async def invite(
    request: Request, party_id: UUID, email: str, role: Role, *, invited_by_id: UUID | None
) -> UUID:
    """Have an invitation to a party sent; whoever calls has seen to it that this may be done."""
    check_mail_is_sent(request)
    email = normalised_email(email)
    # The row of the party keeps two invitations of one email apart.
    await parties.lock_party(request.session, party_id)
    if await queries.is_member(request.session, email, party_id):
        raise Refused(ErrorCode.INVALID_INPUT, f"{email} is a member already.", ("email",))
    invitation = await queries.lock_open_invitation(request.session, email, party_id)
    if invitation is None:
        invitation = Invitation(
            id=new_id(),
            party_id=party_id,
            email=email,
            role=role,
            created_at=request.now,
            expires_at=request.now,
        )
        request.session.add(invitation)
    invitation.role = role
    invitation.invited_by_id = invited_by_id
    invitation.expires_at = request.now + INVITATION_LASTS
    await request.session.flush()
    await enqueue(request, "send_invitation", party_id=party_id, invitation_id=str(invitation.id))
    return invitation.id


def check_mail_is_sent(request: Request) -> None:
    """See that mail with a token will get to somebody.

    Raises:
        Refused: NO_MAIL, the hub has no server that takes its mail.
    """
    if request.hub.mailer is None:
        raise Refused(
            ErrorCode.NO_MAIL,
            "This hub sends no mail, and what is asked for needs it; its operator sets"
            " HUB_MAIL_URL.",
        )


async def issue_invitation_token(
    request: Request, invitation_id: UUID
) -> tuple[Invitation, str] | None:
    """A token for the mail of an invitation, which makes earlier ones worthless.

    It is made where the mail is sent, so that no token lies in a queue. There is none for an
    invitation that is not open any more.
    """
    invitation = await queries.lock_invitation_to_send(request.session, invitation_id)
    if invitation is None or invitation.accepted_at or invitation.withdrawn_at:
        return None
    token = new_refresh_token()
    invitation.token_hash = token_hash(token)
    return invitation, token


async def withdraw_invitation(request: Request, invitation_id: UUID) -> UUID:
    """Take an invitation back before it is accepted.

    Raises:
        NotFound: the viewer's party has no such invitation.
        Refused: FORBIDDEN; WRONG_STATUS, it was accepted or withdrawn already.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_MEMBERS)
    scope = invitations_seen_by(viewer)
    invitation = await queries.lock_invitation(request.session, invitation_id, scope=scope)
    if invitation is None:
        raise NotFound("invitation", ("invitationId",))
    _check_open(invitation)
    invitation.withdrawn_at = request.now
    invitation.token_hash = None
    return invitation.id


async def accept_invitation(
    request: Request, token: str, password: str, name: str | None = None
) -> Grant:
    """Join a party by the token of an invitation's mail, and begin a session for it.

    Who has an account proves it by its password; who has none gets one with this password.

    Raises:
        Refused: TOKEN_SPENT, the token is not good or not any more; WRONG_CREDENTIALS, the
            account has another password; INVALID_INPUT, the name or the new password is not fit.
    """
    invitation = await queries.lock_invitation_by_token(request.session, token_hash(token))
    if invitation is None or invitation.expires_at <= request.now:
        raise Refused(
            ErrorCode.TOKEN_SPENT,
            "The invitation is not good any more; ask for another one.",
            ("token",),
        )
    _check_open(invitation)
    account = await accounts.account(request.session, invitation.email)
    if account is None:
        account = await add_account(request, invitation.email, password, name or "")
    elif not await password_matches(account.password_hash, password):
        raise Refused(
            ErrorCode.WRONG_CREDENTIALS,
            f"{invitation.email} has an account already; this is not its password.",
            ("password",),
        )
    invitation.accepted_at = request.now
    invitation.token_hash = None
    membership = await queries.membership_of(request.session, account.id, invitation.party_id)
    if membership is None:
        membership = Membership(
            id=new_id(),
            account_id=account.id,
            party_id=invitation.party_id,
            role=invitation.role,
        )
        request.session.add(membership)
        await request.session.flush()
    return begin_signed_in_session(request, membership)


async def change_member_role(request: Request, membership_id: UUID, role: Role) -> UUID:
    """Give a member of the viewer's party another role; its sessions have it within a second.

    Raises:
        NotFound: the viewer's party has no such member.
        Refused: FORBIDDEN; LAST_OWNER, the party would be left without an owner.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_MEMBERS)
    membership = await _locked_member(request, viewer, membership_id)
    _check_may_give(viewer, role)
    _check_may_give(viewer, membership.role)
    if membership.role is Role.OWNER and role is not Role.OWNER:
        await _check_other_owner(request, membership)
    membership.role = role
    return membership.id


async def remove_member(request: Request, membership_id: UUID) -> UUID:
    """Let a member of the viewer's party go; every session that acts by it ends.

    Who may not manage members may still leave.

    Returns:
        The id of the party.

    Raises:
        NotFound: the viewer's party has no such member.
        Refused: FORBIDDEN; LAST_OWNER, the party would be left without an owner.
    """
    viewer = require_viewer(request.viewer)
    membership = await _locked_member(request, viewer, membership_id)
    if membership.account_id != viewer.account_id:
        require_permission(viewer, Permission.MANAGE_MEMBERS)
        _check_may_give(viewer, membership.role)
    if membership.role is Role.OWNER:
        await _check_other_owner(request, membership)
    party_id = membership.party_id
    await queries.delete_membership(request.session, membership)
    return party_id


async def add_account(request: Request, email: str, password: str, name: str) -> Account:
    """An account for a normalised email that has none yet.

    Raises:
        Refused: INVALID_INPUT, the name or the password is not fit.
    """
    name = name.strip()
    if not 0 < len(name) <= NAME:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A person's name has 1 to {NAME} characters; this one has {len(name)}.",
            ("name",),
        )
    check_password(password, email)
    account = Account(
        id=new_id(),
        email=email,
        name=name,
        password_hash=await hash_password(password),
        created_at=request.now,
    )
    request.session.add(account)
    await request.session.flush()
    return account


async def _locked_member(request: Request, viewer: Viewer, membership_id: UUID) -> Membership:
    # The party's row first: two owners who let each other go at once must not both succeed.
    await parties.lock_party(request.session, viewer.party_id)
    scope = memberships_seen_by(viewer)
    membership = await queries.lock_membership(request.session, membership_id, scope=scope)
    if membership is None or membership.party_id != viewer.party_id:
        raise NotFound("member", ("membershipId",))
    return membership


async def _check_other_owner(request: Request, membership: Membership) -> None:
    if await queries.count_owners(request.session, membership.party_id) < 2:
        raise Refused(
            ErrorCode.LAST_OWNER,
            "A party keeps at least one owner; make somebody else an owner first.",
            ("membershipId",),
        )


def _check_may_give(viewer: Viewer, role: Role) -> None:
    if role is Role.OWNER and viewer.role is not Role.OWNER:
        raise Refused(ErrorCode.FORBIDDEN, "Only an owner makes or removes owners.", ("role",))


def _check_open(invitation: Invitation) -> None:
    state = "accepted" if invitation.accepted_at else "withdrawn" if invitation.withdrawn_at else ""
    if state:
        raise Refused(
            ErrorCode.WRONG_STATUS, f"The invitation was {state} already.", ("invitationId",)
        )
