"""Files of exchange rates are taken whole or not at all."""

from datetime import date
from decimal import Decimal

import pytest

from hub.domain.rates import FileRate, RatesUnfit, read_rates

DAY = date(2026, 11, 30)


def test_a_file_has_a_rate_to_a_line() -> None:
    lines = ["base,quote,day,rate", "EUR,CNY,2026-11-30,8.25", "", "EUR,USD,2026-11-30,1.16"]

    assert read_rates(lines, None) == [
        FileRate("EUR", "CNY", DAY, Decimal("8.25")),
        FileRate("EUR", "USD", DAY, Decimal("1.16")),
    ]


def test_a_file_of_a_central_bank_has_a_day_to_a_line() -> None:
    # As eurofxref-hist.csv is written, a comma at the end of each line and all.
    lines = ["Date,USD,JPY,CYP,", "2026-11-30,1.16,181.2,N/A,"]

    assert read_rates(lines, "EUR") == [
        FileRate("EUR", "USD", DAY, Decimal("1.16")),
        FileRate("EUR", "JPY", DAY, Decimal("181.2")),
    ]


def test_a_file_of_the_european_central_bank_may_be_of_one_day() -> None:
    # As eurofxref.csv is written.
    lines = ["Date, USD, JPY, ", "30 November 2026, 1.16, 181.2, "]

    assert read_rates(lines, "EUR") == [
        FileRate("EUR", "USD", DAY, Decimal("1.16")),
        FileRate("EUR", "JPY", DAY, Decimal("181.2")),
    ]


LONG = "day,base,quote,rate"
UNFIT = {
    "nothing": (
        [], None,
        ["Line 1: the columns are day,base,quote,rate, or Date and a currency each, not none."],
    ),
    "no base": (
        ["Date,USD,", "2026-11-30,1.1"], None,
        ["Line 1: say with --base what the rates of these currencies are for."],
    ),
    "unknown column": (
        ["Date,EURO", "2026-11-30,1.1"], "USD",
        ["Line 1: 'EURO' is not a currency of ISO 4217; EUR is meant, perhaps."],
    ),
    "unknown base": (
        ["Date,USD", "2026-11-30,1.1"], "EURO",
        ["--base: 'EURO' is not a currency of ISO 4217; EUR is meant, perhaps."],
    ),
    "two columns of a currency, one of the base": (
        ["Date,USD,EUR,USD", "2026-11-30,1.1,1,1.1"], "EUR",
        ["Line 1: USD has 2 columns.", "Line 1: EUR is not exchanged for itself."],
    ),
    "a line cut short, one too long": (
        ["Date,USD,JPY,", "2026-11-30,1.1", "2026-11-29,1.1,180,1,"], "EUR",
        [
            "Line 2: it has 2 cells, and the first line 3.",
            "Line 3: it has 4 cells, and the first line 3.",
        ],
    ),
    "no rate": (["Date,USD", "2026-11-30,N/A"], "EUR", ["Line 1: no rate follows it."]),
    "no CSV": (
        [LONG, '2026-11-30,"' + "1" * 200_000 + '"'], None,
        ["Line 2: it is no CSV: field larger than field limit (131072)."],
    ),
    "every line": (
        [LONG, "30.11.2026,EUR,USD,1", "2026-11-30,EUR,EUR,-1", "2026-11-30,EUR,RMB,1"], None,
        [
            "Line 2: '30.11.2026' is not a day like 2026-11-30.",
            "Line 3: EUR is not exchanged for itself.",
            "Line 3: '-1' is not a rate: a number above 0, below 10^12.",
            "Line 4: 'RMB' is not a currency of ISO 4217; CNY is meant, perhaps.",
        ],
    ),
    "two rates": (
        [LONG, "2026-11-30,EUR,USD,1", "2026-11-30,EUR,USD,2"], None,
        ["Line 3: EUR in USD on 2026-11-30 is 1 in another line."],
    ),
}  # fmt: skip


@pytest.mark.parametrize(("lines", "base", "faults"), UNFIT.values(), ids=UNFIT)
def test_all_that_is_wrong_with_a_file_is_told(
    lines: list[str], base: str | None, faults: list[str]
) -> None:
    with pytest.raises(RatesUnfit) as refused:
        read_rates(lines, base)

    assert refused.value.faults == faults
