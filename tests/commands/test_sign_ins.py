"""Passwords cannot be tried without end, and trying them holds up nobody else."""

import asyncio
from dataclasses import replace
from typing import Any

import pytest
from redis.asyncio import Redis

from hub.commands import accounts
from hub.commands.accounts import password_matches
from hub.domain.accounts import WRONG_OF_EMAIL_MAX, pause_after_wrong_password
from hub.domain.errors import ErrorCode, Refused
from hub.mail import LoggedMail
from hub.sign_ins import SignIns
from tests.commands.test_accounts import PASSWORD, account, signing_in
from tests.graph import ask
from tests.partners import NOBODY
from tests.world import World

EMAIL = "ada@example.org"


@pytest.fixture(autouse=True)
def unslowed(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    """How long answers would have been held back."""
    paused: list[float] = []

    def pause(wrong: int) -> float:
        paused.append(pause_after_wrong_password(wrong))
        return 0.0

    monkeypatch.setattr(accounts, "pause_after_wrong_password", pause)
    return paused


async def codes(world: World, *passwords: str, email: str = EMAIL) -> list[str]:
    """What comes of signing in with the passwords, one after the other."""
    found = []
    for password in passwords:
        try:
            answer: Any = await world.done(None, signing_in(email, password))
        except Refused as refused:
            answer = refused
        found.append(str(answer.code) if isinstance(answer, Refused) else "")
    return found


@pytest.mark.parametrize("with_redis", [True, False])
async def test_wrong_passwords_are_slowed_then_refused_and_told_to_the_account(
    world: World, unslowed: list[float], *, with_redis: bool
) -> None:
    world.hub = replace(world.hub, mailer=LoggedMail())
    if not with_redis:
        world.hub = replace(world.hub, sign_ins=SignIns(Redis.from_url(NOBODY)))
    await account(world, world.retailer)
    await account(world, world.retailer, email="grace@example.org")

    found = await codes(world, *["wrong"] * WRONG_OF_EMAIL_MAX, PASSWORD)

    assert found == ["WRONG_CREDENTIALS"] * WRONG_OF_EMAIL_MAX + ["TOO_MANY_TRIES"]
    assert unslowed[:4] == [0.0] * 4
    assert unslowed[4:8] == [0.25, 0.5, 1.0, 2.0]
    assert {*unslowed[8:]} == {2.0}
    # Nobody else has to wait, and spelling the email in another way is no way around.
    assert await codes(world, PASSWORD, email="grace@example.org") == [""]
    assert await codes(world, PASSWORD, email="ADA@example.org ") == ["TOO_MANY_TRIES"]
    told = await world.hub.database.pool.fetch("SELECT name FROM jobs")
    assert [job["name"] for job in told] == ["send_sign_in_warning"]


async def test_a_right_password_begins_anew(world: World) -> None:
    await account(world, world.retailer)
    wrong = ["wrong"] * (WRONG_OF_EMAIL_MAX - 1)

    assert (await codes(world, *wrong, PASSWORD))[-1] == ""
    assert {*await codes(world, *wrong)} == {"WRONG_CREDENTIALS"}


async def test_other_processes_count_with_it(world: World) -> None:
    await account(world, world.retailer)
    assert {*await codes(world, *["wrong"] * WRONG_OF_EMAIL_MAX)} == {"WRONG_CREDENTIALS"}
    namespace = world.hub.sign_ins._namespace

    world.hub = replace(world.hub, sign_ins=SignIns(world.hub.redis, namespace))

    assert await codes(world, PASSWORD) == ["TOO_MANY_TRIES"]


async def test_too_many_at_once_are_refused_and_the_others_answered() -> None:
    tries = [password_matches(None, "x") for _ in range(50)]

    found = await asyncio.gather(*tries, return_exceptions=True)

    refused = [one for one in found if isinstance(one, Refused)]
    assert {one.code for one in refused} == {ErrorCode.TOO_MANY_TRIES}
    assert len(refused) == 16
    assert [one for one in found if not isinstance(one, Refused)] == [False] * 34


async def test_an_operation_signs_in_once(world: World) -> None:
    signing = 'signIn(input: {requestId: "%s", email: "a", password: "b"}) { errors { code } }'
    id = "00000000-0000-4000-8000-000000000000"
    twice = f"mutation {{ a: {signing % id} ...B }} fragment B on Mutation {{ b: {signing % id} }}"

    once = await ask(world.hub, None, f"mutation {{ {signing % id} }}")
    with pytest.raises(Exception, match="An operation begins one session"):
        await ask(world.hub, None, twice)

    assert once.data["signIn"]["errors"] == [{"code": "WRONG_CREDENTIALS"}]
