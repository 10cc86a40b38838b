"""Spreadsheets (.xlsx) as a test wants them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from xml.sax.saxutils import escape
from zipfile import ZipFile

_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = 'xmlns="http://schemas.openxmlformats.org/package/2006'


def write_spreadsheet(
    path: Path, *, far: str = "A2", **sheets: Sequence[Sequence[str | float | datetime]]
) -> Path:
    """Rows of texts, numbers and moments, each sheet under its name; cell A2 may be `far` off."""
    names = enumerate(sheets, start=1)
    entries = "".join(f'<sheet name="{s}" sheetId="{n}" r:id="r{n}"/>' for n, s in names)
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    with ZipFile(path, "w") as package:
        package.writestr(
            "[Content_Types].xml",
            f'<Types {_PACKAGE}/content-types"><Default Extension="rels" ContentType='
            '"application/vnd.openxmlformats-package.relationships+xml"/>'
            f'<Default Extension="xml" ContentType="{kind}.worksheet+xml"/>'
            f'<Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/></Types>',
        )
        package.writestr("_rels/.rels", _relations(("r1", "officeDocument", "xl/workbook.xml")))
        package.writestr(
            "xl/workbook.xml",
            f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>{entries}</sheets></workbook>',
        )
        targets = [(f"r{n}", "worksheet", f"sheet{n}.xml") for n in range(1, len(sheets) + 1)]
        package.writestr(
            "xl/_rels/workbook.xml.rels", _relations(*targets, ("s", "styles", "styles.xml"))
        )
        # The second style is that of a date.
        package.writestr(
            "xl/styles.xml",
            f'<styleSheet {_MAIN}><cellXfs><xf numFmtId="0"/><xf numFmtId="22"/></cellXfs>'
            "</styleSheet>",
        )
        for number, rows in enumerate(sheets.values(), start=1):
            lines = "".join(
                f'<row r="{n}">{"".join(_cell(c, n, m) for m, c in enumerate(row))}</row>'.replace(
                    'r="A2"', f'r="{far}"'
                )
                for n, row in enumerate(rows, start=1)
                if row
            )
            package.writestr(
                f"xl/sheet{number}.xml",
                f"<worksheet {_MAIN}><sheetData>{lines}</sheetData></worksheet>",
            )
    return path


def _relations(*targets: tuple[str, str, str]) -> str:
    entries = "".join(
        f'<Relationship Id="{id}" Type="{_RELATIONS}/{kind}" Target="{target}"/>'
        for id, kind, target in targets
    )
    return f'<Relationships {_PACKAGE}/relationships">{entries}</Relationships>'


def _cell(value: str | float | datetime, row: int, column: int) -> str:
    place = f'r="{chr(ord("A") + column)}{row}"'
    if isinstance(value, datetime):
        days = (value - datetime(1899, 12, 30, tzinfo=UTC)).total_seconds() / 86400
        return f'<c {place} s="1"><v>{days}</v></c>'
    if isinstance(value, str) and value.startswith("#"):
        return f'<c {place} t="e"><v>{value}</v></c>'
    if isinstance(value, str):
        return f'<c {place} t="inlineStr"><is><t>{escape(value)}</t></is></c>'
    return f"<c {place}><v>{value}</v></c>"
