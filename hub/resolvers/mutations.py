"""The edge of every change: one mutation field is one transaction, answered once per request id."""

import hashlib
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import asdict, dataclass
from typing import Any
from uuid import UUID

import orjson

from db.queries import requests as queries
from db.tables import AnsweredRequest
from hub.commands.events import hint
from hub.context import Request
from hub.domain.errors import ErrorCode, Refused
from hub.execution.loading import Loader
from hub.policy.viewer import Viewer


@dataclass(frozen=True)
class UserError:
    """A refusal as clients read it."""

    code: ErrorCode
    message: str
    field: Sequence[str]


@dataclass(frozen=True)
class Outcome:
    """What a mutation answers: the row it changed as it now is, or why it was refused."""

    node: Any
    errors: Sequence[UserError]


def refused(refusal: Refused) -> UserError:
    return UserError(refusal.code, refusal.message, refusal.field)


async def changed(
    request: Request,
    mutation: str,
    asked: Any,
    command: Callable[[], Awaitable[UUID]],
    loader: Loader,
) -> Outcome:
    """Run the command in a transaction and commit it, or answer as the same request was answered.

    Args:
        asked: the mutation's input object, with the client's `request_id`.
        command: changes things through `request` and returns the id of what `loader` then reads.
    """
    if request.viewer is None:
        refusal = Refused(
            ErrorCode.UNAUTHENTICATED, "Sign in first; this cannot be done anonymously."
        )
        return Outcome(None, [refused(refusal)])
    try:
        node_id = await _once(request, request.viewer, mutation, asked, command)
    except Refused as refusal:
        return Outcome(None, [refused(refusal)])
    finally:
        # What is read from here on sees the change.
        await request.renew()
    return Outcome(await request.load(loader, node_id), [])


async def _once(
    request: Request,
    viewer: Viewer,
    mutation: str,
    asked: Any,
    command: Callable[[], Awaitable[UUID]],
) -> UUID:
    answer = AnsweredRequest(
        account_id=viewer.account_id,
        request_id=asked.request_id,
        input_hash=_hash(viewer.party_id, mutation, asked),
        asked_at=request.now,
    )
    async with request.writing() as session:
        if await queries.claim(session, answer):
            said = await _said(request, command)
            await queries.keep(session, answer, said)
            await session.commit()
            hint(request.hub)
        else:
            earlier = await queries.answered(session, viewer.account_id, asked.request_id)
            if earlier.input_hash != answer.input_hash:
                raise Refused(
                    ErrorCode.REQUEST_ID_REUSED,
                    "This requestId was used for another request; make a new one for each.",
                    ("requestId",),
                )
            said = earlier.answer or {}
    if "id" in said:
        return UUID(said["id"])
    raise Refused(ErrorCode(said["code"]), said["message"], tuple(said["field"]))


async def _said(request: Request, command: Callable[[], Awaitable[UUID]]) -> dict[str, Any]:
    """What came of the command; a refusal undoes it, and is an answer as well."""
    try:
        async with request.session.begin_nested():
            return {"id": str(await command())}
    except Refused as refusal:
        return {"code": refusal.code, "message": refusal.message, "field": list(refusal.field)}


def _hash(party_id: UUID, mutation: str, asked: Any) -> bytes:
    text = orjson.dumps(
        [party_id, mutation, asdict(asked)], default=str, option=orjson.OPT_SORT_KEYS
    )
    return hashlib.sha256(text).digest()
