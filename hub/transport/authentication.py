"""From a bearer token to who is asking."""

import re
from collections.abc import Callable
from time import monotonic
from typing import Final

from db.queries.accounts import member_of_session
from hub.context import Hub
from hub.policy.tokens import TokenRejected
from hub.policy.viewer import Viewer

# How long the end of a session, an account or a membership may go unnoticed.
NOTICED_SECONDS: Final = 1.0
_REMEMBERED_MAX: Final = 10_000
_BEARER: Final = re.compile(r"Bearer +([A-Za-z0-9._~+/=-]+)", re.IGNORECASE)


class Authentication:
    """Knows tokens for a second, so that a busy client costs one look-up a second."""

    def __init__(self, hub: Hub, *, clock: Callable[[], float] = monotonic) -> None:
        self._hub = hub
        self._clock = clock
        self._known: dict[str, tuple[float, Viewer]] = {}

    async def viewer(self, authorization: str | None) -> Viewer | None:
        """Whom the `Authorization` names; nobody, if there is none.

        Raises:
            TokenRejected: TOKEN_MALFORMED, TOKEN_INVALID, TOKEN_EXPIRED or SESSION_ENDED.
        """
        if authorization is None:
            return None
        found = _BEARER.fullmatch(authorization.strip())
        if found is None:
            raise TokenRejected(
                "TOKEN_MALFORMED", "Authorization should read `Bearer <access token>`."
            )
        token = found[1]
        known = self._known.get(token)
        if known is not None and self._clock() < known[0]:
            return known[1]
        viewer = await self._look_up(token)
        if len(self._known) >= _REMEMBERED_MAX:
            self._known.clear()
        self._known[token] = (self._clock() + NOTICED_SECONDS, viewer)
        return viewer

    async def _look_up(self, token: str) -> Viewer:
        session_id = self._hub.signer.read(token)
        member = await member_of_session(self._hub.database, session_id, now=self._hub.clock())
        if member is None:
            raise TokenRejected("SESSION_ENDED", "The session has ended; sign in again.")
        return Viewer.of(member)
