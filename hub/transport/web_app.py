"""The storefront and the consoles: two pages that find their own screens by the address."""

import re
from collections.abc import Awaitable, Callable, Sequence
from http import HTTPStatus
from pathlib import Path
from typing import Any, Final

from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route

from hub.transport.pages import BUILT, BuiltFiles, page_response


def _safety(files_origin: str | None) -> dict[str, str]:
    """Everything comes from the hub itself, and no page has a script or a style within it.

    Files may lie in a bucket, to which browsers are sent.
    """
    files = "'self'" if files_origin is None else f"'self' {files_origin}"
    return {
        "content-security-policy": (
            "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self';"
            f" img-src {files} data: blob:; media-src {files}; connect-src {files};"
            " manifest-src 'self'; frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
        )
    }


_TITLE: Final = re.compile("<title>[^<]*</title>")

ProductHead = Callable[[str], Awaitable[str | None]]


class WebApp:
    """Both pages and their files.

    `config` tells where they run, and whom one can sign in as; `product_head` what the page of a
    product says of it by its global id, or None; `files_origin` where files lie, if that is not
    the hub itself.
    """

    def __init__(
        self,
        *,
        config: dict[str, Any],
        product_head: ProductHead | None = None,
        files_origin: str | None = None,
        built: Path = BUILT / "app",
    ) -> None:
        self._config = config
        self._product_head = product_head
        self._safety = _safety(files_origin)
        self._built = built

    def routes(self) -> Sequence[BaseRoute]:
        """The last of them takes every address that nothing else has."""
        return (
            Route("/config.json", self._configuration),
            Mount("/assets", BuiltFiles(self._built / "assets")),
            Route("/console", self._console),
            Route("/console/{screen:path}", self._console),
            Route("/", self._store),
            Route("/products/{product_id}", self._product),
            Route("/{screen:path}", self._store_screen),
        )

    async def _configuration(self, _: HttpRequest) -> Response:
        return JSONResponse(self._config, headers={"cache-control": "no-store"})

    async def _console(self, http: HttpRequest) -> Response:
        return page_response(self._built / "console.html", http, self._safety)

    async def _store(self, http: HttpRequest) -> Response:
        return page_response(self._built / "store.html", http, self._safety)

    async def _product(self, http: HttpRequest) -> Response:
        """The storefront, with what this product is called where the title stands."""
        page = await self._store_screen(http)
        if self._product_head is None or page.status_code != HTTPStatus.OK:
            return page
        head = await self._product_head(http.path_params["product_id"])
        if head is None:
            return page
        html = (self._built / "store.html").read_text("utf-8")
        headers = {**self._safety, "cache-control": "no-cache"}
        return HTMLResponse(_TITLE.sub(lambda _: head, html, count=1), headers=headers)

    async def _store_screen(self, http: HttpRequest) -> Response:
        """A link into the storefront; a program that asks for one is told that there is none."""
        if "text/html" not in http.headers.get("accept", ""):
            raise HTTPException(404)
        return await self._store(http)
