"""Texts in several languages, of which clients say which they read."""

from typing import Any, Final

import strawberry
from strawberry import UNSET

from db.lengths import DESCRIPTION
from db.types import TRANSLATIONS_SUFFIX
from hub.domain.languages import Languages, languages_of
from hub.domain.texts import LocalizedText
from hub.execution.dataloaders import Loader
from hub.execution.fields import Arguments, batched, column, translated
from hub.resolvers.inputs import as_long_as
from hub.schema.connections import argument
from hub.schema.mutations import part_of_input, required, text
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


@strawberry.type(description="A text of a row in one of the languages that it is kept in.")
class TextInLanguage:
    field: str = column("The field that it is the text of.")
    language: LanguageTag = column("The language that it is in.")
    text: str = column("The text.")


@part_of_input(LocalizedText, "A text in one language.")
class LocalizedTextInput:
    language: LanguageTag = required("The language that it is in; each once.")
    text: str = text(DESCRIPTION, "The text; the field that it is given to may take fewer.")


def takes_texts(fits: Any, description: str) -> Any:
    """A field of an input that takes a text in several languages, each as long as it `fits`."""
    return strawberry.field(**as_long_as(fits, f"{description} In each language that it has,"))


def optional_texts(fits: Any, description: str) -> Any:
    return strawberry.field(
        default=UNSET, **as_long_as(fits, f"{description} In each language that it has,")
    )


def all_texts(loader: Loader, key: str = "id") -> Any:
    """All texts of the row in all languages, for whoever writes them."""
    return batched(loader, key=key, description="Its texts in every language that it has them in.")


def text_in_languages(name: str, description: str) -> Any:
    """A text of the row in the language that is asked for."""
    return translated(
        name, f"{name}{TRANSLATIONS_SUFFIX}", description=description, arguments=_LANGUAGE
    )
