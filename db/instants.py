"""Which instants there are: those that can be stored as what they are."""

from datetime import UTC, datetime
from typing import Final

# asyncpg takes the first and the last one that Python has for PostgreSQL's infinities.
_FIRST: Final = datetime.min.replace(tzinfo=UTC)
_LAST: Final = datetime.max.replace(tzinfo=UTC)


def is_storable(instant: datetime) -> bool:
    """Whether the database gives back the instant, which has an offset, as it was given."""
    return _FIRST < instant < _LAST
