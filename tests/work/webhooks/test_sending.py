"""Webhooks: what concerns a party arrives, signed, in order, at least once, or its log says why."""

import asyncio
from time import monotonic

import orjson
import pytest

from db.enums.accounts import Role
from db.enums.events import EventKind
from db.enums.webhooks import WebhookPause
from db.feeds import Feeds
from db.queries import events as feeds
from db.queries import webhooks as queries
from db.queries.events import entries_after
from db.queries.webhooks import take_due
from db.session import Database
from db.types import new_id
from hub.metrics import REGISTRY
from hub.schema import schema
from hub.subscriptions.cursors import cursor_at, feeds_of
from hub.work import webhooks
from hub.work.webhooks import _OF_PARTY_MAX as OF_PARTY_MAX
from hub.work.webhooks.messages import message_of
from hub.work.webhooks.posting import ANSWER_SECONDS_MAX
from tests.partners import Partners
from tests.receivers import receiving
from tests.subscriptions.trade import Trade
from tests.work.webhooks.conftest import Scene, sending
from tests.world import World


async def test_events_arrive_signed_and_in_order(scene: Scene) -> None:
    await scene.happen(5)

    async with sending(scene.hub):
        await scene.until_taken(5)
        state = await scene.until(lambda state: state["position"] == 5)

    assert scene.receiver.positions == [1, 2, 3, 4, 5]
    assert all(message.is_signed_with(scene.secret) for message in scene.receiver.taken)
    assert state["status"] == "ACTIVE"
    assert [one["position"] for one in state["log"]] == [1, 2, 3, 4, 5]
    assert {(one["delivered"], one["statusCode"], one["error"]) for one in state["log"]} == {
        (True, 204, None)
    }
    told = scene.receiver.taken[-1].told
    assert told["type"] == "order.confirmed"
    assert told["data"]["cursor"] == scene.cursor(5)
    assert told["data"]["event"]["order"]["id"] == f"Order:{scene.order}"
    assert told["timestamp"] == told["data"]["event"]["occurredAt"]


async def test_a_webhook_starts_with_what_happens_after_it_was_made(scene: Scene) -> None:
    await scene.happen(2)
    await scene.change("deleteWebhook")
    created = await scene.change("createWebhook", address=scene.receiver.address)
    await scene.happen()

    async with sending(scene.hub):
        await scene.until_taken(1)

    assert created["webhook"]["position"] == 2
    assert scene.receiver.positions == [3]


async def test_only_the_kinds_that_are_wanted_arrive(scene: Scene, partners: Partners) -> None:
    await scene.change("updateWebhook", kinds=["STOCK"])
    item = await partners.stock(scene.party)
    await scene.happen(2)
    await partners.movement(item, 1, scene.party)
    await scene.happen(2)

    async with sending(scene.hub):
        state = await scene.until(lambda state: state["position"] == 5)

    assert scene.receiver.positions == [3]
    assert scene.receiver.taken[0].told["type"] == "stock.adjusted"
    assert len(state["log"]) == 1


async def test_an_event_is_tried_until_it_is_taken_and_the_next_ones_wait(scene: Scene) -> None:
    scene.receiver.answers = lambda n: (500, 302, 404, 200)[min(n, 3)]
    before = _tried("taken"), _tried("failed")
    await scene.happen(2)

    async with sending(scene.hub):
        for failures in (1, 2, 3):
            state = await scene.until_failed(failures)
            assert state["status"] == "FAILING"
            scene.later(seconds=25)
        state = await scene.until(lambda state: state["position"] == 2)

    ids = [message.id for message in scene.receiver.messages]
    assert len(set(ids[:4])) == 1
    assert ids[4] != ids[0]
    assert {message.path for message in scene.receiver.messages} == {"/hook"}
    log = state["log"]
    assert [(one["position"], one["attempt"], one["statusCode"]) for one in log] == [
        (1, 1, 500),
        (1, 2, 302),
        (1, 3, 404),
        (1, 4, 200),
        (2, 1, 200),
    ]
    assert [one["nextAttemptAt"] is None for one in log] == [False, False, False, True, True]
    assert (state["status"], state["failures"], state["failingSince"]) == ("ACTIVE", 0, None)
    assert (_tried("taken"), _tried("failed")) == (before[0] + 2, before[1] + 3)


