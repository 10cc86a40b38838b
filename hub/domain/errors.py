"""Refusals: what a rule of trade says no to, each with a code that clients can rely on."""

from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum


class ErrorCode(StrEnum):
    NOT_FOUND = "NOT_FOUND"
    FORBIDDEN = "FORBIDDEN"
    UNAUTHENTICATED = "UNAUTHENTICATED"
    WRONG_CREDENTIALS = "WRONG_CREDENTIALS"
    REQUEST_ID_REUSED = "REQUEST_ID_REUSED"
    BAD_ID = "BAD_ID"
    INVALID_INPUT = "INVALID_INPUT"
    TOO_LONG = "TOO_LONG"
    INVALID_QUANTITY = "INVALID_QUANTITY"
    AMOUNT_TOO_LARGE = "AMOUNT_TOO_LARGE"
    WRONG_STATUS = "WRONG_STATUS"
    NO_TRADE = "NO_TRADE"
    NOT_ADMITTED = "NOT_ADMITTED"
    EMAIL_TAKEN = "EMAIL_TAKEN"
    LAST_OWNER = "LAST_OWNER"
    TOKEN_SPENT = "TOKEN_SPENT"
    NO_MAIL = "NO_MAIL"
    NO_PARTNERSHIP = "NO_PARTNERSHIP"
    NOT_OFFERED = "NOT_OFFERED"
    BELOW_MINIMUM = "BELOW_MINIMUM"
    PRICE_CHANGED = "PRICE_CHANGED"
    MIXED_CURRENCIES = "MIXED_CURRENCIES"
    CREDIT_EXCEEDED = "CREDIT_EXCEEDED"
    OUT_OF_STOCK = "OUT_OF_STOCK"
    NO_LOCATION = "NO_LOCATION"
    NOT_READY = "NOT_READY"


class Refused(Exception):
    """A rule says no. `message` says what is, what was asked, and what to do.

    `field` is the path of the offending input, in the words of the API. `others` are further faults
    of the same input, so that all of them are told at once.
    """

    def __init__(self, code: ErrorCode, message: str, field: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.field = field
        self.others: tuple[Refused, ...] = ()

    @property
    def faults(self) -> tuple["Refused", ...]:
        """All that is wrong with the input, this first."""
        return (self, *self.others)


class NotFound(Refused):
    """There is no such row, or the viewer may not know of it; both read the same."""

    def __init__(self, what: str, field: tuple[str, ...] = ()) -> None:
        super().__init__(ErrorCode.NOT_FOUND, f"There is no such {what}.", field)


class Faults:
    """What is wrong with an input, collected so that all of it is told at once."""

    def __init__(self) -> None:
        self.found: list[Refused] = []

    @contextmanager
    def collect(self) -> Iterator[None]:
        """Go on after a refusal within the block."""
        try:
            yield
        except Refused as refusal:
            self.found += refusal.faults

    def raise_all(self) -> None:
        """Refuse the input if something was found.

        Raises:
            Refused: the first fault, with the others.
        """
        if self.found:
            first, *others = self.found
            first.others = tuple(others)
            raise first
