"""Rows of one file, ready to be staged."""

from __future__ import annotations

from uuid import UUID

import orjson

from db.record_kinds import RECORD_KINDS, RecordKind
from hub.commands.files.csv_records import CsvRecord, lenient_fields
from hub.commands.imports.sources import SourceFile
from hub.domain.imports import RowRejected, Told


class Batch:
    """What some records of a file tell, by kind; which were accepted, and which rejected.

    `above` are the texts that a blank cell means where the mapping says "as above".
    """

    def __init__(self, file_no: int, source: SourceFile, above: list[str]) -> None:
        self.rows = 0
        self.told: dict[RecordKind, list[tuple[object, ...]]] = {kind: [] for kind in RECORD_KINDS}
        self.accepted: list[tuple[object, ...]] = []
        self.rejected: list[tuple[object, ...]] = []
        self.above = above
        self._file_no = file_no
        self._source = source

    def add(self, record: CsvRecord) -> None:
        self.rows += 1
        place = (self._file_no, record.line_no)
        filled: str | None = None
        try:
            fields, texts = self._filled(self._fields(record))
            filled = orjson.dumps(texts).decode() if texts else None
            told = self._source.reader.read(fields)
        except RowRejected as rejection:
            order_id = rejection.order_id or self._order_of(record, rejection)
            self.rejected.append(
                (*place, record.byte_offset, filled, rejection.code, rejection.reason, order_id,
                 order_id is not None)
            )  # fmt: skip
            return
        self.accepted.append((*place, record.byte_offset, filled))
        for thing in told:
            self.told[thing.kind].append(_staged(place, thing))

    def _fields(self, record: CsvRecord) -> list[str]:
        if record.fault is not None:
            raise RowRejected(*record.fault)
        return self._source.fields_of(record.fields)

    def _filled(self, fields: list[str]) -> tuple[list[str], dict[str, str]]:
        """The fields with what their blank cells mean, and which those were."""
        source = self._source
        if not source.as_above:
            return fields, {}
        filled = list(fields)
        within = source.within
        if within is not None and within in source.as_above and not filled[within].strip():
            filled[within] = self._text_above(within)
        if within is None or not self.above or filled[within].strip() == self.above[within].strip():
            for place in source.as_above:
                if not filled[place].strip():
                    filled[place] = self._text_above(place)
        self.above = filled
        changed = {
            source.header[place]: filled[place]
            for place in source.as_above
            if filled[place] != fields[place]
        }
        return filled, changed

    def _text_above(self, place: int) -> str:
        return self.above[place] if self.above else ""

    def _order_of(self, record: CsvRecord, rejection: RowRejected) -> UUID | None:
        """The order of a record that could not be read, as far as its text tells."""
        if record.fault is None and rejection.code != "WRONG_COLUMNS":
            return None
        fields = record.fields
        if record.fault is not None:
            fields = lenient_fields("".join(fields), self._source.layout)
        return self._source.reader.order_of(fields)


def _staged(place: tuple[int, int], thing: Told) -> tuple[object, ...]:
    return (*place, thing.nth, *thing.values)
