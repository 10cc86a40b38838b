"""Many products described and changed at once, by a file that was exported and edited."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import partial
from typing import Any, Final
from uuid import UUID

from db.enums.catalogue import ListingAction, ListingStatus, Trade, Visibility
from db.enums.units import Unit
from db.queries import listings as queries
from db.sql.declarations import table_of
from db.tables.catalogue import Product, Sku
from db.types import new_id, text_length
from hub.commands.files.tables import read_table
from hub.commands.listings import (
    Snapshot,
    record_creation,
    record_difference,
    take_snapshots,
)
from hub.context import Request
from hub.domain.catalogue import (
    SKUS_MAX,
    check_carats,
    check_code,
    check_count,
    check_months,
    read_gtin,
    read_words,
    refuse_code,
)
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.listings import Change, Described, check_version, next_listing_status
from hub.domain.product_sheets import (
    DETAILS,
    PRODUCT,
    ROWS_MAX,
    SKU,
    Sheet,
    SheetColumn,
    SheetProduct,
    Told,
    decimal_in,
    fault,
    number_in,
    read_sheet,
    rows_of_skus,
    shown_of,
    texts_with,
    told_of,
    word_in,
    words_in,
)
from hub.domain.texts import read_texts, write_text
from hub.execution.errors import RequestError
from hub.execution.ids import global_id, key_of
from hub.execution.yielding import yield_to_others
from hub.policy.listings import products_of, require_describer
from hub.policy.viewer import Viewer

_Cells = Mapping[SheetColumn, Told]

# Of a text in a preview.
_SHOWN_MAX: Final = 200


@dataclass(frozen=True)
class ImportedProducts:
    """What came of a file, or would. `products` are those that are new or say something else."""

    created: int
    changed: int
    unchanged: int
    products: Sequence[Mapping[str, Any]]
    ignored_columns: Sequence[str]


async def import_products(
    request: Request, file: str, *, dry_run: bool = False
) -> ImportedProducts:
    """Have products of the viewer's party say what the rows of a file do: all of them, or none.

    What is new is a draft, and each product that says something else is in a new version. A column
    that is not there changes nothing, nor does a cell that says what an export shows now.

    Args:
        file: CSV or a spreadsheet as base64, see `hub.domain.product_sheets`.
        dry_run: only tell what would come of it.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN; or, all at once and each with its row and column,
            INVALID_INPUT, TOO_LONG, NOT_FOUND, SKU_TAKEN, WRONG_STATUS, VERSION_CHANGED,
            INCOMPLETE.
    """
    viewer = require_describer(request.viewer)
    table = await read_table(file, ROWS_MAX)
    sheet = read_sheet(table.header, table.records)
    if not dry_run:
        return await _Import(request, viewer).run(sheet)
    tried = await request.session.begin_nested()
    try:
        return await _Import(request, viewer).run(sheet)
    finally:
        await tried.rollback()


class _Import:
    """Has products say what a sheet does, and collects what is wrong with that.

    All is read before anything is written, and nothing reaches the database before all is right.
    """

    def __init__(self, request: Request, viewer: Viewer) -> None:
        self._request = request
        self._session = request.session
        self._viewer = viewer
        self._faults = Faults()
        self._categories: Mapping[str, UUID] = {}
        self._taken: set[str] = set()
        self._new_rows: list[Any] = []

    async def run(self, sheet: Sheet) -> ImportedProducts:
        await queries.lock_codes(self._session, self._viewer.party_id)
        known = await self._lock_known(sheet)
        cells = [cell for one in sheet.products for row in one.rows for cell in row.cells.items()]
        self._categories = await queries.categories_by_code(
            self._session, {said for column, said in cells if column.field == "category"}
        )
        codes = {said for column, said in cells if (column.part, column.field) == (SKU, "code")}
        self._taken = await queries.taken_codes(self._session, self._viewer.party_id, codes)
        before = await take_snapshots(self._request, [*known.values()])
        created: list[tuple[SheetProduct, Product]] = []
        changed: list[tuple[SheetProduct, Product]] = []
        for one in sheet.products:
            await yield_to_others()
            if not one.id:
                created += [(one, product) for product in self._create(one)]
            elif one.id in known:
                product = known[one.id]
                changed += [(one, product)] * self._change(one, before[product.id])
        self._faults.raise_all()

        # Rows that hang on others are written after them.
        self._session.add_all(product for _, product in created)
        await self._session.flush()
        self._session.add_all(self._new_rows)
        await self._session.flush()
        told = await self._record(created, changed, before)
        self._faults.raise_all()
        return ImportedProducts(
            created=len(created),
            changed=len(told) - len(created),
            unchanged=len(sheet.products) - len(told),
            products=told,
            ignored_columns=sheet.ignored,
        )

    async def _lock_known(self, sheet: Sheet) -> dict[str, Product]:
        """The viewer's products that the sheet names, by their global ids."""
        keys: dict[str, UUID] = {}
        for one in sheet.products:
            if not one.id:
                continue
            try:
                keys[one.id] = key_of(one.id, "Product")
            except RequestError as error:
                self._faults.found.append(fault(error.message, one.first_row, "id"))
        scope = products_of(self._viewer)
        locked = await queries.lock_products(self._session, keys.values(), scope=scope)
        by_key = {product.id: product for product in locked}
        for one in sheet.products:
            if one.id in keys and keys[one.id] not in by_key:
                place = ("file", str(one.first_row), "id")
                self._faults.found.append(NotFound("product of yours", place))
        return {id: by_key[key] for id, key in keys.items() if key in by_key}

    def _create(self, one: SheetProduct) -> list[Product]:
        """A draft that says what its rows do; none where nobody knows of which trade it is."""
        try:
            trade = word_in(Trade, one.rows[0].value(PRODUCT, "trade"))
        except Refused as refused:
            self._faults.found.append(fault(refused.message, one.first_row, "trade"))
            return []
        product = Product(
            id=new_id(),
            owner_id=self._viewer.party_id,
            trade=trade,
            status=ListingStatus.DRAFT,
            visibility=Visibility.PUBLIC,
            name="",
            created_at=self._request.now,
        )
        details = (
            queries.DETAILS[trade](product_id=product.id) if trade in queries.DETAILS else None
        )
        self._new_rows += [] if details is None else [details]
        self._write(one, Described(product, None, details, (), (), ()))
        return [product]

    def _change(self, one: SheetProduct, before: Snapshot) -> bool:
        """Have a product say what its rows do; whether that is anything else than it says."""
        told = self._write(one, before.described)
        if told is None:
            return False
        product = before.described.product
        version = one.rows[0].value(PRODUCT, "version")
        with self._at(told.row, "version"):
            check_version(product.version, number_in(version) if version else None)
        with self._at(told.row, "id"):
            next_listing_status(product.status, ListingAction.CHANGE)
        return True

    def _write(self, one: SheetProduct, described: Described) -> Told | None:
        """Have a product say what its rows do, as far as that is something else than it says.

        Returns:
            The first that is something else.
        """
        product, details = described.product, described.details
        shown = partial(_shown, described)
        own = told_of(one.rows, PRODUCT, shown, self._faults)
        more = told_of(one.rows, DETAILS, partial(shown_of, details), self._faults)
        self._write_texts(product, own, first_row=one.first_row)
        for column, told in own.items():
            with self._at(told.row, column.name):
                self._write_value(product, column, told.text)
        if details is None:
            for column, told in more.items():
                reason = f"{product.trade} products have no such detail."
                self._faults.found.append(fault(reason, told.row, column.name))
        else:
            self._write_texts(details, more)
            for column, told in more.items():
                with self._at(told.row, column.name):
                    _write_detail(details, column, told.text)
        units = self._write_skus(one, described)
        return next(iter([*own.values(), *more.values(), *units]), None)

    def _write_texts(self, row: Any, told: _Cells, first_row: int | None = None) -> None:
        """Write the texts of a row. `first_row` is where it is told that a new one has no name."""
        by_field: dict[str, dict[SheetColumn, Told]] = {}
        for column, one in told.items():
            if column.language is not None:
                by_field.setdefault(column.field, {})[column] = one
        if first_row is not None and not row.name and "name" not in by_field:
            self._faults.found.append(fault("What is new has a name.", first_row))
        for field, said in by_field.items():
            column, first = next(iter(said.items()))
            with self._at(first.row, column.name) as faults:
                _require_detail(row, field)
                for one in said.values():
                    _check_length(row, field, one.text)
                texts = {of.language or "": one.text for of, one in said.items()}
                kept = read_texts(
                    texts_with(row, field, texts), (), faults, required=field == "name"
                )
                if not faults.found:
                    write_text(row, field, kept)

    def _write_value(self, product: Product, column: SheetColumn, text: str) -> None:
        """
        Raises:
            Refused: INVALID_INPUT or NOT_FOUND, the cell cannot be what it would say.
        """
        match column.field:
            # It is shown to somebody in any case.
            case "visibility" if text:
                product.visibility = word_in(Visibility, text)
            case "trade" if text.upper() != product.trade:
                raise Refused(
                    ErrorCode.INVALID_INPUT, f"The trade of a product stays {product.trade}."
                )
            case "category":
                if text and text not in self._categories:
                    raise NotFound("category")
                product.category_id = self._categories.get(text)

    def _write_skus(self, one: SheetProduct, described: Described) -> list[Told]:
        """Have the SKUs of a product say what its rows do; all that is something else."""
        product, known = described.product, described.skus
        changes: list[Told] = []
        rows: dict[UUID, int] = {}
        count = len(known)
        for row in rows_of_skus(one, self._faults):
            id, code = row.value(SKU, "id"), row.value(SKU, "code")
            sku = next(
                (
                    one
                    for one in known
                    if id in ("", global_id("Sku", one.id)) and (id or one.code == code)
                ),
                None,
            )
            if sku is None and id:
                place = ("file", str(row.number), "skus.id")
                self._faults.found.append(NotFound("article of this product", place))
                continue
            if sku is not None and sku.id in rows:
                reason = f"Row {rows[sku.id]} is about this article, too; say it in one."
                self._faults.found.append(fault(reason, row.number, "skus.code"))
                continue
            if sku is None:
                unit = Unit.C62
                with self._at(row.number, "skus.unit"):
                    unit = word_in(Unit, row.value(SKU, "unit") or unit)
                sku = Sku(
                    id=new_id(),
                    product_id=product.id,
                    owner_id=product.owner_id,
                    code="",
                    unit=unit,
                    name="",
                )
                self._new_rows.append(sku)
                count += 1
            rows[sku.id] = row.number
            told = told_of([row], SKU, partial(shown_of, sku), self._faults)
            self._write_texts(sku, told, first_row=row.number)
            for column, said in told.items():
                with self._at(said.row, column.name):
                    self._write_unit(sku, column, said.text)
            changes += told.values()
        with self._at(one.first_row, "skus.code"):
            check_count(count, SKUS_MAX)
        return changes

    def _write_unit(self, sku: Sku, column: SheetColumn, text: str) -> None:
        """
        Raises:
            Refused: INVALID_INPUT or SKU_TAKEN, the cell cannot be what it would say.
        """
        if column.field == "unit" and sku not in self._new_rows:
            said = f"{sku.code} is counted in {sku.unit} for good; add another article."
            raise Refused(ErrorCode.INVALID_INPUT, said)
        if column.field == "code":
            check_code(text, column.name)
            if text in self._taken:
                raise refuse_code(text, column.name)
            self._taken.add(text)
            sku.code = text
        elif column.field == "gtin":
            sku.gtin = read_gtin(text)

    async def _record(
        self,
        created: Sequence[tuple[SheetProduct, Product]],
        changed: Sequence[tuple[SheetProduct, Product]],
        before: Mapping[UUID, Snapshot],
    ) -> list[dict[str, Any]]:
        """Keep a version of each product that says something else now, and tell of it."""
        told = []
        after = await take_snapshots(self._request, [product for _, product in changed])
        for one, product in changed:
            with self._at(one.first_row, "id"):
                changes = await record_difference(
                    self._request, product, before[product.id], after[product.id]
                )
                if changes:
                    told.append(self._told(one, product, ListingAction.CHANGE, changes))
        said = await take_snapshots(self._request, [product for _, product in created])
        for one, product in created:
            changes = await record_creation(self._request, product, said[product.id])
            told.append(self._told(one, product, ListingAction.CREATE, changes))
        return sorted(told, key=lambda one: one["row"])

    def _told(
        self, one: SheetProduct, product: Product, action: ListingAction, changes: Sequence[Change]
    ) -> dict[str, Any]:
        translations = product.name_translations
        return {
            "row": one.first_row,
            "action": action,
            "product_id": global_id("Product", product.id),
            "name": next(
                (translations[tag] for tag in self._request.languages if tag in translations),
                product.name,
            ),
            "changes": [
                {"field": change.field, "before": _cut(change.before), "after": _cut(change.after)}
                for change in changes
            ],
        }

    @contextmanager
    def _at(self, row: int, column: str) -> Iterator[Faults]:
        """Collect what is found within the block as what is wrong with this cell."""
        found = Faults()
        with found.collect():
            yield found
        place = ("file", str(row), column)
        self._faults.found += [Refused(one.code, one.message, place) for one in found.found]


