"""Column types and small column factories shared by the tables."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, Final
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Enum,
    FetchedValue,
    String,
    Table,
)
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field
from uuid_utils.compat import uuid7

from db.lengths import WORD

CURRENCY_CODE = "^[A-Z]{3}$"
COUNTRY_CODE = "^[A-Z]{2}$"
# The `info` of a column that the database writes by itself to search it, and that nobody reads.
SEARCHED = {"is_searched": True}
# The texts of a column in other languages are in another, whose name ends so.
TRANSLATIONS_SUFFIX: Final = "_translations"
# In the `info` of a table, see `lock_rank`.
LOCK_RANK: Final = "lock_rank"


def new_id() -> UUID:
    """A fresh id that sorts by the time it was made (UUID version 7)."""
    return uuid7()


class Text(String):
    """Text of up to so many characters, one of `db.lengths`; in an array, all of it together."""

    def __init__(self, characters_max: int) -> None:
        super().__init__()
        self.characters_max = characters_max


class Translations(JSONB):
    """A text in other languages than the default one: an object of texts by their BCP 47 tags.

    It goes with a column of plain text, which holds the text in `hub.domain.languages.DEFAULT`, or
    if there is none in that, one of these. So whoever finds nothing here that suits takes that.
    """

    cache_ok = True

    def __init__(self, characters_max: int) -> None:
        super().__init__()
        self.characters_max = characters_max


def translations(characters_max: int) -> Any:
    """The column beside a text that has it in other languages, each as long as the text may be."""
    return Field(
        default_factory=dict,
        sa_type=Translations(characters_max),
        sa_column_kwargs={"server_default": "{}"},
    )


def text_length(type_: Any) -> int | None:
    """How many characters a column of the type holds at most; None of what holds no text."""
    of = type_.item_type if isinstance(type_, ARRAY) else type_
    if isinstance(of, Text | Translations):
        return of.characters_max
    length: int | None = getattr(of, "length", None)
    return length


def check_lengths(table: Table) -> None:
    """Have the table hold its texts to their lengths, by a check that an error can show."""
    for column in table.columns:
        of = column.type.item_type if isinstance(column.type, ARRAY) else column.type
        if isinstance(of, Translations):
            text = column.name.removesuffix(TRANSLATIONS_SUFFIX)
            table.append_constraint(
                CheckConstraint(
                    f"are_translations({text}, {column.name}, {of.characters_max})",
                    name=f"{text}_is_in_languages_up_to_{of.characters_max}",
                )
            )
        if isinstance(of, Text):
            text = column.name if of is column.type else f"array_to_string({column.name}, '')"
            table.append_constraint(
                CheckConstraint(
                    f"char_length({text}) <= {of.characters_max}",
                    name=f"{column.name}_up_to_{of.characters_max}",
                )
            )


def words(enum: type[StrEnum], *, column: str | None = None, checked: bool = True) -> Enum:
    """Text that holds one of the enum's words, held to them by a named check.

    `column` names the check where a table has two columns of the same words; words in an array are
    not `checked`. SQLAlchemy's native enums would store member names in a type that cannot drop a
    word later.
    """
    return Enum(
        enum,
        name=f"{column or enum.__name__.lower()}_is_known",
        native_enum=False,
        create_constraint=checked,
        length=WORD,
        values_callable=lambda members: [member.value for member in members],
    )


def lock_rank(rank: int) -> dict[str, Any]:
    """The last of `__table_args__` of a table whose rows are locked: lower ranks before higher."""
    return {"info": {LOCK_RANK: rank}}


def instant(**options: Any) -> Any:
    """A UTC instant with microseconds."""
    return Field(sa_type=DateTime(timezone=True), **options)


def rfc_3339(instant: datetime) -> str:
    """An instant as PostgreSQL writes it in JSON: in UTC, its fraction without zeros at the end."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text.rstrip('0') if '.' in text else text}+00:00"


def searched(type_: Any, *, server_default: str | None = None) -> Any:
    """A column that the database writes by itself, whatever is said of it, to search it."""
    column = Column(
        type_,
        FetchedValue() if server_default is None else None,
        server_default=server_default,
        nullable=server_default is None,
        info=SEARCHED,
    )
    return Field(default=None, exclude=True, sa_column=column)


def key(**options: Any) -> Any:
    """A primary key made by the writer, so that a row is known by its id before it is stored."""
    return Field(default_factory=new_id, primary_key=True, **options)


def time_zone_check() -> CheckConstraint:
    """The database knows the zone; the hub itself takes names of IANA's alone."""
    known = "timezone(time_zone, '2000-01-01'::timestamp) > '-infinity'"
    return CheckConstraint(known, name="time_zone_is_known")


def name_key() -> Any:
    """The column beside a name by which it is sorted as people sort names, see `name_sort_key`."""
    return Field(
        default=None,
        exclude=True,
        sa_column=Column(String, Computed("name_sort_key(name)", persisted=True)),
    )


def country_check() -> CheckConstraint:
    """For the table's arguments: its `country` looks like one of ISO 3166."""
    return CheckConstraint(f"country ~ '{COUNTRY_CODE}'", name="country_is_iso_3166")


def currency_check() -> CheckConstraint:
    return CheckConstraint(f"currency ~ '{CURRENCY_CODE}'", name="currency_is_iso_4217")
