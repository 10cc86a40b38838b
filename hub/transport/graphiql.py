"""The GraphiQL page: the hub's own build, so that it needs nothing from elsewhere."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, JSONResponse, Response
from starlette.routing import BaseRoute, Mount, Route
from starlette.staticfiles import StaticFiles

from hub.transport.origins import PAGE_SAFETY

BUILT: Final = Path(__file__).resolve().parents[2] / "web" / "dist"

_NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Hub · GraphiQL</title>
<h1>GraphiQL is not built yet</h1>
<p>Run <code>make web</code> and reload. The graph itself is here: POST your query.</p>
</html>
"""


class GraphiQL:
    """The page and its files. `config` tells it where it runs and who can be signed in as."""

    def __init__(self, *, shown: bool, config: dict[str, Any], built: Path = BUILT) -> None:
        self._shown = shown
        self._config = config
        self._built = built

    def is_wanted(self, http: HttpRequest) -> bool:
        """A browser opened the address, rather than a program asking."""
        return (
            self._shown
            and "query" not in http.query_params
            and "text/html" in http.headers.get("accept", "")
        )

    def page(self) -> Response:
        index = self._built / "index.html"
        if not index.is_file():
            return HTMLResponse(_NOT_BUILT, status_code=503)
        safety = {name.decode(): value.decode() for name, value in PAGE_SAFETY}
        headers = {"vary": "Accept", "cache-control": "no-cache", **safety}
        return FileResponse(index, headers=headers)

    def routes(self) -> Sequence[BaseRoute]:
        if not self._shown:
            return ()
        return (
            Route("/graphiql/config.json", self._configuration),
            Mount("/graphiql", StaticFiles(directory=self._built, check_dir=False)),
        )

    async def _configuration(self, _: HttpRequest) -> Response:
        return JSONResponse(self._config, headers={"cache-control": "no-store"})
