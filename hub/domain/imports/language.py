"""What may be written in a mapping, and the sentences that say what is wrong with one."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from typing import TYPE_CHECKING, Annotated, Any, Final, Literal, NamedTuple, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    create_model,
    field_validator,
    model_validator,
)

from db.enums.orders import OrderStatus
from db.enums.parties import PartyKind
from db.record_kinds import RECORD_KINDS, FieldType, RecordField, RecordKind
from hub.domain.iso import COUNTRIES, COUNTRY_MEANT, CURRENCIES, CURRENCY_MEANT, hint
from hub.domain.languages import canonical_tag

TEMPLATE_COLUMN: Final = re.compile(r"\{([^{}]+)\}")

# `serial` counts days as spreadsheets do, since the end of 1899, `serial1904` as some old ones did.
DATE_FORMATS: Final = ("iso", "epoch", "epoch_ms", "serial", "serial1904")

_ANY_MOMENT: Final = datetime(2000, 12, 31, 23, 59, 58, tzinfo=UTC)

# A partly shipped order would need to say which pieces, and a draft was never placed.
IMPORTABLE_STATUSES: Final = frozenset(OrderStatus) - {
    OrderStatus.DRAFT,
    OrderStatus.PARTIALLY_SHIPPED,
}


class MappingError(Exception):
    """A mapping that cannot be used, or not with this file. Its text says all that is wrong."""


class Spec(BaseModel):
    """A table of the mapping, in which every word must be known."""

    model_config = ConfigDict(extra="forbid", frozen=True)


def _pattern(text: str) -> str:
    try:
        re.compile(text)
    except re.error as error:
        raise ValueError(f"'{text}' is not a regular expression: {error}") from None
    return text


T = TypeVar("T")


def _not_empty(items: tuple[T, ...]) -> tuple[T, ...]:
    if not items:
        raise ValueError("must not be an empty list")
    return items


def _one_or_more(value: Any) -> Any:
    if isinstance(value, str):
        raise ValueError(
            f"'{value}' must say what it is: {{ column = \"{value}\" }} or"
            f' {{ constant = "{value}" }}'
        )
    return [value] if isinstance(value, dict) else value


Pattern = Annotated[str, AfterValidator(_pattern)]


class Value(Spec):
    """A piece of text made from a record. Empty text means that there is nothing."""

    column: str | None = None
    constant: str | int | None = None
    template: str | None = None
    trim: bool = True
    extract: Pattern | None = None
    map: str | dict[str, str] | None = None
    unmapped: Literal["reject", "keep", "empty"] = "reject"
    case: Literal["upper", "lower", "title"] | None = None
    default: str | int | None = None

    @model_validator(mode="after")
    def _has_one_origin(self) -> Self:
        if sum(origin is not None for origin in (self.column, self.constant, self.template)) != 1:
            raise ValueError("give exactly one of column, constant and template")
        return self

    @property
    def label(self) -> str:
        """How a reason refers to this value."""
        return self.column or self.template or f"constant {self.constant}"

    def columns(self) -> Iterator[str]:
        if self.column is not None:
            yield self.column
        elif self.template is not None:
            yield from TEMPLATE_COLUMN.findall(self.template)


class Number(Value):
    """A number; `absolute` drops its sign."""

    absolute: bool = False


class Money(Number):
    """An amount; `round` rounds half up to the minor unit; without it, more digits are refused."""

    round: bool = False


def _date_format(form: str) -> str:
    if form in DATE_FORMATS:
        return form
    if "%" not in form:
        raise ValueError(
            f"'{form}' is not a pattern of dates: write it like %d/%m/%Y, or one of"
            f" {', '.join(DATE_FORMATS)}"
        )
    try:
        datetime.strptime(_ANY_MOMENT.strftime(form), form)  # noqa: DTZ007
    except ValueError as error:
        raise ValueError(f"'{form}' is not a pattern of dates: {error}") from None
    return form


def _list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


DateFormat = Annotated[str, AfterValidator(_date_format)]


class Instant(Value):
    """A moment: `format` is one of DATE_FORMATS or a pattern such as `%d/%m/%Y %H:%M`; of several
    the first that reads the text counts.
    """

    format: Annotated[
        tuple[DateFormat, ...], BeforeValidator(_list), AfterValidator(_not_empty)
    ] = ("iso",)
    timezone: str | None = None

    @field_validator("timezone")
    @classmethod
    def _is_a_timezone(cls, name: str | None) -> str | None:
        return None if name is None else _timezone(name)


# A list of values is tried in turn: the first that is not empty counts.
Text = Annotated[tuple[Value, ...], BeforeValidator(_one_or_more), AfterValidator(_not_empty)]
Quantity = Annotated[tuple[Number, ...], BeforeValidator(_one_or_more), AfterValidator(_not_empty)]
Price = Annotated[tuple[Money, ...], BeforeValidator(_one_or_more), AfterValidator(_not_empty)]
Moment = Annotated[tuple[Instant, ...], BeforeValidator(_one_or_more), AfterValidator(_not_empty)]


# A text by the language that it is in: `name_in.zh = { column = "名称" }`.
TextByLanguage = dict[Annotated[str, AfterValidator(canonical_tag)], Text]


class Condition(Spec):
    """A test of one column. Several conditions in a list hold when all of them hold."""

    column: str
    op: Literal[
        "empty",
        "equals",
        "one_of",
        "starts_with",
        "ends_with",
        "contains",
        "matches",
        "less_than",
        "at_most",
        "more_than",
        "at_least",
    ]
    value: str | int | float | list[str] | None = None
    negate: bool = False

    @model_validator(mode="after")
    def _value_fits_the_test(self) -> Self:
        if self.op == "empty":
            if self.value is not None:
                raise ValueError("the test empty takes no value")
        elif self.op == "one_of":
            if not isinstance(self.value, list):
                raise ValueError("the test one_of takes a list of texts")
        elif self.op in {"less_than", "at_most", "more_than", "at_least"}:
            if not isinstance(self.value, int | float):
                raise ValueError(f"the test {self.op} takes a number")
        elif not isinstance(self.value, str):
            raise ValueError(f"the test {self.op} takes a text")
        elif self.op == "matches":
            _pattern(self.value)
        return self


Conditions = Annotated[tuple[Condition, ...], AfterValidator(_not_empty)]


class RejectRule(Spec):
    """Records that must not be imported, and why."""

    code: Annotated[str, Field(pattern="^[A-Z][A-Z0-9_]*$")]
    reason: Annotated[str, Field(min_length=1)]
    when: Conditions


# What is written in a mapping for a field of each type.
_WRITTEN_AS: Final[ReadOnly[FieldType, Any]] = {
    FieldType.INSTANT: Moment,
    FieldType.PIECES: Quantity,
    FieldType.COUNT: Quantity,
    FieldType.AMOUNT: Price,
    FieldType.FLAG: Conditions,
    FieldType.TEXTS: TextByLanguage,
}
# `cancelled_when` reads better than `cancelled`.
FLAG_SUFFIX: Final = "_when"


class KindSpec(Spec):
    """What one table of a mapping says of a kind of things. Rows that `when` refuses tell none.

    Fields that `varies` names may differ from row to row: the first that is not empty counts.
    """

    when: Conditions | None = None
    varies: tuple[str, ...] = ()

    def given(self, field: RecordField) -> Any:
        """What the table says of a field, or None."""
        return getattr(self, word_of(field), None)


def word_of(field: RecordField) -> str:
    return field.name + (FLAG_SUFFIX if field.type is FieldType.FLAG else "")


def _spec_of(kind: RecordKind) -> type[KindSpec]:
    words: dict[str, Any] = {}
    for field in kind.fields:
        if not field.written:
            continue
        if field.type is FieldType.WORD:
            annotation: Any = Literal[field.words]
        else:
            annotation = _WRITTEN_AS.get(field.type, Text)
        has_substitute = field.refers_to or field.else_field or field.word_by_table
        if field.type is FieldType.TEXTS:
            words[word_of(field)] = (annotation, {})
        elif field.required and not has_substitute:
            words[word_of(field)] = (annotation, ...)
        else:
            words[word_of(field)] = (annotation | None, None)
    if kind.identity:
        words["identity"] = (Text | None, None)
    return create_model(f"{kind.name.title()}Spec", __base__=KindSpec, **words)


def _tables(value: Any) -> Any:
    """A table may be written once, or several times where one row tells of several things."""
    return [value] if isinstance(value, dict) else value


class AsAbove(Spec):
    """Columns in which blank means: as in the row above.

    Only within rows that have the same text in the column `within`, or none.
    """

    columns: Annotated[tuple[str, ...], AfterValidator(_not_empty)]
    within: str | None = None


class NumberFormat(NamedTuple):
    """How numbers are written.

    In `accounting`, brackets or a minus at the end make a number negative; `units` may stand before
    or behind it, the longest first.
    """

    decimal: str = "."
    thousands: str = ""
    accounting: bool = False
    units: tuple[str, ...] = ()


class FileWords(Spec):
    """How to read the files whose name fits `name`."""

    name: Annotated[str, Field(min_length=1)]
    sheet: str | None = None
    delimiter: Annotated[str, Field(min_length=1, max_length=1)] | None = None
    quote: Annotated[str, Field(max_length=1)] = '"'
    encoding: str | None = None
    decimal: Literal[".", ","] = "."
    thousands: Literal["", ",", ".", " ", "'"] = ""
    accounting: bool = False
    units: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    empty: tuple[Annotated[str, Field(min_length=1)], ...] = ()
    header: Annotated[tuple[str, ...], AfterValidator(_not_empty)] | None = None
    derived: dict[str, Text] = {}
    reject: tuple[RejectRule, ...] = ()
    as_above: AsAbove | None = None

    @field_validator("delimiter", "quote")
    @classmethod
    def _is_one_plain_character(cls, character: str | None) -> str | None:
        if character and character in "\r\n\0":
            raise ValueError("must be a character within a line")
        return character

    @field_validator("encoding")
    @classmethod
    def _is_of_text(cls, encoding: str | None) -> str | None:
        if encoding is None:
            return None
        try:
            name = codecs.lookup(encoding).name
            "\n".encode(name)
        except (LookupError, UnicodeError):
            raise ValueError(f"'{encoding}' is not an encoding of text") from None
        if name == "utf-7":
            raise ValueError(f"'{encoding}' cannot be read line by line; save the file as utf-8")
        # A byte order mark is read over, whether there is one or not.
        return "utf-8" if name == "utf-8-sig" else name

    @model_validator(mode="after")
    def _numbers_are_unambiguous(self) -> Self:
        if self.thousands == self.decimal:
            raise ValueError(f"decimal and thousands cannot both be '{self.decimal}'")
        return self

    def specs(self, table: str) -> tuple[KindSpec, ...]:
        """What the mapping says in a table such as `buyer`, as often as it is written."""
        found: tuple[KindSpec, ...] = getattr(self, table)
        return found

    @cached_property
    def told(self) -> tuple[tuple[RecordKind, str, int, KindSpec], ...]:
        """Every table that is written: its kind, its name, which of that name, what it says."""
        return tuple(
            (kind, table, nth, spec)
            for kind in RECORD_KINDS
            for table in kind.tables
            for nth, spec in enumerate(self.specs(table))
        )

    def beside(self, tables: Sequence[str], nth: int) -> KindSpec | None:
        """The table that a table without a reference means: that of its number, or the last."""
        for table in tables:
            if specs := self.specs(table):
                return specs[min(nth, len(specs) - 1)]
        return None

    @model_validator(mode="after")
    def _says_who_and_what(self) -> Self:
        if not self.told:
            raise ValueError(
                "makes nothing of its records: add a table such as file.order or file.product"
            )
        for kind, table, nth, spec in self.told:
            if kind.one_of and not any(spec.given(kind.field(name)) for name in kind.one_of):
                raise ValueError(f"{table} needs {' or '.join(kind.one_of)}")
            varied = {field.name for field in kind.fields if field.agrees}
            if unknown := sorted(set(spec.varies) - varied):
                allowed = ", ".join(sorted(varied)) or "nothing"
                raise ValueError(f"{table}.varies can name {allowed}, not {', '.join(unknown)}")
            for field in kind.references:
                given = spec.given(field) or self.beside(field.else_row, nth)
                if field.required and not field.else_seller and not given:
                    raise ValueError(f"{table}.{field.name} {field.missing}")
        return self

    @cached_property
    def numbers(self) -> NumberFormat:
        units = tuple(sorted(self.units, key=len, reverse=True))
        return NumberFormat(self.decimal, self.thousands, self.accounting, units)

    def fits(self, file_name: str) -> bool:
        return fnmatchcase(file_name.lower(), self.name.lower())


def _file_mapping() -> type[FileWords]:
    """The words of a file together with a table for every kind."""
    tables: dict[str, Any] = {
        table: (Annotated[tuple[_spec_of(kind), ...], BeforeValidator(_tables)], ())  # type: ignore[misc]
        for kind in RECORD_KINDS
        for table in kind.tables
    }
    return create_model("FileMapping", __base__=FileWords, **tables)


if TYPE_CHECKING:
    FileMapping = FileWords
else:
    FileMapping = _file_mapping()


def _country(code: str) -> str:
    if code not in COUNTRIES:
        advice = hint(code, COUNTRIES, COUNTRY_MEANT)
        raise ValueError(f"'{code}' is not a country code of ISO 3166 such as GB{advice}")
    return code


def _currency(code: str) -> str:
    if code not in CURRENCIES:
        advice = hint(code, CURRENCIES, CURRENCY_MEANT)
        raise ValueError(f"'{code}' is not a currency code of ISO 4217 such as GBP{advice}")
    return code


class FixedParty(Spec):
    """The party whose system the files come from: it sells what no record says another sells."""

    name: Annotated[str, Field(min_length=1, max_length=200)]
    name_in: dict[
        Annotated[str, AfterValidator(canonical_tag)],
        Annotated[str, Field(min_length=1, max_length=200)],
    ] = {}
    kind: PartyKind = PartyKind.RETAILER
    country: Annotated[str, AfterValidator(_country)] | None = None


class Mapping(Spec):
    """A whole mapping. The same key of the same `source` always means the same thing."""

    source: Annotated[str, Field(min_length=1, max_length=200)]
    currency: Annotated[str, AfterValidator(_currency)] | None = None
    timezone: str = "UTC"
    seller: FixedParty | None = None
    values: dict[str, dict[str, str]] = {}
    files: Annotated[
        tuple[FileMapping, ...],
        AfterValidator(_not_empty),
    ] = Field(alias="file")

    @model_validator(mode="before")
    @classmethod
    def _can_be_stored(cls, document: Any) -> Any:
        if _has_nul(document):
            raise ValueError("no text of a mapping may have a NUL character")
        return document

    @field_validator("timezone")
    @classmethod
    def _is_a_timezone(cls, name: str) -> str:
        return _timezone(name)

    @model_validator(mode="after")
    def _is_whole(self) -> Self:
        for file in self.files:
            where = f"file '{file.name}': "
            for value in pieces_of(file, Value):
                if isinstance(value.map, str) and value.map not in self.values:
                    raise ValueError(f"{where}there is no table values.{value.map}")
            for kind, table, nth, spec in file.told:
                for field in kind.references:
                    given = spec.given(field) or file.beside(field.else_row, nth)
                    waived = field.with_line_seller is False and self.has_line_sellers
                    if field.missing and field.else_seller and not (given or self.seller or waived):
                        raise ValueError(f"{where}{table}.{field.name} {field.missing}")
                amounts = any(field.type is FieldType.AMOUNT for field in kind.fields)
                if amounts and not (spec.given(kind.field("currency")) or self.currency):
                    raise ValueError(f"{where}{table}.currency or currency must name a currency")
        return self

    @cached_property
    def varies(self) -> frozenset[tuple[str, str]]:
        """The kinds and fields of which rows may say different things."""
        return frozenset(
            (kind.name, field)
            for file in self.files
            for kind, _, _, spec in file.told
            for field in spec.varies
        )

    @cached_property
    def has_line_sellers(self) -> bool:
        """Whether one order of the source may have several sellers, each of its own lines."""
        return any(
            table == "line" and spec.given(kind.field("seller"))
            for file in self.files
            for kind, table, _, spec in file.told
        )

    def file_for(self, file_name: str) -> tuple[int, FileWords]:
        """The first part whose pattern fits the name, and its place among the parts.

        Raises:
            MappingError: none fits.
        """
        for place, file in enumerate(self.files):
            if file.fits(file_name):
                return place, file
        patterns = ", ".join(f"'{file.name}'" for file in self.files)
        raise MappingError(f"{file_name} fits no file of the mapping, which knows {patterns}.")


V = TypeVar("V", bound=Spec)


def pieces_of(item: Any, wanted: type[V]) -> Iterator[V]:
    """Every value or condition, as wanted, that is written anywhere in a part of the mapping."""
    if isinstance(item, wanted):
        yield item
    elif isinstance(item, BaseModel):
        for name in type(item).model_fields:
            yield from pieces_of(getattr(item, name), wanted)
    elif isinstance(item, dict):
        for member in item.values():
            yield from pieces_of(member, wanted)
    elif isinstance(item, tuple):
        for member in item:
            yield from pieces_of(member, wanted)


def read_mapping(text: str) -> Mapping:
    """The mapping that a TOML text describes.

    Raises:
        MappingError: it is not TOML, or not a mapping; every fault is named with its place.
    """
    try:
        return Mapping.model_validate(tomllib.loads(text))
    except tomllib.TOMLDecodeError as error:
        raise MappingError(f"The mapping is not valid TOML: {error}.") from None
    except ValidationError as error:
        faults = "\n".join(f"- {_sentence(fault)}" for fault in error.errors())
        raise MappingError(f"The mapping cannot be used:\n{faults}") from None


def _sentence(fault: Any) -> str:
    place = ""
    for step in fault["loc"]:
        if isinstance(step, int):
            # A reader counts tables from one.
            place += f"[{step + 1}]"
        else:
            place += f".{step}" if place else str(step)
    match fault["type"]:
        case "extra_forbidden":
            message = "the mapping language has no such word"
        case "missing":
            message = "is missing"
        case "value_error":
            message = str(fault["ctx"]["error"])
        case _:
            message = fault["msg"][0].lower() + fault["msg"][1:]
    return f"{place}: {message}" if place else message


def _has_nul(item: Any) -> bool:
    if isinstance(item, dict):
        return any(_has_nul(key) or _has_nul(value) for key, value in item.items())
    if isinstance(item, list):
        return any(map(_has_nul, item))
    return isinstance(item, str) and "\0" in item


def _timezone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (KeyError, OSError, ValueError):
        raise ValueError(f"'{name}' is not a time zone such as Europe/London") from None
    return name
