"""GraphQL over HTTP: one request, and one answer or a stream of them."""

import asyncio
import re
from collections.abc import Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass
from functools import lru_cache, partial
from typing import Any, Final

from graphql import OperationType
from starlette.requests import Request as HttpRequest
from starlette.types import ASGIApp, Receive, Scope, Send

from hub.context import Hub, open_request
from hub.domain.languages import DEFAULT, read_accept_language
from hub.execution.errors import RequestError
from hub.execution.run import Schema
from hub.policy.tokens import TokenRejected
from hub.policy.viewer import Viewer
from hub.subscriptions.cohorts import Cohorts
from hub.transport.authentication import Authentication
from hub.transport.download import Download, Downloads
from hub.transport.errors import INTERNAL, UNAVAILABLE, has_code
from hub.transport.export import FORMATS, NO_LIMIT, Export, ExportFailed, read_file
from hub.transport.graphiql import GraphiQL
from hub.transport.operations import (
    Answer,
    Operation,
    begins_session,
    encode_json,
    read_json,
    read_operation,
    refusal,
    run,
    subscribe,
)
from hub.transport.origins import ANSWER_SAFETY, Headers, adding, allowing, may_ask, preflight
from hub.transport.persisted import NOT_FOUND
from hub.transport.stream import COMPLETE, EVENT_STREAM, EventStream, next_event
from hub.transport.stream import HEADERS as STREAM_HEADERS

BODY_BYTES_MAX: Final = 1 << 20
# Clients send the same headers again and again.
_HEADERS_KEPT_MAX: Final = 256

JSON: Final = "application/json"
# With this one, status codes tell a request that was not run from one that was.
_BOM_ASKED: Final = re.compile(r"text/csv[^,]*;\s*bom=(1|true)\b", re.IGNORECASE)
_METHODS: Final = "GET, POST, OPTIONS"
GRAPHQL_RESPONSE: Final = "application/graphql-response+json"

_HEADERS: Final = {
    media: [
        (b"content-type", f"{media}; charset=utf-8".encode()),
        (b"vary", b"Accept, Accept-Language, Origin"),
        (b"cache-control", b"no-store"),
        *ANSWER_SAFETY,
    ]
    for media in (JSON, GRAPHQL_RESPONSE)
} | {EVENT_STREAM: STREAM_HEADERS}