def _tried(outcome: str) -> float:
    """What Prometheus would be told."""
    return REGISTRY.get_sample_value("hub_webhook_tries_total", {"outcome": outcome}) or 0


async def test_a_receiver_that_is_away_for_a_while_gets_everything(scene: Scene) -> None:
    async with receiving() as away:
        address = away.address
        port = int(address.split(":")[-1].split("/")[0])
    await scene.change("updateWebhook", address=address)
    await scene.happen(3)

    async with sending(scene.hub):
        state = await scene.until_failed(1)
        assert state["log"][0]["error"] == "The receiver cannot be reached."
        async with receiving(port) as back:
            scene.later(seconds=10)
            await scene.until(lambda state: state["position"] == 3)

    assert back.positions == [1, 2, 3]


async def test_those_that_never_answer_hold_up_no_other(scene: Scene) -> None:
    async with receiving() as silent:
        silent.answers = lambda _: None
        await scene.party_with_webhooks(silent.address, 12)
        await scene.party_with_webhooks(silent.address, 12)
        await scene.happen()

        async with sending(scene.hub):
            await scene.until(lambda _: len(silent.messages) == 2 * OF_PARTY_MAX)
            await scene.happen(2)
            await scene.until_taken(3)
            await asyncio.sleep(0.3)

    # Of one party's only some are sent to at once, so that there is room for others'.
    assert len(silent.messages) == 2 * OF_PARTY_MAX


async def test_receivers_that_hang_hold_up_nobody_else(scene: Scene, partners: Partners) -> None:
    async with receiving() as silent:
        silent.answers = lambda _: None
        for _ in range(6):
            await scene.party_with_webhooks(silent.address, 20)
        await partners.sequence()

        async with sending(scene.hub):
            # Every place is taken by one that hangs, at first.
            await scene.until(lambda _: len(silent.messages) >= 30)
            await scene.happen()
            happened = monotonic()
            await scene.until_taken(1)
            waited = monotonic() - happened

    assert waited < ANSWER_SECONDS_MAX  # for which the others hang


async def test_a_webhook_whose_receiver_is_slow_gives_others_their_turn(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "SLOW_SECONDS", 0.0)
    monkeypatch.setattr(webhooks, "_OF_PARTY_MAX", 1)
    await scene.change("createWebhook", address=scene.receiver.address)
    await scene.happen(3)

    def answer(_: int) -> int:
        scene.later(seconds=1)
        return 204

    scene.receiver.answers = answer

    async with sending(scene.hub):
        await scene.until_taken(6)

    sent = [message.id.split("_")[1] for message in scene.receiver.taken]
    assert [sent.index(id) for id in dict.fromkeys(sent)] == [0, 1]
    assert sent[0::2] == [sent[0]] * 3
    assert scene.receiver.positions == [1, 1, 2, 2, 3, 3]


async def test_those_that_do_not_fail_come_first(scene: Scene) -> None:
    parties = [await scene.party_with_webhooks(scene.receiver.address, 2) for _ in range(3)]
    await scene.happen()
    pool, now = scene.hub.database.pool, scene.clock.now
    await pool.execute("DELETE FROM webhooks WHERE party_id = $1", scene.party.party_id)
    for party_id in parties[:2]:
        await pool.execute(
            "UPDATE webhooks SET status = 'FAILING', failures = 1, next_attempt_at = $2"
            " WHERE party_id = $1",
            party_id,
            now,
        )
    await pool.execute("UPDATE webhooks SET delivered_at = $2 WHERE party_id = $1", parties[2], now)

    taken = []
    for most in (2, 1, 9):
        ids = await take_due(
            scene.hub.database, new_id(), now, most=most, of_party_max=1, public_kinds=()
        )
        rows = await pool.fetch("SELECT party_id FROM webhooks WHERE id = ANY ($1)", ids)
        taken.append([row["party_id"] for row in rows])

    assert parties[2] in taken[0]
    assert taken[1] == [parties[2]]
    assert sorted(taken[2]) == sorted(parties[:2])


