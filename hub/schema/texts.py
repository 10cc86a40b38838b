"""Texts in several languages, of which clients say which they read."""

from typing import Any, Final

from strawberry import UNSET

from db.types import TRANSLATIONS_SUFFIX
from hub.domain.languages import Languages, languages_of
from hub.execution.fields import Arguments, translated
from hub.schema.connections import argument
from hub.schema.scalars import LanguageTag


def _read(language: str | None = UNSET) -> Languages | None:
    return languages_of(language) if language else None


_LANGUAGE: Final = Arguments(
    (
        argument(
            "language",
            LanguageTag | None,
            "The language you read; unless said, the first of those in your `Accept-Language`, or"
            " your account's. Where the text is not in it, you get one that it is in.",
            UNSET,
        ),
    ),
    _read,
)


def text_in_languages(column: str, description: str) -> Any:
    """A text of the row in the language that is asked for."""
    return translated(
        column, f"{column}{TRANSLATIONS_SUFFIX}", description=description, arguments=_LANGUAGE
    )
