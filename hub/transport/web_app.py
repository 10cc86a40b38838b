"""The storefront and the consoles: two pages that find their own screens by the address."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from hub.transport.pages import BUILT, BuiltFiles, page_response

# Everything comes from the hub itself, and no page has a script or a style within it. Pictures of
# products lie where their owners keep them.
_SAFETY: Final = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
        " img-src 'self' data: blob: https:; media-src 'self' https:; connect-src 'self';"
        " manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
    )
}


class WebApp:
    """Both pages and their files. `config` tells where they run, and whom one can sign in as."""

    def __init__(self, *, config: dict[str, Any], built: Path = BUILT / "app") -> None:
        self._config = config
        self._built = built

    def routes(self) -> Sequence[BaseRoute]:
        """The last of them takes every address that nothing else has."""
        return (
            Route("/config.json", self._configuration),
            Mount("/assets", BuiltFiles(self._built / "assets")),
            Route("/console", self._console),
            Route("/console/{screen:path}", self._console),
            Route("/", self._store),
            Route("/{screen:path}", self._store_screen),
        )

    async def _configuration(self, _: HttpRequest) -> Response:
        return JSONResponse(self._config, headers={"cache-control": "no-store"})

    async def _console(self, http: HttpRequest) -> Response:
        return page_response(self._built / "console.html", http, _SAFETY)

    async def _store(self, http: HttpRequest) -> Response:
        return page_response(self._built / "store.html", http, _SAFETY)

    async def _store_screen(self, http: HttpRequest) -> Response:
        """A link into the storefront; a program that asks for one is told that there is none."""
        if "text/html" not in http.headers.get("accept", ""):
            raise HTTPException(404)
        return await self._store(http)
