"""`hub rates`: a file of exchange rates."""

import asyncio
from pathlib import Path
from typing import Final

import typer

from db.queries.rates import add_rates
from hub.cli.failure import Failure
from hub.cli.servers import database, servers, settings
from hub.domain.rates import FileRate, RatesUnfit, read_rates

_FAULTS_SHOWN_MAX: Final = 20


def rates(file: Path, base: str | None) -> None:
    found = _read(file, base)
    asyncio.run(_add(found))
    first, last = min(one.day for one in found), max(one.day for one in found)
    told = "1 rate" if len(found) == 1 else f"{len(found):,} rates"
    typer.echo(f"{told} of {first}{f' to {last}' if last > first else ''}.")


def _read(file: Path, base: str | None) -> list[FileRate]:
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            return read_rates(lines, base)
    except OSError as error:
        raise Failure(f"The file {file} cannot be read: {error.strerror}.") from error
    except UnicodeDecodeError as error:
        raise Failure(f"The file {file} is not UTF-8 text.") from error
    except RatesUnfit as unfit:
        shown = unfit.faults[:_FAULTS_SHOWN_MAX]
        more = len(unfit.faults) - len(shown)
        left = [f"and {more:,} faults more"] if more else []
        raise Failure("\n".join(["No rate is taken.", *shown, *left])) from unfit


async def _add(found: list[FileRate]) -> None:
    configured = settings()
    with servers(configured, share=True) as used:
        async with database(configured, used) as connection:
            await add_rates(connection, found)