async def test_an_event_is_given_up_after_three_days(scene: Scene) -> None:
    scene.receiver.answers = lambda _: 503
    await scene.happen()

    async with sending(scene.hub):
        await scene.until_failed(1)
        scene.later(days=2)
        await scene.until_failed(2)
        scene.later(days=1)
        state = await scene.until(lambda state: state["status"] == "PAUSED")

        assert state["pausedBecause"] == "GAVE_UP"
        assert state["position"] == 0
        scene.receiver.answers = lambda _: 200
        await scene.change("resumeWebhook")
        await scene.until(lambda state: state["position"] == 1)


async def test_a_receiver_that_is_gone_is_left_alone(scene: Scene) -> None:
    scene.receiver.answers = lambda _: 410
    await scene.happen(2)

    async with sending(scene.hub):
        state = await scene.until(lambda state: state["status"] == "PAUSED")
        scene.later(days=1)
        await asyncio.sleep(0.3)

    assert (state["pausedBecause"], state["position"]) == ("GONE", 0)
    assert len(scene.receiver.messages) == 1


async def test_what_happens_during_a_pause_is_told_afterwards(scene: Scene) -> None:
    await scene.change("pauseWebhook")
    await scene.happen(3)

    async with sending(scene.hub):
        await asyncio.sleep(0.3)
        assert scene.receiver.messages == []
        await scene.change("resumeWebhook")
        await scene.until_taken(3)

    assert scene.receiver.positions == [1, 2, 3]


async def test_a_replay_tells_the_same_events_again_under_the_same_ids(scene: Scene) -> None:
    await scene.happen(4)

    async with sending(scene.hub):
        await scene.until_taken(4)
        await scene.change("replayWebhook", after=scene.cursor(2))
        await scene.until_taken(6)
        await scene.until(lambda state: state["position"] == 4)

    assert scene.receiver.positions == [1, 2, 3, 4, 3, 4]
    ids = [message.id for message in scene.receiver.taken]
    assert ids[4:] == ids[2:4]


async def test_an_event_keeps_its_id_where_a_replay_has_it_after_others(scene: Scene) -> None:
    await scene.happen(2)
    await scene.partners.tell_everybody()
    await scene.happen()
    # Of a subscription that does not tell what everybody is told, of which all is passed by now.
    own = cursor_at(scene.hub, (scene.party.party_id,), (0,))

    async with sending(scene.hub):
        await scene.until_taken(3)
        await scene.change("replayWebhook", after=own)
        await scene.until_taken(6)

    assert scene.receiver.positions == [1, 2, 4, 2, 3, 4]
    ids = [message.id for message in scene.receiver.taken]
    assert ids[3:] == ids[:3]


async def test_what_comes_of_a_try_leaves_a_webhook_that_was_replayed_meanwhile(
    scene: Scene,
) -> None:
    await scene.partners.tell_everybody()
    await scene.happen()
    database, lease, now = scene.hub.database, new_id(), scene.clock.now
    [id] = await take_due(database, lease, now, most=1, of_party_max=1, public_kinds=())
    webhook = await queries.held(database, lease, id)
    assert webhook is not None
    await queries.passed(database, webhook, (1, 0))
    tried = await queries.held(database, lease, id)
    # Elsewhere, though it counts as many events.
    after = cursor_at(scene.hub, feeds_of(scene.party.viewer), (0, 1))
    await scene.change("replayWebhook", after=after)
    replayed = await queries.held(database, lease, id)
    assert tried is not None
    assert replayed is not None
    assert (tried.position, replayed.position) == (1, 1)

    await queries.taken(database, tried, (2, 0), now)
    await queries.passed(database, tried, (2, 0))
    await queries.failed(database, tried, now, now)
    await queries.paused(database, tried, WebhookPause.GONE)

    assert await queries.held(database, lease, id) == replayed


async def test_two_processes_send_each_event_once(scene: Scene) -> None:
    async with sending(scene.hub, processes=3):
        for _ in range(4):
            await scene.happen(10)
        await scene.until(lambda state: state["position"] == 40)

    assert scene.receiver.positions == [*range(1, 41)]


