"""`hub export`: all rows of a list, with an account's rights, in a file."""

from __future__ import annotations

import asyncio
import sys
from collections.abc import Iterator
from contextlib import aclosing, contextmanager
from pathlib import Path
from typing import BinaryIO

from hub.cli.explain import find_viewer, read_document
from hub.cli.failure import Failure
from hub.cli.servers import database, servers, settings
from hub.context import open_request
from hub.process import open_hub, set_up_logging
from hub.schema import schema
from hub.settings import Settings
from hub.transport.errors import format_exception
from hub.transport.export import CSV, FORMATS, Export, ExportFailed, read_file


def export(
    path: Path,
    *,
    email: str | None,
    output: Path | None,
    variables: str | None,
    name: str | None,
    format_: str | None,
    with_bom: bool,
) -> None:
    media = _media(format_, output)
    configured = settings()
    set_up_logging(configured.environment)
    operation = read_document(path, variables, name)
    try:
        made = Export(schema, operation)
        asyncio.run(_write(configured, made, email, output, media, with_bom=with_bom))
    except ExportFailed as failed:
        raise Failure("\n".join(one["message"] for one in failed.errors)) from failed
    except OSError as error:
        raise Failure(f"The file cannot be written: {error.strerror}.") from error
    except Failure:
        raise
    except Exception as error:
        raise Failure("\n".join(one["message"] for one in format_exception(error))) from error


def _media(format_: str | None, output: Path | None) -> str:
    word = format_ or ("" if output is None else output.suffix.removeprefix("."))
    if word in FORMATS:
        return FORMATS[word]
    if format_ is None:
        return CSV
    raise Failure(f"{format_!r} is no format; there are {' and '.join(FORMATS)}.")


async def _write(
    configured: Settings,
    made: Export,
    email: str | None,
    output: Path | None,
    media: str,
    *,
    with_bom: bool,
) -> None:
    with servers(configured, share=True) as used:
        async with (
            database(configured, used),
            open_hub(configured, used.database_url, used.redis_url) as hub,
        ):
            viewer = None if email is None else await find_viewer(hub, email)
            with _written(output) as file:
                async with (
                    open_request(hub, viewer) as request,
                    aclosing(read_file(made, request, media, with_bom=with_bom)) as chunks,
                ):
                    async for chunk in chunks:
                        file.write(chunk)


@contextmanager
def _written(output: Path | None) -> Iterator[BinaryIO]:
    """What takes the file's bytes. A file of this name is there once it is whole."""
    if output is None:
        yield sys.stdout.buffer
        return
    part = output.with_name(f"{output.name}.part")
    try:
        with part.open("wb") as file:
            yield file
        part.replace(output)
    finally:
        part.unlink(missing_ok=True)
