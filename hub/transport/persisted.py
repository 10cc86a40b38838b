"""Automatic persisted queries, by Apollo's protocol: a hash stands for a document sent before."""

import hashlib
from collections import OrderedDict
from collections.abc import Mapping
from typing import Any, Final

from hub.execution.errors import RequestError

NOT_FOUND: Final = "PERSISTED_QUERY_NOT_FOUND"

# All together; what is dropped is sent again by the next client that asks for it.
_CHARACTERS_KEPT_MAX: Final = 2_000_000
_COUNT_MAX: Final = 10_000


class PersistedQueries:
    """The documents that clients registered with this process, those used last."""

    def __init__(self) -> None:
        self._texts: OrderedDict[str, str] = OrderedDict()
        self._characters = 0

    def text(self, query: object, extensions: Mapping[str, Any] | None) -> object:
        """The document that is asked for: the one that was sent, or that its hash stands for.

        Raises:
            RequestError: PERSISTED_QUERY_NOT_FOUND, no document of the hash is known: send it; or
                BAD_REQUEST, the hash is none, or that of another document.
        """
        asked = (extensions or {}).get("persistedQuery")
        if asked is None:
            return query
        if not isinstance(asked, dict) or asked.get("version") != 1:
            raise RequestError("PERSISTED_QUERY_NOT_SUPPORTED", "PersistedQueryNotSupported")
        digest = asked.get("sha256Hash")
        if not isinstance(digest, str):
            raise RequestError("BAD_REQUEST", "`persistedQuery.sha256Hash` must be text.")
        digest = digest.lower()
        if query is None or query == "":
            found = self._texts.get(digest)
            if found is None:
                # Clients look for this very message.
                raise RequestError(NOT_FOUND, "PersistedQueryNotFound")
            self._texts.move_to_end(digest)
            return found
        if isinstance(query, str) and hashlib.sha256(query.encode()).hexdigest() != digest:
            raise RequestError("BAD_REQUEST", "The hash is not the one of the document.")
        return query

    def register(self, text: str, extensions: Mapping[str, Any] | None) -> None:
        """Remember a good document that came with its hash, which `text` has checked."""
        if (extensions or {}).get("persistedQuery") is None:
            return
        digest = hashlib.sha256(text.encode()).hexdigest()
        if digest in self._texts:
            return
        self._texts[digest] = text
        self._characters += len(text)
        while self._characters > _CHARACTERS_KEPT_MAX or len(self._texts) > _COUNT_MAX:
            _, dropped = self._texts.popitem(last=False)
            self._characters -= len(dropped)


# Of this process, whichever way clients come.
PERSISTED: Final = PersistedQueries()
