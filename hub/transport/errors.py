"""What clients are told of what went wrong: always a code, never a traceback."""

import secrets
from collections.abc import Mapping, Sequence
from typing import Any, Final

import structlog
from graphql import GraphQLError

from db.outages import TOO_LARGE, TOO_SLOW, causes_of, is_outage, is_unfit_value
from db.session import READ_SECONDS_MAX
from db.sql.keyset import InvalidCursor
from hub.domain.errors import Refused
from hub.execution.documents import InvalidDocument
from hub.execution.errors import AnswerTooLarge
from hub.policy.tokens import TokenRejected

UNAVAILABLE: Final = "UNAVAILABLE"
INTERNAL: Final = "INTERNAL"
TOO_LARGE_ANSWER: Final = "ANSWER_TOO_LARGE"

log = structlog.get_logger(__name__)

Formatted = dict[str, Any]


def format_error(errors: Sequence[GraphQLError]) -> list[Formatted]:
    """Errors of a result as clients read them."""
    return [_formatted(error) for error in errors]


def format_exception(error: Exception) -> list[Formatted]:
    """What kept an operation from being run, as clients read it."""
    if isinstance(error, InvalidDocument):
        return format_error(error.errors)
    if isinstance(error, GraphQLError):
        return format_error([error])
    return format_error([GraphQLError(str(error), original_error=error)])


def has_code(errors: Sequence[Mapping[str, Any]], code: str) -> bool:
    return any(error["extensions"]["code"] == code for error in errors)


def _formatted(error: GraphQLError) -> Formatted:
    code, message = _told(error)
    told: Formatted = {**error.formatted, "message": message}
    told["extensions"] = {**(error.extensions or {}), "code": code}
    if code == INTERNAL:
        error_id = secrets.token_hex(8)
        told["extensions"]["errorId"] = error_id
        told["message"] = f"Something went wrong in the hub; it is in its log as {error_id}."
        log.error("internal_error", error_id=error_id, path=error.path, exc_info=_origin(error))
    return told


def _told(error: GraphQLError) -> tuple[str, str]:
    """The code and the message of an error."""
    if error.extensions and "code" in error.extensions:
        return str(error.extensions["code"]), error.message
    for cause in causes_of(_origin(error)):
        if isinstance(cause, Refused | TokenRejected):
            return str(cause.code), cause.message
        if isinstance(cause, InvalidCursor):
            return "BAD_CURSOR", str(cause)
        if is_unfit_value(cause):
            return "BAD_INPUT", "A value is beyond what the hub can hold, such as a huge number."
        # Before the outages, for the driver counts a statement given up among them.
        if isinstance(cause, TOO_SLOW):
            return "TOO_COMPLEX", (
                f"The operation took longer than {READ_SECONDS_MAX} seconds; ask for less, or in"
                " parts."
            )
        if isinstance(cause, TOO_LARGE):
            return TOO_LARGE_ANSWER, (
                "The answer is too large for the database to make; ask for less, or in parts."
            )
        if isinstance(cause, AnswerTooLarge):
            return TOO_LARGE_ANSWER, (
                "The answer is larger than this hub's answers may be (`HUB_ANSWER_BYTES_MAX`); ask"
                " for smaller pages, for fewer fields, or in parts."
            )
        if is_outage(cause):
            log.warning("server_away", work="answering", reason=repr(cause))
            return UNAVAILABLE, "The hub cannot reach its servers just now; ask again in a moment."
        if isinstance(cause, GraphQLError) and _is_about_input(error, cause):
            return "BAD_INPUT", error.message
    return INTERNAL, ""


def _origin(error: GraphQLError) -> Exception:
    """The exception behind the errors that GraphQL wraps around it."""
    origin: Exception = error
    while isinstance(origin, GraphQLError) and origin.original_error is not None:
        origin = origin.original_error
    return origin


def _is_about_input(error: GraphQLError, origin: GraphQLError) -> bool:
    """GraphQL's own errors are about the request, but for a result that cannot be serialized: that
    one has a place in the answer and none in the document."""
    return error.path is None or origin.nodes is not None
