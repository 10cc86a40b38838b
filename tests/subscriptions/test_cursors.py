"""A cursor is good for the party it was given to, as long as what follows it is kept."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.types import new_id
from hub.context import Hub, open_request
from hub.policy.tokens import Signer
from hub.subscriptions.cursors import (
    CursorExpired,
    CursorInvalid,
    cursor_at,
    feed_cursor,
    position_of,
    start_of,
)
from tests.partners import Partners

PARTY = new_id()


class Secretive:
    """As much of a hub as signing needs."""

    signer = Signer("a secret")


SIGNING: Hub = Secretive()  # type: ignore[assignment]


@given(st.integers(min_value=0, max_value=2**63 - 1))
def test_a_cursor_is_read_as_the_position_it_was_made_of(position: int) -> None:
    assert position_of(SIGNING, PARTY, cursor_at(SIGNING, PARTY, position)) == position


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_what_the_hub_did_not_give_out_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid) as refused:
        position_of(SIGNING, PARTY, text)

    assert refused.value.extensions == {"code": "CURSOR_INVALID"}


def test_another_partys_cursor_is_refused() -> None:
    with pytest.raises(CursorInvalid):
        position_of(SIGNING, new_id(), cursor_at(SIGNING, PARTY, 7))


def test_a_cursor_outlives_a_change_of_the_secret_until_the_next() -> None:
    class Changed(Secretive):
        signer = Signer("the next secret", "a secret")

    class ChangedTwice(Secretive):
        signer = Signer("the one after", "the next secret")

    cursor = cursor_at(SIGNING, PARTY, 7)

    assert position_of(Changed(), PARTY, cursor) == 7  # type: ignore[arg-type]
    with pytest.raises(CursorInvalid):
        position_of(ChangedTwice(), PARTY, cursor)  # type: ignore[arg-type]


def test_a_cursor_whose_position_was_changed_is_refused() -> None:
    made = bytearray(base64.urlsafe_b64decode(cursor_at(SIGNING, PARTY, 7)))
    made[7] += 1

    with pytest.raises(CursorInvalid):
        position_of(SIGNING, PARTY, base64.urlsafe_b64encode(made).decode())


async def test_a_cursor_signed_with_another_secret_is_refused(hub: Hub) -> None:
    other = replace(hub, signer=Signer("other"))

    with pytest.raises(CursorInvalid):
        position_of(hub, PARTY, cursor_at(other, PARTY, 7))


async def test_a_feed_is_resumed_within_what_is_kept_of_it(hub: Hub, partners: Partners) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    for _ in range(4):
        await partners.step(order, party)
    await partners.sequence()
    await partners.execute(
        "DELETE FROM feed_entries WHERE party_id = $1 AND position <= 2", party.party_id
    )

    def resumed(position: int) -> object:
        return start_of(hub, party.party_id, cursor_at(hub, party.party_id, position))

    assert [await resumed(position) for position in (2, 3, 4)] == [2, 3, 4]  # type: ignore[misc]
    assert await start_of(hub, party.party_id, None) == 4
    with pytest.raises(CursorInvalid):
        await resumed(5)  # type: ignore[misc]
    with pytest.raises(CursorExpired) as expired:
        await resumed(1)  # type: ignore[misc]
    assert expired.value.extensions == {"code": "CURSOR_EXPIRED"}


async def test_a_feed_without_events_starts_at_zero(hub: Hub, partners: Partners) -> None:
    party = await partners.member()

    assert await start_of(hub, party.party_id, None) == 0
    assert await start_of(hub, party.party_id, cursor_at(hub, party.party_id, 0)) == 0


async def test_the_feed_cursor_of_a_request_is_of_its_own_snapshot(
    hub: Hub, partners: Partners
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    async with open_request(hub, party.viewer) as request:
        assert await feed_cursor(request) == cursor_at(hub, party.party_id, 0)
        await partners.step(order, party)
        await partners.sequence()
        assert await feed_cursor(request) == cursor_at(hub, party.party_id, 0)
        await request.renew()
        assert await feed_cursor(request) == cursor_at(hub, party.party_id, 1)
