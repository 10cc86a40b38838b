"""From a record's text to values that the hub can keep, or to the reason why it cannot."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from collections.abc import Mapping as ReadOnly
from datetime import UTC, datetime, timedelta
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import Final, TypeVar
from zoneinfo import ZoneInfo

from stdnum import ean
from stdnum.exceptions import InvalidChecksum
from stdnum.exceptions import ValidationError as StdnumError

from db.enums.units import Unit
from db.instants import is_storable
from hub.domain.imports.language import (
    IMPORTABLE_STATUSES,
    TEMPLATE_COLUMN,
    Condition,
    FileWords,
    Instant,
    Mapping,
    Money,
    Number,
    NumberFormat,
    Value,
)
from hub.domain.imports.records import RowRejected
from hub.domain.iso import COUNTRIES, COUNTRY_MEANT, CURRENCIES, CURRENCY_MEANT, hint
from hub.domain.money import minor_digits
from hub.domain.units import NAMES

# The fields of one record of a file, in the order of its header.
Record = Sequence[str]
Cell = Callable[[Record], str]
T = TypeVar("T")
V = TypeVar("V", bound=Value)

QUANTITY_MAX: Final = 2**31 - 1
# Keeps the total of any order far from the end of a 64-bit integer.
AMOUNT_MINOR_MAX: Final = 10**15

_NUMBER: Final = re.compile(r"\d{1,20}(\.\d{0,10})?|\.\d{1,10}")
_DAY_ZERO: Final[ReadOnly[str, datetime]] = {
    "serial": datetime(1899, 12, 30),  # noqa: DTZ001
    "serial1904": datetime(1904, 1, 1),  # noqa: DTZ001
}
_MINUS: Final = frozenset("-\u2212")
# Signs between thousands as they are written, by how a mapping names them: spaces that do not break
# and curly apostrophes are the same to a reader.
_BETWEEN_THOUSANDS: Final[ReadOnly[str, str]] = {
    ",": ",",
    ".": r"\.",
    " ": "[ \u00a0\u202f]",
    "'": "['\u2019]",
}


def compile_value(value: Value, cells: ReadOnly[str, Cell], mapping: Mapping) -> Cell:
    """The function that makes this value's text from a record."""
    steps: list[Callable[[str], str]] = []
    label = value.label
    if value.extract is not None:
        steps.append(_extracting(re.compile(value.extract), label))
    if value.map is not None:
        table = mapping.values[value.map] if isinstance(value.map, str) else value.map
        steps.append(_looking_up(table, value.unmapped, label))
    if value.case is not None:
        steps.append({"upper": str.upper, "lower": str.lower, "title": str.title}[value.case])
    origin = _origin(value, cells)
    default = "" if value.default is None else str(value.default)
    if not steps and not default:
        return origin

    def text_of(record: Record) -> str:
        text = origin(record)
        if text:
            for step in steps:
                text = step(text)
        return text or default

    return text_of


def _origin(value: Value, cells: ReadOnly[str, Cell]) -> Cell:
    if value.constant is not None:
        constant = str(value.constant)
        return lambda _: constant
    if value.column is not None:
        cell = cells[value.column]
        return (lambda record: cell(record).strip()) if value.trim else cell
    assert value.template is not None
    # Texts and column names take turns, beginning and ending with a text.
    parts = TEMPLATE_COLUMN.split(value.template)
    named = [cells[name] for name in parts[1::2]]

    def filled(record: Record) -> str:
        texts = [cell(record).strip() for cell in named]
        # A template with a gap says nothing, so that the next alternative may.
        if not all(texts):
            return ""
        pieces = list(parts)
        pieces[1::2] = texts
        return "".join(pieces)

    return filled


def _extracting(pattern: re.Pattern[str], label: str) -> Callable[[str], str]:
    def extract(text: str) -> str:
        found = pattern.search(text)
        if found is None:
            raise RowRejected("BAD_VALUE", f"{label} is '{shown(text)}', not of the expected form.")
        return (found.group(1) if pattern.groups else found.group()) or ""

    return extract


def _looking_up(table: ReadOnly[str, str], unmapped: str, label: str) -> Callable[[str], str]:
    def look_up(text: str) -> str:
        known = table.get(text)
        if known is not None:
            return known
        if unmapped == "reject":
            raise RowRejected(
                "UNKNOWN_VALUE", f"{label} is '{shown(text)}', which the mapping does not know."
            )
        return text if unmapped == "keep" else ""

    return look_up


