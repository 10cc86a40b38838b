"""People join parties by invitation, have a role, and are let go; passwords are set anew."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any, Final
from uuid import UUID

import pytest

from db.enums.accounts import Role
from db.queries.accounts import member_of_session
from db.queries.members import membership_of
from db.tables.accounts import Account, Invitation, Membership, PasswordReset
from hub.commands import accounts, members, passwords
from hub.commands.accounts import Grant
from hub.context import Request
from hub.domain.errors import ErrorCode, Refused
from hub.policy.viewer import Viewer
from tests.conftest import Clock
from tests.world import World

EMAIL: Final = "grace@example.org"
PASSWORD: Final = "correct horse battery"


def inviting(role: Role = Role.BUYER, email: str = EMAIL) -> Any:
    return partial(members.invite_member, email=email, role=role)


async def token_of_invitation(world: World, invitation_id: UUID) -> str:
    """The token that the invitation's mail would have."""

    async def issue(request: Request) -> str:
        issued = await members.issue_invitation_token(request, invitation_id)
        assert issued is not None
        return issued[1]

    token: Any = await world.done(None, issue)
    return str(token)


def accepting(token: str, password: str = PASSWORD, name: str | None = "Grace") -> Any:
    return partial(members.accept_invitation, token=token, password=password, name=name)


async def joined(world: World, role: Role = Role.BUYER) -> Grant:
    """Grace has joined the brand."""
    invitation_id = await world.done(world.brand, inviting(role))
    token = await token_of_invitation(world, invitation_id)
    grant: Any = await world.done(None, accepting(token))
    assert isinstance(grant, Grant)
    return grant


async def acts_by(world: World, grant: Grant) -> Viewer | None:
    row = await member_of_session(world.hub.database, grant.session_id, now=world.hub.clock())
    return None if row is None else Viewer.of(row)


async def membership(world: World, account_id: UUID) -> Membership | None:
    async with world.hub.database.session() as session:
        return await membership_of(session, account_id, world.brand.id)


async def test_who_is_invited_gets_an_account_and_acts_for_the_party(world: World) -> None:
    grant = await joined(world)

    viewer = await acts_by(world, grant)
    assert viewer is not None
    assert (viewer.email, viewer.party_id, viewer.role) == (EMAIL, world.brand.id, Role.BUYER)


async def test_who_has_an_account_joins_another_party_by_its_password(world: World) -> None:
    first = await joined(world)
    invitation_id = await world.done(world.retailer, inviting(Role.ANALYST, EMAIL.upper()))
    token = await token_of_invitation(world, invitation_id)

    wrong = await world.refusal(None, accepting(token, "another password"))
    grant: Any = await world.done(None, accepting(token))

    assert wrong.code is ErrorCode.WRONG_CREDENTIALS
    before, after = await acts_by(world, first), await acts_by(world, grant)
    assert before is not None
    assert after is not None
    assert after.account_id == before.account_id
    assert after.party_id == world.retailer.id


async def test_an_invitation_is_good_once_for_a_week_and_until_it_is_withdrawn(
    world: World, clock: Clock
) -> None:
    first = await world.done(world.brand, inviting())
    spent = await token_of_invitation(world, first)
    again = await world.done(world.brand, inviting(Role.WAREHOUSE))
    token = await token_of_invitation(world, again)

    assert again == first
    assert (await world.refusal(None, accepting(spent))).code is ErrorCode.TOKEN_SPENT
    withdrawing = partial(members.withdraw_invitation, invitation_id=again)
    await world.done(world.brand, withdrawing)
    assert (await world.refusal(None, accepting(token))).code is ErrorCode.TOKEN_SPENT
    assert (await world.refusal(world.brand, withdrawing)).code is ErrorCode.WRONG_STATUS

    late = await token_of_invitation(world, await world.done(world.brand, inviting()))
    clock.now += timedelta(days=8)
    assert (await world.refusal(None, accepting(late))).code is ErrorCode.TOKEN_SPENT


@pytest.mark.parametrize(
    ("password", "name", "field"),
    [("short", "Grace", "password"), (EMAIL, "Grace", "password"), ("a" * 20, "Grace", "password"),
     (PASSWORD, "  ", "name"), (PASSWORD, "x" * 201, "name")],
)  # fmt: skip
async def test_an_account_needs_a_name_and_a_password_that_is_hard_to_guess(
    world: World, password: str, name: str, field: str
) -> None:
    invitation_id = await world.done(world.brand, inviting())
    token = await token_of_invitation(world, invitation_id)

    refusal = await world.refusal(None, accepting(token, password, name))

    assert (refusal.code, refusal.field) == (ErrorCode.INVALID_INPUT, (field,))
    assert (await world.fresh(Invitation, invitation_id)).accepted_at is None


