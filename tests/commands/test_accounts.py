"""Sessions begin, are refreshed, and end; and nobody learns who has an account."""

import asyncio
from datetime import timedelta
from functools import partial
from typing import Any, Final, cast

from argon2 import PasswordHasher

from db.enums.accounts import Role
from db.enums.parties import PartyKind
from db.queries.accounts import member_of_session
from db.tables.accounts import Account, Membership, Session
from db.types import new_id
from hub.commands import accounts
from hub.commands.accounts import Grant
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.policy.viewer import Viewer
from tests.conftest import Clock
from tests.world import Trader, World

PASSWORD: Final = "correct horse battery staple"
# Its parameters are in the hash: weak ones make tests quick.
HASH: Final = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


async def account(world: World, *parties: Trader, email: str = "ada@example.org") -> Account:
    """An account with a password, a member of the parties in this order."""
    made = Account(
        id=new_id(), email=email, name="Ada", password_hash=HASH, created_at=world.hub.clock()
    )
    rows = [Membership(account_id=made.id, party_id=one.id, role=Role.BUYER) for one in parties]
    await world.add(made, *rows)
    return made


async def grant(world: World, command: Any, who: Viewer | None = None) -> Grant:
    return cast(Grant, await world.done(who, command))


def signing_in(email: str, password: str = PASSWORD, party: Trader | None = None) -> Any:
    party_id = None if party is None else party.id
    return partial(accounts.sign_in, email=email, password=password, party_id=party_id)


def refreshing(token: str | None) -> Any:
    assert token is not None
    return partial(accounts.refresh_session, refresh_token=token)


async def refused_token(world: World, token: str | None) -> Refused:
    """Why a refresh token is refused; what follows from it is kept."""
    answer: object = await world.done(None, refreshing(token))
    assert isinstance(answer, Refused)
    return answer


async def viewer(world: World, given: Grant) -> Viewer | None:
    """Who acts with the tokens now."""
    hub = world.hub
    row = await member_of_session(hub.database, given.session_id, now=hub.clock())
    return None if row is None else Viewer.of(row)


async def test_who_signs_in_acts_for_the_first_of_its_parties(world: World) -> None:
    ada = await account(world, world.retailer, world.brand)

    given = await grant(world, signing_in("ada@example.org"))

    found = await viewer(world, given)
    assert found is not None
    assert (found.account_id, found.party_id) == (ada.id, world.retailer.id)
    assert (found.party_kind, found.role) == (PartyKind.RETAILER, Role.BUYER)
    policy = world.hub.policy
    session = await world.fresh(Session, given.session_id)
    now = world.hub.clock()
    assert session.expires_at == now + policy.session_lifetime
    assert given.access_token_expires_at == now + policy.access_token_lifetime
    # What is stored of the refresh token is not enough to use it.
    assert session.refresh_hash is not None
    assert given.refresh_token is not None
    assert given.refresh_token.encode() not in session.refresh_hash


async def test_who_has_several_parties_says_for_which_to_act(world: World) -> None:
    await account(world, world.retailer, world.brand)

    given = await grant(world, signing_in("ada@example.org", party=world.brand))

    found = await viewer(world, given)
    assert found is not None
    assert found.party_id == world.brand.id


async def test_nobody_acts_for_a_party_it_is_no_member_of(world: World) -> None:
    await account(world, world.retailer)
    await account(world, email="alone@example.org")

    for command in (
        signing_in("ada@example.org", party=world.brand),
        signing_in("alone@example.org"),
    ):
        refusal = await world.refusal(None, command)
        assert isinstance(refusal, NotFound)
        assert refusal.field == ("partyId",)


async def test_the_case_of_an_email_makes_no_difference(world: World) -> None:
    await account(world, world.retailer)

    given = await grant(world, signing_in("Ada@Example.ORG"))

    assert await viewer(world, given) is not None


async def test_a_wrong_password_and_an_unknown_email_are_answered_alike(world: World) -> None:
    await account(world, world.retailer)
    gone = await account(world, world.retailer, email="gone@example.org")
    await world.hub.database.pool.execute(
        "UPDATE accounts SET disabled_at = now() WHERE id = $1", gone.id
    )
    # The accounts of a small world have no password that could be right.
    without = world.retailer.viewer.email

    refusals = [
        await world.refusal(None, command)
        for command in (
            signing_in("ada@example.org", "wrong"),
            signing_in("ada@example.org", ""),
            signing_in("nobody@example.org"),
            signing_in("gone@example.org"),
            signing_in(without, ""),
        )
    ]

    assert {(r.code, r.message, r.field) for r in refusals} == {
        (ErrorCode.WRONG_CREDENTIALS, "No account has this email and password.", ("password",))
    }
    assert await _sessions_of(world, "ada@example.org", "gone@example.org") == 0


async def _sessions_of(world: World, *emails: str) -> int:
    found: int = await world.hub.database.pool.fetchval(
        "SELECT count(*) FROM sessions JOIN memberships ON memberships.id = membership_id"
        " JOIN accounts ON accounts.id = account_id WHERE email = ANY ($1)",
        list(emails),
    )
    return found


