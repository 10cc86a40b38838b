"""Operations over a WebSocket, in the graphql-transport-ws protocol."""

import asyncio
from collections.abc import Container
from contextlib import aclosing, suppress
from enum import IntEnum
from typing import Any, Final, NoReturn

import structlog
from graphql import OperationType
from starlette.types import Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect

from db.outages import OUTAGES
from hub.context import Hub, Request, asked
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.metrics import CLOSED, CONNECTIONS, DELIVERIES, SUBSCRIPTIONS
from hub.policy.tokens import TokenRejected
from hub.policy.viewer import Viewer
from hub.transport.authentication import NOTICED_SECONDS, Authentication
from hub.transport.errors import INTERNAL, UNAVAILABLE, has_code
from hub.transport.operations import (
    Answer,
    Operation,
    answer_of,
    encoded,
    field_of,
    read_json,
    read_operation,
    refusal,
    run,
    with_plan,
)

PROTOCOL: Final = "graphql-transport-ws"
FRAME_CHARACTERS_MAX: Final = 1 << 20
OPERATIONS_MAX: Final = 1_000
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
        *,
        init_seconds_max: float = INIT_SECONDS_MAX,
    ) -> None:
        self._hub = hub
        self._schema = schema
        self._authentication = authentication
        self._init_seconds_max = init_seconds_max

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        websocket = WebSocket(scope, receive, send)
        if not _is_welcome(websocket, self._hub.settings.origins):
            # Before the handshake is accepted, this answers 403.
            await websocket.close()
        elif PROTOCOL not in websocket["subprotocols"]:
            await websocket.accept()
            await websocket.close(Code.UNKNOWN_PROTOCOL, f"Speak {PROTOCOL}")
        else:
            await websocket.accept(subprotocol=PROTOCOL)
            connection = _Connection(websocket, self._hub, self._schema, self._authentication)
            with CONNECTIONS.labels("websocket").track_inprogress():
                await connection.serve(self._init_seconds_max)


def _is_welcome(websocket: WebSocket, origins: Container[str]) -> bool:
    """Browsers say which site's page opens a socket; pages of sites that nobody named may not."""
    origin = websocket.headers.get("origin")
    return (
        origin is None
        or origin.partition("://")[2] == websocket.headers.get("host")
        or origin in origins
    )


