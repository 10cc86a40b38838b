"""What the import contracts cannot say: where things are done, and where they are not."""

import ast
import inspect
import re
import subprocess
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from typing import Final

from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import Scope

ROOT: Final = Path(__file__).parents[2]
LINES_MAX: Final = 600


def modules(*folders: str) -> Iterator[tuple[str, ast.Module]]:
    """The parsed Python files under the folders, by their paths from the root."""
    found = 0
    for folder in folders:
        for path in sorted((ROOT / folder).rglob("*.py")):
            found += 1
            yield path.relative_to(ROOT).as_posix(), ast.parse(path.read_text(encoding="utf-8"))
    assert found, folders


def calls(tree: ast.AST, *names: str) -> Iterator[str]:
    """The calls of functions or methods with these names, as they are written."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            called = ast.unparse(node.func)
            if called.rpartition(".")[2] in names:
                yield called


def calls_in(names: tuple[str, ...], *folders: str) -> dict[str, set[str]]:
    found = {path: set(calls(tree, *names)) for path, tree in modules(*folders)}
    return {path: called for path, called in found.items() if called}


def imports_of(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def test_changes_are_committed_at_the_edge_alone() -> None:
    edges = {
        "hub/resolvers/mutations.py",
        # Edges of their own: nobody asked them over the graph.
        "hub/cli/account.py",
        "hub/cli/synonyms.py",
        "hub/cli/token.py",
        "demo/live.py",
        "hub/work/jobs/review_alerts.py",
        "hub/work/worker.py",
        "db/migrate.py",
    }

    assert calls_in(("commit",), "hub", "db", "demo").keys() == edges


def test_statements_are_run_in_db_alone() -> None:
    statements = ("execute", "executemany", "exec", "fetch", "fetchrow", "fetchval", "scalars")

    assert calls_in(statements, "hub") == {
        "hub/execution/dataloaders.py": {"loader.fetch"},
        "hub/sign_ins.py": {"pipeline.execute"},  # of Redis
        "hub/subscriptions/sequencer.py": {"pipeline.execute"},  # of Redis
        "hub/work/webhooks/messages.py": {"schema.execute"},  # of GraphQL
        "hub/transport/health.py": {"hub.database.pool.fetchval"},  # does it answer at all?
        "hub/transport/export/__init__.py": {"planned.execute"},  # of GraphQL
        "hub/transport/operations.py": {"schema.execute", "schema.planned.execute"},
        "hub/execution/texts.py": {"loader.fetch"},
        "hub/resolvers/nodes.py": {"loader.fetch"},
        "hub/reads/compiler.py": {"request.reads.fetch"},  # a statement of db.sql
    }


def test_sql_is_written_in_db_and_in_policy_alone() -> None:
    drivers = re.compile("(sqlalchemy|sqlmodel|asyncpg)\\b")
    statement = re.compile(r"\s*(SELECT .* FROM|INSERT INTO|UPDATE .* SET|DELETE FROM) ", re.DOTALL)
    for path, tree in modules("hub"):
        texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
        assert not [t for t in texts if isinstance(t, str) and statement.match(t)], path
        if not path.startswith("hub/policy/"):
            assert not [name for name in imports_of(tree) if drivers.match(name)], path


def test_scopes_are_made_in_policy_alone() -> None:
    assert calls_in(("Scope",), "hub", "db", "demo").keys() == {"hub/policy/viewer.py"}


def test_commands_write_events_and_subscriptions_read_them() -> None:
    # asyncio has events, too.
    writers = {path for path, called in calls_in(("Event",), "hub").items() if "Event" in called}
    assert writers == {"hub/commands/events.py"}
    readers = {
        path
        for path, tree in modules("hub")
        if any(name.startswith("db.queries.events") for name in imports_of(tree))
    }
    assert readers
    # A webhook is a feed that is sent.
    assert all(path.startswith(("hub/subscriptions/", "hub/work/webhooks/")) for path in readers), (
        readers
    )


def test_the_domain_takes_time_ids_and_chance_from_outside() -> None:
    told = ("now", "utcnow", "today", "time", "monotonic", "uuid1", "uuid4", "uuid7", "new_id",
            "random", "randint", "choice", "urandom", "token_hex")  # fmt: skip
    assert calls_in(told, "hub/domain") == {}
    for path, tree in modules("hub/domain"):
        assert not {"random", "secrets", "time", "os"} & set(imports_of(tree)), path


def test_rows_are_locked_in_the_order_of_ranks_or_without_waiting() -> None:
    assert calls_in(("with_for_update",), "hub", "db", "demo").keys() == {"db/sql/locking.py"}
    # A key share is what every row takes of those that it refers to; nobody's lock is in its way.
    waits = re.compile(r"FOR (NO KEY )?UPDATE(?! (OF \w+ )?SKIP LOCKED)|FOR SHARE|LOCK TABLE")
    for path, tree in modules("hub", "db/queries", "db/sql", "demo"):
        if path != "db/sql/locking.py":
            texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
            assert not [t for t in texts if isinstance(t, str) and waits.search(t)], path


def test_objects_have_no_relationships() -> None:
    assert calls_in(("Relationship", "relationship"), "db") == {}


def test_every_read_of_private_rows_takes_a_scope_or_says_why_not() -> None:
    scoped = set()
    for path in sorted((ROOT / "db" / "queries").glob("*.py")):
        module = import_module(f"db.queries.{path.stem}")
        for name, function in inspect.getmembers(module, inspect.iscoroutinefunction):
            if name.startswith("_") or function.__module__ != module.__name__:
                continue
            parameters = inspect.signature(function).parameters
            if AsyncSession not in {p.annotation for p in parameters.values()}:
                continue
            scope = parameters.get("scope")
            assert (scope is None) is bool(getattr(function, "unscoped", "")), name
            if scope is None:
                continue
            scoped.add(f"{path.stem}.{name}")
            assert scope.kind is scope.KEYWORD_ONLY, name
            assert scope.default is scope.empty, name
            assert getattr(scope.annotation, "__origin__", None) is Scope, name
    assert {"orders.lock_order", "parties.party", "shipments.shipment"} <= scoped


def tracked() -> list[Path]:
    names = subprocess.run(
        ["git", "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True
    ).stdout
    paths = [ROOT / name for name in names.splitlines()]
    return [path for path in paths if path.is_file()]


def test_no_file_of_code_is_too_long_to_read() -> None:
    long = {
        path.relative_to(ROOT).as_posix()
        for folder in ("hub", "db", "demo", "web/app/src", "web/graphiql/src")
        for path in (ROOT / folder).rglob("*.*")
        if path.suffix in {".py", ".ts", ".tsx"} and "migrations" not in path.parts
        if ".generated." not in path.name
        if len(path.read_text(encoding="utf-8").splitlines()) > LINES_MAX
    }

    assert long == set()


def test_nothing_is_left_to_be_done_later() -> None:
    later = re.compile(r"\b(TO[D]O|FIX[M]E|XX[X]|HA[C]K)\b")
    code = [path for path in tracked() if path.suffix in {".py", ".ts", ".tsx", ".toml", ".md"}]
    assert code

    assert [str(path) for path in code if later.search(path.read_text(encoding="utf-8"))] == []


def test_no_file_names_a_registry() -> None:
    # Where packages come from is for each machine to say.
    hosts = re.compile(r"pyp[i]\.org|npmj[s]\.(org|com)|debia[n]\.org")

    named = []
    for path in tracked():
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if hosts.search(text):
            named.append(str(path))
    assert named == []