async def test_an_unknown_email_takes_a_password_check_too(world: World) -> None:
    before = accounts._unknown.cache_info()

    await world.refusal(None, signing_in("nobody@example.org"))

    after = accounts._unknown.cache_info()
    assert after.hits + after.misses == before.hits + before.misses + 1


async def test_a_refresh_token_is_good_once_and_brings_the_next(world: World) -> None:
    await account(world, world.retailer)
    first = await grant(world, signing_in("ada@example.org"))

    second = await grant(world, refreshing(first.refresh_token))
    third = await grant(world, refreshing(second.refresh_token))

    assert first.session_id == second.session_id == third.session_id
    assert len({first.refresh_token, second.refresh_token, third.refresh_token}) == 3
    assert await viewer(world, third) == await viewer(world, first)


async def test_a_refresh_token_used_again_later_ends_the_session(
    world: World, clock: Clock
) -> None:
    await account(world, world.retailer)
    first = await grant(world, signing_in("ada@example.org"))
    another = await grant(world, signing_in("ada@example.org"))
    second = await grant(world, refreshing(first.refresh_token))

    clock.now += accounts.GRACE + timedelta(seconds=1)
    again = await refused_token(world, first.refresh_token)

    assert again.code is ErrorCode.WRONG_CREDENTIALS
    assert await viewer(world, second) is None
    # Nor does the newest token help whoever has it.
    await refused_token(world, second.refresh_token)
    # The account's other sessions are not concerned.
    assert await viewer(world, another) is not None


async def test_a_refresh_token_used_by_several_at_once_brings_all_the_same_next(
    world: World, clock: Clock
) -> None:
    await account(world, world.retailer)
    first = await grant(world, signing_in("ada@example.org"))

    at_once = await asyncio.gather(
        *(grant(world, refreshing(first.refresh_token)) for _ in range(3))
    )
    clock.now += accounts.GRACE
    late = await grant(world, refreshing(first.refresh_token))

    assert {one.refresh_token for one in (*at_once, late)} == {late.refresh_token}
    assert await viewer(world, await grant(world, refreshing(late.refresh_token))) is not None


async def test_a_session_is_not_refreshed_past_its_end(world: World, clock: Clock) -> None:
    await account(world, world.retailer)
    given = await grant(world, signing_in("ada@example.org"))
    session = await world.fresh(Session, given.session_id)

    clock.now = session.expires_at - timedelta(seconds=10)
    last = await grant(world, refreshing(given.refresh_token))
    assert last.access_token_expires_at == session.expires_at
    clock.now = session.expires_at

    await refused_token(world, last.refresh_token)
    assert await viewer(world, last) is None


async def test_a_disabled_account_neither_acts_nor_refreshes(world: World) -> None:
    ada = await account(world, world.retailer)
    given = await grant(world, signing_in("ada@example.org"))
    await world.hub.database.pool.execute(
        "UPDATE accounts SET disabled_at = now() WHERE id = $1", ada.id
    )

    await refused_token(world, given.refresh_token)
    assert await viewer(world, given) is None


async def test_a_made_up_refresh_token_is_refused(world: World) -> None:
    for made_up in ("", "no token", "\ud7ff" * 50):
        refused = await refused_token(world, made_up)
        assert refused.field == ("refreshToken",)


async def test_signing_out_ends_the_session_and_no_other(world: World) -> None:
    await account(world, world.retailer)
    given, another = [await grant(world, signing_in("ada@example.org")) for _ in range(2)]
    acting = await viewer(world, given)

    await _sign_out(world, acting)

    assert await viewer(world, given) is None
    await refused_token(world, given.refresh_token)
    assert await viewer(world, another) is not None
    ended = await world.fresh(Session, given.session_id)
    # Who was quick enough to ask twice changes nothing.
    await _sign_out(world, acting)
    assert await world.fresh(Session, given.session_id) == ended


async def _sign_out(world: World, who: Viewer | None) -> None:
    await world.done(who, accounts.sign_out)


async def test_nobody_signs_out_who_is_not_signed_in(world: World) -> None:
    refusal = await world.refusal(None, accounts.sign_out)

    assert refusal.code is ErrorCode.UNAUTHENTICATED


async def test_a_token_handed_out_is_good_as_long_as_its_session(
    world: World, clock: Clock
) -> None:
    await account(world, world.retailer, world.brand)
    until = clock.now + timedelta(days=90)

    async def granting(request: Request) -> Grant:
        return await accounts.grant_token(request, "ADA@example.org", until, world.brand.id)

    given = await grant(world, granting)

    assert given.refresh_token is None
    assert given.access_token_expires_at == until
    found = await viewer(world, given)
    assert found is not None
    assert found.party_id == world.brand.id


async def test_no_token_is_handed_out_to_nobody(world: World) -> None:
    until = world.hub.clock() + timedelta(days=1)
    command = partial(accounts.grant_token, email="nobody@example.org", until=until)

    refusal = await world.refusal(None, command)

    assert (refusal.code, refusal.field) == (ErrorCode.NOT_FOUND, ("email",))
