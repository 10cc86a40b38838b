"""Files of exchange rates: one to a line, or all of a day as central banks publish them."""

import csv
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple

from hub.domain.iso import CURRENCIES, CURRENCY_MEANT, hint

_COLUMNS: Final = ("day", "base", "quote", "rate")
_DAY: Final = frozenset({"date", "day"})
_NO_RATE: Final = frozenset({"", "N/A", "-"})
# As many digits as are stored, before and after the point.
_RATE_MAX: Final = Decimal(10) ** 12
_RATE_MIN: Final = Decimal(1).scaleb(-12)


class FileRate(NamedTuple):
    """So much of `quote` was paid on a day for one of `base`."""

    base: str
    quote: str
    day: date
    rate: Decimal


class RatesUnfit(Exception):
    """A file of rates that cannot be taken. `faults` are all that is wrong with it, by line."""

    def __init__(self, faults: Sequence[str]) -> None:
        super().__init__("\n".join(faults))
        self.faults = faults


def read_rates(lines: Iterable[str], base: str | None) -> list[FileRate]:
    """The rates of a CSV file.

    Its columns are `day,base,quote,rate`, or a day and one for each currency, which says how much
    of it is paid for one of `base`.

    Raises:
        RatesUnfit: the whole file is refused, with every fault.
    """
    rows = _numbered(csv.reader(lines))
    _, header = next(rows, (1, []))
    faults: list[str] = []
    is_long = {name.lower() for name in header} == set(_COLUMNS)
    if not is_long:
        _check_header(header, base, faults)
    found: dict[tuple[str, str, date], FileRate] = {}
    for number, cells in rows:
        if len(cells) != len(header):
            faults.append(
                f"Line {number}: it has {len(cells)} cells, and the first line {len(header)}."
            )
            continue
        if is_long:
            said = dict(zip((name.lower() for name in header), cells, strict=True))
            day, parts = said["day"], [(said["base"], said["quote"], said["rate"])]
        else:
            day = cells[0]
            parts = [
                (base or "", quote, rate)
                for quote, rate in zip(header[1:], cells[1:], strict=True)
                if rate not in _NO_RATE
            ]
        for one in _rates(number, day, parts, faults, are_checked=not is_long):
            before = found.setdefault((one.base, one.quote, one.day), one)
            if before.rate != one.rate:
                faults.append(
                    f"Line {number}: {one.base} in {one.quote} on {one.day} is {before.rate} in"
                    " another line."
                )
    if not found and not faults:
        faults.append("Line 1: no rate follows it.")
    if faults:
        raise RatesUnfit(faults)
    return [*found.values()]


def _numbered(rows: Any) -> Iterator[tuple[int, list[str]]]:
    """The cells of each line that has any, with its number; a comma at its end is not one more."""
    while True:
        try:
            row = next(rows, None)
        except csv.Error as error:
            raise RatesUnfit([f"Line {rows.line_num}: it is no CSV: {error}."]) from error
        if row is None:
            return
        cells = [cell.strip() for cell in row]
        if any(cells):
            yield rows.line_num, cells[:-1] if cells[-1] == "" and len(cells) > 1 else cells


def _check_header(header: Sequence[str], base: str | None, faults: list[str]) -> None:
    """See that the first line has a day and currencies, each once, and that `base` is another.

    Raises:
        RatesUnfit: nothing can be made of the columns.
    """
    quotes = header[1:]
    if not quotes or header[0].lower() not in _DAY:
        told = ",".join(header) or "none"
        fault = f"the columns are day,base,quote,rate, or Date and a currency each, not {told}."
        raise RatesUnfit([f"Line 1: {fault}"])
    faults += [f"Line 1: {wrong}" for wrong in map(_currency_fault, quotes) if wrong]
    faults += [
        f"Line 1: {quote} has {count} columns."
        for quote, count in Counter(quotes).items()
        if count > 1
    ]
    if base is None:
        faults.append("Line 1: say with --base what the rates of these currencies are for.")
    elif wrong := _currency_fault(base):
        faults.append(f"--base: {wrong}")
    elif base in quotes:
        faults.append(f"Line 1: {base} is not exchanged for itself.")


def _rates(
    number: int,
    day: str,
    parts: Iterable[tuple[str, str, str]],
    faults: list[str],
    *,
    are_checked: bool,
) -> Iterator[FileRate]:
    """The rates of a line; `are_checked`: its currencies were found good in the first one."""
    on = _read_day(day)
    if on is None:
        faults.append(f"Line {number}: '{day[:40]}' is not a day like 2026-11-30.")
        return
    for base, quote, rate in parts:
        wrong: list[str] = []
        if not are_checked:
            wrong += [fault for fault in map(_currency_fault, (base, quote)) if fault]
            if base == quote:
                wrong.append(f"{base} is not exchanged for itself.")
        found = _positive(rate)
        if found is None:
            wrong.append(f"'{rate[:40]}' is not a rate: a number above 0, below 10^12.")
        faults += [f"Line {number}: {one}" for one in wrong]
        if not wrong and found is not None:
            yield FileRate(base, quote, on, found)


def _read_day(text: str) -> date | None:
    """A day like `2026-11-30`, or as in the European Central Bank's file of a day."""
    for form in ("%Y-%m-%d", "%d %B %Y"):
        try:
            return datetime.strptime(text, form).date()  # noqa: DTZ007  a day has no zone
        except ValueError:
            continue
    return None


def _currency_fault(code: str) -> str | None:
    if code in CURRENCIES:
        return None
    return f"'{code[:40]}' is not a currency of ISO 4217{hint(code, CURRENCIES, CURRENCY_MEANT)}."


def _positive(text: str) -> Decimal | None:
    try:
        rate = Decimal(text)
    except InvalidOperation:
        return None
    return rate if rate.is_finite() and _RATE_MIN <= rate < _RATE_MAX else None
