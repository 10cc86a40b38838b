"""What a cart may hold, and what a list says that is pasted into it."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final, TypeAlias
from uuid import UUID

from db.enums.units import Unit
from hub.domain.errors import ErrorCode, Refused
from hub.domain.offers import LINES_MAX, Quote, best_quote
from hub.domain.stock import QUANTITY_MAX

SELLERS_MAX: Final = 20

# A code without blanks; a blank, a comma, a semicolon, a times sign or an x; and a number.
_PASTED: Final = re.compile(
    r"(?P<code>[^\s,;，；×*]+)(?:\s*[,;，；×*]\s*|\s+(?:[xX]\s*)?)(?P<quantity>\d[\d,]{0,14})"
)

# The quotes of SKUs by the ids of the SKU and of the seller.
Offered: TypeAlias = Mapping[tuple[UUID, UUID], Sequence[Quote]]


@dataclass(frozen=True)
class PastedLine:
    """So many pieces of the article with a code; `number` is where that was said, from 1."""

    number: int
    text: str
    code: str
    quantity: int


def read_pasted(text: str) -> tuple[list[PastedLine], list[tuple[int, str, Refused]]]:
    """Read lines of a code and a quantity, as they are copied from a spreadsheet or a mail.

    Returns:
        The lines that can be read, where the same code is said twice added up in the first; and of
        all others the number, the text and why.
    """
    lines: dict[str, PastedLine] = {}
    faults: list[tuple[int, str, Refused]] = []
    for number, whole in enumerate(text.splitlines(), start=1):
        said = whole.strip()
        if not said:
            continue
        found = _PASTED.fullmatch(said)
        if found is None:
            reason = "A line is a code, a blank or a comma, and how many pieces."
            faults.append((number, said, Refused(ErrorCode.INVALID_INPUT, reason)))
            continue
        code, quantity = found["code"], int(found["quantity"].replace(",", ""))
        before = lines.get(code)
        total = quantity + (before.quantity if before else 0)
        try:
            check_quantity(total)
        except Refused as refusal:
            faults.append((number, said, refusal))
            continue
        first = before or PastedLine(number, said, code, total)
        lines[code] = PastedLine(first.number, first.text, code, total)
    return list(lines.values()), faults


def check_quantity(quantity: int, *field: str) -> None:
    """
    Raises:
        Refused: INVALID_QUANTITY, there cannot be so many pieces in a line.
    """
    if not 0 < quantity <= QUANTITY_MAX:
        raise Refused(
            ErrorCode.INVALID_QUANTITY,
            f"A quantity is from 1 to {QUANTITY_MAX}; {quantity} was given.",
            field,
        )


def check_size(lines: int, sellers: int) -> None:
    """See that a cart can be quoted and placed.

    Raises:
        Refused: INVALID_INPUT, there are more lines or sellers in it.
    """
    if lines > LINES_MAX or sellers > SELLERS_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A cart holds {LINES_MAX} lines of {SELLERS_MAX} sellers at most; with this it would"
            f" hold {lines} of {sellers}. Place some of it first.",
            ("lines",),
        )


def choose_seller(
    code: str, quantity: int, units: Mapping[UUID, Unit], offered: Offered
) -> tuple[UUID, UUID]:
    """The SKU and the seller that so many of a code are ordered from: the cheapest.

    `units` are what the SKUs are counted in.

    Raises:
        Refused: NOT_OFFERED, BELOW_MINIMUM or NOT_A_MULTIPLE, nobody sells so many;
            MIXED_CURRENCIES, the prices cannot be compared; SEVERAL_ARTICLES, they have the same
            code.
    """
    open_to: dict[tuple[UUID, UUID], Quote] = {}
    refusals = []
    for key, quotes in offered.items():
        try:
            open_to[key] = best_quote(quotes, quantity, code, units[key[0]], ())
        except Refused as refusal:
            refusals.append(refusal)
    if not open_to:
        raise (
            refusals[0]
            if refusals
            else Refused(ErrorCode.NOT_OFFERED, f"Nobody offers {code} to you now.")
        )
    if len({sku_id for sku_id, _ in open_to}) > 1:
        raise Refused(
            ErrorCode.SEVERAL_ARTICLES,
            f"Several articles have the code {code}; say whose you want, or its GTIN.",
        )
    currencies = {quote.currency for quote in open_to.values()}
    if len(currencies) > 1:
        raise Refused(
            ErrorCode.MIXED_CURRENCIES,
            f"{code} is offered in {', '.join(sorted(currencies))}; say whose you want.",
        )
    return min(open_to, key=lambda key: (open_to[key].unit_cost(quantity), key))