class _Connection:
    """One socket: who is at its other end, and the operations that run on it.

    Every operation has a task and a request of its own. `_send` is the only way out.
    """

    def __init__(
        self,
        websocket: WebSocket,
        hub: Hub,
        schema: Schema,
        authentication: Authentication,
    ) -> None:
        self._websocket = websocket
        self._hub = hub
        self._schema = schema
        self._authentication = authentication
        self._authorization: str | None = None
        self._viewer: Viewer | None = None
        self._acknowledged = False
        self._closed = False
        self._operations: dict[str, asyncio.Task[None]] = {}
        self._requests: set[Request] = set()
        self._tasks: set[asyncio.Task[None]] = set()

    async def serve(self, init_seconds_max: float) -> None:
        """Heed the client's messages until one side closes the socket."""
        try:
            async with asyncio.timeout(init_seconds_max) as patience:
                while True:
                    await self._heed(await self._receive())
                    if self._acknowledged:
                        patience.reschedule(None)
        except TimeoutError:
            await self._close(Code.INIT_TIMEOUT, "Connection initialisation timeout")
        except Closed as closed:
            await self._close(closed.code, closed.reason)
        except WebSocketDisconnect:
            self._closed = True
        except Exception:
            log.exception("socket_broke_off")
            await self._close(Code.TRY_AGAIN, INTERNAL)
        finally:
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
                await self._send({"type": "pong"})
            case {"type": "pong"}:
                _payload(message)
            case {"type": "subscribe", "id": str(id), "payload": dict(payload)} if id:
                self._subscribe(id, payload)
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
        try:
            self._viewer = await self._authentication.viewer(authorization)
        except TokenRejected as rejected:
            raise Closed(Code.FORBIDDEN, rejected.code) from None
        except OUTAGES:
            raise Closed(Code.TRY_AGAIN, UNAVAILABLE) from None
        self._authorization = authorization
        self._acknowledged = True
        await self._send({"type": "connection_ack"})
        if self._viewer is not None:
            self._start(self._watch())

    def _subscribe(self, id: str, payload: dict[str, Any]) -> None:
        if not isinstance(payload.get("query"), str):
            _malformed("`query` is text")
        if not self._acknowledged:
            raise Closed(Code.UNAUTHORIZED, "Unauthorized")
        if id in self._operations:
            raise Closed(Code.DUPLICATE_ID, f"Subscriber for {id} already exists")
        crowded = len(self._operations) >= OPERATIONS_MAX
        self._operations[id] = self._start(self._operate(id, payload, crowded=crowded))

    def _complete(self, id: str) -> None:
        task = self._operations.pop(id, None)
        if task is not None:
            task.cancel()

    def _start(self, work: Any) -> asyncio.Task[None]:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        return task

    async def _operate(self, id: str, payload: dict[str, Any], *, crowded: bool) -> None:
        """Run one operation to its end, and tell the client each result and the end."""
        try:
            if crowded:
                raise RequestError(
                    "TOO_MANY_OPERATIONS", f"A socket carries {OPERATIONS_MAX} operations at once."
                )
            operation = read_operation(self._schema, payload, cost_max=self._hub.settings.cost_max)
            async with asked(self._hub, self._viewer) as request:
                self._requests.add(request)
                try:
                    if operation.kind is OperationType.SUBSCRIPTION:
                        with SUBSCRIPTIONS.labels(field_of(operation)).track_inprogress():
                            await self._stream(id, operation, request)
                    else:
                        await self._next(id, await run(self._schema, operation, request))
                finally:
                    self._requests.discard(request)
        except _Ended:
            return
        except Exception as error:
            await self._fail(id, refusal(error))
            return
        self._forget(id)
        await self._send({"id": id, "type": "complete"})

    async def _stream(self, id: str, operation: Operation, request: Request) -> None:
        results = await self._schema.subscribe(
            operation.document,
            variable_values=operation.variables,
            context_value=request,
            operation_name=operation.name,
        )
        field = field_of(operation)
        async with aclosing(results):
            async for result in results:
                # Nothing is held while the client takes its time.
                await request.reads.close()
                answer = with_plan(answer_of(result), self._schema, operation, request)
                if has_code(answer.errors, UNAVAILABLE):
                    # An event half told would be an event lost: the client comes back and resumes.
                    await self._close(Code.TRY_AGAIN, UNAVAILABLE)
                    raise _Ended
                await self._next(id, answer)
                DELIVERIES.labels(field).inc()

    async def _next(self, id: str, answer: Answer) -> None:
        if not answer.was_run:
            await self._fail(id, answer)
            raise _Ended
        await self._send({"id": id, "type": "next", "payload": answer.body()})

    async def _fail(self, id: str, answer: Answer) -> None:
        self._forget(id)
        await self._send({"id": id, "type": "error", "payload": answer.errors})

    def _forget(self, id: str) -> None:
        """Free the id, unless the client has done so already and uses it anew."""
        if self._operations.get(id) is asyncio.current_task():
            del self._operations[id]

    async def _watch(self) -> None:
        """End what runs once the client may no longer ask: its token expired, its session ended."""
        while True:
            await asyncio.sleep(NOTICED_SECONDS)
            try:
                self._viewer = await self._authentication.viewer(self._authorization)
            except TokenRejected as rejected:
                ended, self._operations = self._operations, {}
                errors = refusal(rejected).errors
                for id, task in ended.items():
                    task.cancel()
                    await self._send({"id": id, "type": "error", "payload": errors})
                await self._close(Code.FORBIDDEN, rejected.code)
                return
            except OUTAGES:
                continue
            for request in self._requests:
                request.viewer = self._viewer

    async def _send(self, message: dict[str, Any]) -> None:
        if self._closed:
            return
        try:
            await self._websocket.send_text(encoded(message).decode())
        except WebSocketDisconnect:
            self._closed = True

    async def _close(self, code: Code, reason: str) -> None:
        if self._closed:
            return
        self._closed = True
        CLOSED.labels(code.name.lower()).inc()
        fitting = reason.encode()[:_REASON_BYTES_MAX].decode(errors="ignore")
        with suppress(WebSocketDisconnect):
            await self._websocket.close(code, fitting)


class _Ended(Exception):
    """The operation has been answered for good."""


def _payload(message: dict[str, Any]) -> dict[str, Any]:
    """What comes with a message; it may be left out, but is an object."""
    payload = message.get("payload", {})
    if not isinstance(payload, dict):
        _malformed("`payload` is an object")
    return payload


def _malformed(reason: str) -> NoReturn:
    raise Closed(Code.BAD_MESSAGE, reason)