def _shown(described: Described, column: SheetColumn) -> str:
    if column.field == "category":
        return described.category or ""
    return shown_of(described.product, column)


def _write_detail(details: Any, column: SheetColumn, text: str) -> None:
    """
    Raises:
        Refused: INVALID_INPUT or TOO_LONG, the cell cannot be what it would say.
    """
    if column.language is not None:
        return
    _require_detail(details, column.field)
    value: Any = text or None
    match column.field:
        case "ingredients" | "efficacy":
            faults = Faults()
            value = read_words(words_in(text), column.field, faults)
            faults.raise_all()
        case "shelf_life_months":
            value = number_in(text) if text else None
            check_months(value)
        case "gem_carats":
            value = decimal_in(text) if text else None
            check_carats(value)
    _check_length(details, column.field, text)
    setattr(details, column.field, value)


def _require_detail(row: Any, field: str) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, products of this trade say no such thing.
    """
    if not hasattr(row, field):
        raise Refused(ErrorCode.INVALID_INPUT, "Products of its trade have no such detail.")


def _check_length(row: Any, field: str, text: str) -> None:
    """
    Raises:
        Refused: TOO_LONG, the column holds fewer characters.
    """
    most = text_length(table_of(type(row)).c[field].type)
    if most is not None and len(text) > most:
        raise Refused(
            ErrorCode.TOO_LONG, f"It has {len(text):,} characters; {most:,} are the most."
        )


def _cut(text: str | None) -> str | None:
    if text is None or len(text) <= _SHOWN_MAX:
        return text
    return f"{text[: _SHOWN_MAX - 1]}…"
