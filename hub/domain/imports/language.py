"""What may be written in a mapping, and the sentences that say what is wrong with one."""

from __future__ import annotations

import codecs
import re
import tomllib
from collections.abc import Iterator
from datetime import UTC, datetime
from fnmatch import fnmatchcase
from functools import cached_property
from typing import Annotated, Any, Final, Literal, NamedTuple, Self, TypeVar
from zoneinfo import ZoneInfo

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    ValidationError,
    field_validator,
    model_validator,
)

from db.enums import OrderStatus, PartyKind
from hub.domain.iso import COUNTRIES, COUNTRY_MEANT, CURRENCIES, CURRENCY_MEANT, hint

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


class PartyFields(Spec):
    """A buyer, seller or owner. `identity` joins the keys that one and the same may have."""

    key: Text
    identity: Text | None = None
    name: Text | None = None
    name_zh: Text | None = None
    country: Text | None = None
    kind: PartyKind | None = None


class ProductFields(Spec):
    key: Text
    name: Text | None = None
    name_zh: Text | None = None
    description: Text | None = None
    description_zh: Text | None = None
    category: Text | None = None
    owner: Text | None = None


class SkuFields(Spec):
    key: Text
    code: Text | None = None
    name: Text | None = None
    name_zh: Text | None = None
    gtin: Text | None = None
    product: Text | None = None


class OrderFields(Spec):
    key: Text
    number: Text | None = None
    buyer: Text | None = None
    seller: Text | None = None
    currency: Text | None = None
    status: Text | None = None
    cancelled_when: Conditions | None = None
    cancels: Text | None = None
    placed_at: Moment
    note: Text | None = None
    shipped_at: Moment | None = None
    received_at: Moment | None = None
    estimated_arrival: Moment | None = None
    carrier: Text | None = None
    tracking_number: Text | None = None


class LineFields(Spec):
    order: Text | None = None
    key: Text | None = None
    seller: Text | None = None
    sku: Text | None = None
    quantity: Quantity
    unit_price: Price
    currency: Text | None = None


class StockFields(Spec):
    party: Text | None = None
    location: Text | None = None
    sku: Text | None = None
    on_hand: Quantity


class NumberFormat(NamedTuple):
    """How numbers are written.

    In `accounting`, brackets or a minus at the end make a number negative; `units` may stand before
    or behind it, the longest first.
    """

    decimal: str = "."
    thousands: str = ""
    accounting: bool = False
    units: tuple[str, ...] = ()


class FileMapping(Spec):
    """How to read the files whose name fits `name`, and what each of their records tells."""

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
    buyer: PartyFields | None = None
    seller: PartyFields | None = None
    owner: PartyFields | None = None
    product: ProductFields | None = None
    sku: SkuFields | None = None
    order: OrderFields | None = None
    line: LineFields | None = None
    stock: StockFields | None = None

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

    @model_validator(mode="after")
    def _says_who_and_what(self) -> Self:
        if not any((self.buyer, self.seller, self.owner, self.product, self.sku)) and not any(
            (self.order, self.line, self.stock)
        ):
            raise ValueError(
                "makes nothing of its records: add a table such as file.order or file.product"
            )
        if self.sku and not (self.sku.product or self.product):
            raise ValueError("sku.product must say which product the SKU is of")
        if self.order and not (self.order.buyer or self.buyer):
            raise ValueError("order.buyer must say who bought")
        if self.line and not (self.line.order or self.order):
            raise ValueError("line.order must say which order the line is of")
        if self.line and not (self.line.sku or self.sku):
            raise ValueError("line.sku must say what was ordered")
        if self.stock and not (self.stock.sku or self.sku):
            raise ValueError("stock.sku must say what lies there")
        return self

    @cached_property
    def numbers(self) -> NumberFormat:
        units = tuple(sorted(self.units, key=len, reverse=True))
        return NumberFormat(self.decimal, self.thousands, self.accounting, units)

    def fits(self, file_name: str) -> bool:
        return fnmatchcase(file_name.lower(), self.name.lower())


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

    name: Annotated[str, Field(min_length=1, max_length=500)]
    name_zh: str | None = None
    kind: PartyKind = PartyKind.RETAILER
    country: Annotated[str, AfterValidator(_country)] | None = None


class Mapping(Spec):
    """A whole mapping. The same key of the same `source` always means the same thing."""

    source: Annotated[str, Field(min_length=1, max_length=200)]
    currency: Annotated[str, AfterValidator(_currency)] | None = None
    timezone: str = "UTC"
    seller: FixedParty | None = None
    values: dict[str, dict[str, str]] = {}
    files: Annotated[tuple[FileMapping, ...], AfterValidator(_not_empty)] = Field(alias="file")

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
            for value in values_of(file):
                if isinstance(value.map, str) and value.map not in self.values:
                    raise ValueError(f"{where}there is no table values.{value.map}")
            if file.order and not self.seller:
                line_seller = any(other.line and other.line.seller for other in self.files)
                if not (file.order.seller or file.seller or line_seller):
                    raise ValueError(f"{where}order.seller or a table seller must say who sold")
            if file.product and not (file.product.owner or file.owner or self.seller):
                raise ValueError(f"{where}product.owner or a table seller must say whose it is")
            if file.stock and not (file.stock.party or file.seller or self.seller):
                raise ValueError(f"{where}stock.party or a table seller must say whose it is")
            for name, fields in (("order", file.order), ("line", file.line)):
                if fields and not (fields.currency or self.currency):
                    raise ValueError(f"{where}{name}.currency or currency must name a currency")
        return self

    def file_for(self, file_name: str) -> tuple[int, FileMapping]:
        """The first part whose pattern fits the name, and its place among the parts.

        Raises:
            MappingError: none fits.
        """
        for place, file in enumerate(self.files):
            if file.fits(file_name):
                return place, file
        patterns = ", ".join(f"'{file.name}'" for file in self.files)
        raise MappingError(f"{file_name} fits no file of the mapping, which knows {patterns}.")


def values_of(spec: BaseModel) -> Iterator[Value]:
    """Every value written anywhere in a table of the mapping."""
    for name in type(spec).model_fields:
        yield from _values_in(getattr(spec, name))


def _values_in(item: Any) -> Iterator[Value]:
    if isinstance(item, Value):
        yield item
    elif isinstance(item, BaseModel):
        yield from values_of(item)
    elif isinstance(item, dict):
        for member in item.values():
            yield from _values_in(member)
    elif isinstance(item, tuple):
        for member in item:
            yield from _values_in(member)


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
