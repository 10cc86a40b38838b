"""Ingredients are compared with the annexes of the EU's regulation on cosmetics."""

from typing import Final

import pytest

from db.enums.catalogue import CosmeticAnnex
from hub.domain.annexes import annex_entries, fold_name, is_prohibited, register

# How packs write an ingredient, the annex and entry that name it, and whether that prohibits it.
NAMED: Final = [
    ("Butylphenyl Methylpropional", CosmeticAnnex.II, "1666", True),
    ("BUTYLPHENYL  METHYLPROPIONAL.", CosmeticAnnex.II, "1666", True),
    ("Salicylic Acid", CosmeticAnnex.III, "98", False),
    ("C.I. 77891", CosmeticAnnex.IV, "143", False),
    ("Titanium Dioxide (nano)", CosmeticAnnex.VI, "27", False),
]


@pytest.mark.parametrize(("ingredient", "annex", "entry", "prohibited"), NAMED)
def test_an_ingredient_is_found_however_a_pack_writes_it(
    ingredient: str, annex: CosmeticAnnex, entry: str, prohibited: bool
) -> None:
    found = annex_entries([ingredient])

    [named] = [one for one in found if (one.annex, one.entry) == (annex, entry)]
    assert named.ingredient == ingredient
    assert is_prohibited(named) is prohibited


def test_what_no_annex_names_is_not_told_of() -> None:
    assert annex_entries(["Aqua", "Glycerin", "Squalane", "Salicylic"]) == []


def test_an_entry_with_an_exception_prohibits_nothing_by_itself() -> None:
    conditional = annex_entries(["1,2,4-Benzenetriacetate"])

    assert [(one.annex, one.is_conditional) for one in conditional] == [(CosmeticAnnex.II, True)]
    assert not any(map(is_prohibited, conditional))


def test_the_register_has_its_names_as_those_of_packs_are_compared() -> None:
    names = [*register()]

    assert len(names) > 1_900
    assert [name for name in names if fold_name(name) != name] == []
