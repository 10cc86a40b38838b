"""The glossary is right about where its words are at home in the code."""

from __future__ import annotations

import importlib
import re
from pathlib import Path
from pkgutil import resolve_name

import pytest

_ROW = re.compile(
    r"^\| (?!Word |---)(?P<word>[^|]+) \| (?P<means>[^|]+) \| (?P<places>[^|]*) \|$", re.MULTILINE
)
ROWS = [
    (found["word"], found["means"], re.findall(r"`([^`]+)`", found["places"]))
    for found in _ROW.finditer(Path("docs/glossary.md").read_text())
]


def test_every_word_has_one_meaning() -> None:
    words = [name for word, _, _ in ROWS for name in word.split(", ")]

    assert len(words) > 60
    assert len(set(words)) == len(words)
    assert [word for word, means, places in ROWS if not means or not places] == []


@pytest.mark.parametrize("place", sorted({place for _, _, places in ROWS for place in places}))
def test_a_place_in_the_code_exists(place: str) -> None:
    try:
        importlib.import_module(place)
    except ModuleNotFoundError:
        assert resolve_name(place)
