"""`hub docs`: the reference, written from what the code says of itself."""

from __future__ import annotations

import inspect
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any, Final

import typer
from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLScalarType,
    GraphQLSchema,
    GraphQLUnionType,
    build_schema,
)
from graphql.language import print_ast
from pydantic_core import PydanticUndefined

from hub.cli.failure import Failure
from hub.cli.schema import sdl
from hub.metrics import REGISTRY
from hub.settings import Settings

_DIRECTORY: Final = Path("docs/reference")
_WRITTEN: Final = "<!-- Written by `make docs`. -->"
_ROOTS: Final = ("Query", "Mutation", "Subscription")
_KINDS: Final[tuple[tuple[str, type[GraphQLNamedType]], ...]] = (
    ("Interfaces", GraphQLInterfaceType),
    ("Types", GraphQLObjectType),
    ("Unions", GraphQLUnionType),
    ("Inputs", GraphQLInputObjectType),
    ("Enums", GraphQLEnumType),
    ("Scalars", GraphQLScalarType),
)


def write_reference() -> None:
    """Write the pages of docs/reference in the working directory."""
    _DIRECTORY.mkdir(parents=True, exist_ok=True)
    for path, text in _pages():
        path.write_text(text, encoding="utf-8")
        typer.echo(f"Wrote {path}.")


