"""Parties join the hub: made by its operator, or signed up and admitted."""

from typing import Final
from uuid import UUID

from db.enums.accounts import Role
from db.enums.parties import LocationKind, PartyKind, PartyStatus
from db.lengths import NAME
from db.queries import accounts, members
from db.queries import parties as queries
from db.tables.accounts import Membership
from db.tables.parties import Location, Party
from db.time_zones import UTC
from db.types import new_id
from hub.commands.accounts import Grant, begin_signed_in_session
from hub.commands.members import add_account, invite
from hub.context import Request
from hub.domain.accounts import normalised_email
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.parties import PartyAction, check_time_zone, next_party_status
from hub.policy.permissions import Permission, require_permission, require_viewer

# A party has somewhere to keep goods from its first day on: the code and name of that location.
_FIRST_LOCATION: Final = ("MAIN", "Main")


async def sign_up(
    request: Request,
    *,
    email: str,
    password: str,
    name: str,
    kind: PartyKind,
    party_name: str | None = None,
    country: str | None = None,
    time_zone: str = UTC,
) -> Grant:
    """Make an account and the party it owns, and begin a session.

    A company of a kind that the operator admits by hand waits for that; until then its people may
    look around, complete its data, and invite others. A consumer's party has the person's name.

    Raises:
        Refused: INVALID_INPUT; EMAIL_TAKEN, there is an account with this email.
    """
    if kind is PartyKind.OPERATOR:
        raise Refused(ErrorCode.INVALID_INPUT, "Nobody signs up as the operator.", ("kind",))
    email = normalised_email(email)
    await _check_not_taken(request, email)
    account = await add_account(request, email, password, name)
    waits = kind in request.hub.policy.admitted_by_hand
    status = PartyStatus.APPLIED if waits else PartyStatus.ADMITTED
    called = account.name if kind is PartyKind.CONSUMER else party_name or ""
    party = await _add_party(request, kind, called, country, status, time_zone=time_zone)
    membership = Membership(id=new_id(), account_id=account.id, party_id=party.id, role=Role.OWNER)
    request.session.add(membership)
    await request.session.flush()
    return begin_signed_in_session(request, membership)


async def create_operator(
    request: Request, *, email: str, password: str, name: str, party_name: str
) -> UUID:
    """Make an account that owns the hub's operator, for whoever is at the command line.

    Returns:
        The id of the operator's party, which is made with its first account.

    Raises:
        Refused: INVALID_INPUT; EMAIL_TAKEN, there is an account with this email.
    """
    email = normalised_email(email)
    await _check_not_taken(request, email)
    account = await add_account(request, email, password, name)
    party = await queries.operator(request.session)
    if party is None:
        party = await _add_party(
            request, PartyKind.OPERATOR, party_name, None, PartyStatus.ADMITTED
        )
    membership = Membership(account_id=account.id, party_id=party.id, role=Role.OWNER)
    request.session.add(membership)
    await request.session.flush()
    return party.id


async def create_party(
    request: Request,
    kind: PartyKind,
    name: str,
    owner_email: str,
    country: str | None = None,
    *,
    time_zone: str = UTC,
) -> UUID:
    """The operator takes a party in, already admitted, and invites its first owner.

    Raises:
        Refused: FORBIDDEN; INVALID_INPUT, the name or the email is not fit.
    """
    viewer = require_permission(request.viewer, Permission.ADMIT_PARTIES)
    if kind in (PartyKind.OPERATOR, PartyKind.CONSUMER):
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "Suppliers, brands and retailers are taken in; consumers sign up themselves.",
            ("kind",),
        )
    status = PartyStatus.ADMITTED
    party = await _add_party(request, kind, name, country, status, time_zone=time_zone)
    await invite(request, party.id, owner_email, Role.OWNER, invited_by_id=viewer.account_id)
    return party.id


async def admit_party(request: Request, party_id: UUID, reason: str | None = None) -> UUID:
    """The operator lets a party trade. Raises what `_decide` does."""
    return await _decide(request, party_id, PartyAction.ADMIT, reason)


async def decline_party(request: Request, party_id: UUID, reason: str | None = None) -> UUID:
    """The operator does not let an applicant trade. Raises what `_decide` does."""
    return await _decide(request, party_id, PartyAction.DECLINE, reason)


async def suspend_party(request: Request, party_id: UUID, reason: str | None = None) -> UUID:
    """The operator stops a party's trade. Raises what `_decide` does."""
    return await _decide(request, party_id, PartyAction.SUSPEND, reason)


async def _decide(
    request: Request, party_id: UUID, action: PartyAction, reason: str | None
) -> UUID:
    """Take a party's admission one step on; its people learn the reason.

    Raises:
        NotFound: there is no such party.
        Refused: FORBIDDEN; WRONG_STATUS, the decision does not apply.
    """
    require_permission(request.viewer, Permission.ADMIT_PARTIES)
    party = await queries.lock_party(request.session, party_id)
    if party is None or party.kind is PartyKind.OPERATOR:
        raise NotFound("party", ("partyId",))
    party.status = next_party_status(party.name, party.status, action)
    party.status_reason = reason
    return party.id


async def set_time_zone(request: Request, time_zone: str, location_id: UUID | None = None) -> UUID:
    """Whose days the viewer's party means, or one of its locations.

    Returns:
        The id of the party.

    Raises:
        NotFound: the party has no such location.
        Refused: FORBIDDEN; INVALID_INPUT, there is no such time zone.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_PARTY)
    check_time_zone(time_zone)
    party = await queries.lock_party(request.session, viewer.party_id)
    assert party is not None, "a viewer acts for a party"
    if location_id is None:
        party.time_zone = time_zone
        return party.id
    location = await queries.own_location(request.session, location_id, party.id)
    if location is None:
        raise NotFound("location", ("locationId",))
    location.time_zone = time_zone
    return party.id


async def switch_party(request: Request, party_id: UUID) -> Grant:
    """Begin a session of the viewer's account for another of its parties.

    Raises:
        Refused: UNAUTHENTICATED.
        NotFound: the account is no member of the party.
    """
    viewer = require_viewer(request.viewer)
    membership = await members.membership_of(request.session, viewer.account_id, party_id)
    if membership is None:
        raise NotFound("party that the account is a member of", ("partyId",))
    return begin_signed_in_session(request, membership)


async def _check_not_taken(request: Request, email: str) -> None:
    if await accounts.is_taken(request.session, email):
        raise Refused(
            ErrorCode.EMAIL_TAKEN,
            f"There is an account with the email {email}; sign in, or ask for a new password.",
            ("email",),
        )


async def _add_party(
    request: Request,
    kind: PartyKind,
    name: str,
    country: str | None,
    status: PartyStatus,
    *,
    time_zone: str = UTC,
) -> Party:
    check_time_zone(time_zone)
    name = name.strip()
    if not 0 < len(name) <= NAME:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A party's name has 1 to {NAME} characters; this one has {len(name)}.",
            ("name",),
        )
    party = Party(
        id=new_id(),
        kind=kind,
        name=name,
        country=country,
        time_zone=time_zone,
        status=status,
        created_at=request.now,
    )
    request.session.add(party)
    await request.session.flush()
    if kind not in (PartyKind.CONSUMER, PartyKind.OPERATOR):
        code, called = _FIRST_LOCATION
        location = Location(
            party_id=party.id,
            kind=LocationKind.WAREHOUSE,
            code=code,
            name=called,
            country=country,
        )
        request.session.add(location)
        await request.session.flush()
    return party
