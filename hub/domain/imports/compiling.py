"""Compiles a mapping into the function that reads the records of one file."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from collections.abc import Mapping as ReadOnly
from functools import partial
from typing import Any, Final, NamedTuple
from uuid import UUID

from db.record_kinds import CHARGE, LENGTHS, LINE, ORDER, FieldType, RecordField, RecordKind
from hub.domain.imports import values
from hub.domain.imports.language import (
    Condition,
    FileWords,
    KindSpec,
    Mapping,
    MappingError,
    Value,
    pieces_of,
    word_of,
)
from hub.domain.imports.records import RowRejected, Told, fixed_seller_id, id_of, source_namespace
from hub.domain.imports.values import Cell, Record

_Get = Callable[[Record], Any]

# Kinds whose records belong to an order, which is imported whole or not at all; and the field that
# names it.
_OF_ORDERS: Final[ReadOnly[RecordKind, str]] = {ORDER: "key", LINE: "order", CHARGE: "order"}


class FileReader(NamedTuple):
    """Reads the records of a file with one header.

    `read` gives what a record tells, or raises RowRejected. `order_of` is the order that a record
    belongs to, or None where it belongs to none or that cannot be told.
    """

    read: Callable[[Record], list[Told]]
    order_of: Callable[[Record], UUID | None]


def compile_file(mapping: Mapping, file: FileWords, header: Sequence[str]) -> FileReader:
    """The reader of the records of a file with this header.

    Raises:
        MappingError: the mapping asks for columns that the file does not have.
    """
    return _Compiler(mapping, file, header).reader()


def columns_wanted(file: FileWords) -> set[str]:
    """The columns that a file must have to be read as the mapping says."""
    wanted = {name for value in pieces_of(file, Value) for name in value.columns()}
    wanted.update(condition.column for condition in pieces_of(file, Condition))
    if file.as_above is not None:
        wanted.update(file.as_above.columns)
        wanted.update([file.as_above.within] if file.as_above.within else ())
    return wanted - set(file.derived)


class _Compiler:
    """Compiles what one file of a mapping says, for files with one header."""

    def __init__(self, mapping: Mapping, file: FileWords, header: Sequence[str]) -> None:
        self.mapping = mapping
        self.file = file
        self.namespace = source_namespace(mapping.source)
        self.cells = self._cells(header)
        instant = partial(_instant_of, mapping.timezone)
        self.converters: ReadOnly[FieldType, Callable[[Any, str], object]] = {
            **{type_: _text_up_to(length) for type_, length in LENGTHS.items()},
            FieldType.GTIN: values.gtin_of,
            FieldType.COUNTRY: values.country_of,
            FieldType.CURRENCY: values.currency_of,
            FieldType.UNIT: values.unit_of,
            FieldType.STATUS: values.status_of,
            FieldType.INSTANT: instant,
            FieldType.PIECES: partial(values.quantity_of, file=file, least=1),
            FieldType.COUNT: partial(values.quantity_of, file=file, least=0),
        }

    def _cells(self, header: Sequence[str]) -> dict[str, Cell]:
        """How to find each column, of the file or derived, in a record."""
        file = self.file
        doubled = sorted({name for name in header if header.count(name) > 1})
        clashing = sorted(set(header) & set(file.derived))
        wanted = columns_wanted(file)
        unknown = sorted(wanted - set(header))
        if doubled_and_wanted := sorted(wanted & set(doubled)):
            raise MappingError(f"has more than one column {_quoted(doubled_and_wanted)}.")
        if clashing:
            raise MappingError(f"has columns that the mapping also derives: {_quoted(clashing)}.")
        if unknown:
            raise MappingError(
                f"has no column {_quoted(unknown)}, which the mapping asks for;"
                f" its columns are {_quoted(header)}."
            )
        nothing = frozenset(file.empty)
        cells: dict[str, Cell] = {name: _cell(place, nothing) for place, name in enumerate(header)}
        for name, alternatives in file.derived.items():
            for value in alternatives:
                if early := sorted(set(value.columns()) - set(cells)):
                    raise MappingError(
                        f"derives '{name}' from {_quoted(early)}, which is only derived after it."
                    )
            cells[name] = _derived(alternatives, cells, self.mapping)
        return cells

    def reader(self) -> FileReader:
        rules = [(self._all(rule.when), rule.code, rule.reason) for rule in self.file.reject]
        tellers = [self._teller(*told) for told in self.file.told]
        order_of = self._order_of()

        def read(record: Record) -> list[Told]:
            for is_left_out, code, reason in rules:
                if is_left_out(record):
                    raise RowRejected(code, reason)
            try:
                told = [teller(record) for teller in tellers]
            except RowRejected as rejection:
                rejection.order_id = order_of(record)
                raise
            return [thing for thing in told if thing is not None]

        return FileReader(read, order_of)

    def _teller(
        self, kind: RecordKind, table: str, nth: int, spec: KindSpec
    ) -> Callable[[Record], Told | None]:
        """The function that gives what a record tells in one table of the mapping."""
        # The same number of another table is another thing: a buyer and a seller are two parties.
        place = nth * len(kind.tables) + kind.tables.index(table)
        applies = self._all(spec.when or ())
        getters = [self._getter(kind, table, nth, spec, field) for field in kind.fields]
        if kind.is_keyed:
            getters[:0] = self._ids(kind, table, spec)
        needed = [kind.columns.index(name) for name in kind.one_of]
        gap = f"{table} needs {' or '.join(kind.one_of)}, and the row has neither."

        def tell(record: Record) -> Told | None:
            if not applies(record):
                return None
            found = tuple([get(record) for get in getters])
            if needed and all(found[place] is None for place in needed):
                raise RowRejected("MISSING", gap)
            return Told(kind, place, found)

        return tell

    def _ids(self, kind: RecordKind, table: str, spec: KindSpec) -> list[_Get]:
        key = self._text(table, kind.field("key"), spec.given(kind.field("key")))
        namespace, name = self.namespace, kind.name

        def key_id(record: Record) -> UUID:
            return id_of(namespace, name, key(record))

        if not kind.identity:
            return [key_id]
        identity = self._first(getattr(spec, "identity", None), _key_of)

        def party_id(record: Record) -> UUID:
            return id_of(namespace, name, identity(record) or key(record))

        return [party_id, key_id]

    def _getter(
        self, kind: RecordKind, table: str, nth: int, spec: KindSpec, field: RecordField
    ) -> _Get:
        """The function that gives the value of one field."""
        given = spec.given(field) if field.written else None
        match field.type:
            case FieldType.WORD:
                word = given or field.word_by_table.get(table)
                return lambda _: word
            case FieldType.TEXTS:
                return self._texts(kind.field(field.translates), given or {})
            case FieldType.FLAG:
                return self._all(given) if given else lambda _: None
            case FieldType.REFERENCE:
                return self._reference(table, nth, field, given)
            case FieldType.AMOUNT:
                return self._amount(kind, table, spec, field, given)
            case FieldType.CURRENCY if given is None:
                currency = self.mapping.currency
                return lambda _: currency
        return self._text(table, field, given or self._substitute(kind, spec, field))

    def _substitute(self, kind: RecordKind, spec: KindSpec, field: RecordField) -> Any:
        return spec.given(kind.field(field.else_field)) if field.else_field else None

    def _text(self, table: str, field: RecordField, given: Any) -> _Get:
        first = self._first(given, self.converters[field.type])
        if field.required:
            return self._required(table, field, given, first)
        default = field.default
        return (lambda record: first(record) or default) if default else first

    def _texts(self, field: RecordField, given: ReadOnly[str, Any]) -> _Get:
        """The texts of a field by language, as JSON; None where there are none."""
        convert = self.converters[field.type]
        found = [(language, self._first(values_, convert)) for language, values_ in given.items()]

        def texts(record: Record) -> str | None:
            said = {language: first(record) for language, first in found}
            there = {language: text for language, text in said.items() if text is not None}
            return json.dumps(there, ensure_ascii=False, sort_keys=True) if there else None

        return texts

    def _first(self, given: Any, convert: Callable[[Any, str], object]) -> _Get:
        if given is None:
            return lambda _: None
        return values.compile_first(given, self.cells, self.mapping, convert)

    def _required(self, table: str, field: RecordField, given: Any, first: _Get) -> _Get:
        labels = " and ".join(value.label for value in given or ())
        reason = f"{table}.{word_of(field)} is missing: {labels} is empty."

        def found(record: Record) -> object:
            value = first(record)
            if value is None:
                raise RowRejected("MISSING", reason)
            return value

        return found

    def _reference(self, table: str, nth: int, field: RecordField, given: Any) -> _Get:
        """The id of what a row refers to, or means: what it tells itself, or the fixed seller."""
        if field.with_line_seller not in {None, self.mapping.has_line_sellers}:
            return lambda _: None
        namespace, kind = self.namespace, field.refers_to
        if given is None and (beside := self.file.beside(field.else_row, nth)):
            given = getattr(beside, "key")  # noqa: B009
        if given is None:
            fixed = fixed_seller_id(namespace) if field.else_seller else None
            return lambda _: fixed
        key = self._first(given, _key_of)
        if field.required or field.else_seller:
            key = self._required(table, field, given, key)

        def reference(record: Record) -> UUID | None:
            found = key(record)
            return None if found is None else id_of(namespace, kind, found)

        return reference

    def _amount(
        self, kind: RecordKind, table: str, spec: KindSpec, field: RecordField, given: Any
    ) -> _Get:
        """Amounts are in minor units of the currency that the same table says."""
        currency = self._getter(kind, table, 0, spec, kind.field("currency"))
        value_and_text = self._first(given, lambda value, text: (value, text))
        if field.required:
            value_and_text = self._required(table, field, given, value_and_text)
        file = self.file

        def amount(record: Record) -> int | None:
            found = value_and_text(record)
            if found is None:
                return None
            value, text = found
            return values.minor_of(value, text, file, currency(record))

        return amount

    def _all(self, conditions: Iterable[Condition]) -> Callable[[Record], bool]:
        tests = [values.compile_condition(one, self.cells, self.file) for one in conditions]
        return lambda record: all(test(record) for test in tests)

    def _order_of(self) -> Callable[[Record], UUID | None]:
        candidates = [
            self._reference(table, nth, LINE.field("order"), spec.given(kind.field(name)))
            for kind, table, nth, spec in self.file.told
            if (name := _OF_ORDERS.get(kind))
        ]

        def order_of(record: Record) -> UUID | None:
            for candidate in candidates:
                try:
                    order_id: UUID | None = candidate(record)
                except (RowRejected, IndexError):
                    continue
                return order_id
            return None

        return order_of


def _cell(place: int, nothing: frozenset[str]) -> Cell:
    if not nothing:
        return lambda record: record[place]

    def text_of(record: Record) -> str:
        text = record[place]
        return "" if text.strip() in nothing else text

    return text_of


def _derived(alternatives: Sequence[Value], cells: ReadOnly[str, Cell], mapping: Mapping) -> Cell:
    first = values.compile_first(alternatives, dict(cells), mapping, lambda _, text: text)
    return lambda record: first(record) or ""


def _text_up_to(characters_max: int) -> Callable[[Any, str], str]:
    return lambda value, text: values.text_of(value, text, characters_max)


_key_of: Final = _text_up_to(LENGTHS[FieldType.KEY])


def _instant_of(timezone: str, value: Any, text: str) -> object:
    return values.instant_of(value, text, timezone)


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
