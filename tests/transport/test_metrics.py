"""Metrics: what happens is counted, and told where clients do not come."""

import asyncio
import socket
from datetime import timedelta
from math import isnan

import httpx
import pytest
from prometheus_client.parser import text_string_to_metric_families

from hub.context import Hub, open_request
from hub.metrics import REGISTRY
from hub.schema import schema
from hub.subscriptions.cursors import feed_cursor
from hub.transport.metrics import serve_metrics
from tests.conftest import Clock
from tests.partners import Partners, sequencing, until
from tests.patience import PATIENCE_SECONDS
from tests.served import Running
from tests.transport.sockets import opened


async def told(hub: Hub) -> dict[str, float]:
    """Every metric without labels, as Prometheus reads it."""
    listener = socket.create_server(("127.0.0.1", 0))
    host, port = listener.getsockname()
    async with serve_metrics(hub, listener), httpx.AsyncClient() as prometheus:
        response = await prometheus.get(f"http://{host}:{port}/metrics")
        assert response.status_code == 200
        assert response.headers["content-type"].startswith("text/plain; version=")
        assert (await prometheus.get(f"http://{host}:{port}/graphql")).status_code == 404
    return {
        sample.name: sample.value
        for family in text_string_to_metric_families(response.text)
        for sample in family.samples
        if not sample.labels
    }


def counted(name: str, **labels: str) -> float:
    return REGISTRY.get_sample_value(name, labels) or 0.0


async def test_clients_cannot_read_them(client: httpx.AsyncClient) -> None:
    assert (await client.get("/metrics")).status_code == 404


async def test_events_that_are_not_numbered_yet_are_the_lag(
    hub: Hub, partners: Partners, clock: Clock
) -> None:
    seller, buyer = await partners.member(), await partners.member()
    order = await partners.order(buyer, seller)
    await partners.step(order, seller)
    clock.now += timedelta(seconds=7)
    await partners.step(order, seller, buyer)

    lagging = await told(hub)
    assert (lagging["hub_waiting_events"], lagging["hub_waiting_seconds"]) == (2, 7)

    await partners.sequence()
    clear = await told(hub)
    assert (clear["hub_waiting_events"], clear["hub_waiting_seconds"]) == (0, 0)


async def test_without_the_database_the_rest_is_told(hub: Hub) -> None:
    await hub.database.close()

    away = await told(hub)

    assert isnan(away["hub_waiting_events"])
    assert isnan(away["hub_waiting_seconds"])
    assert away["process_resident_memory_bytes"] > 10e6
    assert away["hub_tasks"] >= 1


async def test_the_process_that_numbers_events_says_so(
    hub: Hub, database_url: str, partners: Partners
) -> None:
    before = await told(hub)
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    async with sequencing(database_url, hub.redis) as sequencer:
        await partners.step(order, party)

        async def is_numbered() -> bool:
            return len(await partners.feed(party)) == 1

        await until(is_numbered)
        assert sequencer.leads
        after = await told(hub)

    assert (before["hub_sequencer_leads"], after["hub_sequencer_leads"]) == (0, 1)
    sequenced = "hub_sequenced_events_total"
    assert after[sequenced] - before[sequenced] == 1
    assert (await told(hub))["hub_sequencer_leads"] == 0


@pytest.mark.parametrize(
    ("query", "outcome"), [("{ hello }", "answered"), ("{ broken }", "with_errors")]
)
async def test_operations_are_timed_by_their_outcome(
    client: httpx.AsyncClient, query: str, outcome: str
) -> None:
    name, labels = "hub_operation_seconds_count", {"kind": "query", "outcome": outcome}
    before = counted(name, **labels)

    await client.post("/graphql", json={"query": query})

    assert counted(name, **labels) == before + 1


async def test_what_is_not_run_is_counted_by_its_code(client: httpx.AsyncClient) -> None:
    name, code = "hub_refused_total", "GRAPHQL_VALIDATION_FAILED"
    before = counted(name, code=code)

    await client.post("/graphql", json={"query": "{ helo hallo }"})

    assert counted(name, code=code) == before + 1


async def test_sockets_subscriptions_and_answers_are_counted(running: Running) -> None:
    field = {"field": "count"}
    answers = counted("hub_deliveries_total", **field)
    closed = counted("hub_closed_total", reason="bad_message")
    async with opened(running) as client:
        await client.init()
        assert counted("hub_connections", transport="websocket") == 1

        await client.subscribe(
            "1", "subscription { ...S } fragment S on Subscription { ... { n: count(to: 2) } }"
        )
        assert [await client.data("1") for _ in range(2)] == [{"n": 1}, {"n": 2}]
        assert await client.is_over("1")
        assert counted("hub_deliveries_total", **field) == answers + 2
        assert counted("hub_subscriptions", **field) == 0

        await client.subscribe("2", "subscription { slept(seconds: 0.1) }")
        await client.data("2")
        assert counted("hub_subscriptions", field="slept") == 1
        await client.send("nonsense")
        assert await client.closed() == 4400

    assert counted("hub_closed_total", reason="bad_message") == closed + 1

    async def is_quiet() -> bool:
        return (
            counted("hub_subscriptions", field="slept")
            == 0
            == counted("hub_connections", transport="websocket")
        )

    await until(is_quiet)


async def test_what_is_told_at_once_is_timed_and_what_is_replayed_is_not(
    hub: Hub, partners: Partners, clock: Clock
) -> None:
    party = await partners.member()
    order = await partners.order(party, await partners.member())
    before = counted("hub_delivery_seconds_count"), counted("hub_delivery_seconds_sum")
    async with open_request(hub, party.viewer) as request:
        start = await feed_cursor(request)
    await partners.step(order, party)
    clock.now += timedelta(hours=3)

    async with open_request(hub, party.viewer) as request, asyncio.timeout(PATIENCE_SECONDS):
        results = await schema.subscribe(
            "subscription ($after: Cursor) { orderEvents(after: $after) { position } }",
            {"after": start},
            context_value=request,
        )
        await partners.sequence()
        await anext(results)
        await partners.step(order, party)
        clock.now += timedelta(seconds=2)
        await partners.sequence()
        await anext(results)
        await partners.step(order, party)
        await partners.sequence()
        await anext(results)
        await results.aclose()

    assert counted("hub_delivery_seconds_count") == before[0] + 1
    assert counted("hub_delivery_seconds_sum") == before[1] + 2
