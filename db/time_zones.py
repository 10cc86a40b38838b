"""The names of time zones."""

from importlib.resources import files
from typing import Final

UTC: Final = "UTC"
# By IANA; the list comes with the package, whatever the machine knows.
ZONES: Final = frozenset((files("tzdata") / "zones").read_text().split())


def is_time_zone(name: str) -> bool:
    """Whether it is the name of a time zone, in its own letters."""
    return name in ZONES
