"""`hub schema`: what clients generate their code from."""

from __future__ import annotations

from pathlib import Path

import typer

from hub.cli.failure import Failure
from hub.schema import schema

_FILE = Path("schema.graphql")


def sdl() -> str:
    return f"{schema.as_str()}\n"


def print_schema() -> None:
    typer.echo(sdl(), nl=False)


def check_schema() -> None:
    """See that `schema.graphql` in the working directory is what the hub would print."""
    try:
        kept = _FILE.read_text(encoding="utf-8")
    except OSError as error:
        raise Failure(f"{_FILE} cannot be read: {error.strerror}. Run: make schema") from error
    if kept != sdl():
        raise Failure(f"{_FILE} is not the schema of this hub. Run: make schema")
