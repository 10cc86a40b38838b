"""What an account's email and password must be like, and for how long invitations are good."""

from datetime import timedelta
from typing import Final

from email_validator import EmailNotValidError, validate_email

from db.lengths import PASSWORD
from hub.domain.errors import ErrorCode, Refused

PASSWORD_LENGTH_MIN: Final = 10

# Wrong passwords in a row for an email, or from one address, after which none is looked at.
WRONG_OF_EMAIL_MAX: Final = 15
WRONG_FROM_ADDRESS_MAX: Final = 150
# From how many on each further one takes longer, and how long at most.
_WRONG_AT_ONCE_MAX: Final = 4
_PAUSE_SECONDS_MAX: Final = 2.0

INVITATION_LASTS: Final = timedelta(days=7)
PASSWORD_RESET_LASTS: Final = timedelta(hours=1)


def normalised_email(email: str, field: str = "email") -> str:
    """The email as accounts keep it: in lower case, its domain as RFC 5891 writes it.

    Raises:
        Refused: INVALID_INPUT, this is no email address.
    """
    try:
        found = validate_email(email, check_deliverability=False)
    except EmailNotValidError as error:
        raise Refused(
            ErrorCode.INVALID_INPUT, f"This is no email address: {error}", (field,)
        ) from None
    return found.normalized.lower()


def check_wrong_passwords(of_email: int, from_address: int, minutes: int) -> None:
    """
    Raises:
        Refused: TOO_MANY_TRIES, so many were given in a row that no password is looked at.
    """
    if of_email < WRONG_OF_EMAIL_MAX and from_address < WRONG_FROM_ADDRESS_MAX:
        return
    whose = "for this email" if of_email >= WRONG_OF_EMAIL_MAX else "from your network address"
    raise Refused(
        ErrorCode.TOO_MANY_TRIES,
        f"Too many wrong passwords were given {whose}. Try again in {minutes} minutes, or set"
        " another password with requestPasswordReset.",
        ("password",),
    )


def pause_after_wrong_password(wrong: int) -> float:
    """How many seconds the answer to the wrong password of this number is held back."""
    over = wrong - _WRONG_AT_ONCE_MAX
    return 0.0 if over <= 0 else min(0.125 * 2**over, _PAUSE_SECONDS_MAX)


def check_password(password: str, email: str, field: str = "password") -> None:
    """A password is long, not the email, and not one letter again and again.

    Raises:
        Refused: INVALID_INPUT, it is not.
    """
    if not PASSWORD_LENGTH_MIN <= len(password) <= PASSWORD:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The password has {len(password)} characters; it needs {PASSWORD_LENGTH_MIN} to"
            f" {PASSWORD}.",
            (field,),
        )
    if password.lower() in (email, email.partition("@")[0]):
        raise Refused(ErrorCode.INVALID_INPUT, "The password is the email; take another.", (field,))
    if len(set(password)) < 4:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "The password is a few characters again and again; take another.",
            (field,),
        )
