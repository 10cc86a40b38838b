"""Compiles a mapping into the function that reads the records of one file."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from collections.abc import Mapping as ReadOnly
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Final, TypeVar
from uuid import UUID

from db.enums import OrderStatus
from hub.domain.imports import values
from hub.domain.imports.language import (
    IMPORTABLE_STATUSES,
    FileMapping,
    Instant,
    Mapping,
    MappingError,
    PartyFields,
    Value,
    values_of,
)
from hub.domain.imports.records import (
    KIND_BY_ROLE,
    LineRecord,
    OrderRecord,
    PartyRecord,
    ProductRecord,
    Role,
    RowRecords,
    SkuRecord,
    StockRecord,
    fixed_seller_id,
    id_of,
    source_namespace,
)
from hub.domain.imports.values import Cell, Record, RowRejected

T = TypeVar("T")
V = TypeVar("V", bound=Value)

FileReader = Callable[[Record], RowRecords]

_DEFAULT_LOCATION: Final = "Main"


def compile_file(mapping: Mapping, file: FileMapping, header: Sequence[str]) -> FileReader:
    """The function that reads the records of a file with this header.

    The function raises `RowRejected` for a record that cannot be imported.

    Raises:
        MappingError: the mapping asks for columns that the file does not have.
    """
    return _Compiler(mapping, file, header).file_reader()


def columns_wanted(file: FileMapping) -> set[str]:
    """The columns that a file must have to be read as the mapping says."""
    wanted = {name for value in values_of(file) for name in value.columns()}
    conditions = [condition for rule in file.reject for condition in rule.when]
    if file.order and file.order.cancelled_when:
        conditions.extend(file.order.cancelled_when)
    wanted.update(condition.column for condition in conditions)
    return wanted - set(file.derived)


@dataclass(frozen=True)
class _Fields:
    """One table of the mapping, field by field, ready to be compiled."""

    compiler: _Compiler
    table: str

    def optional(
        self, alternatives: Sequence[V] | None, convert: Callable[[V, str], T]
    ) -> Callable[[Record], T | None]:
        if alternatives is None:
            return _nothing
        compiler = self.compiler
        return values.compile_first(alternatives, compiler.cells, compiler.mapping, convert)

    def required(
        self,
        field: str,
        alternatives: Sequence[V] | None,
        convert: Callable[[V, str], T],
    ) -> Callable[[Record], T]:
        first = self.optional(alternatives, convert)
        labels = " and ".join(value.label for value in alternatives or ())
        reason = f"{self.table}.{field} is missing: {labels} is empty."

        def found(record: Record) -> T:
            value = first(record)
            if value is None:
                raise RowRejected("MISSING", reason)
            return value

        return found

    def reference(
        self, field: str, alternatives: Sequence[Value], kind: str
    ) -> Callable[[Record], UUID]:
        """The id of what another row of this kind describes."""
        key = self.required(field, alternatives, values.key_of)
        namespace = self.compiler.namespace
        return lambda record: id_of(namespace, kind, key(record))


class _Compiler:
    """Compiles what one file of a mapping says, for files with one header."""

    def __init__(self, mapping: Mapping, file: FileMapping, header: Sequence[str]) -> None:
        self.mapping = mapping
        self.file = file
        self.namespace = source_namespace(mapping.source)
        self.cells = self._cells(header)

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

    def file_reader(self) -> FileReader:
        file = self.file
        rules = [
            (
                tuple(values.compile_condition(c, self.cells, file) for c in rule.when),
                rule.code,
                rule.reason,
            )
            for rule in file.reject
        ]
        told: dict[Role, PartyFields | None] = {
            "BUYER": file.buyer,
            "SELLER": file.seller,
            "OWNER": file.owner,
        }
        parties = [self._party(role, fields) for role, fields in told.items() if fields]
        product, sku, order = self._product(), self._sku(), self._order()
        line, stock = self._line(), self._stock()

        def read(record: Record) -> RowRecords:
            for tests, code, reason in rules:
                if all(test(record) for test in tests):
                    raise RowRejected(code, reason)
            return RowRecords(
                tuple(party(record) for party in parties),
                product(record),
                sku(record),
                order(record),
                line(record),
                stock(record),
            )

        return read

    def _party(self, role: Role, fields: PartyFields) -> Callable[[Record], PartyRecord]:
        of = _Fields(self, role.lower())
        key = of.required("key", fields.key, values.key_of)
        identity = of.optional(fields.identity, values.key_of)
        name = of.optional(fields.name, values.name_of)
        name_zh = of.optional(fields.name_zh, values.name_of)
        country = of.optional(fields.country, values.country_of)
        kind = fields.kind or KIND_BY_ROLE[role]
        party_id = partial(id_of, self.namespace, "party")

        def party(record: Record) -> PartyRecord:
            known_by = key(record)
            return PartyRecord(
                role,
                party_id(known_by),
                party_id(identity(record) or known_by),
                known_by,
                kind,
                name(record),
                name_zh(record),
                country(record),
            )

        return party

    def _party_key(
        self, table: str, field: str, given: Sequence[Value] | None, here: PartyFields | None
    ) -> Callable[[Record], UUID] | None:
        """The party that a table refers to, or else the one that the same record describes."""
        alternatives = given or (here.key if here else None)
        if alternatives is None:
            return None
        return _Fields(self, table).reference(field, alternatives, "party")

    def _seller_or_fixed(
        self, table: str, field: str, given: Sequence[Value] | None, here: PartyFields | None
    ) -> Callable[[Record], UUID]:
        found = self._party_key(table, field, given, here)
        if found is not None:
            return found
        fixed = fixed_seller_id(self.namespace)
        return lambda _: fixed

    def _currency(self, table: str, given: Sequence[Value] | None) -> Callable[[Record], str]:
        if given is not None:
            return _Fields(self, table).required("currency", given, values.currency_of)
        currency = self.mapping.currency
        assert currency is not None  # `Mapping` has checked that one of the two is there.
        return lambda _: currency

    def _product(self) -> Callable[[Record], ProductRecord | None]:
        fields = self.file.product
        if fields is None:
            return _nothing
        of = _Fields(self, "product")
        key = of.required("key", fields.key, values.key_of)
        owner = self._seller_or_fixed("product", "owner", fields.owner, self.file.owner)
        category = of.optional(fields.category, values.key_of)
        name = of.optional(fields.name, values.name_of)
        name_zh = of.optional(fields.name_zh, values.name_of)
        description = of.optional(fields.description, values.text_of)
        description_zh = of.optional(fields.description_zh, values.text_of)
        namespace = self.namespace

        def product(record: Record) -> ProductRecord:
            known_by = key(record)
            return ProductRecord(
                id_of(namespace, "product", known_by),
                known_by,
                owner(record),
                category(record),
                name(record),
                name_zh(record),
                description(record),
                description_zh(record),
            )

        return product

    def _sku(self) -> Callable[[Record], SkuRecord | None]:
        fields = self.file.sku
        if fields is None:
            return _nothing
        of = _Fields(self, "sku")
        key = of.required("key", fields.key, values.key_of)
        code = of.required("code", fields.code or fields.key, values.key_of)
        gtin = of.optional(fields.gtin, values.gtin_of)
        name = of.optional(fields.name, values.name_of)
        name_zh = of.optional(fields.name_zh, values.name_of)
        here = self.file.product
        product = of.reference("product", fields.product or (here.key if here else ()), "product")
        namespace = self.namespace

        def sku(record: Record) -> SkuRecord:
            return SkuRecord(
                id_of(namespace, "sku", key(record)),
                product(record),
                code(record),
                gtin(record),
                name(record),
                name_zh(record),
            )

        return sku

    def _sku_key(self, table: str, given: Sequence[Value] | None) -> Callable[[Record], UUID]:
        here = self.file.sku
        return _Fields(self, table).reference("sku", given or (here.key if here else ()), "sku")

    def _order(self) -> Callable[[Record], OrderRecord | None]:
        fields = self.file.order
        if fields is None:
            return _nothing
        of = _Fields(self, "order")
        key = of.required("key", fields.key, values.key_of)
        number = of.required("number", fields.number or fields.key, values.key_of)
        buyer = self._party_key("order", "buyer", fields.buyer, self.file.buyer)
        assert buyer is not None  # `FileMapping` has checked that one of the two is there.
        seller = self._order_seller()
        cancels = of.optional(fields.cancels, values.key_of)
        currency = self._currency("order", fields.currency)
        status = of.optional(fields.status, _status_of)
        cancelling = [
            values.compile_condition(condition, self.cells, self.file)
            for condition in fields.cancelled_when or ()
        ]
        instant = partial(_instant_of, self.mapping.timezone)
        placed_at = of.required("placed_at", fields.placed_at, instant)
        shipped_at = of.optional(fields.shipped_at, instant)
        received_at = of.optional(fields.received_at, instant)
        estimated_arrival = of.optional(fields.estimated_arrival, instant)
        note = of.optional(fields.note, values.text_of)
        carrier = of.optional(fields.carrier, values.name_of)
        tracking_number = of.optional(fields.tracking_number, values.key_of)
        namespace = self.namespace

        def order(record: Record) -> OrderRecord:
            cancelled = bool(cancelling) and all(test(record) for test in cancelling)
            original = cancels(record) if cancelled else None
            return OrderRecord(
                id_of(namespace, "order", key(record)),
                number(record),
                buyer(record),
                seller(record) if seller else None,
                None if original is None else id_of(namespace, "order", original),
                currency(record),
                OrderStatus.CANCELLED if cancelled else status(record) or OrderStatus.COMPLETED,
                placed_at(record),
                note(record),
                shipped_at(record),
                received_at(record),
                estimated_arrival(record),
                carrier(record),
                tracking_number(record),
            )

        return order

    def _sellers_by_line(self) -> bool:
        return any(file.line and file.line.seller for file in self.mapping.files)

    def _order_seller(self) -> Callable[[Record], UUID] | None:
        if self._sellers_by_line():
            return None
        given = self.file.order.seller if self.file.order else None
        return self._seller_or_fixed("order", "seller", given, self.file.seller)

    def _line(self) -> Callable[[Record], LineRecord | None]:
        fields = self.file.line
        if fields is None:
            return _nothing
        file = self.file
        of = _Fields(self, "line")
        here = file.order
        order_key = of.required("order", fields.order or (here.key if here else ()), values.key_of)
        key = of.optional(fields.key, values.key_of)
        seller = (
            self._seller_or_fixed("line", "seller", fields.seller, self.file.seller)
            if self._sellers_by_line()
            else None
        )
        sku = self._sku_key("line", fields.sku)
        currency = self._currency("line", fields.currency)
        quantity = of.required(
            "quantity", fields.quantity, partial(values.quantity_of, file=file, least=1)
        )
        text_and_value = of.required(
            "unit_price", fields.unit_price, lambda value, text: (value, text)
        )
        namespace = self.namespace

        def line(record: Record) -> LineRecord:
            known_by = order_key(record)
            order_id = order_key_id = id_of(namespace, "order", known_by)
            seller_key_id = None
            if seller is not None:
                seller_key_id = seller(record)
                order_id = id_of(namespace, "order of seller", known_by, str(seller_key_id))
            code = currency(record)
            pieces = quantity(record)
            value, text = text_and_value(record)
            price = values.minor_of(value, text, file, code)
            if pieces * price > values.AMOUNT_MINOR_MAX:
                raise RowRejected(
                    "OUT_OF_RANGE",
                    f"{pieces} pieces at {values.shown(text)} are too much to add up.",
                )
            return LineRecord(
                order_key_id,
                order_id,
                key(record),
                seller_key_id,
                sku(record),
                code,
                pieces,
                price,
            )

        return line

    def _stock(self) -> Callable[[Record], StockRecord | None]:
        fields = self.file.stock
        if fields is None:
            return _nothing
        of = _Fields(self, "stock")
        party = self._seller_or_fixed("stock", "party", fields.party, self.file.seller)
        location = of.optional(fields.location, values.key_of)
        sku = self._sku_key("stock", fields.sku)
        on_hand = of.required(
            "on_hand", fields.on_hand, partial(values.quantity_of, file=self.file, least=0)
        )
        namespace = self.namespace

        def stock(record: Record) -> StockRecord:
            party_key_id = party(record)
            place = location(record) or _DEFAULT_LOCATION
            return StockRecord(
                party_key_id,
                id_of(namespace, "location", str(party_key_id), place),
                place,
                sku(record),
                on_hand(record),
            )

        return stock


def _nothing(_: Record) -> None:
    return None


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


def _status_of(value: Value, text: str) -> OrderStatus:
    if text in IMPORTABLE_STATUSES:
        return OrderStatus(text)
    known = ", ".join(sorted(IMPORTABLE_STATUSES))
    raise RowRejected(
        "UNKNOWN_STATUS", f"{value.label} is '{values.shown(text)}', not one of {known}."
    )


def _instant_of(timezone: str, value: Instant, text: str) -> datetime:
    return values.instant_of(value, text, timezone)


def _quoted(names: Sequence[str] | Iterator[str]) -> str:
    return ", ".join(f"'{name}'" for name in names)
