"""What an input object says, as its command takes it: ids are keys, bad ones told at once."""

import dataclasses
from collections.abc import Mapping
from enum import Enum
from typing import Any, Final

from strawberry import UNSET
from strawberry.utils.str_converters import to_camel_case

from db.types import text_length
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.execution.errors import RequestError
from hub.execution.ids import ID_OF, key_of

# In the metadata of an input's field: how many characters its text, or each of its texts, may have.
CHARACTERS_MAX: Final = "characters_max"
# On an input that is a part of another: the class of the domain's that its fields make.
MAKES: Final = "__makes__"


def as_long_as(fits: Any, description: str) -> dict[str, Any]:
    """How a field is declared that takes texts as long as what they are for: a column, or a length.

    The description says it, too.
    """
    most = fits if isinstance(fits, int) else text_length(fits.type)
    assert most is not None, f"{fits} holds no text of a certain length"
    return {
        "description": f"{description} {most:,} characters at most.",
        "metadata": {CHARACTERS_MAX: most},
    }


def read_input(input: Any) -> dict[str, Any]:
    """The input's fields by their Python names, without those that were left out.

    Raises:
        Refused: BAD_ID, for each id that is none of the type which its field names; TOO_LONG, for
            each text with more characters than its field takes.
    """
    faults = Faults()
    values = _read_fields(input, (), faults)
    faults.raise_all()
    return values


def _read_fields(
    input: Any, path: tuple[str, ...], faults: Faults, characters_max: int | None = None
) -> dict[str, Any]:
    """The fields of an object, whose texts may have no more characters than said by themselves, or
    by the field that the object is of."""
    given = ((field, getattr(input, field.name)) for field in dataclasses.fields(input))
    return {
        field.name: _read(
            value,
            _bounded(field.metadata, characters_max),
            (*path, to_camel_case(field.name)),
            faults,
        )
        for field, value in given
        if value is not UNSET
    }


def _bounded(metadata: Mapping[Any, Any], most: int | None) -> Mapping[Any, Any]:
    if most is None or CHARACTERS_MAX not in metadata:
        return metadata
    return {**metadata, CHARACTERS_MAX: min(most, metadata[CHARACTERS_MAX])}


def _read(value: Any, metadata: Mapping[Any, Any], path: tuple[str, ...], faults: Faults) -> Any:
    if isinstance(value, list):
        return [_read(one, metadata, (*path, str(n)), faults) for n, one in enumerate(value)]
    if value is None or isinstance(value, Enum):
        return value
    if dataclasses.is_dataclass(value):
        known = len(faults.found)
        values = _read_fields(value, path, faults, metadata.get(CHARACTERS_MAX))
        return getattr(value, MAKES)(**values) if len(faults.found) == known else None
    if CHARACTERS_MAX in metadata:
        _check_length(value, metadata[CHARACTERS_MAX], path, faults)
    if ID_OF not in metadata:
        return value
    try:
        return key_of(value, metadata[ID_OF])
    except RequestError as error:
        faults.found.append(Refused(ErrorCode.BAD_ID, error.message, path))
        return None


def _check_length(text: str, most: int, path: tuple[str, ...], faults: Faults) -> None:
    if len(text) > most:
        faults.found.append(
            Refused(
                ErrorCode.TOO_LONG,
                too_long(text, most),
                path,
            )
        )


def too_long(text: str, most: int) -> str:
    return f"A text has {len(text):,} characters, and {most:,} at most are taken here; shorten it."