def compile_first(
    values: Sequence[V],
    cells: ReadOnly[str, Cell],
    mapping: Mapping,
    convert: Callable[[V, str], T],
) -> Callable[[Record], T | None]:
    """The function that converts the first alternative that is not empty; none gives None."""
    compiled = [(value, compile_value(value, cells, mapping)) for value in values]

    def first(record: Record) -> T | None:
        for value, text_of in compiled:
            text = text_of(record)
            if text:
                return convert(value, text)
        return None

    return first


def compile_condition(
    condition: Condition, cells: ReadOnly[str, Cell], file: FileWords
) -> Callable[[Record], bool]:
    """The function that says whether a record passes the test."""
    cell = cells[condition.column]
    wanted = condition.value
    test: Callable[[str], bool]
    match condition.op:
        case "empty":
            test = _is_empty
        case "one_of":
            assert isinstance(wanted, list)
            test = frozenset(wanted).__contains__
        case "less_than" | "at_most" | "more_than" | "at_least":
            assert isinstance(wanted, int | float)
            test = _comparing(condition.op, Decimal(str(wanted)), condition.column, file)
        case _:
            assert isinstance(wanted, str)
            test = _comparing_text(condition.op, wanted)
    negate = condition.negate
    return lambda record: test(cell(record).strip()) is not negate


def _is_empty(text: str) -> bool:
    return not text


def _comparing_text(op: str, wanted: str) -> Callable[[str], bool]:
    match op:
        case "starts_with":
            return lambda text: text.startswith(wanted)
        case "ends_with":
            return lambda text: text.endswith(wanted)
        case "contains":
            return lambda text: wanted in text
        case "matches":
            pattern = re.compile(wanted)
            return lambda text: pattern.search(text) is not None
        case _:
            return lambda text: text == wanted


def _comparing(op: str, limit: Decimal, label: str, file: FileWords) -> Callable[[str], bool]:
    numbers = file.numbers

    def compare(text: str) -> bool:
        # Nothing is neither more nor less than something.
        if not text:
            return False
        number = decimal_of(text, numbers, label)
        match op:
            case "less_than":
                return number < limit
            case "at_most":
                return number <= limit
            case "more_than":
                return number > limit
            case _:
                return number >= limit

    return compare


@lru_cache(maxsize=16_384)
def decimal_of(text: str, numbers: NumberFormat, label: str) -> Decimal:
    """The number that a text writes."""
    sign, plain = _sign_and_digits(text, numbers)
    if numbers.thousands:
        plain = _without_thousands(plain, numbers.thousands)
    if numbers.decimal == ",":
        plain = plain.replace(".", "x").replace(",", ".")
    if _NUMBER.fullmatch(plain) is None or not plain.isascii():
        raise RowRejected("BAD_NUMBER", f"{label} is '{shown(text)}', which is not a number.")
    return Decimal(sign + plain)


def _sign_and_digits(text: str, numbers: NumberFormat) -> tuple[str, str]:
    """The sign of a number, and what is left of its text: `(¥12.50)` gives `-` and `12.50`."""
    plain, signs = text.strip(), []
    if numbers.accounting:
        if plain.startswith("(") and plain.endswith(")"):
            plain, signs = plain[1:-1].strip(), ["-"]
        elif plain[-1:] in _MINUS:
            plain, signs = plain[:-1].rstrip(), ["-"]
    # A unit may stand on either side of the sign.
    for _ in range(2):
        plain = _without_units(plain, numbers.units)
        if plain[:1] == "+" or plain[:1] in _MINUS:
            signs.append("+" if plain[0] == "+" else "-")
            plain = plain[1:].lstrip() if numbers.units else plain[1:]
    # Two signs are left for the caller to refuse.
    return "".join(signs[:1]), "".join(signs[1:]) + plain


def _without_units(text: str, units: tuple[str, ...]) -> str:
    for unit in units:
        if text.startswith(unit):
            return text.removeprefix(unit).lstrip()
        if text.endswith(unit):
            return text.removesuffix(unit).rstrip()
    return text


def _without_thousands(text: str, thousands: str) -> str:
    """The number without the signs between its thousands; any other place of them stays wrong.

    The last group has three digits, so that 4.50 is never 450; India's others have two.
    """
    sign = _BETWEEN_THOUSANDS[thousands]
    whole = re.match(rf"\d{{1,3}}({sign}\d{{2,3}})*{sign}\d{{3}}(?!\d)", text)
    if whole is None:
        return text
    return re.sub(sign, "", whole.group()) + text[whole.end() :]


def quantity_of(value: Number, text: str, file: FileWords, *, least: int) -> int:
    """A whole number of pieces."""
    number = decimal_of(text, file.numbers, value.label)
    if value.absolute:
        number = abs(number)
    if number != number.to_integral_value():
        raise RowRejected("BAD_NUMBER", f"{value.label} is '{shown(text)}', not a whole number.")
    if not least <= number <= QUANTITY_MAX:
        raise RowRejected(
            "OUT_OF_RANGE", f"{value.label} is {shown(text)}, not from {least} to {QUANTITY_MAX}."
        )
    return int(number)


