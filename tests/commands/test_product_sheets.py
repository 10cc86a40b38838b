"""Products are exported, edited in a spreadsheet and read back, all of a file or none of it."""

import base64
import csv
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from db.enums.parties import PartyKind
from hub.commands.files.tables import read_table
from hub.context import open_request
from hub.domain.errors import Refused
from hub.domain.product_sheets import ROWS_MAX
from hub.schema import schema
from hub.transport.export import CSV, NO_LIMIT, XLSX, Export, read_file
from hub.transport.operations import read_operation
from tests.commands.desk import DETAILS, Desk
from tests.commands.imports.spreadsheets import write_spreadsheet
from tests.mutations import mutate
from tests.world import World

# What the console exports, so that it is read back.
_DOCUMENTS: Final = Path(__file__).parents[2] / "web/app/src/areas/listings/listings.graphql"
QUERY: Final = "query ProductsFile" + _DOCUMENTS.read_text().partition("query ProductsFile")[2]


class Office:
    """A catalogue team that works in spreadsheets."""

    def __init__(self, desk: Desk) -> None:
        self.desk = desk
        self.world = desk.world

    async def export(self, media: str = CSV) -> bytes:
        own = {"filter": {"ownerId": f"Party:{self.world.brand.id}"}}
        asked = {"query": QUERY, "variables": own}
        export = Export(schema, await read_operation(schema, asked, cost_max=NO_LIMIT))
        async with open_request(self.world.hub, self.world.brand.viewer) as request:
            return b"".join([chunk async for chunk in read_file(export, request, media)])

    async def rows(self) -> list[dict[str, str]]:
        text = (await self.export()).decode()
        return [*csv.DictReader(io.StringIO(text, newline=""))]

    async def read(self, file: bytes | Sequence[dict[str, str]], **input: Any) -> Any:
        """The payload of an import of a file, or of rows."""
        if not isinstance(file, bytes):
            text = io.StringIO(newline="")
            writer = csv.DictWriter(text, [*dict.fromkeys(name for row in file for name in row)])
            writer.writeheader()
            writer.writerows(file)
            file = text.getvalue().encode()
        given = base64.b64encode(file).decode()
        return await mutate(self.world, self.world.brand, "importProducts", file=given, **input)

    async def faults(self, file: Sequence[dict[str, str]]) -> list[tuple[str, str, str]]:
        """The code, row and column of all that is wrong with a file."""
        refused = await self.read(file)
        return [(one["code"], *one["field"][1:]) for one in refused["errors"]]


@pytest.fixture
async def office(world: World) -> Office:
    return Office(Desk(world, await world.trader(PartyKind.OPERATOR)))


def counts(payload: Any) -> tuple[Any, ...]:
    assert payload["errors"] == [], payload["errors"]
    return payload["created"], payload["changed"], payload["unchanged"]


@pytest.mark.parametrize("media", [CSV, XLSX])
async def test_what_was_exported_is_read_back_and_changes_nothing(
    office: Office, media: str
) -> None:
    await office.desk.publish()
    before = await office.desk.read()

    payload = await office.read(await office.export(media))

    assert counts(payload) == (0, 0, len({row["id"] for row in await office.rows()}))
    assert payload["ignoredColumns"] == []
    assert await office.desk.read() == before


async def test_edited_rows_are_told_first_and_then_make_one_version_a_product(
    office: Office,
) -> None:
    desk = office.desk
    await desk.publish()
    rows = await office.rows()
    [known] = [row for row in rows if row["id"] == desk.id]
    unit = {"skus.code": "NC-100", "skus.name_en": "100 ml", "skus.gtin": ""}
    edited = [
        # Of several rows of a product one alone is edited.
        known,
        {**known, "skus.id": "", **unit, "name_zh": "新晚霜", "details.shelfLifeMonths": "36"},
        {
            "trade": "JEWELLERY",
            "name_zh": "耳环",
            "details.gemCarats": "0.5",
            **unit,
            "skus.code": "E",
        },
        {
            "trade": "JEWELLERY",
            "name_zh": "耳环",
            "details.gemCarats": "0.5",
            **unit,
            "skus.code": "F",
        },
    ]
    edited = [{**dict.fromkeys(known, ""), **row} for row in edited]
    before = await desk.read()

    dry = await office.read(edited, dryRun=True)

    assert counts(dry) == (1, 1, 0)
    assert await desk.read() == before
    assert len(await office.rows()) == len(rows)
    done = await office.read(edited)
    assert counts(done) == (1, 1, 0)
    assert [one["changes"] for one in done["products"]] == [
        one["changes"] for one in dry["products"]
    ]
    after = await desk.read()
    assert (after["version"], after["status"]) == (before["version"] + 1, "PUBLISHED")
    assert after["changedSinceReview"] is True
    assert after["versions"]["nodes"][-1]["changes"] == [
        {"field": "details.shelf_life_months", "before": None, "after": "36"},
        {"field": "name.zh", "before": "晚霜", "after": "新晚霜"},
        {"field": "skus.NC-100.name", "before": None, "after": "100 ml"},
        {"field": "skus.NC-100.name.zh", "before": None, "after": "晚霜"},
        {"field": "skus.NC-100.unit", "before": None, "after": "GRM"},
    ]
    created = next(one for one in done["products"] if one["action"] == "CREATE")
    desk.id = created["productId"]
    made = await desk.read()
    assert (created["row"], made["status"], made["version"]) == (4, "DRAFT", 1)
    codes = [row["skus.code"] for row in await office.rows() if row["id"] == desk.id]
    assert codes == ["E", "F"]


