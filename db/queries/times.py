"""Filters by when rows are good."""

from typing import Any

from sqlalchemy import ARRAY, ColumnElement, DateTime, and_, any_, or_

from db.sql.declarations import given


def is_between(start: Any, end: Any, name: str) -> ColumnElement[bool]:
    """The instant that the filter is given, in a list of one, lies from `start` (included) until
    `end` (excluded; null: open)."""
    instant = any_(given(name, ARRAY(DateTime(timezone=True))))
    return and_(start <= instant, or_(end.is_(None), end > instant))
