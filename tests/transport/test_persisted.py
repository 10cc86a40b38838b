"""Automatic persisted queries: the hash alone, then the document once, then the hash for all."""

import hashlib
from typing import Any

import httpx
import orjson
import pytest

from hub.transport import persisted
from hub.transport.persisted import PERSISTED, PersistedQueries
from tests.transport.sockets import Socket

BOTH = {"accept": "application/graphql-response+json, application/json;q=0.9"}


def extensions(query: str) -> dict[str, Any]:
    digest = hashlib.sha256(query.encode()).hexdigest()
    return {"persistedQuery": {"version": 1, "sha256Hash": digest}}


@pytest.mark.parametrize("method", ["POST", "GET"])
async def test_a_hash_is_not_known_then_sent_with_its_document_then_known(
    client: httpx.AsyncClient, method: str
) -> None:
    query = f"query {method} {{ hello }}"

    async def ask(**asked: Any) -> httpx.Response:
        asked["extensions"] = extensions(query)
        if method == "POST":
            return await client.post("/graphql", json=asked, headers=BOTH)
        parameters = asked | {"extensions": orjson.dumps(asked["extensions"]).decode()}
        return await client.get("/graphql", params=parameters, headers=BOTH)

    unknown = await ask()
    known = [await ask(query=query), await ask()]

    assert unknown.status_code == 200
    [error] = unknown.json()["errors"]
    assert error["message"] == "PersistedQueryNotFound"
    assert error["extensions"]["code"] == "PERSISTED_QUERY_NOT_FOUND"
    assert [one.json()["data"] for one in known] == [{"hello": "Hello you"}] * 2


async def test_a_socket_knows_the_same_documents(
    client: httpx.AsyncClient, open_socket: Socket
) -> None:
    query = "query OnBoth { hello }"
    await client.post("/graphql", json={"query": query, "extensions": extensions(query)})

    asking = {"extensions": extensions(query)}
    await open_socket.send({"id": "1", "type": "subscribe", "payload": asking})

    assert await open_socket.data("1") == {"hello": "Hello you"}


async def test_a_wrong_hash_or_a_bad_document_is_not_kept(client: httpx.AsyncClient) -> None:
    other = extensions("{ hello }")
    wrong = await client.post("/graphql", json={"query": "{ me }", "extensions": other})
    bad = "{ nothing }"
    await client.post("/graphql", json={"query": bad, "extensions": extensions(bad)})
    again = await client.post("/graphql", json={"extensions": extensions(bad)})
    newer = {"persistedQuery": {"version": 2, "sha256Hash": "x"}}
    other_protocol = await client.post("/graphql", json={"extensions": newer})

    codes = [
        one.json()["errors"][0]["extensions"]["code"] for one in (wrong, again, other_protocol)
    ]
    assert codes == ["BAD_REQUEST", "PERSISTED_QUERY_NOT_FOUND", "PERSISTED_QUERY_NOT_SUPPORTED"]


def test_no_more_is_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(persisted, "_CHARACTERS_KEPT_MAX", 1_000)
    kept = PersistedQueries()
    texts = [f"{{ hello }} # {n:088}" for n in range(20)]

    for text in texts:
        kept.register(text, extensions(text))

    assert sum(map(len, kept._texts.values())) <= 1_000
    assert kept.text(None, extensions(texts[-1])) == texts[-1]
    assert PERSISTED is not kept
