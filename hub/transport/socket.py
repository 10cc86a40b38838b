"""Operations over a WebSocket, in the graphql-transport-ws protocol."""

import asyncio
from collections.abc import Sequence
from contextlib import ExitStack
from enum import IntEnum
from typing import Any, Final, NoReturn

import structlog
from graphql import OperationType
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from db.outages import OUTAGES
from hub.context import Hub, open_request
from hub.domain.languages import read_accept_language
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.metrics import CLOSED, CONNECTIONS
from hub.policy.tokens import TokenRejected
from hub.policy.viewer import Viewer
from hub.subscriptions.cohorts import Cohorts, Ended, Interrupted, Subscription
from hub.transport.authentication import Authentication
from hub.transport.backpressure import FRAME_CHARACTERS_MAX, BoundedWebSocket, connection_of
from hub.transport.errors import INTERNAL, UNAVAILABLE
from hub.transport.operations import (
    Operation,
    encode_json,
    read_json,
    read_operation,
    refusal,
    run,
    subscribe,
)
from hub.transport.origins import may_ask

PROTOCOL: Final = "graphql-transport-ws"
OPERATIONS_MAX: Final = 1_000
# Queries and changes of a socket that run or whose answers wait to be taken; others wait to be run.
ANSWERS_MAX: Final = 10
# Of the different documents of a socket's operations, and of their variables: parsed they take
# up to a few hundred and some twenty times as much memory, for as long as the operations run.
DOCUMENT_CHARACTERS_MAX: Final = 200_000
VARIABLES_BYTES_MAX: Final = 4 << 20
INIT_SECONDS_MAX: Final = 10.0
_REASON_BYTES_MAX: Final = 123

log = structlog.get_logger(__name__)


class Code(IntEnum):
    """Why a socket is closed. Clients come back after the 10xx and after FORBIDDEN."""

    TOO_LARGE = 1009
    TRY_AGAIN = 1013
    BAD_MESSAGE = 4400
    UNAUTHORIZED = 4401
    FORBIDDEN = 4403
    UNKNOWN_PROTOCOL = 4406
    INIT_TIMEOUT = 4408
    DUPLICATE_ID = 4409
    SECOND_INIT = 4429


class Closed(Exception):
    """The socket has to be closed, and why."""

    def __init__(self, code: Code, reason: str) -> None:
        super().__init__(reason)
        self.code = code
        self.reason = reason


class GraphQLOverSocket:
    """The endpoint, as an ASGI application."""

    def __init__(
        self,
        hub: Hub,
        schema: Schema,
        authentication: Authentication,
        cohorts: Cohorts,
        *,
        init_seconds_max: float = INIT_SECONDS_MAX,
    ) -> None:
        self._hub = hub
        self._schema = schema
        self._authentication = authentication
        self._cohorts = cohorts
        self._init_seconds_max = init_seconds_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        headers = websocket.headers
        if not may_ask(headers.get("origin"), headers.get("host"), self._hub.policy.origins):
            # Before the handshake is accepted, this answers 403.
            await websocket.close()
        elif PROTOCOL not in websocket["subprotocols"]:
            await websocket.accept()
            await websocket.close(Code.UNKNOWN_PROTOCOL, f"Speak {PROTOCOL}")
        else:
            await websocket.accept(subprotocol=PROTOCOL)
            connection = _Connection(
                websocket, self._hub, self._schema, self._authentication, self._cohorts
            )
            with CONNECTIONS.labels("websocket").track_inprogress():
                await connection.serve(self._init_seconds_max)


