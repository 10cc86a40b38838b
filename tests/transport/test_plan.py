"""In development, every answer tells how it came about, whichever way it went."""

import httpx

from tests.served import Running
from tests.transport.sockets import opened


async def test_an_answer_over_http_tells_its_plan(client: httpx.AsyncClient) -> None:
    for query, path in (("{ stored(n: 4711) }", "stored"), ("mutation { change }", "change")):
        answer = (await client.post("/graphql", json={"query": query})).json()

        plan = answer["extensions"]["plan"]
        assert plan["steps"] == [{"path": path, "reads": "resolver", "objects": 1}]
        assert [(one["for"], one["rows"]) for one in plan["statements"]] == (
            [(["stored"], 1)] if path == "stored" else []
        )


async def test_answers_and_events_on_a_socket_tell_their_plans(running: Running) -> None:
    async with opened(running) as client:
        await client.init()
        await client.subscribe("q", "{ stored(n: 4711) }")
        query = await client.receive()
        assert await client.is_over("q")
        await client.subscribe("s", "subscription { slept(seconds: 0) }")
        events = [await client.receive() for _ in range(2)]

    assert query["payload"]["extensions"]["plan"]["statements"][0]["for"] == ["stored"]
    for event in events:
        plan = event["payload"]["extensions"]["plan"]
        assert [step["path"] for step in plan["steps"]] == ["slept"]
        assert len(plan["statements"]) == 1