async def test_what_a_killed_process_had_taken_is_sent_by_another(scene: Scene) -> None:
    scene.receiver.answers = lambda n: None if n == 0 else 200
    await scene.happen(2)
    async with sending(scene.hub):
        await scene.until(lambda _: len(scene.receiver.messages) == 1)
        # Killed: it will neither write nor release anything.
        await scene.partners.execute(
            "UPDATE webhooks SET lease = gen_random_uuid(), leased_until = now() + interval '1 s'"
        )
    async with sending(scene.hub):
        await scene.until_taken(2)

    assert scene.receiver.positions == [1, 2]
    assert scene.receiver.messages[0].id == scene.receiver.taken[0].id


async def test_events_that_are_no_longer_kept_are_not_passed_over_in_silence(scene: Scene) -> None:
    await scene.happen(3)
    await scene.partners.execute("DELETE FROM feed_entries WHERE position <= 2")

    async with sending(scene.hub):
        state = await scene.until(lambda state: state["status"] == "PAUSED")
        await scene.change("replayWebhook", after=scene.cursor(2))
        await scene.until_taken(1)

    assert (state["pausedBecause"], state["position"]) == ("CURSOR_EXPIRED", 0)
    assert state["log"][-1]["error"] == "The events that come next are no longer kept."
    assert scene.receiver.positions == [3]


async def test_a_webhook_stops_with_the_access_of_whom_it_acts_for(scene: Scene) -> None:
    await scene.happen()
    await scene.partners.execute(
        "UPDATE memberships SET role = $1 WHERE account_id = $2",
        Role.ANALYST,
        scene.party.viewer.account_id,
    )

    async with sending(scene.hub):
        await asyncio.sleep(0.3)
    await scene.partners.execute(
        "UPDATE memberships SET role = $1 WHERE account_id = $2",
        Role.OWNER,
        scene.party.viewer.account_id,
    )
    state = await scene.state()

    assert (state["status"], state["pausedBecause"]) == ("PAUSED", "ACCESS_LOST")
    assert state["log"][-1]["error"] == "Whoever the webhook acts for may no longer manage it."
    assert scene.receiver.messages == []


async def test_what_the_party_may_not_see_is_passed_over(scene: Scene, partners: Partners) -> None:
    others = await partners.order(await partners.member(), await partners.member())
    # Told by mistake, or seen no more since.
    await partners.step(others, scene.party)
    await scene.happen()

    async with sending(scene.hub):
        await scene.until(lambda state: state["position"] == 2)

    assert scene.receiver.positions == [2]


async def test_what_was_tried_in_vain_is_not_held_against_what_comes_after_it(
    scene: Scene, partners: Partners
) -> None:
    scene.receiver.answers = lambda _: 503
    await scene.happen()
    await partners.movement(await partners.stock(scene.party), 1, scene.party)
    await partners.sequence()

    async with sending(scene.hub):
        await scene.until_failed(1)
        scene.later(days=2.9)
        await scene.until_failed(2)
        # The failing event is passed, and the next one is tried for the first time.
        await scene.change("updateWebhook", kinds=["STOCK"])
        scene.later(days=1)
        state = await scene.until(lambda state: state["log"][-1]["position"] == 2)
        state = await scene.until_failed(1)

    assert (state["status"], state["position"]) == ("FAILING", 1)
    assert [(one["position"], one["attempt"]) for one in state["log"]] == [(1, 1), (1, 2), (2, 1)]
    assert state["log"][-1]["nextAttemptAt"] is not None


async def test_what_fails_goes_on_failing_after_what_was_passed_before_it(
    scene: Scene, partners: Partners
) -> None:
    scene.receiver.answers = lambda _: 503
    await scene.change("updateWebhook", kinds=["STOCK"])
    await scene.happen(2)
    await partners.movement(await partners.stock(scene.party), 1, scene.party)
    await partners.sequence()

    async with sending(scene.hub):
        for failures in (1, 2, 3):
            state = await scene.until_failed(failures)
            scene.later(seconds=25)

    assert [one["attempt"] for one in state["log"]] == [1, 2, 3]


async def test_one_that_has_passed_all_is_no_longer_failing(scene: Scene) -> None:
    scene.receiver.answers = lambda _: 503
    await scene.happen()

    async with sending(scene.hub):
        await scene.until_failed(1)
        await scene.change("updateWebhook", kinds=["STOCK"])
        scene.later(seconds=10)
        state = await scene.until(lambda state: state["position"] == 1)

    assert (state["status"], state["failures"], state["failingSince"]) == ("ACTIVE", 0, None)