def check_reference() -> None:
    """See that the pages in the working directory are what would be written.

    Raises:
        Failure: some are not.
    """
    stale = [
        str(path)
        for path, text in _pages()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    if stale:
        raise Failure(f"{', '.join(stale)} is not what the code says. Run: make docs")


def _pages() -> Iterator[tuple[Path, str]]:
    pages = {
        "schema": _schema_page(),
        "settings": _settings_page(),
        "metrics": _metrics_page(),
        "commands": _commands_page(),
    }
    for name, lines in pages.items():
        text = "\n".join([_WRITTEN, "", *lines]).rstrip() + "\n"
        yield _DIRECTORY / f"{name}.md", re.sub(r"\n{3,}", "\n\n", text)


def _settings_page() -> Iterator[str]:
    yield "# Settings"
    yield ""
    yield "Environment variables; what is not set has its default. A wrong one is named when a"
    yield "command starts, which then ends with exit code 1."
    yield ""
    yield from _table(
        ("Name", "Default", "What it is"),
        (
            (f"`HUB_{name.upper()}`", _default(field.default), str(field.description))
            for name, field in Settings.model_fields.items()
        ),
    )


def _default(value: object) -> str:
    if value is PydanticUndefined or value is None or value == frozenset():
        return ""
    if isinstance(value, Path):
        return f"`{value.name}` in the checkout"
    return "" if type(value).__name__ == "SecretStr" else f"`{value}`"


def _metrics_page() -> Iterator[str]:
    yield "# Metrics"
    yield ""
    yield "What `GET /metrics` tells at `HUB_METRICS_PORT`, in Prometheus' text format: what one"
    yield "process has counted since it began, and on Linux what the kernel says of it, such as"
    yield "`process_resident_memory_bytes`. Every process has a port of its own;"
    yield "[run in production](../howto/run-in-production.md#metrics) shows how to add them up."
    yield ""
    yield from _table(
        ("Name", "Type", "What it is"),
        (
            (
                f"`{family.name}{'_total' if family.type == 'counter' else ''}`",
                family.type,
                family.documentation,
            )
            for family in REGISTRY.collect()
            if family.name.startswith("hub_")
        ),
    )


def _commands_page() -> Iterator[str]:
    from hub.cli.commands import app

    hub: Any = typer.main.get_command(app)
    yield "# The command line"
    yield ""
    yield from _paragraphs(hub.help)
    yield hub.epilog
    for name, command in _commands(hub):
        # A parameter's usage is what the command's own help shows.
        arguments = [
            parameter for parameter in command.params if parameter.param_type_name == "argument"
        ]
        options = [parameter for parameter in command.params if parameter not in arguments]
        yield ""
        yield f"## hub {name}"
        yield ""
        yield from _paragraphs(command.help)
        yield from _table(
            ("Argument or option", "Default", "What it is"),
            (
                (_usage(parameter), _given(parameter), parameter.help or "")
                for parameter in (*arguments, *options)
                if parameter.name != "help"
            ),
        )


def _commands(group: Any, within: str = "") -> Iterator[tuple[str, Any]]:
    """The commands of a group by what is typed, those of groups in it too."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from _commands(command, f"{within}{name} ")
        else:
            yield f"{within}{name}", command


def _paragraphs(text: str) -> Iterator[str]:
    yield from inspect.cleandoc(text).splitlines()
    yield ""


def _usage(parameter: Any) -> str:
    if parameter.param_type_name == "argument":
        return f"`{parameter.metavar or parameter.name.upper()}`"
    value = "" if parameter.is_flag else f" {parameter.metavar}"
    return f"`{parameter.opts[0]}{value}`"


def _given(parameter: Any) -> str:
    if parameter.required:
        return "required"
    return "" if parameter.default in (None, False) else f"`{parameter.default}`"


def _schema_page() -> Iterator[str]:
    schema = build_schema(sdl())
    types = [
        named
        for name, named in sorted(schema.type_map.items())
        if not name.startswith("__") and name not in _ROOTS
    ]
    yield "# The schema"
    yield ""
    yield "All that clients can ask, do and follow. [`schema.graphql`](../../schema.graphql) says"
    yield "the same to programs."
    for root in _ROOTS:
        yield ""
        yield f"## {root}"
        yield from _members(schema.type_map[root], heading="###")
    for title, kind in _KINDS:
        found = [named for named in types if isinstance(named, kind)]
        if found:
            yield ""
            yield f"## {title}"
        for named in found:
            yield ""
            yield f"### {named.name}"
            yield ""
            yield named.description or "A scalar of GraphQL itself."
            yield from _nature(schema, named)
            yield from _members(named, heading=None)


def _nature(schema: GraphQLSchema, named: GraphQLNamedType) -> Iterator[str]:
    if isinstance(named, GraphQLUnionType):
        yield ""
        yield f"One of {', '.join(map(_link, named.types))}."
    elif isinstance(named, GraphQLInterfaceType):
        yield ""
        yield f"Implemented by {', '.join(map(_link, schema.get_possible_types(named)))}."
    elif isinstance(named, GraphQLObjectType) and named.interfaces:
        yield ""
        yield f"Implements {', '.join(map(_link, named.interfaces))}."


def _members(named: GraphQLNamedType, *, heading: str | None) -> Iterator[str]:
    if isinstance(named, GraphQLEnumType):
        yield ""
        yield from _table(
            ("Value", "Means"),
            ((f"`{name}`", value.description or "") for name, value in named.values.items()),
        )
    elif isinstance(named, GraphQLInputObjectType):
        yield ""
        yield from _table(
            ("Field", "Type", "What it is"),
            (
                (f"`{name}`", _type(field.type), _told(field))
                for name, field in named.fields.items()
            ),
        )
    elif isinstance(named, (GraphQLObjectType, GraphQLInterfaceType)) and heading:
        for name, field in named.fields.items():
            yield ""
            yield f"{heading} {name}"
            yield ""
            yield f"{field.description or ''} Gives {_type(field.type)}."
            yield ""
            yield from _arguments(field)
    elif isinstance(named, (GraphQLObjectType, GraphQLInterfaceType)):
        yield ""
        yield from _table(
            ("Field", "Type", "What it is"),
            (
                (f"`{_signature(name, field)}`", _type(field.type), field.description or "")
                for name, field in named.fields.items()
            ),
        )


def _arguments(field: GraphQLField) -> Iterator[str]:
    if field.args:
        yield from _table(
            ("Argument", "Type", "What it is"),
            (
                (f"`{name}`", _type(argument.type), _told(argument))
                for name, argument in field.args.items()
            ),
        )


def _told(member: GraphQLArgument | GraphQLInputField) -> str:
    told = member.description or ""
    node = member.ast_node
    default = print_ast(node.default_value) if node and node.default_value else "null"
    return told if default == "null" else f"{told} Unless given: `{default}`."


def _signature(name: str, field: GraphQLField) -> str:
    return f"{name}({', '.join(field.args)})" if field.args else name


def _type(written: object) -> str:
    """A type as GraphQL writes it, leading to its own place on the page."""
    text = str(written)
    name = text.strip("[]!")
    return text.replace(name, f"[{name}](#{name.lower()})").replace("[[", "\\[[")


def _link(named: GraphQLNamedType) -> str:
    return _type(named.name)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    found = list(rows)
    if found:
        yield f"| {' | '.join(head)} |"
        yield f"| {' | '.join('---' for _ in head)} |"
        for row in found:
            yield f"| {' | '.join(cell.replace('|', '/').replace(chr(10), ' ') for cell in row)} |"
