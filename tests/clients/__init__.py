"""Clients of a hub process, as partners write them: GraphQL over HTTP and graphql-transport-ws."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any
from uuid import uuid4

import httpx
import orjson
from websockets.asyncio.client import ClientConnection, connect

from tests.mutations import input_of
from tests.patience import PATIENCE_SECONDS


def told(response: httpx.Response) -> dict[str, Any]:
    """What an answer says of the graph, without what it says of itself."""
    body: dict[str, Any] = response.json()
    assert "cost" in body.pop("extensions")
    return body


class Client:
    """Somebody signed in to a hub over HTTP."""

    def __init__(self, url: str, token: str | None = None) -> None:
        self.url = url
        self.token = token

    @classmethod
    async def signed_in(cls, url: str, email: str) -> "Client":
        answer = await cls(url).ask(
            "mutation ($input: SignInInput!) { signIn(input: $input) { accessToken } }",
            input={"requestId": str(uuid4()), "email": email, "password": "demo"},
        )
        return cls(url, answer["signIn"]["accessToken"])

    async def ask(self, query: str, **variables: Any) -> Any:
        """The data of an answer without errors."""
        headers = {"authorization": f"Bearer {self.token}"} if self.token else {}
        async with httpx.AsyncClient(timeout=PATIENCE_SECONDS) as http:
            response = await http.post(
                f"{self.url}/graphql",
                json={"query": query, "variables": variables},
                headers=headers,
            )
        answer = response.json()
        assert "errors" not in answer, answer
        return answer["data"]

    async def change(self, mutation: str, fields: str, **asked: Any) -> Any:
        """The payload of a mutation that is not refused."""
        data = await self.ask(
            f"mutation ($input: {input_of(mutation)}!)"
            f" {{ {mutation}(input: $input) {{ {fields} errors {{ code message }} }} }}",
            input={"requestId": str(uuid4()), **asked},
        )
        payload = data[mutation]
        assert payload["errors"] == [], payload
        return payload

    async def feed_cursor(self) -> str:
        """Where the party's feed is now."""
        cursor: str = (await self.ask("{ feedCursor }"))["feedCursor"]
        return cursor

    @asynccontextmanager
    async def subscribed(self, query: str, **variables: Any) -> AsyncIterator["Subscription"]:
        """A subscription on a socket of its own. The hub begins it in its own time: only one that
        starts after a cursor is told for sure of what happens once this is entered."""
        url = self.url.replace("http://", "ws://") + "/graphql"
        protocols: Any = ["graphql-transport-ws"]
        async with connect(url, subprotocols=protocols) as socket:
            payload = {"authorization": f"Bearer {self.token}"} if self.token else {}
            await socket.send(
                orjson.dumps({"type": "connection_init", "payload": payload}).decode()
            )
            assert orjson.loads(await socket.recv())["type"] == "connection_ack"
            asked = {"query": query, "variables": variables}
            frame = {"id": "1", "type": "subscribe", "payload": asked}
            await socket.send(orjson.dumps(frame).decode())
            yield Subscription(socket)


class Subscription:
    def __init__(self, socket: ClientConnection) -> None:
        self._socket = socket

    async def next(self) -> Any:
        """The data of the next event."""
        while True:
            text = await asyncio.wait_for(self._socket.recv(), PATIENCE_SECONDS)
            frame = orjson.loads(text)
            if frame["type"] == "next":
                assert "errors" not in frame["payload"], frame
                return frame["payload"]["data"]
            assert frame["type"] in ("ping", "pong"), frame

    async def nothing(self, seconds: float = 0.3) -> bool:
        """Whether no event comes for a while."""
        try:
            await asyncio.wait_for(self.next(), seconds)
        except TimeoutError:
            return True
        return False