async def test_all_that_is_wrong_with_a_file_is_told_by_row_and_column(office: Office) -> None:
    desk, world = office.desk, office.world
    await desk.complete()
    [known] = [row for row in await office.rows() if row["id"] == desk.id]
    before = await office.rows()
    blank = dict.fromkeys(known, "")

    faults = await office.faults(
        [
            {
                **known,
                "skus.gtin": "1",
                "skus.unit": "KGM",
                "category.code": "NONE",
                "details.gemCarats": "1",
            },
            {**known, "skus.id": "", "skus.code": world.sku.code, "skus.name_en": ""},
            {**blank, "trade": "GENERAL", "skus.code": "X", "visibility": "HIDDEN"},
            {**blank, "id": "Product:019a0000-0000-7000-8000-000000000000", "name_en": "Mine"},
            {**blank, "id": "4711", "name_en": "Mine"},
            {**blank, "name_en": "Doll", "trade": "TOYS"},
            {**blank, "name_en": "x" * 501, "trade": "GENERAL"},
        ]
    )

    assert sorted(faults, key=lambda one: one[1:]) == [
        ("NOT_FOUND", "2", "category.code"),
        ("INVALID_INPUT", "2", "details.gemCarats"),
        ("INVALID_INPUT", "2", "skus.gtin"),
        ("INVALID_INPUT", "2", "skus.unit"),
        ("SKU_TAKEN", "3", "skus.code"),
        ("INVALID_INPUT", "4"),
        ("INVALID_INPUT", "4"),
        ("INVALID_INPUT", "4", "visibility"),
        ("NOT_FOUND", "5", "id"),
        ("INVALID_INPUT", "6", "id"),
        ("INVALID_INPUT", "7", "trade"),
        ("TOO_LONG", "8", "name_en"),
    ]
    assert await office.rows() == before


async def test_rows_about_one_product_do_not_contradict_each_other(office: Office) -> None:
    await office.desk.complete()
    [known] = [row for row in await office.rows() if row["id"] == office.desk.id]

    once = {**known, "name_en": "Balm"}
    again = {**known, "skus.id": "", "name_en": "Salve"}

    assert await office.faults([once, again]) == [
        ("INVALID_INPUT", "3", "name_en"),
        ("INVALID_INPUT", "3", "skus.code"),
    ]


async def test_a_file_older_than_a_product_is_refused_where_it_would_change_it(
    office: Office,
) -> None:
    desk = office.desk
    await desk.complete()
    [known] = [row for row in await office.rows() if row["id"] == desk.id]
    await desk.do("setCosmeticDetails", **DETAILS, shelfLifeMonths=24)

    assert await office.faults([known]) == [("VERSION_CHANGED", "2", "version")]
    # Columns that are not there change nothing.
    unsaid = {name: said for name, said in known.items() if name != "details.shelfLifeMonths"}
    assert counts(await office.read([unsaid])) == (0, 0, 1)

    await desk.do("submitProduct")
    waiting = {"id": desk.id, "name_en": "Balm"}
    assert await office.faults([waiting]) == [("WRONG_STATUS", "2", "id")]


async def test_nobody_edits_the_products_of_others(office: Office) -> None:
    await office.desk.publish()
    given = base64.b64encode(f"id,name_en\n{office.desk.id},Mine\n".encode()).decode()

    payload = await mutate(office.world, office.world.retailer, "importProducts", file=given)

    assert [(one["code"], one["field"]) for one in payload["errors"]] == [
        ("NOT_FOUND", ["file", "2", "id"])
    ]


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (b"", "is empty"),
        (b"%PDF-1.7", "is a PDF document"),
        (b"PK\x03\x04 and nothing else", "cannot be read as one"),
        (b'id,name_en\n"x', "never closed"),
    ],
)
async def test_what_is_no_table_is_called_what_it_is(content: bytes, says: str) -> None:
    with pytest.raises(Refused, match=says):
        await read_table(base64.b64encode(content).decode(), ROWS_MAX)


async def test_a_spreadsheet_that_unpacks_to_too_much_ends_its_reader_alone(
    tmp_path: Path,
) -> None:
    """A cell in the last corner of a sheet makes a table of 17 billion cells."""
    path = write_spreadsheet(tmp_path / "far.xlsx", Sheet=[["id"], ["x"]], far="XFD1048576")

    with pytest.raises(Refused, match="more than can be read at once"):
        await read_table(base64.b64encode(path.read_bytes()).decode(), ROWS_MAX)
