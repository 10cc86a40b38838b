"""Products as rows of a table: what its columns mean, and what its rows say anew.

A column is called like the field of `Product` in the graph whose value it has, so a file that was
exported is read back: `category.code`, `details.ingredients`, `skus.gtin`. A text has a column for
each language, whose tag follows it: `name_zh`, `details.usage_pt_BR`. A row is about one SKU; what
belongs to the product is said again in each of its rows.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from typing import Any, Final, NamedTuple, TypeVar

from db.enums import DescribedEnum
from db.types import TRANSLATIONS_SUFFIX
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.languages import canonical_tag, languages_of
from hub.domain.texts import LocalizedText, texts_by_language

Word = TypeVar("Word", bound=DescribedEnum)

ROWS_MAX: Final = 2_000
PRODUCTS_MAX: Final = 500

# The parts of a product, by what the names of their columns begin with.
PRODUCT: Final = ""
DETAILS: Final = "details."
SKU: Final = "skus."

_TEXTS: Final[Mapping[str, Sequence[str]]] = {
    PRODUCT: ("name", "description"),
    DETAILS: ("story", "series", "usage", "style", "material", "craft", "gem"),
    SKU: ("name",),
}
# By the name of its column, the field that has the value.
_VALUES: Final[Mapping[str, Mapping[str, str]]] = {
    PRODUCT: {
        "id": "id",
        "version": "version",
        "trade": "trade",
        "visibility": "visibility",
        "category.code": "category",
    },
    DETAILS: {
        "ingredients": "ingredients",
        "efficacy": "efficacy",
        "shelfLifeMonths": "shelf_life_months",
        "filingNumber": "filing_number",
        "gemCarats": "gem_carats",
        "certificateNumber": "certificate_number",
    },
    SKU: {"id": "id", "code": "code", "unit": "unit", "gtin": "gtin"},
}
# What a row is about, and says nothing of.
_KEYS: Final = frozenset({"id", "version"})
# What an export has for reading alone.
_READ_ONLY: Final = frozenset({"status", "createdAt", "publishedAt", "changedSinceReview"})

_TAGGED: Final = re.compile(r"([a-z]+)_([A-Za-z]{2,3}(?:_[A-Za-z0-9]+)*)")
_BETWEEN_WORDS: Final = re.compile(r"[;；\n]")
# What an export puts before a text that a spreadsheet would run.
_HARMLESS: Final = re.compile(r"'(?=[=+\-@\t\r\n])")


class SheetColumn(NamedTuple):
    """A column by its name, the part of a product that it is of, and what of that it tells; of a
    text the language as well."""

    name: str
    part: str
    field: str
    language: str | None = None


@dataclass(frozen=True)
class SheetRow:
    """A row by its number in the file, and what its cells say; blank ones say the empty text."""

    number: int
    cells: Mapping[SheetColumn, str]

    def value(self, part: str, field: str) -> str:
        """What a cell says that is no text in a language; nothing where there is no such column."""
        return next(
            (
                said
                for column, said in self.cells.items()
                if (column.part, column.field, column.language) == (part, field, None)
            ),
            "",
        )


class Told(NamedTuple):
    """What a row says in other words than they are now."""

    row: int
    text: str


@dataclass(frozen=True)
class SheetProduct:
    """The rows about one product, by its global id; those without one describe a new product."""

    id: str
    rows: list[SheetRow] = field(default_factory=list)

    @property
    def first_row(self) -> int:
        return self.rows[0].number


@dataclass(frozen=True)
class Sheet:
    """A file: its products in their order, and columns that nothing is read from."""

    products: Sequence[SheetProduct]
    ignored: Sequence[str]


def read_sheet(header: Sequence[str], records: Sequence[tuple[int, Sequence[str]]]) -> Sheet:
    """The products that a table tells of.

    Args:
        records: the number of each row in its file, and its cells.

    Raises:
        Refused: INVALID_INPUT, all at once: a column is there twice or none is known, a row has
            other cells than the header has columns, or there are too many of them.
    """
    faults = Faults()
    names = [name.strip() for name in header]
    known = {place: column for place, name in enumerate(names) if (column := _column(name))}
    for column in {one for one in known.values() if [*known.values()].count(one) > 1}:
        faults.found.append(fault(f"The column {column.name} is there twice.", 1, column.name))
    if not any(one.part == PRODUCT and one.field in {"id", "name"} for one in known.values()):
        faults.found.append(
            fault("No column says which product a row is about: `id`, or the name of a new one.", 1)
        )
    if len(records) > ROWS_MAX:
        faults.found.append(
            fault(f"There are {len(records):,} rows or more; {ROWS_MAX:,} are read at once.", 1)
        )
    rows = []
    for number, cells in records[:ROWS_MAX]:
        if len(cells) != len(names):
            faults.found.append(
                fault(f"It has {len(cells)} cells, and the header {len(names)}.", number)
            )
            continue
        said = {column: _said(cells[place]) for place, column in known.items()}
        if any(said.values()):
            rows.append(SheetRow(number, said))
    products = [*_products(rows)]
    if len(products) > PRODUCTS_MAX:
        faults.found.append(
            fault(f"There are {len(products):,} products; {PRODUCTS_MAX:,} are read at once.", 1)
        )
    faults.raise_all()
    ignored = [
        name
        for place, name in enumerate(names)
        if place not in known and name and name not in _READ_ONLY
    ]
    return Sheet(products, ignored)


def fault(message: str, row: int, column: str | None = None) -> Refused:
    """What is wrong with a row, or with a cell of it."""
    path = ("file", str(row)) if column is None else ("file", str(row), column)
    return Refused(ErrorCode.INVALID_INPUT, message, path)


def rows_of_skus(product: SheetProduct, faults: Faults) -> list[SheetRow]:
    """The rows of a product that say something of a SKU."""
    rows = []
    for row in product.rows:
        if not any(said for column, said in row.cells.items() if column.part == SKU):
            continue
        if row.value(SKU, "id") or row.value(SKU, "code"):
            rows.append(row)
        else:
            reason = "It does not say which article it is about; give its code."
            faults.found.append(fault(reason, row.number, "skus.code"))
    return rows


def told_of(
    rows: Sequence[SheetRow], part: str, shown: Callable[[SheetColumn], str], faults: Faults
) -> dict[SheetColumn, Told]:
    """What rows say of a part in other words than is `shown` of it now.

    A cell that says what is shown says nothing; so one row of several may be changed alone. Two
    that are changed say the same.
    """
    found: dict[SheetColumn, Told] = {}
    for row in rows:
        for column, said in row.cells.items():
            if column.part != part or column.field in _KEYS or said == shown(column):
                continue
            known = found.setdefault(column, Told(row.number, said))
            if known.text != said:
                faults.found.append(
                    fault(
                        f"Row {known.row} says another thing of the same product; say one.",
                        row.number,
                        column.name,
                    )
                )
    return found


def shown_of(row: Any, column: SheetColumn) -> str:
    """What an export shows in the column for a row of the column's part."""
    if column.language is not None:
        translations = getattr(row, column.field + TRANSLATIONS_SUFFIX, {})
        text = next(
            (translations[one] for one in languages_of(column.language) if one in translations),
            getattr(row, column.field, None),
        )
        return _said(text or "")
    value = getattr(row, column.field, None)
    if isinstance(value, list):
        return "; ".join(value)
    if isinstance(value, Decimal):
        return f"{value.normalize():f}"
    return "" if value is None else str(value)


