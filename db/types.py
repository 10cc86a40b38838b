"""Column types and small column factories shared by the tables."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import CheckConstraint, DateTime, Enum
from sqlmodel import Field
from uuid_utils.compat import uuid7

CURRENCY_CODE = "^[A-Z]{3}$"
COUNTRY_CODE = "^[A-Z]{2}$"
# The `info` of a generated column that is read like others. What is not marked is for searching.
READ = {"is_read": True}


def new_id() -> UUID:
    """A fresh id that sorts by the time it was made (UUID version 7)."""
    return uuid7()


def words(enum: type[StrEnum], *, column: str | None = None, checked: bool = True) -> Enum:
    """Text that holds one of the enum's words, held to them by a named check.

    `column` names the check where a table has two columns of the same words; words in an array are
    not `checked`. SQLAlchemy's native enums would store member names in a type that cannot drop a
    word later.
    """
    return Enum(
        enum,
        name=f"{column or enum.__name__.lower()}_is_known",
        native_enum=False,
        create_constraint=checked,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


def instant(**options: Any) -> Any:
    """A UTC instant with microseconds."""
    return Field(sa_type=DateTime(timezone=True), **options)


def rfc_3339(instant: datetime) -> str:
    """An instant as PostgreSQL writes it in JSON: in UTC, its fraction without zeros at the end."""
    text = instant.astimezone(UTC).replace(tzinfo=None).isoformat()
    return f"{text.rstrip('0') if '.' in text else text}+00:00"


def key(**options: Any) -> Any:
    """A primary key made by the writer, so that a row is known by its id before it is stored."""
    return Field(default_factory=new_id, primary_key=True, **options)


def currency_check() -> CheckConstraint:
    return CheckConstraint(f"currency ~ '{CURRENCY_CODE}'", name="currency_is_iso_4217")
