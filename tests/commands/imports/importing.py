"""Imports into a database, and what is then in it."""

from __future__ import annotations

import csv
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import asyncpg

from hub.commands.imports import ImportReport, run_import
from hub.domain.imports import read_mapping

ROOT = Path(__file__).parents[3]
NOW = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
# What an import may leave behind in the hub, and what it may not.
KEPT = (
    "parties", "partnerships", "categories", "products", "skus", "orders", "order_lines",
    "order_events", "shipments", "shipment_lines", "locations", "stock_items", "stock_movements",
)  # fmt: skip


@dataclass
class Imports:
    """Imports into one database, and what is then in it."""

    connection: asyncpg.Connection[asyncpg.Record]
    folder: Path
    told: list[str] = field(default_factory=list)
    progress: list[tuple[str, int, int]] = field(default_factory=list)
    # Done once, when the first rows of an import are read.
    while_reading: Callable[[], None] | None = None

    @property
    def rejects_file(self) -> Path:
        return self.folder / "rejects" / "rejects.csv"

    def file(self, name: str, *lines: str) -> Path:
        path = self.folder / name
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        return path

    async def run(
        self,
        mapping: str,
        *files: Path,
        rejects: Path | None = None,
        cut_off_at: tuple[str, int] | None = None,
        batch_rows: int = 1000,
        dry_run: bool = False,
    ) -> ImportReport:
        def progress(doing: str, bytes_read: int, bytes_total: int) -> None:
            self.progress.append((doing, bytes_read, bytes_total))
            if self.while_reading is not None:
                self.while_reading()
                self.while_reading = None
            if cut_off_at is not None:
                stage, times = cut_off_at
                if sum(doing == stage for doing, _, _ in self.progress) == times:
                    raise KeyboardInterrupt

        return await run_import(
            self.connection,
            read_mapping(mapping),
            files,
            rejects=rejects or self.rejects_file,
            now=NOW,
            progress=progress,
            tell=self.told.append,
            batch_rows=batch_rows,
            dry_run=dry_run,
        )

    def rejects(self) -> list[dict[str, str]]:
        with self.rejects_file.open(encoding="utf-8", newline="") as rejects:
            return list(csv.DictReader(rejects))

    def rejected(self) -> list[tuple[str, int, str]]:
        return [(row["file"], int(row["row"]), row["code"]) for row in self.rejects()]

    async def rows(self, query: str, *arguments: object) -> list[tuple[Any, ...]]:
        return [tuple(row) for row in await self.connection.fetch(query, *arguments)]

    async def everything(self) -> dict[str, list[tuple[Any, ...]]]:
        """All that the hub keeps, table by table."""
        return {table: await self.rows(f"SELECT * FROM {table} ORDER BY 1, 2, 3") for table in KEPT}

    async def nothing_is_left_behind(self) -> bool:
        """No rows are staged, and no run is unfinished."""
        schemas = "SELECT FROM pg_namespace WHERE nspname LIKE 'import\\_%'"
        runs = "SELECT FROM import_runs WHERE stage NOT IN ('DONE', 'UNDONE')"
        return not (await self.rows(schemas) or await self.rows(runs))
