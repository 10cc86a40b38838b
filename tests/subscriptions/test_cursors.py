"""A cursor is good for the party it was given to, as long as what follows it is kept."""

import base64
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.feeds import PUBLIC_FEED
from db.types import new_id
from hub.context import Hub, open_request
from hub.policy.tokens import Signer
from hub.subscriptions.cursors import (
    CursorExpired,
    CursorInvalid,
    cursor_at,
    feed_cursor,
    feeds_of,
    places_in,
    start_of,
)
from tests.partners import Partners

PARTY = (new_id(),)


class Secretive:
    """As much of a hub as signing needs."""

    signer = Signer("a secret")


SIGNING: Hub = Secretive()  # type: ignore[assignment]


PLACES = st.integers(min_value=0, max_value=2**63 - 1)


@given(PLACES, PLACES)
def test_a_cursor_is_read_as_the_places_it_was_made_of(own: int, public: int) -> None:
    both = (*PARTY, PUBLIC_FEED)
    whole, half = cursor_at(SIGNING, both, (own, public)), cursor_at(SIGNING, PARTY, (own,))

    assert places_in(SIGNING, both, whole) == (own, public)
    assert places_in(SIGNING, PARTY, whole) == (own,)
    assert places_in(SIGNING, both, half) == places_in(SIGNING, PARTY, half) == (own,)
    for other in ((PUBLIC_FEED,), (new_id(),), (new_id(), PUBLIC_FEED)):
        for cursor in (whole, half):
            with pytest.raises(CursorInvalid):
                places_in(SIGNING, other, cursor)


@given(st.text() | st.binary().map(lambda b: base64.urlsafe_b64encode(b).decode()))
def test_what_the_hub_did_not_give_out_is_refused(text: str) -> None:
    with pytest.raises(CursorInvalid) as refused:
        places_in(SIGNING, PARTY, text)

    assert refused.value.extensions == {"code": "CURSOR_INVALID"}


def test_another_partys_cursor_is_refused() -> None:
    with pytest.raises(CursorInvalid):
        places_in(SIGNING, (new_id(),), cursor_at(SIGNING, PARTY, (7,)))


def test_a_cursor_outlives_a_change_of_the_secret_until_the_next() -> None:
    class Changed(Secretive):
        signer = Signer("the next secret", "a secret")

    class ChangedTwice(Secretive):
        signer = Signer("the one after", "the next secret")

    cursor = cursor_at(SIGNING, PARTY, (7,))

    assert places_in(Changed(), PARTY, cursor) == (7,)  # type: ignore[arg-type]
    with pytest.raises(CursorInvalid):
        places_in(ChangedTwice(), PARTY, cursor)  # type: ignore[arg-type]


def test_a_cursor_whose_position_was_changed_is_refused() -> None:
    made = bytearray(base64.urlsafe_b64decode(cursor_at(SIGNING, PARTY, (7,))))
    made[7] += 1

    with pytest.raises(CursorInvalid):
        places_in(SIGNING, PARTY, base64.urlsafe_b64encode(made).decode())


async def test_a_cursor_signed_with_another_secret_is_refused(hub: Hub) -> None:
    other = replace(hub, signer=Signer("other"))

    with pytest.raises(CursorInvalid):
        places_in(hub, PARTY, cursor_at(other, PARTY, (7,)))


async def test_a_feed_is_resumed_within_what_is_kept_of_it(hub: Hub, partners: Partners) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    for _ in range(4):
        await partners.step(order, party)
    await partners.sequence()
    await partners.execute(
        "DELETE FROM feed_entries WHERE feed_id = $1 AND position <= 2", party.party_id
    )

    def resumed(position: int) -> object:
        return start_of(hub, (party.party_id,), cursor_at(hub, (party.party_id,), (position,)))

    assert [await resumed(position) for position in (2, 3, 4)] == [(2,), (3,), (4,)]  # type: ignore[misc]
    assert await start_of(hub, (party.party_id,), None) == (4,)
    with pytest.raises(CursorInvalid):
        await resumed(5)  # type: ignore[misc]
    with pytest.raises(CursorExpired) as expired:
        await resumed(1)  # type: ignore[misc]
    assert expired.value.extensions == {"code": "CURSOR_EXPIRED"}


async def test_all_feeds_that_are_heard_are_resumed_within_what_is_kept(
    hub: Hub, partners: Partners
) -> None:
    party = await partners.member()
    await partners.step(await partners.order(party, await partners.member()), party)
    for _ in range(2):
        await partners.tell_everybody()
    await partners.sequence()
    await partners.execute(
        "DELETE FROM feed_entries WHERE feed_id = $1 AND position = 1", PUBLIC_FEED
    )
    feeds = feeds_of(party.viewer)

    async def resumed(*places: int) -> object:
        return await start_of(hub, feeds, cursor_at(hub, feeds, places))

    assert await resumed(0, 1) == (0, 1)
    assert await start_of(hub, feeds, None) == (1, 2)
    with pytest.raises(CursorExpired):
        await resumed(1, 0)
    for ahead in ((2, 2), (1, 3)):
        with pytest.raises(CursorInvalid):
            await resumed(*ahead)


async def test_a_feed_without_events_starts_at_zero(hub: Hub, partners: Partners) -> None:
    party = await partners.member()

    assert await start_of(hub, (party.party_id,), None) == (0,)
    assert await start_of(hub, (party.party_id,), cursor_at(hub, (party.party_id,), (0,))) == (0,)


async def test_the_feed_cursor_of_a_request_is_of_its_own_snapshot(
    hub: Hub, partners: Partners
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())

    feeds = (party.party_id, PUBLIC_FEED)
    async with open_request(hub, party.viewer) as request:
        assert await feed_cursor(request) == cursor_at(hub, feeds, (0, 0))
        await partners.step(order, party)
        await partners.sequence()
        assert await feed_cursor(request) == cursor_at(hub, feeds, (0, 0))
        await request.renew()
        assert await feed_cursor(request) == cursor_at(hub, feeds, (1, 0))
