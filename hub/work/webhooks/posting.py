"""One POST to an address that somebody else chose: to the internet alone, and within bounds."""

import asyncio
import socket
import threading
from collections.abc import Callable, Iterable, Mapping
from concurrent.futures import Future
from contextlib import suppress
from time import monotonic
from typing import Any, Final, cast

import httpcore

from hub.domain.webhooks import is_public
from hub.work.webhooks.messages import Answer

# For all of it, from looking up the name to the end of the answer.
ANSWER_SECONDS_MAX: Final = 15.0
# Of that, for each address of a name while there is another one.
_CONNECT_SECONDS_MAX: Final = 3.0
_LOOK_UPS_AT_ONCE_MAX: Final = 32
# Of an answer's body, which nobody reads; a longer one is cut off together with its connection.
_BODY_BYTES_MAX: Final = 64 * 1024
_IDLE_SECONDS_MAX: Final = 30.0
_IDLE_MAX: Final = 16


# TimeoutError is an OSError; a name that no name can be is a UnicodeError.
_FAILURES: Final = (
    OSError,
    UnicodeError,
    httpcore.NetworkError,
    httpcore.ProtocolError,
    httpcore.TimeoutException,
)


class NotPublic(OSError):
    """The name leads to somebody's own network."""


class _Guarded(httpcore.AsyncNetworkBackend):
    """Connects to addresses that were checked, so that a name cannot change its mind in between.

    The name stays what TLS asks the other side to prove.
    """

    def __init__(self, *, private: bool) -> None:
        self._private = private
        self._network = httpcore.AnyIOBackend()
        self._look_ups = asyncio.Semaphore(_LOOK_UPS_AT_ONCE_MAX)

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109  the interface has it
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        addresses = await self._addresses_of(host, port)
        if not self._private and not all(map(is_public, addresses)):
            raise NotPublic
        share = min(timeout or _CONNECT_SECONDS_MAX, _CONNECT_SECONDS_MAX)
        for address in addresses[:-1]:
            with suppress(httpcore.ConnectError, httpcore.ConnectTimeout):
                return await self._network.connect_tcp(
                    address, port, share, local_address, socket_options
                )
        return await self._network.connect_tcp(
            addresses[-1], port, timeout, local_address, socket_options
        )

    async def _addresses_of(self, host: str, port: int) -> list[str]:
        """What the name leads to, looked up in a thread of its own.

        The loop looks up few at a time, and the hub's own servers are among those; and the end of a
        process waits for every thread of an executor, but for none of these.
        """
        found: Future[list[Any]] = Future()

        def look_up() -> None:
            try:
                found.set_result(socket.getaddrinfo(host, port, type=socket.SOCK_STREAM))
            except Exception as error:
                found.set_exception(error)

        await self._look_ups.acquire()
        # Whoever waits for it may give up; it goes on, and counts, until it is done.
        found.set_running_or_notify_cancel()
        loop = asyncio.get_running_loop()
        found.add_done_callback(lambda _: _call(loop, self._look_ups.release))
        try:
            threading.Thread(target=look_up, name="webhook name", daemon=True).start()
        except RuntimeError as error:  # there are too many in this process already
            found.set_exception(OSError(str(error)))
        resolved = await asyncio.wrap_future(found)
        return list(dict.fromkeys(cast(str, sockaddr[0]) for *_, sockaddr in resolved))


def _call(loop: asyncio.AbstractEventLoop, then: Callable[[], None]) -> None:
    """Have the loop do it, if it still runs."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(then)


class Poster:
    """The connections of one process to the receivers of webhooks."""

    def __init__(self, *, private: bool, seconds_max: float = ANSWER_SECONDS_MAX) -> None:
        """
        Args:
            private: whether somebody's own network may be posted to.
        """
        self._private = private
        self._seconds_max = seconds_max
        self._pool = httpcore.AsyncConnectionPool(
            # To make one takes as long as 40 ms, in which nothing else goes on.
            ssl_context=httpcore.default_ssl_context(),
            network_backend=_Guarded(private=private),
            # Whoever posts does so to a limited number at once; none waits for another's receiver.
            max_connections=None,
            max_keepalive_connections=_IDLE_MAX,
            keepalive_expiry=_IDLE_SECONDS_MAX,
        )

    async def close(self) -> None:
        await self._pool.aclose()

    async def post(self, url: str, headers: Mapping[str, str], body: bytes) -> Answer:
        """Send the body once, following no redirect. Of an answer's body nothing is kept: whoever
        chose the address would get to read what is there."""
        if not self._private and not url.startswith("https://"):
            return Answer(None, "Messages go over https alone.", 0)
        started = monotonic()
        status_code, error = None, None
        try:
            async with asyncio.timeout(self._seconds_max):
                status_code = await self._status(url, headers, body)
        except _FAILURES as failure:
            error = _said(failure, self._seconds_max)
        if status_code is not None:
            error = _judged(status_code)
        return Answer(status_code, error, round((monotonic() - started) * 1000))

    async def _status(self, url: str, headers: Mapping[str, str], body: bytes) -> int:
        got = 0
        async with self._pool.stream(
            "POST", url, headers=[*headers.items()], content=body
        ) as response:
            async for part in response.aiter_stream():
                got += len(part)
                if got > _BODY_BYTES_MAX:
                    break
            return int(response.status)


def _judged(status_code: int) -> str | None:
    if 200 <= status_code < 300:
        return None
    if 300 <= status_code < 400:
        return f"The receiver answered {status_code}; redirects are not followed."
    return f"The receiver answered {status_code}."


def _said(failure: Exception, seconds_max: float) -> str:
    """Why there was no answer, without what only the hub's own network knows."""
    # One text: what names there are within the hub's own network is nobody else's business.
    if isinstance(failure, NotPublic | socket.gaierror | UnicodeError):
        return "The name in the address is not known, or leads to a network that is not public."
    if isinstance(failure, TimeoutError | httpcore.TimeoutException):
        return f"There was no answer within {seconds_max:g} seconds."
    if isinstance(failure, httpcore.ProtocolError):
        return "The answer was cut off, or is not HTTP."
    if "CERTIFICATE_VERIFY_FAILED" in str(failure):
        return "The receiver's certificate is not good."
    return "The receiver cannot be reached."
