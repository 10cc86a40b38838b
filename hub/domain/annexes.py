"""Ingredients of cosmetics that the annexes to Regulation (EC) No 1223/2009 name.

Annex II lists what is prohibited, III what is restricted, IV to VI the colourants, preservatives
and UV filters that are allowed. What stands in none of them is restricted by none of them, no more.

`data/eu_annexes.csv` has their names as `fold_name` writes them, from CosIng, © European Union,
https://api.tech.ec.europa.eu/cosing20/1.0/api/annexes/{II…VI}/export-csv, last updated 28 August
2026, reused under Commission Decision 2011/833/EU (CC BY 4.0). `on-the-list` 0.1.4 (MIT) has read
them: an entry is `conditional` where its own words make an exception or mean a nanomaterial alone.
"""

import csv
import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Final

from db.enums.catalogue import CosmeticAnnex

_DASHES: Final = re.compile(r"\s*[-‐-―−\u00ad]\s*")
_BRACKETS: Final = re.compile(r"\s*\([^()]*\)")
_COLOUR_INDEX: Final = re.compile(r"c\.?\s?i\.?\s*(\d{5}(?::\d{1,2})?)")
# The register writes British forms in places, and packs American ones.
_SPELLINGS: Final = (
    ("sulphate", "sulfate"),
    ("sulphite", "sulfite"),
    ("sulphide", "sulfide"),
    ("sulphur", "sulfur"),
    ("colour", "color"),
    ("aluminium", "aluminum"),
)


@dataclass(frozen=True)
class AnnexEntry:
    """An entry of an annex that names an ingredient."""

    ingredient: str
    annex: CosmeticAnnex
    entry: str
    is_conditional: bool


def annex_entries(ingredients: Sequence[str]) -> list[AnnexEntry]:
    """The entries that name the ingredients, in the order of these and then of the annexes."""
    known = register()
    found = []
    for ingredient in ingredients:
        names = dict.fromkeys((fold_name(ingredient), fold_name(_BRACKETS.sub("", ingredient))))
        entries = sorted({one for name in names for one in known.get(name, ())})
        found += [
            AnnexEntry(ingredient, annex, entry, is_conditional)
            for annex, entry, is_conditional in entries
        ]
    return found


def is_prohibited(entry: AnnexEntry) -> bool:
    """Whether its words leave no room for the ingredient in a cosmetic product."""
    return entry.annex is CosmeticAnnex.II and not entry.is_conditional


def fold_name(name: str) -> str:
    """The one form in which names of packs and of the register are compared.

    >>> fold_name("C.I. 77891"), fold_name("MEA- Salicylate"), fold_name("SODIUM  SULPHATE")
    ('ci 77891', 'mea-salicylate', 'sodium sulfate')
    """
    text = _DASHES.sub("-", unicodedata.normalize("NFKC", name)).replace("’", "'").casefold()
    for british, american in _SPELLINGS:
        text = text.replace(british, american)
    text = " ".join(text.split()).strip(" .,;:")
    colour = _COLOUR_INDEX.fullmatch(text)
    return text if colour is None else f"ci {colour[1]}"


@cache
def register() -> Mapping[str, list[tuple[CosmeticAnnex, str, bool]]]:
    """By the folded name of each ingredient, the entries that name it."""
    found: dict[str, list[tuple[CosmeticAnnex, str, bool]]] = {}
    with files("hub.domain").joinpath("data/eu_annexes.csv").open(encoding="utf-8") as file:
        for name, annex, entry, conditional in list(csv.reader(file))[1:]:
            found.setdefault(name, []).append((CosmeticAnnex(annex), entry, bool(conditional)))
    return found
