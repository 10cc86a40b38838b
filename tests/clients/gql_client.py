"""A seller's program: it confirms every order that is placed, and prints what it hears."""

import asyncio
import json
import os
import random
import sys
from typing import Any

from gql import Client, GraphQLRequest
from gql.client import AsyncClientSession
from gql.transport.exceptions import TransportError, TransportQueryError
from gql.transport.websockets import WebsocketsTransport
from websockets.exceptions import ConnectionClosed

HUB = os.environ.get("HUB_URL", "http://127.0.0.1:8000/graphql")
START = "query Start { viewer { feedCursor party { name } } }"
FOLLOW = """
  subscription Follow($after: Cursor) {
    orderEvents(after: $after) { cursor position event { kind order { id number } } }
  }
"""
CONFIRM = """
  mutation Confirm($input: ConfirmOrderInput!) {
    confirmOrder(input: $input) { errors { code message } }
  }
"""


def connection() -> Client:
    return Client(
        transport=WebsocketsTransport(
            url=HUB.replace("http", "ws", 1),
            subprotocols=[WebsocketsTransport.GRAPHQLWS_SUBPROTOCOL],
            init_payload={"authorization": f"Bearer {os.environ['HUB_TOKEN']}"},
            ping_interval=20,
        )
    )


async def run() -> str:
    """Follow the orders, and tell what ended that for good."""
    after, retries = None, 0
    while True:
        try:
            async with connection() as session:
                if after is None:
                    viewer = (await session.execute(GraphQLRequest(START)))["viewer"]
                    after = viewer["feedCursor"]
                    tell(following=viewer["party"]["name"])
                follow = GraphQLRequest(FOLLOW, variable_values={"after": after})
                async for result in session.subscribe(follow):
                    await heard(session, result["orderEvents"])
                    after, retries = result["orderEvents"]["cursor"], 0
        except TransportQueryError as error:
            [first, *_] = error.errors or [{"message": str(error)}]
            return str(first["message"])
        except (TransportError, OSError) as error:
            if is_refused(error.__cause__):
                return str(error.__cause__)
        # Longer each time, and by chance, so that a thousand clients do not come back all at once.
        await asyncio.sleep(random.random() * min(30, 2**retries))
        retries += 1


async def heard(session: AsyncClientSession, delivery: dict[str, Any]) -> None:
    event = delivery["event"]
    number = event["order"]["number"]
    if event["kind"] == "PLACED":
        # An id made from the order: asked again, nothing happens twice.
        asked = {"requestId": event["order"]["id"].split(":")[1], "orderId": event["order"]["id"]}
        answer = await session.execute(GraphQLRequest(CONFIRM, variable_values={"input": asked}))
        tell(confirmed=number, errors=answer["confirmOrder"]["errors"])
    tell(position=delivery["position"], kind=event["kind"], order=number)


def is_refused(cause: BaseException | None) -> bool:
    """Whether the hub closed the socket because the token is not good."""
    return isinstance(cause, ConnectionClosed) and str(cause).startswith("received 4403")


def tell(**line: object) -> None:
    print(json.dumps(line, ensure_ascii=False), flush=True)


tell(ended=asyncio.run(run()))
sys.exit(1)
