"""Amounts at the exchange rates of a day, and the rates of a file."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from db.scope import unscoped
from db.session import Connection, Reads
from db.sql.declarations import Row, Statement

# A base, a quote, the day, and how much of the quote was paid for one of the base.
Rate = tuple[str, str, date, Decimal]

_CONVERTED: Final = Statement(
    "SELECT minor, given, converted_minor(minor, given, $3::text, $4::date) AS converted"
    " FROM unnest($1::bigint[], $2::text[]) AS amounts (minor, given)",
    ("minors", "given", "wanted", "day"),
    {},
)
_ADD: Final = """
INSERT INTO exchange_rates (base, quote, day, rate)
SELECT * FROM unnest($1::text[], $2::text[], $3::date[], $4::numeric[])
ON CONFLICT (base, quote, day) DO UPDATE SET rate = excluded.rate
WHERE exchange_rates.rate <> excluded.rate
"""


@unscoped("rates are known to everybody")
async def convert_amounts(
    reads: Reads, amounts: Sequence[tuple[int, str]], wanted: str, day: date
) -> dict[tuple[int, str], int]:
    """Amounts in minor units of some currencies in those of another, where there is a rate."""
    values = {
        "minors": [minor for minor, _ in amounts],
        "given": [currency for _, currency in amounts],
        "wanted": wanted,
        "day": day,
    }
    rows = await reads.fetch(_CONVERTED, values, Row)
    return {(minor, given): converted for minor, given, converted in rows if converted is not None}


@unscoped("rates are known to everybody")
async def add_rates(connection: Connection, rates: Sequence[Rate]) -> None:
    """Keep rates of days, each once, in place of what was kept for the same days."""
    await connection.execute(_ADD, *([*column] for column in zip(*rates, strict=True)))
