"""Refusals: what a rule of trade says no to, each with a code that clients can rely on."""

from collections.abc import Iterator
from contextlib import contextmanager

from db.enums import DescribedEnum


class ErrorCode(DescribedEnum):
    """Why a change was refused."""

    NOT_FOUND = "NOT_FOUND", "There is no such thing, or you may not know of it."
    FORBIDDEN = "FORBIDDEN", "Your role may not do this."
    UNAUTHENTICATED = "UNAUTHENTICATED", "Sign in first."
    WRONG_CREDENTIALS = (
        "WRONG_CREDENTIALS",
        "No account has this email and password, or the token is spent.",
    )
    TOO_MANY_TRIES = (
        "TOO_MANY_TRIES",
        "Too many wrong passwords were given, or too many sign in at once; try again later.",
    )
    REQUEST_ID_REUSED = "REQUEST_ID_REUSED", "The requestId was used for another request."
    BAD_ID = "BAD_ID", "An id is none of the hub's, or of something else than is wanted."
    INVALID_INPUT = "INVALID_INPUT", "The input contradicts itself or is out of bounds."
    TOO_LONG = "TOO_LONG", "A text has more characters than its field takes."
    INVALID_QUANTITY = "INVALID_QUANTITY", "There cannot be so many."
    AMOUNT_TOO_LARGE = "AMOUNT_TOO_LARGE", "The number is larger than can be counted."
    WRONG_STATUS = "WRONG_STATUS", "It does not stand where this step begins."
    VERSION_CHANGED = "VERSION_CHANGED", "It was changed since you read it; read it again."
    INCOMPLETE = "INCOMPLETE", "What a reviewer looks for is missing, or not valid any more."
    SKU_TAKEN = "SKU_TAKEN", "Another SKU of yours has this code."
    NO_TRADE = "NO_TRADE", "Such parties do not trade in this direction."
    NOT_ADMITTED = "NOT_ADMITTED", "Your party, or the other one, is not admitted to trade."
    EMAIL_TAKEN = "EMAIL_TAKEN", "There is an account with this email."
    LAST_OWNER = "LAST_OWNER", "A party keeps at least one owner."
    TOKEN_SPENT = "TOKEN_SPENT", "The token of a mail is not good any more."
    NO_MAIL = "NO_MAIL", "The hub sends no mail, which is needed for this."
    NO_PARTNERSHIP = "NO_PARTNERSHIP", "There is no active partnership with the seller."
    NOT_OFFERED = "NOT_OFFERED", "The seller does not offer this to you now."
    SEVERAL_ARTICLES = "SEVERAL_ARTICLES", "Several articles have this code; say which one."
    NOT_BOUGHT = "NOT_BOUGHT", "Your party has received none of this."
    BELOW_MINIMUM = "BELOW_MINIMUM", "The seller sells more at a time."
    NOT_A_MULTIPLE = "NOT_A_MULTIPLE", "The seller sells multiples of some quantity."
    PRICE_CHANGED = "PRICE_CHANGED", "The price is not the one you were shown."
    COUPON_NOT_GOOD = "COUPON_NOT_GOOD", "The coupon takes nothing off this order."
    COUPON_TAKEN = "COUPON_TAKEN", "Another promotion of yours has this coupon."
    MIXED_CURRENCIES = "MIXED_CURRENCIES", "An order is in one currency."
    CREDIT_EXCEEDED = "CREDIT_EXCEEDED", "It would go beyond the partnership's credit limit."
    NEEDS_APPROVAL = "NEEDS_APPROVAL", "It comes to more than your role may order by itself."
    OUT_OF_STOCK = "OUT_OF_STOCK", "There are fewer pieces available."
    NO_LOCATION = "NO_LOCATION", "There is no location where the goods could be."
    CHANGE_ASKED = "CHANGE_ASKED", "A change of the order waits for the other side's word."
    SEVERAL_LOCATIONS = "SEVERAL_LOCATIONS", "The goods lie apart; say where they leave from."
    NOT_ACCEPTED = "NOT_ACCEPTED", "What was sent is not what such a file may be."
    NO_ROOM = "NO_ROOM", "Your party's files would take more room than it has."
    NOT_READY = "NOT_READY", "Some of the goods are yet to be made."


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