class _Connection:
    """One socket: who is at its other end, and the operations that run on it.

    A query or a change has a task of its own, a subscription has none: whoever runs it tells.
    """

    def __init__(
        self,
        websocket: WebSocket,
        hub: Hub,
        schema: Schema,
        authentication: Authentication,
        cohorts: Cohorts,
    ) -> None:
        self._websocket = websocket
        self.wire: BoundedWebSocket = connection_of(websocket.scope)
        self._address = None if websocket.client is None else websocket.client.host
        self._hub = hub
        self._schema = schema
        self._authentication = authentication
        self._cohorts = cohorts
        self._viewer: Viewer | None = None
        self._languages: Sequence[str] | None = None
        self._acknowledged = False
        self._operations: dict[str, asyncio.Task[None] | Subscription] = {}
        # Their documents, and the size of their variables.
        self._held: dict[str, tuple[str, int]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._answering = asyncio.Semaphore(ANSWERS_MAX)
        self._leaving = ExitStack()

    async def serve(self, init_seconds_max: float) -> None:
        """Heed the client's messages until one side closes the socket."""
        try:
            async with asyncio.timeout(init_seconds_max) as patience:
                while True:
                    await self._heed(await self._receive())
                    if self._acknowledged:
                        patience.reschedule(None)
        except TimeoutError:
            self._close(Code.INIT_TIMEOUT, "Connection initialisation timeout")
        except Closed as closed:
            self._close(closed.code, closed.reason)
        except WebSocketDisconnect:
            pass
        except Exception:
            log.exception("socket_broke_off")
            self._close(Code.TRY_AGAIN, INTERNAL)
        finally:
            self._leaving.close()
            for operation in self._operations.values():
                operation.cancel()
            for task in self._tasks:
                task.cancel()
            if self._tasks:
                await asyncio.wait(self._tasks)

    async def _receive(self) -> dict[str, Any]:
        """The client's next message: a JSON object in a text frame."""
        frame = await self._websocket.receive()
        if frame["type"] == "websocket.disconnect":
            raise WebSocketDisconnect
        text = frame.get("text")
        if text is None:
            _malformed("Messages are text")
        if len(text) > FRAME_CHARACTERS_MAX:
            raise Closed(Code.TOO_LARGE, "Message too large")
        try:
            message = read_json(text)
        except RequestError:
            _malformed("Messages are JSON")
        if not isinstance(message, dict):
            _malformed("Messages are JSON objects")
        return message

    async def _heed(self, message: dict[str, Any]) -> None:
        match message:
            case {"type": "connection_init"}:
                await self._init(_payload(message))
            case {"type": "ping"}:
                _payload(message)
                self._send({"type": "pong"})
            case {"type": "pong"}:
                _payload(message)
            case {"type": "subscribe", "id": str(id), "payload": dict(payload)} if id:
                await self._begin(id, payload)
            case {"type": "complete", "id": str(id)} if id:
                self._complete(id)
            case _:
                _malformed("Invalid message")

    async def _init(self, payload: dict[str, Any]) -> None:
        if self._acknowledged:
            raise Closed(Code.SECOND_INIT, "Too many initialisation requests")
        authorization = payload.get("authorization") or payload.get("Authorization")
        if authorization is None:
            authorization = self._websocket.headers.get("authorization")
        if not isinstance(authorization, str | None):
            _malformed("`authorization` is text")
        languages = payload.get("acceptLanguage") or payload.get("Accept-Language")
        if languages is None:
            languages = self._websocket.headers.get("accept-language")
        if not isinstance(languages, str | None):
            _malformed("`acceptLanguage` is text")
        self._languages = read_accept_language(languages)
        try:
            self._viewer = await self._authentication.viewer(authorization)
            self._leaving.enter_context(self._authentication.watching(self, authorization))
        except TokenRejected as rejected:
            raise Closed(Code.FORBIDDEN, rejected.code) from None
        except OUTAGES:
            raise Closed(Code.TRY_AGAIN, UNAVAILABLE) from None
        self._acknowledged = True
        self._send({"type": "connection_ack"})

    async def _begin(self, id: str, payload: dict[str, Any]) -> None:
        query = payload.get("query")
        if not isinstance(query, str) and (query is not None or not payload.get("extensions")):
            _malformed("`query` is text")
        if not self._acknowledged:
            raise Closed(Code.UNAUTHORIZED, "Unauthorized")
        if id in self._operations:
            raise Closed(Code.DUPLICATE_ID, f"Subscriber for {id} already exists")
        try:
            if len(self._operations) >= OPERATIONS_MAX:
                raise RequestError(
                    "TOO_MANY_OPERATIONS", f"A socket carries {OPERATIONS_MAX} operations at once."
                )
            operation = await read_operation(
                self._schema,
                payload,
                cost_max=self._hub.policy.cost_max,
                introspection=self._hub.policy.introspection,
            )
            self._hold(id, operation)
            if operation.kind is OperationType.SUBSCRIPTION:
                self._operations[id] = subscribe(
                    self._cohorts,
                    self._schema,
                    operation,
                    self._viewer,
                    _Listener(self, id),
                    languages=self._languages,
                )
        except Exception as error:
            self._held.pop(id, None)
            self._send({"id": id, "type": "error", "payload": refusal(error).errors})
            return
        if operation.kind is OperationType.SUBSCRIPTION:
            self.wire.subscriptions += 1
        else:
            task = self._operations[id] = asyncio.create_task(self._answer(id, operation))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)

    def _hold(self, id: str, operation: Operation) -> None:
        """Count what the operation keeps in memory, until it is let go."""
        held = {**self._held, id: (operation.document, len(encode_json(operation.variables)))}
        documents, variables = zip(*held.values(), strict=True)
        if sum(map(len, {*documents})) > DOCUMENT_CHARACTERS_MAX:
            raise RequestError(
                "TOO_MANY_OPERATIONS",
                f"Different operations of a socket have {DOCUMENT_CHARACTERS_MAX} characters"
                " together, no more; use variables.",
            )
        if sum(variables) > VARIABLES_BYTES_MAX:
            raise RequestError(
                "TOO_MANY_OPERATIONS",
                f"The variables of a socket's operations have {VARIABLES_BYTES_MAX} bytes"
                " together, no more.",
            )
        self._held = held

    def _let_go(self, id: str) -> asyncio.Task[None] | Subscription | None:
        self._held.pop(id, None)
        return self._operations.pop(id, None)

    def _complete(self, id: str) -> None:
        operation = self._let_go(id)
        if operation is not None:
            operation.cancel()
            self.wire.subscriptions -= isinstance(operation, Subscription)

    async def _answer(self, id: str, operation: Operation) -> None:
        """Run a query or a change in its turn, and tell what came of it."""
        async with self._answering:
            try:
                async with open_request(
                    self._hub, self._viewer, address=self._address, languages=self._languages
                ) as request:
                    answer = await run(self._schema, operation, request)
            except Exception as error:
                answer = refusal(error)
            await self.wire.ready()
            if self._operations.get(id) is asyncio.current_task():
                # The client has neither completed it nor uses its id anew.
                self._let_go(id)
                if answer.was_run:
                    self._send({"id": id, "type": "next", "payload": answer.body()})
                    self._send({"id": id, "type": "complete"})
                else:
                    self._send({"id": id, "type": "error", "payload": answer.errors})

    def over(self, id: str, ended: Ended | None) -> None:
        """A subscription has come to its end."""
        if isinstance(ended, Interrupted):
            # The client comes back and resumes.
            self._close(Code.TRY_AGAIN, UNAVAILABLE)
            return
        self._complete(id)
        if ended is None:
            self._send({"id": id, "type": "complete"})
        else:
            self._send({"id": id, "type": "error", "payload": ended.errors})

    def is_now(self, viewer: Viewer) -> None:
        """The client's role may have changed; what runs goes on with the rights it has now."""
        if viewer == self._viewer:
            return
        self._viewer = viewer
        for operation in self._operations.values():
            if isinstance(operation, Subscription):
                operation.asked_by(viewer)

    def may_not_stay(self, rejected: TokenRejected) -> None:
        """End what runs: the client's token expired, or its session ended."""
        errors = refusal(rejected).errors
        for id in [*self._operations]:
            self._complete(id)
            self._send({"id": id, "type": "error", "payload": errors})
        self._close(Code.FORBIDDEN, rejected.code)

    def _send(self, message: dict[str, Any]) -> None:
        self.wire.tell(encode_json(message))

    def _close(self, code: Code, reason: str) -> None:
        if not self.wire.close_sent:
            CLOSED.labels(code.name.lower()).inc()
        fitting = reason.encode()[:_REASON_BYTES_MAX].decode(errors="ignore")
        self.wire.hang_up(code, fitting)


class _Listener:
    """The client's end of one subscription."""

    __slots__ = ("_connection", "_id", "_start")

    def __init__(self, connection: _Connection, id: str) -> None:
        self._connection = connection
        self._id = id
        self._start = b'{"id":%b,"type":"next","payload":' % encode_json(id)

    def next(self, body: bytes, _: str | None) -> None:
        self._connection.wire.tell(b"%b%b}" % (self._start, body))

    def over(self, ended: Ended | None) -> None:
        self._connection.over(self._id, ended)

    @property
    def is_ready(self) -> bool:
        return self._connection.wire.is_ready

    async def ready(self) -> None:
        await self._connection.wire.ready()


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    """What comes with a message: an object, null or nothing."""
    payload = message.get("payload")
    if payload is None:
        return {}
    if not isinstance(payload, dict):
        _malformed("`payload` is an object")
    return payload


def _malformed(reason: str) -> NoReturn:
    raise Closed(Code.BAD_MESSAGE, reason)
