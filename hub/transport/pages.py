"""The pages that `make web` builds into web/dist: compressed beforehand, kept for good."""

import mimetypes
from pathlib import Path
from typing import Final

from starlette.datastructures import Headers
from starlette.exceptions import HTTPException
from starlette.requests import Request as HttpRequest
from starlette.responses import FileResponse, HTMLResponse, Response
from starlette.staticfiles import NotModifiedResponse, StaticFiles
from starlette.types import Scope

BUILT: Final = Path(__file__).resolve().parents[2] / "web" / "dist"

# Files whose names hold a hash of what is in them never change.
_FOR_GOOD: Final = "public, max-age=31536000, immutable"
# The build writes them beside a file, the smaller first.
_COMPRESSIONS: Final = (("br", ".br"), ("gzip", ".gz"))

_NOT_BUILT: Final = """<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Hub</title>
<h1>This page is not built yet</h1>
<p>Run <code>make web</code> and reload. The graph itself is there: POST your query to /graphql.</p>
</html>
"""


class BuiltFiles(StaticFiles):
    """A folder of built files with hashes in their names."""

    def __init__(self, folder: Path) -> None:
        super().__init__(directory=folder, check_dir=False)
        self.config_checked = True  # what is not built is not there: a 404

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file as the asker can best take it; a name that is not there is a 404."""
        accepted = Headers(scope=scope).get("accept-encoding", "")
        if not path.endswith(tuple(suffix for _, suffix in _COMPRESSIONS)):
            for encoding, suffix in _COMPRESSIONS:
                if encoding in accepted and self.lookup_path(path + suffix)[1] is not None:
                    response = await super().get_response(path + suffix, scope)
                    response.headers["content-encoding"] = encoding
                    response.headers["content-type"] = _media_type(path)
                    break
            else:
                response = await super().get_response(path, scope)
            response.headers["vary"] = "Accept-Encoding"
            response.headers["cache-control"] = _FOR_GOOD
            return response
        raise HTTPException(404)


def page_response(page: Path, http: HttpRequest, headers: dict[str, str]) -> Response:
    """A page that browsers ask for anew each time, or how to build it."""
    if not page.is_file():
        return HTMLResponse(_NOT_BUILT, status_code=503, headers={"cache-control": "no-store"})
    accepted = http.headers.get("accept-encoding", "")
    vary = ", ".join(filter(None, (headers.get("vary"), "Accept-Encoding")))
    told = {**headers, "vary": vary, "cache-control": "no-cache"}
    sent = page
    for encoding, suffix in _COMPRESSIONS:
        compressed = page.with_name(page.name + suffix)
        if encoding in accepted and compressed.is_file():
            sent, told["content-encoding"] = compressed, encoding
            break
    response = FileResponse(sent, headers=told, media_type="text/html", stat_result=sent.stat())
    if http.headers.get("if-none-match") == response.headers["etag"]:
        return NotModifiedResponse(response.headers)
    return response


def _media_type(path: str) -> str:
    kind = mimetypes.guess_type(path)[0] or "application/octet-stream"
    return f"{kind}; charset=utf-8" if kind.startswith("text/") else kind
