"""Texts as they are given in several languages, and as they are kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, NamedTuple

from db.types import TRANSLATIONS_SUFFIX
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.languages import DEFAULT

LANGUAGES_MAX: Final = 40


@dataclass(frozen=True)
class LocalizedText:
    """A text in one language, by its canonical tag."""

    language: str
    text: str


class KeptText(NamedTuple):
    """A text as two columns have it: the plain one, and by their tags those in other languages.

    Where there is none in the default language, the first one given stands in the plain column and
    among the others.
    """

    text: str | None
    translations: dict[str, str]


def read_texts(
    given: Sequence[LocalizedText],
    field: tuple[str, ...],
    faults: Faults,
    *,
    required: bool = False,
) -> KeptText:
    """A text that was given in some languages; what is wrong with it is collected.

    None at all takes a text away, where one is not `required`.
    """
    if required and not given:
        faults.found.append(
            Refused(ErrorCode.INVALID_INPUT, "It is needed in one language at least.", field)
        )
    if len(given) > LANGUAGES_MAX:
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"A text comes in {LANGUAGES_MAX} languages at most, not in {len(given)}.",
                field,
            )
        )
    texts: dict[str, str] = {}
    for place, one in enumerate(given):
        said = one.text.strip()
        if not said:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"The text in {one.language} is blank; leave that language out.",
                    (*field, str(place), "text"),
                )
            )
        if one.language in texts:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"There are two texts in {one.language}; give one.",
                    (*field, str(place), "language"),
                )
            )
        texts[one.language] = said
    plain = texts.get(DEFAULT, next(iter(texts.values()), None))
    return KeptText(plain, {tag: said for tag, said in texts.items() if tag != DEFAULT})


def write_text(row: Any, column: str, kept: KeptText) -> None:
    """Have a row say the text in its two columns."""
    setattr(row, column, kept.text)
    setattr(row, column + TRANSLATIONS_SUFFIX, kept.translations)


def columns_of_text(column: str, kept: KeptText) -> dict[str, Any]:
    """The two columns of a new row."""
    return {column: kept.text, column + TRANSLATIONS_SUFFIX: kept.translations}


def texts_by_language(text: str | None, translations: dict[str, str]) -> list[LocalizedText]:
    """A text in all languages that it is kept in, the plain column's first.

    What stands in the plain column for want of the default language is told once.
    """
    others = [LocalizedText(tag, said) for tag, said in translations.items()]
    if text is None or (others and text in translations.values()):
        return others
    return [LocalizedText(DEFAULT, text), *others]
