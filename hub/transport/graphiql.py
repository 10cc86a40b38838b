"""The GraphiQL page: the hub's own build, so that it needs nothing from elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Final

from starlette.requests import Request as HttpRequest
from starlette.responses import Response
from starlette.routing import BaseRoute, Mount

from hub.transport.origins import PAGE_SAFETY
from hub.transport.pages import BUILT, BuiltFiles, page_response

_SAFETY: Final = {name.decode(): value.decode() for name, value in PAGE_SAFETY}


class GraphiQL:
    """The page and its files."""

    def __init__(self, *, shown: bool, built: Path = BUILT / "graphiql") -> None:
        self._shown = shown
        self._built = built

    def is_wanted(self, http: HttpRequest) -> bool:
        """A browser opened the address, rather than a program asking."""
        return (
            self._shown
            and "query" not in http.query_params
            and "text/html" in http.headers.get("accept", "")
        )

    def page(self, http: HttpRequest) -> Response:
        return page_response(self._built / "index.html", http, {"vary": "Accept", **_SAFETY})

    def routes(self) -> Sequence[BaseRoute]:
        if not self._shown:
            return ()
        return (Mount("/graphiql/assets", BuiltFiles(self._built / "assets")),)
