"""The walk that adds an area leads there: in a copy of the checkout, what it adds works."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Final

from tests.docs.test_docs import ROOT, Block, blocks_of

WALK: Final = ROOT / "docs" / "howto" / "add-an-area.md"
# Everything is declared once: what an area costs beyond its own declarations is bounded.
FILES_MAX: Final = 25
EDITED_MAX: Final = 8

# What `make schema docs` does.
_CONTRACT: Final = """
from pathlib import Path
from hub.cli.docs import write_reference
from hub.cli.schema import sdl

Path("schema.graphql").write_text(sdl(), encoding="utf-8")
write_reference()
"""
_RULE: Final = "Closures are of another party than their location"
# The area's own tests, and those over all areas that find it by its being there.
_TESTS: Final = (
    "tests/domain/test_closures.py",
    "tests/commands/test_closures.py",
    "tests/db/test_migrations.py::test_a_migrated_database_has_the_tables_that_are_declared",
    "tests/demo/test_consistency.py::test_every_rule_is_broken_once",
    "tests/demo/test_consistency.py::test_nothing_in_it_contradicts_itself",
    f"tests/demo/test_consistency.py::test_a_broken_rule_is_found[{_RULE}]",
    "tests/docs/test_glossary.py",
    "tests/policy/test_rows.py::test_the_scene_has_rows_of_every_type",
    "tests/policy/test_rows.py::test_a_row_is_found_by_its_id_by_those_alone_who_may_see_it",
    "tests/policy/test_rows.py::test_a_list_and_its_count_have_the_rows_that_the_viewer_may_see",
    "tests/schema/test_filters.py",
    "tests/schema/test_paging.py::test_walking_a_list_meets_each_row_once_and_in_order[forwards]",
)


class Copy:
    """A checkout of its own, with the environment of this one."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        listed = ("git", "ls-files", "--cached", "--others", "--exclude-standard", "-z")
        names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
        self._names = {name for name in names.split("\0") if (ROOT / name).is_file()}
        for name in self._names:
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(ROOT / name, folder / name)

    def follow(self, block: Block) -> None:
        """Do what a block of the page shows: add a file, or change one that is there."""
        if "adds" in block.options:
            name, text = self._numbered(block.options["adds"]), self._numbered(block.text)
            assert name not in self._names, f"{block.place}: {name} is there already"
            (self.folder / name).write_text(text, encoding="utf-8")
        elif "edits" in block.options:
            path = self.folder / block.options["edits"]
            for change in block.text.split("@@\n"):
                before, after = (
                    "".join(line[1:] for line in change.splitlines(True) if line[0] in signs)
                    for signs in (" -", " +")
                )
                text = path.read_text(encoding="utf-8")
                assert text.count(before) == 1, f"{block.place}: {path.name} has not: {before}"
                path.write_text(text.replace(before, after), encoding="utf-8")

    def _numbered(self, text: str) -> str:
        """With the numbers of the newest migration and the next one in place of their names."""
        versions = (ROOT / "db" / "migrations" / "versions").glob("*_*.py")
        newest = max(int(path.name[:4]) for path in versions)
        return text.replace("NEWEST", f"{newest:04}").replace("NEXT", f"{newest + 1:04}")

    def run(self, *command: str) -> str:
        """What a program of the environment says; it finds the copy's modules."""
        done = subprocess.run(
            [sys.executable, *command],
            cwd=self.folder,
            env={**os.environ, "PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout}{done.stderr}"
        return done.stdout

    def changed(self) -> tuple[set[str], set[str]]:
        """The files that were added, and those that were edited."""
        made = (
            path for path in self.folder.rglob("*") if path.suffix in {".py", ".md", ".graphql"}
        )
        names = {path.relative_to(self.folder).as_posix() for path in made}
        edited = {
            name
            for name in names & self._names
            if (self.folder / name).read_bytes() != (ROOT / name).read_bytes()
        }
        return names - self._names, edited


def test_the_walk_adds_a_whole_area_in_few_files(tmp_path: Path) -> None:
    copy = Copy(tmp_path)

    for block in blocks_of(WALK):
        copy.follow(block)
    copy.run("-c", _CONTRACT)

    schema = (tmp_path / "schema.graphql").read_text(encoding="utf-8")
    assert "type Closure implements Node {" in schema
    added, edited = copy.changed()
    assert len(edited) <= EDITED_MAX, edited
    assert len(added | edited) <= FILES_MAX, added | edited
    code = [name for name in added | edited if name.endswith(".py")]
    copy.run("-m", "ruff", "check", *code)
    copy.run("-m", "ruff", "format", "--check", *code)
    copy.run("-c", "from importlinter.cli import lint_imports_command as lint; lint()")
    copy.run("-m", "pytest", "-q", "-x", *_TESTS)
