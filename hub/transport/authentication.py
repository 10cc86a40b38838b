"""From a bearer token to who is asking, and for how long."""

import asyncio
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic, time
from typing import Final, Protocol
from uuid import UUID

from db.outages import OUTAGES
from db.queries.accounts import members_of_sessions
from hub.context import Hub
from hub.policy.tokens import Claims, TokenRejected, token_expired
from hub.policy.viewer import Viewer
from hub.subscriptions.retries import retry_forever

# For how long a token is known without a look, and how often those who stay are looked after: the
# end of a session, an account or a membership may go unnoticed for both together, and a second is
# promised.
_KNOWN_SECONDS: Final = 0.4
_LOOK_SECONDS: Final = 0.4
_REMEMBERED_MAX: Final = 10_000
_BEARER: Final = re.compile(r"Bearer +([A-Za-z0-9._~+/=-]+)", re.IGNORECASE)


class Guest(Protocol):
    """Somebody who stays: at the other end of a socket or a stream."""

    def is_now(self, viewer: Viewer) -> None:
        """What the viewer is by now; most often what it was."""

    def may_not_stay(self, rejected: TokenRejected) -> None: ...


class Authentication:
    """Knows tokens for a moment, so that a busy client costs few look-ups a second.

    Those who stay are looked up together, whatever their number.
    """

    def __init__(self, hub: Hub, *, clock: Callable[[], float] = monotonic) -> None:
        self._hub = hub
        self._clock = clock
        self._known: dict[str, tuple[float, Viewer]] = {}
        self._guests: dict[UUID, dict[Guest, Claims]] = {}
        self._watching: asyncio.Task[None] | None = None

    async def viewer(self, authorization: str | None) -> Viewer | None:
        """Whom the `Authorization` names; nobody, if there is none.

        Raises:
            TokenRejected: TOKEN_MALFORMED, TOKEN_INVALID, TOKEN_EXPIRED or SESSION_ENDED.
        """
        if authorization is None:
            return None
        token = _token(authorization)
        known = self._known.get(token)
        if known is not None and self._clock() < known[0]:
            return known[1]
        viewer = await self._look_up(token)
        if len(self._known) >= _REMEMBERED_MAX:
            self._known.clear()
        self._known[token] = (self._clock() + _KNOWN_SECONDS, viewer)
        return viewer

    @contextmanager
    def watching(self, guest: Guest, authorization: str | None) -> Iterator[None]:
        """Tell the guest, meanwhile, who it is by now, and when it may not stay.

        Raises:
            TokenRejected: the token has just expired.
        """
        if authorization is None:
            yield
            return
        claims = self._hub.signer.read(_token(authorization))
        self._guests.setdefault(claims.session_id, {})[guest] = claims
        if self._watching is None:
            self._watching = asyncio.create_task(retry_forever(self._watch, "watching sessions"))
        try:
            yield
        finally:
            guests = self._guests[claims.session_id]
            del guests[guest]
            if not guests:
                del self._guests[claims.session_id]
            if not self._guests and self._watching is not None:
                self._watching.cancel()
                self._watching = None

    async def _look_up(self, token: str) -> Viewer:
        session_id = self._hub.signer.read(token).session_id
        members = await members_of_sessions(self._hub.database, [session_id], now=self._hub.clock())
        if not members:
            raise _over()
        return Viewer.of(members[0])

    async def _watch(self) -> None:
        while True:
            await asyncio.sleep(_LOOK_SECONDS)
            now = time()
            for guests in [*self._guests.values()]:
                for guest, claims in [*guests.items()]:
                    if claims.expires_at <= now:
                        guest.may_not_stay(token_expired())
            try:
                await self._look_after([*self._guests])
            except OUTAGES:
                continue  # what cannot be checked goes on

    async def _look_after(self, session_ids: list[UUID]) -> None:
        members = await members_of_sessions(self._hub.database, session_ids, now=self._hub.clock())
        viewers = {member.session_id: Viewer.of(member) for member in members}
        for session_id in session_ids:
            viewer = viewers.get(session_id)
            for guest in [*self._guests.get(session_id, ())]:
                if viewer is None:
                    guest.may_not_stay(_over())
                else:
                    guest.is_now(viewer)


def _token(authorization: str) -> str:
    found = _BEARER.fullmatch(authorization.strip())
    if found is None:
        raise TokenRejected("TOKEN_MALFORMED", "Authorization should read `Bearer <access token>`.")
    return found[1]


def _over() -> TokenRejected:
    return TokenRejected("SESSION_ENDED", "The session has ended; sign in again.")
