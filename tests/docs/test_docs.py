"""Whatever the documentation shows is true: its examples run, its links lead somewhere.

A fenced block says in its info string what it is, and what else is needed to run it:

    ```graphql as=brand keep="orderId=orders.nodes.0.id"

runs signed in as brand@hub.demo and keeps a part of the answer; a `json variables` block that
follows is the operation's variables, in which "$orderId" stands for what was kept and "$uuid" for a
new UUID. `refused=CODE` says that the refusal is the point. `python` and `bash` blocks run as they
are, but for the hub's address; `says="text"` is in what they say, and with `until="text"` they are
run until it is. With `background="text"` the page goes on meanwhile, and the block must have said
the text in the end. What is not run says why, `not-run="reason"`, or of which file it is a part,
`of=path`, and then it stands there, but for lines with an ellipsis. What a walk has you write is a
file that it `adds=path`, or a change by which it `edits=path`; see `test_walk`.
"""

from __future__ import annotations

import asyncio
import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import textwrap
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from websockets.asyncio.client import connect

from hub.cli import main
from hub.domain.imports import read_mapping
from tests.clients import Client
from tests.conftest import HubServer
from tests.patience import PATIENCE_SECONDS

ROOT: Final = Path(__file__).parents[2]
PAGES: Final = sorted(
    [
        *(ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")),
        *(ROOT / "docs").rglob("*.md"),
    ]
)
ADDRESS: Final = "127.0.0.1:8000"
SHOWN: Final = {"text", "mermaid"}

_FENCED: Final = re.compile(
    r"^(?P<indent>[ ]*)(?P<fence>`{3,})(?P<info>[^\n]*)\n(?P<body>.*?)^(?P=indent)(?P=fence)[ ]*$",
    re.DOTALL | re.MULTILINE,
)
_LINK: Final = re.compile(r"(?<!\\)\[[^\]]*\]\((?P<target>[^)\s]+)\)")


@dataclass(frozen=True)
class Block:
    """A fenced block of a page."""

    place: str
    language: str
    options: Mapping[str, str]
    text: str


def blocks_of(page: Path) -> Iterator[Block]:
    text = page.read_text(encoding="utf-8")
    for found in _FENCED.finditer(text):
        language, *options = shlex.split(found["info"]) or [""]
        line = text.count("\n", 0, found.start()) + 1
        yield Block(
            place=f"{page.relative_to(ROOT)}:{line}",
            language=language,
            options=dict(option.partition("=")[::2] for option in options),
            text=textwrap.dedent(found["body"]),
        )


@dataclass
class Reader:
    """Somebody who does what a page says, from its first line to its last."""

    fixtures: pytest.FixtureRequest
    folder: Path
    kept: dict[str, Any] = field(default_factory=dict)
    tokens: dict[str, str] = field(default_factory=dict)
    going_on: list[Callable[[], None]] = field(default_factory=list)

    @cached_property
    def server(self) -> HubServer:
        """The hub of all pages, started once something is asked of it."""
        server: HubServer = self.fixtures.getfixturevalue("readers_hub_server")
        return server

    def read(self, blocks: Sequence[Block], opened: ExitStack) -> None:
        for place, block in enumerate(blocks):
            if "not-run" in block.options:
                assert block.options["not-run"], f"{block.place} does not say why it is not run"
                continue
            if "of" in block.options:
                assert missing_of(block) == [], f"{block.place} is not in {block.options['of']}"
                continue
            if {"adds", "edits"} & block.options.keys():
                continue
            match block.language:
                case "graphql":
                    following = blocks[place + 1] if place + 1 < len(blocks) else None
                    self._ask(block, self._variables(following))
                case "json":
                    json.loads(block.text)
                case "toml":
                    if {"source", "file"} <= tomllib.loads(block.text).keys():
                        read_mapping(block.text)
                case "bash":
                    if "curl" in block.text and shutil.which("curl") is None:
                        pytest.skip(f"Left out from {block.place} on: there is no curl here.")
                    self._run(["bash", "-euo", "pipefail", "-c"], block, opened)
                case "python":
                    self._run([sys.executable, "-c"], block, opened)
                case "javascript":
                    node = shutil.which("node") or str(Path(sys.executable).with_name("node"))
                    self._run([node, "--input-type=module", "--eval"], block, opened)
                case language if language in SHOWN:
                    pass
                case language:
                    pytest.fail(f"{block.place} is {language or 'nothing'}, which cannot be run")
        for finish in self.going_on:
            finish()

    def _variables(self, block: Block | None) -> dict[str, Any]:
        if block is None or block.language != "json" or "variables" not in block.options:
            return {}
        filled = re.sub(r'"\$(\w+)"', lambda name: json.dumps(self._value(name[1])), block.text)
        variables: dict[str, Any] = json.loads(filled)
        return variables

    def _value(self, name: str) -> Any:
        return str(uuid4()) if name == "uuid" else self.kept[name]

    def _ask(self, block: Block, variables: Mapping[str, Any]) -> None:
        token = self._token(block.options["as"]) if "as" in block.options else None
        operation = {"query": block.text, "variables": variables}
        if re.search(r"^\s*subscription\b", block.text, re.MULTILINE):
            answer = asyncio.run(self._first_event(operation, token))
        else:
            headers = {} if token is None else {"authorization": f"Bearer {token}"}
            url = f"{self.server.url}/graphql"
            answer = httpx.post(url, json=operation, headers=headers).json()
        refused = block.options.get("refused")
        assert {*codes_of(answer)} == ({refused} if refused else set()), f"{block.place}: {answer}"
        for keeping in filter(None, block.options.get("keep", "").split(",")):
            name, _, path = keeping.partition("=")
            self.kept[name] = at(answer["data"], path)

    def _token(self, name: str) -> str:
        if name not in self.tokens:
            client = asyncio.run(Client.signed_in(self.server.url, f"{name}@hub.demo"))
            assert client.token
            self.tokens[name] = client.token
        return self.tokens[name]

    async def _first_event(self, operation: Mapping[str, Any], token: str | None) -> Any:
        """The first thing that a subscription hears."""
        url = f"ws{self.server.url.removeprefix('http')}/graphql"
        async with (
            asyncio.timeout(PATIENCE_SECONDS),
            connect(url, subprotocols=["graphql-transport-ws"]) as ws,  # type: ignore[list-item]
        ):
            payload = {"authorization": f"Bearer {token}"} if token else {}
            await ws.send(json.dumps({"type": "connection_init", "payload": payload}))
            assert json.loads(await ws.recv())["type"] == "connection_ack"
            await ws.send(json.dumps({"id": "1", "type": "subscribe", "payload": operation}))
            heard = json.loads(await ws.recv())
            assert heard["type"] in ("next", "error"), heard
            return heard["payload"] if heard["type"] == "next" else {"errors": heard["payload"]}

    def _run(self, program: Sequence[str], block: Block, opened: ExitStack) -> None:
        command = [*program, block.text.replace(ADDRESS, self.server.url.removeprefix("http://"))]
        if "background" in block.options:
            said = self.folder / "said.txt"
            process = opened.enter_context(
                subprocess.Popen(
                    command,
                    cwd=self.folder,
                    env=self._environment(),
                    stdout=opened.enter_context(said.open("w")),
                    stderr=subprocess.STDOUT,
                )
            )
            opened.callback(process.kill)
            self.going_on.append(partial(says, block, said))
            says(block, said, text=block.options.get("begins", ""))
            return
        said_now = self._command(command)
        deadline = time.monotonic() + PATIENCE_SECONDS
        while block.options.get("until", "") not in said_now and time.monotonic() < deadline:
            said_now = self._command(command)
        for option in {"says", "until"} & block.options.keys():
            assert block.options[option] in said_now, f"{block.place} said: {said_now}"
        if "keep" in block.options:
            self.kept[block.options["keep"]] = said_now.strip()

    def _command(self, command: Sequence[str]) -> str:
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=self._environment(),
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE_SECONDS,
        )
        assert done.returncode == 0, f"{command[-1]}\n{done.stdout}{done.stderr}"
        return done.stdout

    def _environment(self) -> dict[str, str]:
        programs = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return self.server._environment | {"PATH": programs, "PYTHONUNBUFFERED": "1"}