def minor_of(value: Money, text: str, file: FileWords, currency: str) -> int:
    """An amount in minor units of the currency."""
    amount = decimal_of(text, file.numbers, value.label)
    if value.absolute:
        amount = abs(amount)
    minor = amount.scaleb(minor_digits(currency))
    whole = minor.to_integral_value(rounding=ROUND_HALF_UP)
    if whole != minor and not value.round:
        raise RowRejected(
            "BAD_MONEY", f"{value.label} is {shown(text)}, more exact than {currency} can be."
        )
    if not 0 <= whole <= AMOUNT_MINOR_MAX:
        raise RowRejected("OUT_OF_RANGE", f"{value.label} is {shown(text)}, which is no price.")
    return int(whole)


def instant_of(value: Instant, text: str, timezone: str) -> datetime:
    """A UTC instant; a text that names no zone is local time of the mapping's."""
    return _instant_of(text, value.format, value.timezone or timezone, value.label)


@lru_cache(maxsize=16_384)
def _instant_of(text: str, forms: tuple[str, ...], timezone: str, label: str) -> datetime:
    for form in forms:
        try:
            moment = _moment(text, form)
            if moment.tzinfo is None:
                moment = moment.replace(tzinfo=ZoneInfo(timezone))
            instant = moment.astimezone(UTC)
        except (ValueError, ArithmeticError, OSError):
            continue
        if is_storable(instant):
            return instant
    wanted = " or ".join(forms)
    raise RowRejected("BAD_DATE", f"{label} is '{shown(text)}', not a date as {wanted} writes it.")


def _moment(text: str, form: str) -> datetime:
    match form:
        case "iso":
            return datetime.fromisoformat(text)
        case "epoch":
            return datetime.fromtimestamp(float(Decimal(text)), UTC)
        case "epoch_ms":
            return datetime.fromtimestamp(float(Decimal(text) / 1000), UTC)
        case "serial" | "serial1904":
            # A spreadsheet's fractions of a day are exact to some milliseconds only.
            milliseconds = round(Decimal(text) * 86_400_000, -1)
            return _DAY_ZERO[form] + timedelta(milliseconds=int(milliseconds))
        case _:
            return datetime.strptime(text, form)  # noqa: DTZ007


def text_of(value: Value, text: str, characters_max: int) -> str:
    if len(text) > characters_max:
        raise RowRejected(
            "TOO_LONG",
            f"{value.label} has {len(text)} characters; {characters_max} are the most it can have.",
        )
    return text


def country_of(value: Value, text: str) -> str:
    if text in COUNTRIES:
        return text
    advice = hint(text, COUNTRIES, COUNTRY_MEANT)
    raise RowRejected(
        "BAD_COUNTRY",
        f"{value.label} is '{shown(text)}', not a country code of ISO 3166 such as GB{advice}.",
    )


def currency_of(value: Value, text: str) -> str:
    if text in CURRENCIES:
        return text
    advice = hint(text, CURRENCIES, CURRENCY_MEANT)
    raise RowRejected(
        "BAD_CURRENCY",
        f"{value.label} is '{shown(text)}', not a currency code of ISO 4217 such as GBP{advice}.",
    )


def unit_of(value: Value, text: str) -> str:
    """A code of UN/ECE Recommendation 20 that the hub counts in."""
    if text in Unit.__members__:
        return text
    known = ", ".join(f"{unit} ({NAMES[unit][0]})" for unit in Unit)
    raise RowRejected(
        "BAD_UNIT", f"{value.label} is '{shown(text)}', not one of {known}; give it a `map`."
    )


def gtin_of(value: Value, text: str) -> str:
    """A GTIN of 8, 12, 13 or 14 digits, the last of which checks the others."""
    try:
        return ean.validate(text)
    except InvalidChecksum:
        fault = "its check digit is wrong"
    except StdnumError:
        fault = "it has not 8, 12, 13 or 14 digits"
    raise RowRejected("BAD_GTIN", f"{value.label} is '{shown(text)}', not a GTIN: {fault}.")


def status_of(value: Value, text: str) -> str:
    if text in IMPORTABLE_STATUSES:
        return text
    known = ", ".join(sorted(IMPORTABLE_STATUSES))
    raise RowRejected("UNKNOWN_STATUS", f"{value.label} is '{shown(text)}', not one of {known}.")


def shown(text: str) -> str:
    """A text short enough to be quoted in a reason."""
    return text if len(text) <= 60 else f"{text[:57]}…"
