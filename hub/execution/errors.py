"""Errors of a request itself, as opposed to refusals by a rule of trade (hub.domain.errors)."""

from graphql import GraphQLError


class RequestError(GraphQLError):
    """What was asked cannot be understood or is not allowed; `code` is stable for clients."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message, extensions={"code": code})


class AnswerTooLarge(Exception):
    """The texts of an answer are of more bytes together than it may have."""
