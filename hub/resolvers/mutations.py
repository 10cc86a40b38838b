"""The edge of every change: one mutation field is one transaction, answered once per request id."""

import hashlib
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import datetime
from functools import partial
from types import SimpleNamespace
from typing import Any, TypeAlias
from uuid import UUID

import orjson

from db.queries import requests as queries
from db.tables.requests import AnsweredRequest
from hub.context import Request
from hub.domain.errors import ErrorCode, Refused
from hub.execution.yielding import yield_to_others
from hub.policy.permissions import require_viewer
from hub.policy.viewer import Viewer
from hub.resolvers.inputs import read_input

# Changes things through the request; its other parameters are the fields of a mutation's input. It
# returns the one value that the payload is made of, or several by name: a mapping or a dataclass.
Command: TypeAlias = Callable[..., Awaitable[Any]]


@dataclass(frozen=True)
class Mutation:
    """A mutation as it was declared.

    `answers` names what the payload is made of, and `keys` those of them that are ids of rows, or
    lists of ids. Where `is_kept` says no, anybody may ask, and no answer is kept: each request is
    carried out. `settle` is called after the commit with what the command has returned.
    """

    name: str
    command: Command
    answers: tuple[str, ...]
    keys: frozenset[str]
    is_kept: bool = True
    settle: Callable[[Request, Any], Awaitable[None]] | None = None


@dataclass(frozen=True)
class UserError:
    """A refusal as clients read it."""

    code: ErrorCode
    message: str
    field: Sequence[str]


@dataclass(frozen=True)
class Answer:
    """What a payload is made of: what the command returned, by name, or why it was refused.

    `asked_at` is when the request was carried out, now or at first.
    """

    asked_at: datetime
    values: Mapping[str, Any] = field(default_factory=dict)
    errors: Sequence[UserError] = ()

    def __getattr__(self, name: str) -> Any:
        """Nothing, where the command was refused."""
        return self.values.get(name)


async def run_mutation(request: Request, mutation: Mutation, asked: Any) -> Answer:
    """Run the mutation's command in a transaction and commit it, once for each request id.

    Args:
        asked: the input object, with the client's `request_id`.
    """
    # Reading a long list takes about as long as making it, as Strawberry just did.
    await yield_to_others()
    try:
        values = read_input(asked)
        request_id = values.pop("request_id")
        if not mutation.is_kept:
            return await _run(request, mutation, values)
        viewer = require_viewer(request.viewer)
        claim = AnsweredRequest(
            account_id=viewer.account_id,
            request_id=request_id,
            input_hash=_hash(viewer, mutation, asked),
            asked_at=request.now,
        )
        return await _run_once(request, mutation, values, claim)
    except Refused as refusal:
        return Answer(request.now, errors=_errors(refusal))
    finally:
        # What is read from here on sees the change.
        await request.renew()


async def _run(request: Request, mutation: Mutation, values: Mapping[str, Any]) -> Answer:
    async with request.writing() as session:
        returned = await mutation.command(request, **values)
        await session.commit()
        request.hub.wake_ups.send()
    # What is to be kept of a refusal is why it was returned and not raised.
    if isinstance(returned, Refused):
        raise returned
    if mutation.settle is not None:
        await mutation.settle(request, returned)
    return Answer(request.now, _named(mutation, returned))


async def _run_once(
    request: Request, mutation: Mutation, values: Mapping[str, Any], claim: AnsweredRequest
) -> Answer:
    async with request.writing() as session:
        if await queries.claim(session, claim):
            said = await _said(request, mutation, values)
            await queries.keep(session, claim, said)
            await session.commit()
            request.hub.wake_ups.send()
            asked_at = claim.asked_at
        else:
            earlier = await queries.answered(session, claim.account_id, claim.request_id)
            if earlier.input_hash != claim.input_hash:
                raise Refused(
                    ErrorCode.REQUEST_ID_REUSED,
                    "This requestId was used for another request; make a new one for each.",
                    ("requestId",),
                )
            said, asked_at = earlier.answer or {}, earlier.asked_at
    return Answer(asked_at, *_retold(mutation, said))


async def _said(request: Request, mutation: Mutation, values: Mapping[str, Any]) -> dict[str, Any]:
    """What came of the command, as JSON; a refusal undoes it, and is an answer as well."""
    try:
        async with request.session.begin_nested():
            returned = await mutation.command(request, **values)
    except Refused as refusal:
        said: dict[str, Any] = {"values": {}, "errors": _errors(refusal)}
    else:
        said = {"values": _named(mutation, returned), "errors": []}
    told: dict[str, Any] = orjson.loads(orjson.dumps(said, default=_text))
    return told


def _text(value: Any) -> str:
    # The driver's ids are of a class of its own.
    if isinstance(value, UUID):
        return str(value)
    raise TypeError(f"An answer that is kept is made of ids and plain values, not of {value!r}.")


def _retold(mutation: Mutation, said: Mapping[str, Any]) -> tuple[dict[str, Any], list[UserError]]:
    values = {
        name: _key(value) if name in mutation.keys else _object(value)
        for name, value in said["values"].items()
    }
    return values, [
        UserError(ErrorCode(one["code"]), one["message"], one["field"]) for one in said["errors"]
    ]


def _key(value: Any) -> Any:
    if isinstance(value, list):
        return [_key(one) for one in value]
    return None if value is None else UUID(value)


def _object(value: Any) -> Any:
    """Objects as fields read them, which are mappings in JSON."""
    if isinstance(value, list):
        return [_object(one) for one in value]
    if isinstance(value, dict):
        return SimpleNamespace(**{name: _object(one) for name, one in value.items()})
    return value


def _named(mutation: Mutation, returned: Any) -> dict[str, Any]:
    """What a command has returned, by the names that its payload has for it."""
    if len(mutation.answers) == 1:
        return {mutation.answers[0]: returned}
    of = returned.__getitem__ if isinstance(returned, Mapping) else partial(getattr, returned)
    return {name: of(name) for name in mutation.answers}


def _errors(refusal: Refused) -> list[UserError]:
    return [UserError(one.code, one.message, one.field) for one in refusal.faults]


def _hash(viewer: Viewer, mutation: Mutation, asked: Any) -> bytes:
    text = orjson.dumps(
        [viewer.party_id, mutation.name, asdict(asked)], default=str, option=orjson.OPT_SORT_KEYS
    )
    return hashlib.sha256(text).digest()
