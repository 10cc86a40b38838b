"""How a command ends that cannot do what was asked."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager


class Failure(Exception):
    """One sentence or more for the person at the keyboard; the command ends with exit code 1."""


@contextmanager
def failing_on(*errors: type[Exception]) -> Iterator[None]:
    """Turns errors whose text is a sentence into the end of the command."""
    try:
        yield
    except errors as error:
        raise Failure(str(error)) from error
