"""Decisions are numbered once, and the index of the documentation lists them all, in order."""

from __future__ import annotations

import re
from pathlib import Path

PAGES = sorted(Path("docs/decisions").glob("*.md"))
INDEX = Path("docs/README.md").read_text()


def test_every_decision_has_a_number_of_its_own() -> None:
    numbers = [page.name[:4] for page in PAGES]

    assert len(numbers) > 10
    assert sorted(set(numbers)) == numbers


def test_the_index_lists_every_decision_in_order() -> None:
    listed = re.findall(r"^- \[(\d{4}) .*\]\(decisions/(.*)\)$", INDEX, re.MULTILINE)

    assert [name for _, name in listed] == [page.name for page in PAGES]
    assert [number for number, _ in listed] == [page.name[:4] for page in PAGES]
