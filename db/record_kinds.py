"""What a record of an imported file can tell, as data: kinds of things, their fields, their tables.

The mapping language, the compiler, the staging tables, most checks and most of the merge follow
from these declarations. A further kind is one more of them, and what is particular to it when it
comes into the hub.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Final

from db.lengths import CODE, DESCRIPTION, NAME, NOTE, TITLE
from db.types import TRANSLATIONS_SUFFIX


class FieldType(StrEnum):
    """What the text of a field becomes."""

    KEY = "KEY"
    NAME = "NAME"
    TITLE = "TITLE"
    NOTE = "NOTE"
    DESCRIPTION = "DESCRIPTION"
    GTIN = "GTIN"
    COUNTRY = "COUNTRY"
    CURRENCY = "CURRENCY"
    UNIT = "UNIT"  # of UN/ECE Recommendation 20
    STATUS = "STATUS"
    WORD = "WORD"  # one of a few words, written in the mapping itself
    INSTANT = "INSTANT"
    PIECES = "PIECES"  # at least one of a unit
    COUNT = "COUNT"
    AMOUNT = "AMOUNT"
    FLAG = "FLAG"  # whether all of some tests hold
    TEXTS = "TEXTS"  # of the field that it `translates`, by language
    REFERENCE = "REFERENCE"  # the id of what the source knows by a key


# How many characters texts have at most.
LENGTHS: Final[Mapping[FieldType, int]] = {
    FieldType.KEY: CODE,
    FieldType.NAME: NAME,
    FieldType.TITLE: TITLE,
    FieldType.NOTE: NOTE,
    FieldType.DESCRIPTION: DESCRIPTION,
}
_SQL_TYPES: Final[Mapping[FieldType, str]] = {
    FieldType.INSTANT: "timestamptz",
    FieldType.PIECES: "integer",
    FieldType.COUNT: "integer",
    FieldType.AMOUNT: "bigint",
    FieldType.FLAG: "boolean",
    FieldType.TEXTS: "jsonb",
    FieldType.REFERENCE: "uuid",
}


@dataclass(frozen=True)
class RecordField:
    """One field of a kind.

    `refers_to` is the kind of a REFERENCE; left out, it is what the same row tells in one of the
    tables `else_row`, or else, with `else_seller`, the party that the mapping names. `else_field`
    is another field that stands in, `default` a text. `missing` says what a mapping that gives
    neither lacks.
    TEXTS are those of the field that it `translates`, in other languages.
    `words` are those of a WORD, by table its value where none is given; `written` is whether the
    mapping has the field at all.

    `agrees`: rows of one file that name the same thing must not say different things. `fixed`: nor
    may rows of any file, nor the hub, whose column it then is. `changes`: what a later file says
    replaces what the hub has. `with_line_seller` is True for a field that only counts where lines
    have sellers of their own, False for one that only counts where they have not.
    """

    name: str
    type: FieldType
    required: bool = False
    refers_to: str = ""
    else_row: tuple[str, ...] = ()
    else_seller: bool = False
    else_field: str = ""
    default: str = ""
    missing: str = ""
    translates: str = ""
    words: tuple[str, ...] = ()
    word_by_table: Mapping[str, str] = field(default_factory=dict, hash=False)
    written: bool = True
    agrees: bool = False
    fixed: bool = False
    changes: bool = False
    with_line_seller: bool | None = None
    unknown: str = ""

    @property
    def column(self) -> str:
        if self.translates:
            return self.translates + TRANSLATIONS_SUFFIX
        return f"{self.name}_id" if self.refers_to else self.name

    @property
    def sql_type(self) -> str:
        return _SQL_TYPES.get(self.type, "text")

    @property
    def unknown_code(self) -> str:
        """The code of a row that refers to what is nowhere."""
        return f"UNKNOWN_{(self.unknown or self.name).upper()}"


@dataclass(frozen=True)
class RecordKind:
    """A kind of thing: `tables` are its words in a mapping, `hub_table` is where it is kept.

    A kind with a `key` is known by it; `identity` joins keys of one and the same. Another is known
    within what it belongs to. Of `one_of` a row needs one field. `unique` fields together belong
    to one thing only, else `taken` is the code. `once_by`: of what has the same of these columns a
    file may tell but once, else `once` is the code. `called` is what a sentence calls it.
    """

    name: str
    tables: tuple[str, ...]
    hub_table: str
    fields: tuple[RecordField, ...]
    is_keyed: bool = True
    identity: bool = False
    one_of: tuple[str, ...] = ()
    unique: tuple[str, ...] = ()
    taken: str = ""
    once: str = ""
    once_by: tuple[str, ...] = ()
    called: str = ""

    def field(self, name: str) -> RecordField:
        return next(field for field in self.fields if field.name == name)

    @property
    def references(self) -> Iterator[RecordField]:
        return (field for field in self.fields if field.refers_to)

    @property
    def is_of_order(self) -> bool:
        return any(field.refers_to == "order" and field.required for field in self.fields)

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns of its staging table, after those that every one has."""
        ids = ("id", "key_id") if self.identity else ("id",) if self.is_keyed else ()
        return (*ids, *(field.column for field in self.fields))


