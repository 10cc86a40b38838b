"""Answers already given, so that a repeated request is answered again and not done again."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import LargeBinary
from sqlalchemy.dialects.postgresql import JSONB
from sqlmodel import Field, SQLModel

from db.types import instant


class AnsweredRequest(SQLModel, table=True):
    """One mutation asked by an account under a request id of its own making.

    `input_hash` is the SHA-256 of mutation name and input: the same id with another input is
    refused.
    `answer` holds the id of what came of it, or the error it was refused with.
    """

    __tablename__ = "answered_requests"

    account_id: UUID = Field(primary_key=True, foreign_key="accounts.id")
    request_id: UUID = Field(primary_key=True)
    input_hash: bytes = Field(sa_type=LargeBinary)
    answer: dict[str, Any] | None = Field(default=None, sa_type=JSONB)
    asked_at: datetime = instant()