@pytest.mark.parametrize("role", Role)
async def test_members_are_managed_by_owners_and_managers_and_owners_by_owners(
    world: World, role: Role
) -> None:
    viewer = await world.member(world.brand.party, role)
    managed = await world.member(world.brand.party, Role.ANALYST)
    owner = await world.member(world.brand.party, Role.OWNER)
    [theirs, owners] = [await membership(world, one.account_id) for one in (managed, owner)]
    assert theirs is not None
    assert owners is not None
    for command, touches_owner in (
        (inviting(Role.BUYER), False),
        (inviting(Role.OWNER, "owner@example.org"), True),
        (partial(members.change_member_role, membership_id=theirs.id, role=Role.BUYER), False),
        (partial(members.change_member_role, membership_id=theirs.id, role=Role.OWNER), True),
        (partial(members.remove_member, membership_id=owners.id), True),
    ):
        if role is Role.OWNER or (role is Role.MANAGER and not touches_owner):
            await world.done(viewer, command)
        else:
            assert (await world.refusal(viewer, command)).code is ErrorCode.FORBIDDEN


async def test_a_member_of_another_party_is_not_to_be_found(world: World) -> None:
    stranger = await membership(world, world.brand.viewer.account_id)
    assert stranger is not None

    for command in (
        partial(members.remove_member, membership_id=stranger.id),
        partial(members.change_member_role, membership_id=stranger.id, role=Role.BUYER),
    ):
        assert (await world.refusal(world.retailer, command)).code is ErrorCode.NOT_FOUND


async def test_who_is_removed_acts_for_the_party_no_more_and_anybody_may_leave(
    world: World,
) -> None:
    grant = await joined(world)
    viewer = await acts_by(world, grant)
    assert viewer is not None
    theirs = await membership(world, viewer.account_id)
    assert theirs is not None

    await world.done(viewer, partial(members.remove_member, membership_id=theirs.id))

    assert await acts_by(world, grant) is None
    assert await membership(world, viewer.account_id) is None
    assert (await world.fresh(Account, viewer.account_id)).disabled_at is None


async def test_a_party_keeps_an_owner_even_if_two_let_each_other_go_at_once(world: World) -> None:
    other = await world.member(world.brand.party, Role.OWNER)
    [first, second] = [
        await membership(world, account_id)
        for account_id in (world.brand.viewer.account_id, other.account_id)
    ]
    assert first is not None
    assert second is not None

    answers = await asyncio.gather(
        world.done(world.brand, partial(members.remove_member, membership_id=second.id)),
        world.done(other, partial(members.remove_member, membership_id=first.id)),
        return_exceptions=True,
    )

    [refusal] = [answer for answer in answers if isinstance(answer, Refused)]
    assert refusal.code in (ErrorCode.LAST_OWNER, ErrorCode.NOT_FOUND)
    left = [one for one in (first, second) if await membership(world, one.account_id)]
    assert len(left) == 1
    demoting = partial(members.change_member_role, membership_id=left[0].id, role=Role.BUYER)
    who = world.brand.viewer if left[0].id == first.id else other
    assert (await world.refusal(who, demoting)).code is ErrorCode.LAST_OWNER


async def test_a_password_is_changed_by_who_knows_it_and_other_sessions_end(world: World) -> None:
    grant = await joined(world)
    other: Any = await world.done(None, partial(accounts.sign_in, email=EMAIL, password=PASSWORD))
    viewer = await acts_by(world, grant)
    new = "staple battery horse"

    wrong = await world.refusal(
        viewer, partial(passwords.change_password, current_password="not it at all", password=new)
    )
    await world.done(
        viewer, partial(passwords.change_password, current_password=PASSWORD, password=new)
    )

    assert wrong.code is ErrorCode.WRONG_CREDENTIALS
    assert await acts_by(world, grant) is not None
    assert await acts_by(world, other) is None
    await world.done(None, partial(accounts.sign_in, email=EMAIL, password=new))


async def test_a_forgotten_password_is_set_once_by_who_reads_the_mail(
    world: World, clock: Clock
) -> None:
    grant = await joined(world)
    nobody: Any = await world.done(
        None, partial(passwords.request_password_reset, email="nobody@example.org")
    )
    reset_id = await world.done(
        None, partial(passwords.request_password_reset, email=EMAIL.title())
    )

    async def issue(request: Request) -> Any:
        return await passwords.issue_password_reset_token(request, reset_id)

    issued: Any = await world.done(None, issue)
    account, token = issued
    new = "staple battery horse"
    resetting = partial(passwords.reset_password, token=token, password=new)
    await world.done(None, resetting)

    assert nobody is None
    assert account.email == EMAIL
    assert await acts_by(world, grant) is None
    await world.done(None, partial(accounts.sign_in, email=EMAIL, password=new))
    assert (await world.refusal(None, resetting)).code is ErrorCode.TOKEN_SPENT
    assert await world.done(None, issue) is None

    second = await world.done(None, partial(passwords.request_password_reset, email=EMAIL))
    assert (await world.fresh(PasswordReset, second)).token_hash is None
    reset_id = second
    issued = await world.done(None, issue)
    clock.now += timedelta(hours=2)
    late = partial(passwords.reset_password, token=issued[1], password=new)
    assert (await world.refusal(None, late)).code is ErrorCode.TOKEN_SPENT