def texts_with(row: Any, field: str, told: Mapping[str, str]) -> list[LocalizedText]:
    """A text of the row in all its languages, once these are told; a blank one is taken away."""
    known = getattr(row, field, None)
    kept = texts_by_language(known, getattr(row, field + TRANSLATIONS_SUFFIX, {}))
    texts = {**{one.language: one.text for one in kept}, **told}
    return [LocalizedText(language, text) for language, text in texts.items() if text]


def words_in(text: str) -> list[str]:
    """Words of a list in one cell, with semicolons between them."""
    return [said for word in _BETWEEN_WORDS.split(text) if (said := word.strip())]


def number_in(text: str) -> int:
    """
    Raises:
        Refused: INVALID_INPUT, it is no whole number.
    """
    try:
        return int(text)
    except ValueError:
        raise Refused(ErrorCode.INVALID_INPUT, f"{text[:40]!r} is no whole number.") from None


def decimal_in(text: str) -> Decimal:
    """
    Raises:
        Refused: INVALID_INPUT, it is no number.
    """
    try:
        return Decimal(text)
    except InvalidOperation:
        raise Refused(ErrorCode.INVALID_INPUT, f"{text[:40]!r} is no number.") from None


def word_in(words: type[Word], text: str) -> Word:
    """
    Raises:
        Refused: INVALID_INPUT, it is none of the words.
    """
    try:
        return words(text.upper())
    except ValueError:
        known = ", ".join(words)
        raise Refused(ErrorCode.INVALID_INPUT, f"{text[:40]!r} is none of {known}.") from None


def _column(name: str) -> SheetColumn | None:
    part = next((one for one in (DETAILS, SKU) if name.startswith(one)), PRODUCT)
    own = name.removeprefix(part)
    if own in _VALUES[part]:
        return SheetColumn(name, part, _VALUES[part][own])
    tagged = _TAGGED.fullmatch(own)
    if tagged is None or tagged[1] not in _TEXTS[part]:
        return None
    try:
        return SheetColumn(name, part, tagged[1], canonical_tag(tagged[2].replace("_", "-")))
    except ValueError:
        return None


def _said(cell: str) -> str:
    return _HARMLESS.sub("", cell.replace("\r\n", "\n"), count=1).strip()


def _products(rows: Sequence[SheetRow]) -> Iterator[SheetProduct]:
    """Rows of one id are about one product; of those without, what stands together and says the
    same of the product."""
    known: dict[str, SheetProduct] = {}
    new: SheetProduct | None = None
    for row in rows:
        id = row.value(PRODUCT, "id")
        if id:
            new = None
            if id not in known:
                known[id] = SheetProduct(id)
                yield known[id]
            known[id].rows.append(row)
        elif new is not None and _of_product(new.rows[0]) == _of_product(row):
            new.rows.append(row)
        else:
            new = SheetProduct("", [row])
            yield new


def _of_product(row: SheetRow) -> dict[SheetColumn, str]:
    return {column: said for column, said in row.cells.items() if column.part != SKU}