async def test_what_is_not_for_a_receiver_is_passed_in_one_turn(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(webhooks, "_ENTRIES_AT_ONCE_MAX", 5)
    await scene.change("updateWebhook", kinds=["STOCK"])
    await scene.happen(23)

    async with sending(scene.hub, look_seconds=3600):
        await scene.until(lambda state: state["position"] == 23)


async def test_a_kind_that_is_switched_on_tells_of_what_happens_from_then_on(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept = feeds.kept

    async def switched_on_meanwhile(database: Database, followed: Feeds) -> feeds.Kept:
        """After the webhook was read, and before its feed is."""
        monkeypatch.setattr(feeds, "kept", kept)
        await scene.change("updateWebhook", kinds=["ORDER"])
        await scene.happen()
        return await kept(database, followed)

    await scene.change("updateWebhook", kinds=["STOCK"])
    await scene.happen()
    monkeypatch.setattr(feeds, "kept", switched_on_meanwhile)

    async with sending(scene.hub):
        await scene.until(lambda state: state["position"] == 2)

    assert 2 in scene.receiver.positions


async def test_the_log_is_pruned_where_only_tests_are_sent(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(queries, "_PRUNE", queries._PRUNE.replace("OFFSET 10000", "OFFSET 2"))
    await scene.change("pauseWebhook")
    async with sending(scene.hub):
        for tests in range(1, 5):
            await scene.change("testWebhook")
            await scene.until_taken(tests)
        await scene.until(lambda state: len(state["log"]) == 2)


async def test_two_secrets_sign_for_a_day_after_a_rotation(scene: Scene) -> None:
    rotated = await scene.change("rotateWebhookSecret")
    await scene.happen()

    async with sending(scene.hub):
        await scene.until_taken(1)
        scene.later(days=1, seconds=1)
        await scene.happen()
        await scene.until_taken(2)

    [first, second] = scene.receiver.taken
    assert rotated["secret"] != scene.secret
    assert first.is_signed_with(scene.secret)
    assert first.is_signed_with(rotated["secret"])
    assert second.headers["webhook-signature"].count("v1,") == 1


async def test_a_test_is_sent_once_also_while_paused(scene: Scene) -> None:
    await scene.change("pauseWebhook")
    await scene.change("testWebhook")

    async with sending(scene.hub):
        state = await scene.until(lambda state: state["log"])
        await asyncio.sleep(0.3)

    [message] = scene.receiver.messages
    assert message.is_signed_with(scene.secret)
    assert message.told["type"] == "webhook.test"
    assert [(one["position"], one["delivered"]) for one in state["log"]] == [(None, True)]
    assert state["status"] == "PAUSED"


async def test_a_webhook_whose_secret_cannot_be_read_says_so(scene: Scene) -> None:
    await scene.partners.execute("UPDATE webhooks SET secret = decode(repeat('00', 64), 'hex')")
    await scene.happen()

    async with sending(scene.hub):
        await scene.until(lambda state: state["pausedBecause"] == "SECRET_UNREADABLE")
        rotated = await scene.change("rotateWebhookSecret")
        await scene.change("resumeWebhook")
        await scene.until_taken(1)

    assert scene.receiver.taken[0].is_signed_with(rotated["secret"])


async def test_every_kind_of_event_can_be_told(world: World, partners: Partners) -> None:
    trade = Trade(world)
    await trade.begin()
    await trade.whole()
    await partners.sequence()
    known: set[EventKind] = set()
    # What a buyer's people submit its seller does not hear.
    for party in (world.brand, world.retailer):
        entries = await entries_after(
            world.hub.database, feeds_of(party.viewer), (0, 0), entries_max=1000
        )

        told = [await message_of(world.hub, schema, party.viewer, entry) for entry in entries]

        known |= {entry.kind for entry in entries}
        for entry, body in zip(entries, told, strict=True):
            assert body is not None
            assert orjson.loads(body)["type"].startswith(f"{entry.kind.lower()}.")
    assert known == set(EventKind)