def says(
    block: Block, output: Path, *, text: str | None = None, seconds: float = PATIENCE_SECONDS
) -> None:
    """Wait until a block in the background has said something."""
    wanted = block.options["background"] if text is None else text
    deadline = time.monotonic() + seconds
    while wanted not in output.read_text():
        if time.monotonic() > deadline:
            pytest.fail(f"{block.place} did not say {wanted!r} but: {output.read_text()}")
        time.sleep(0.05)


def missing_of(block: Block) -> list[str]:
    """The lines of a block that the file it is said to be of does not have, in this order."""
    wanted = [line.strip() for line in block.text.splitlines() if line.strip() and "…" not in line]
    for line in (ROOT / block.options["of"]).read_text(encoding="utf-8").splitlines():
        if wanted and line.strip() == wanted[0]:
            del wanted[0]
    return wanted


def codes_of(answer: Mapping[str, Any]) -> list[str]:
    """Every code in an answer, of errors of the operation and of refusals in its payloads."""
    codes = [error["extensions"]["code"] for error in answer.get("errors", ())]
    for payload in (answer.get("data") or {}).values():
        if isinstance(payload, dict):
            codes += [error["code"] for error in payload.get("errors", ())]
    return codes


def at(found: Any, path: str) -> Any:
    for step in path.split("."):
        found = found[int(step) if step.isdecimal() else step]
    return found


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_what_a_page_shows_is_true(
    page: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    (tmp_path / "mappings").symlink_to(ROOT / "mappings")
    with ExitStack() as opened:
        Reader(request, tmp_path).read(list(blocks_of(page)), opened)


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    text = _FENCED.sub("", page.read_text(encoding="utf-8"))
    for link in _LINK.finditer(text):
        target, _, anchor = link["target"].partition("#")
        if "://" in target:
            continue
        to = (page.parent / target).resolve() if target else page
        assert to.exists(), f"{page.name} links to {link['target']}, which is not there"
        if anchor and to.suffix == ".md":
            assert anchor in anchors_of(to), f"{page.name}: {to.name} has no #{anchor}"


def anchors_of(page: Path) -> set[str]:
    """How headings are linked to: in lower case, hyphens for spaces, without punctuation."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_the_reference_is_fresh(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)

    with pytest.raises(SystemExit) as ended:
        main(["docs", "--check"])

    assert ended.value.code == 0


def test_every_page_is_in_the_index() -> None:
    index = (ROOT / "docs" / "README.md").read_text(encoding="utf-8")
    linked = {(ROOT / "docs" / link["target"]).resolve() for link in _LINK.finditer(index)}

    assert [page for page in (ROOT / "docs").rglob("*.md") if page not in linked] == [
        ROOT / "docs" / "README.md"
    ]


def test_every_code_of_an_error_is_explained() -> None:
    errors = (ROOT / "docs" / "reference" / "errors.md").read_text(encoding="utf-8")
    raised = {
        code
        for module in (ROOT / "hub").rglob("*.py")
        for code in re.findall(
            r"(?:RequestError|TokenRejected|_coded|super\(\).__init__)\([^()]*?\"([A-Z_]{5,})\"",
            module.read_text(encoding="utf-8"),
        )
    }

    assert len(raised) > 15
    assert sorted(code for code in raised if f"`{code}`" not in errors) == []