# What may be added to an order besides its lines, or taken off; a payment changes no total.
CHARGES: Final = ("FREIGHT", "TAX", "DISCOUNT", "PAYMENT")

_T = FieldType
_KEY: Final = RecordField("key", _T.KEY, required=True)
_CURRENCY: Final = RecordField("currency", _T.CURRENCY)
_ORDER: Final = RecordField(
    "order", _T.REFERENCE, required=True, refers_to="order", else_row=("order",),
    missing="must say which order it belongs to",
)  # fmt: skip
_LINE_SELLER: Final = RecordField(
    "seller", _T.REFERENCE, refers_to="party", else_row=("seller",), else_seller=True,
    with_line_seller=True,
)  # fmt: skip


def _in_languages(name: str) -> RecordField:
    """What a file says of the field in other languages than the hub's own."""
    return RecordField(f"{name}_in", _T.TEXTS, translates=name, changes=True)


def _sku(missing: str) -> RecordField:
    return RecordField(
        "sku", _T.REFERENCE, required=True, refers_to="sku", else_row=("sku",), missing=missing
    )


PARTY: Final = RecordKind(
    "party",
    ("buyer", "seller", "owner"),
    "parties",
    (
        _KEY,
        RecordField("name", _T.NAME, changes=True),
        _in_languages("name"),
        RecordField("country", _T.COUNTRY, changes=True),
        RecordField(
            "kind",
            _T.WORD,
            words=("SUPPLIER", "BRAND", "RETAILER", "CONSUMER"),
            word_by_table={"buyer": "CONSUMER", "seller": "RETAILER", "owner": "BRAND"},
        ),
        RecordField(
            "role",
            _T.WORD,
            written=False,
            word_by_table={"buyer": "BUYER", "seller": "SELLER", "owner": "OWNER"},
        ),
    ),
    identity=True,
    called="party",
)
PRODUCT: Final = RecordKind(
    "product",
    ("product",),
    "products",
    (
        _KEY,
        RecordField(
            "owner", _T.REFERENCE, required=True, refers_to="party", else_row=("owner",),
            else_seller=True, fixed=True, missing="or a table seller must say whose it is",
        ),
        RecordField("category", _T.KEY),
        RecordField("name", _T.TITLE, agrees=True, changes=True),
        _in_languages("name"),
        RecordField("description", _T.DESCRIPTION, changes=True),
        _in_languages("description"),
    ),
    called="product",
)  # fmt: skip
SKU: Final = RecordKind(
    "sku",
    ("sku",),
    "skus",
    (
        _KEY,
        RecordField(
            "product", _T.REFERENCE, required=True, refers_to="product", else_row=("product",),
            fixed=True, missing="must say which product the SKU is of",
        ),
        RecordField("code", _T.KEY, required=True, else_field="key", fixed=True),
        RecordField("unit", _T.UNIT, agrees=True, fixed=True),
        RecordField("gtin", _T.GTIN, agrees=True, changes=True),
        RecordField("name", _T.TITLE, agrees=True, changes=True),
        _in_languages("name"),
    ),
    unique=("owner_id", "code"),
    taken="SKU_TAKEN",
    called="SKU",
)  # fmt: skip
ORDER: Final = RecordKind(
    "order",
    ("order",),
    "orders",
    (
        _KEY,
        RecordField("number", _T.KEY, required=True, else_field="key", fixed=True),
        RecordField(
            "buyer", _T.REFERENCE, required=True, refers_to="party", else_row=("buyer",),
            fixed=True, missing="must say who bought",
        ),
        RecordField(
            "seller", _T.REFERENCE, required=True, refers_to="party", else_row=("seller",),
            else_seller=True, fixed=True, with_line_seller=False,
            missing="or a table seller must say who sold",
        ),
        RecordField("currency", _T.CURRENCY, fixed=True),
        RecordField("status", _T.STATUS, agrees=True),
        RecordField("cancelled", _T.FLAG, agrees=True),
        RecordField("cancels", _T.REFERENCE, refers_to="order", agrees=True, unknown="original"),
        RecordField("placed_at", _T.INSTANT, required=True),
        RecordField("note", _T.NOTE),
        RecordField("shipped_at", _T.INSTANT),
        RecordField("received_at", _T.INSTANT),
        RecordField("estimated_arrival", _T.INSTANT),
        RecordField("carrier", _T.NAME),
        RecordField("tracking_number", _T.KEY),
        RecordField("freight", _T.AMOUNT, agrees=True),
        RecordField("tax", _T.AMOUNT, agrees=True),
        RecordField("discount", _T.AMOUNT, agrees=True),
        RecordField("paid", _T.AMOUNT, agrees=True),
        RecordField("total", _T.AMOUNT, agrees=True),
    ),
    unique=("seller_id", "number"),
    taken="NUMBER_TAKEN",
    called="order",
)  # fmt: skip
LINE: Final = RecordKind(
    "line",
    ("line",),
    "order_lines",
    (
        _ORDER,
        RecordField("key", _T.KEY),
        _LINE_SELLER,
        _sku("must say what was ordered"),
        RecordField("quantity", _T.PIECES, required=True),
        RecordField("unit_price", _T.AMOUNT),
        RecordField("per", _T.PIECES),
        RecordField("total", _T.AMOUNT),
        _CURRENCY,
    ),
    is_keyed=False,
    one_of=("unit_price", "total"),
    once="DUPLICATE_LINE",
    once_by=("order_hub_id", "key"),
    called="line of this order",
)
CHARGE: Final = RecordKind(
    "charge",
    ("charge",),
    "",
    (
        _ORDER,
        _LINE_SELLER,
        RecordField("kind", _T.WORD, required=True, words=CHARGES),
        RecordField("amount", _T.AMOUNT, required=True),
        _CURRENCY,
    ),
    is_keyed=False,
    called="charge",
)
STOCK: Final = RecordKind(
    "stock",
    ("stock",),
    "stock_items",
    (
        RecordField(
            "party", _T.REFERENCE, required=True, refers_to="party", else_row=("seller",),
            else_seller=True, missing="or a table seller must say whose it is",
        ),
        RecordField("location", _T.KEY, default="Main"),
        _sku("must say what lies there"),
        RecordField("on_hand", _T.COUNT, required=True),
    ),
    is_keyed=False,
    once="DUPLICATE_STOCK",
    once_by=("party_id", "location", "sku_id"),
    called="stock of this SKU",
)  # fmt: skip

# In the order in which they can come into the hub.
RECORD_KINDS: Final = (PARTY, PRODUCT, SKU, ORDER, LINE, CHARGE, STOCK)
KIND_BY_NAME: Final[Mapping[str, RecordKind]] = {kind.name: kind for kind in RECORD_KINDS}
KIND_BY_TABLE: Final[Mapping[str, RecordKind]] = {
    table: kind for kind in RECORD_KINDS for table in kind.tables
}