class Refusal(Exception):
    """A request that is answered with an error status."""

    def __init__(
        self, status: int, error: Exception, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(error)
        self.status = status
        self.error = error
        self.headers = headers


class GraphQLOverHttp:
    """The endpoint, as an ASGI application. A browser that opens it is shown GraphiQL."""

    def __init__(
        self,
        hub: Hub,
        schema: Schema,
        authentication: Authentication,
        page: GraphiQL,
        cohorts: Cohorts,
    ) -> None:
        self._hub = hub
        self._schema = schema
        self._authentication = authentication
        self._page = page
        self._cohorts = cohorts
        self._downloads = Downloads()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        http = HttpRequest(scope, receive)
        origin = _header(http, b"origin")
        is_welcome = may_ask(origin, _header(http, b"host"), self._hub.policy.origins)
        if http.method == "OPTIONS":
            response: ASGIApp = _told_what_may_be_asked(http, origin, is_welcome=is_welcome)
        else:
            response = await self._respond(http)
        if origin is not None and is_welcome:
            send = adding(allowing(origin), send)
        await response(scope, receive, send)

    async def _respond(self, http: HttpRequest) -> ASGIApp:
        media: str | None = None
        try:
            if http.method == "GET" and self._page.is_wanted(http):
                return self._page.page(http)
            media = negotiate_media_type(_header(http, b"accept") or "")
            if media is None:
                raise Refusal(
                    406,
                    RequestError(
                        "NOT_ACCEPTABLE",
                        f"Answers are {JSON}, {GRAPHQL_RESPONSE} or {EVENT_STREAM}; lists are also"
                        f" {' or '.join(FORMATS.values())}.",
                    ),
                )
            return await self._answered(http, media)
        except Refusal as refused:
            answer = refusal(refused.error)
            return _response(answer, _in_words(media), refused.status, refused.headers)
        except ExportFailed as failed:
            return _response(Answer(None, [*failed.errors], was_run=False), GRAPHQL_RESPONSE)
        except asyncio.CancelledError:
            # The server ends, and waits no longer for what it has begun.
            return _response(refusal(_going_away()), _in_words(media))
        except Exception as error:
            return _response(refusal(error), _in_words(media))

    async def _answered(self, http: HttpRequest, media: str) -> ASGIApp:
        if http.method not in {"GET", "POST"}:
            raise _not_allowed("Ask by POST, or by GET where it is a query.", _METHODS)
        authorization = _header(http, b"authorization")
        viewer, rejected = None, None
        try:
            viewer = await self._authentication.viewer(authorization)
        except TokenRejected as error:
            rejected = Refusal(401, error, {"www-authenticate": 'Bearer error="invalid_token"'})
            if http.method == "GET":
                raise rejected from None
        parameters = await (_in_address(http) if http.method == "GET" else _in_body(http))
        is_export = media in FORMATS.values()
        operation = await read_operation(
            self._schema,
            parameters,
            # An export is read in pages, each of which is measured.
            cost_max=NO_LIMIT if is_export else self._hub.policy.cost_max,
            introspection=self._hub.policy.introspection,
        )
        if rejected is not None and not begins_session(self._schema, operation):
            raise rejected
        if is_export:
            return await self._exported(operation, viewer, authorization, media, http)
        languages = read_accept_language(_header(http, b"accept-language"))
        if operation.kind is OperationType.SUBSCRIPTION:
            if media != EVENT_STREAM:
                raise _needs_stream()
            after = _header(http, b"last-event-id") or None
            return EventStream(
                lambda listener: subscribe(
                    self._cohorts,
                    self._schema,
                    operation,
                    viewer,
                    listener,
                    after=after,
                    languages=languages,
                ),
                partial(self._authentication.watching, authorization=authorization),
            )
        if operation.kind is OperationType.MUTATION and http.method == "GET":
            raise _not_allowed("Mutations need POST.", "POST")
        address = None if http.client is None else http.client.host
        async with open_request(self._hub, viewer, address=address, languages=languages) as request:
            answer = await run(self._schema, operation, request)
            return _response(answer, media, language=request.language)

    async def _exported(
        self,
        operation: Operation,
        viewer: Viewer | None,
        authorization: str | None,
        media: str,
        http: HttpRequest,
    ) -> ASGIApp:
        """A file of the list that is asked for, or what is wrong with its beginning."""
        export = Export(self._schema, operation)
        try:
            self._downloads.check_room()
        except RequestError as error:
            raise Refusal(429, error, {"retry-after": "5"}) from None
        with_bom = _BOM_ASKED.search(_header(http, b"accept") or "") is not None
        languages = read_accept_language(_header(http, b"accept-language"))
        async with AsyncExitStack() as opened:
            request = await opened.enter_async_context(
                open_request(self._hub, viewer, languages=languages)
            )
            chunks = read_file(export, request, media, with_bom=with_bom)
            opened.push_async_callback(chunks.aclose)
            first = await anext(chunks)
            return Download(
                self._downloads,
                media=media,
                language=request.language,
                first=first,
                chunks=chunks,
                still_may=partial(self._authentication.viewer, authorization),
                close=opened.pop_all().aclose,
            )


def _told_what_may_be_asked(
    http: HttpRequest, origin: str | None, *, is_welcome: bool
) -> "_Response":
    headers: Headers = [(b"allow", _METHODS.encode()), (b"vary", b"Origin"), *ANSWER_SAFETY]
    if origin is not None and is_welcome:
        headers += preflight(_header(http, b"access-control-request-headers"))
    return _Response(204 if is_welcome else 403, headers, b"")


@dataclass(frozen=True, slots=True)
class _Response:
    """A response whole, as an ASGI application; Starlette's would work its headers out anew."""

    status: int
    headers: list[tuple[bytes, bytes]]
    body: bytes

    async def __call__(self, _scope: Scope, _receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": self.status, "headers": self.headers})
        await send({"type": "http.response.body", "body": self.body})


def _header(http: HttpRequest, name: bytes) -> str | None:
    """What a header says, all of its lines."""
    lines = [value for key, value in http.scope["headers"] if key == name]
    return b",".join(lines).decode("latin-1") if lines else None


@lru_cache(maxsize=_HEADERS_KEPT_MAX)
def negotiate_media_type(accept: str) -> str | None:
    """The media type of the answer that the client likes best of ours, or None.

    Who does not say, or takes anything, gets plain JSON.
    """
    if not accept.strip():
        return JSON
    best, best_quality = None, 0.0
    for range_ in accept.split(","):
        type_, *parameters = (part.strip().lower() for part in range_.split(";"))
        media = {"*/*": JSON, "application/*": JSON, "text/*": EVENT_STREAM}.get(type_)
        if type_ in _HEADERS or type_ in FORMATS.values():
            media = type_
        quality = _quality(parameters)
        if media is not None and quality > best_quality:
            best, best_quality = media, quality
    return best


def _quality(parameters: list[str]) -> float:
    for parameter in parameters:
        if parameter.startswith("q="):
            try:
                return float(parameter[2:])
            except ValueError:
                return 0.0
    return 1.0


async def _in_address(http: HttpRequest) -> dict[str, Any]:
    parameters: dict[str, Any] = dict(http.query_params)
    for name in ("variables", "extensions"):
        if parameters.get(name):
            parameters[name] = read_json(parameters[name])
        else:
            parameters.pop(name, None)
    return parameters


async def _in_body(http: HttpRequest) -> object:
    """
    Raises:
        Refusal: 415, which also keeps forms of other sites out, or 413.
        RequestError: BAD_REQUEST, it is not JSON.
    """
    if not _is_json(_header(http, b"content-type") or ""):
        raise Refusal(
            415, RequestError("UNSUPPORTED_MEDIA_TYPE", f"Send {JSON} in UTF-8, nothing else.")
        )
    body, has_more = b"", True
    while has_more:
        message = await http.receive()
        if message["type"] == "http.disconnect":
            raise RequestError("BAD_REQUEST", "The request broke off.")
        body += message.get("body", b"")
        has_more = message.get("more_body", False)
        if len(body) > BODY_BYTES_MAX:
            raise Refusal(
                413,
                RequestError("TOO_LARGE", f"A request may have {BODY_BYTES_MAX} bytes, no more."),
                {"connection": "close"},
            )
    return read_json(body)


@lru_cache(maxsize=_HEADERS_KEPT_MAX)
def _is_json(content_type: str) -> bool:
    type_, *parameters = (part.strip().lower() for part in content_type.split(";"))
    return type_ == JSON and all("utf-8" in one for one in parameters if one.startswith("charset="))


def _going_away() -> RequestError:
    return RequestError(UNAVAILABLE, "The hub is being ended; ask again in a moment.")


def _needs_stream() -> Refusal:
    return Refusal(
        400,
        RequestError(
            "NEEDS_STREAM",
            f"Subscriptions need a stream: ask with `Accept: {EVENT_STREAM}`, or over a WebSocket"
            " on this address, in the graphql-transport-ws protocol.",
        ),
    )


def _not_allowed(message: str, allowed: str) -> Refusal:
    return Refusal(405, RequestError("METHOD_NOT_ALLOWED", message), {"allow": allowed})


def _response(
    answer: Answer,
    media: str,
    status: int | None = None,
    headers: Mapping[str, str] | None = None,
    *,
    language: str = DEFAULT,
) -> _Response:
    body = encode_json(answer.body())
    if media == EVENT_STREAM:
        body = next_event(body) + COMPLETE
    told = [
        (b"content-length", b"%d" % len(body)),
        (b"content-language", language.encode()),
        *_HEADERS[media],
    ]
    if headers:
        told += [(name.encode(), value.encode()) for name, value in headers.items()]
    return _Response(_status(answer, media) if status is None else status, told, body)


def _in_words(media: str | None) -> str:
    """The media type in which is told what went wrong."""
    if media is None:
        return JSON
    return GRAPHQL_RESPONSE if media in FORMATS.values() else media


def _status(answer: Answer, media: str) -> int:
    if has_code(answer.errors, UNAVAILABLE):
        return 503
    if answer.was_run:
        return 200
    if has_code(answer.errors, INTERNAL):
        return 500
    # Their clients send the document then, and read nothing of an answer with another status.
    if has_code(answer.errors, NOT_FOUND):
        return 200
    # The protocol has what is wrong with a request told in the stream: browsers show no other.
    if media == EVENT_STREAM:
        return 200
    # Plain JSON says 200 for whatever is a GraphQL request at all, as it always has.
    if media == GRAPHQL_RESPONSE or has_code(answer.errors, "BAD_REQUEST"):
        return 400
    return 200
