"""What an account's email and password must be like, and for how long invitations are good."""

from datetime import timedelta
from typing import Final

from email_validator import EmailNotValidError, validate_email

from db.lengths import PASSWORD
from hub.domain.errors import ErrorCode, Refused

PASSWORD_LENGTH_MIN: Final = 10

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
