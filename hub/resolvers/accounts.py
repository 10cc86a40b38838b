"""Signing in and out: one transaction each, after which the request's viewer is the new one."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any

from db.queries.accounts import member_of_session
from hub.commands import accounts as commands
from hub.commands.accounts import Grant
from hub.context import Request
from hub.domain.errors import Refused
from hub.execution.ids import key_of
from hub.policy.viewer import Viewer
from hub.resolvers.mutations import UserError, refused


@dataclass(frozen=True)
class SignedIn:
    """What signing in answers: tokens and who they act as, or why there are none."""

    grant: Grant | None
    viewer: Viewer | None
    errors: list[UserError]


@dataclass(frozen=True)
class SignedOut:
    errors: list[UserError]


async def sign_in(request: Request, input: Any) -> SignedIn:
    party_id = input.party_id and key_of(input.party_id, "Party")
    return await _signed_in(
        request, lambda: commands.sign_in(request, input.email, input.password, party_id)
    )


async def refresh_session(request: Request, input: Any) -> SignedIn:
    return await _signed_in(request, lambda: commands.refresh_session(request, input.refresh_token))


async def sign_out(request: Request, _: Any) -> SignedOut:
    try:
        async with request.writing() as session:
            await commands.sign_out(request)
            await session.commit()
    except Refused as refusal:
        return SignedOut([refused(refusal)])
    request.viewer = None
    await request.renew()
    return SignedOut([])


async def _signed_in(
    request: Request, command: Callable[[], Awaitable[Grant | Refused]]
) -> SignedIn:
    try:
        async with request.writing() as session:
            grant = await command()
            await session.commit()
    except Refused as refusal:
        grant = refusal
    if isinstance(grant, Refused):
        return SignedIn(None, None, [refused(grant)])
    request.viewer = await viewer_of(request, grant)
    await request.renew()
    return SignedIn(grant, request.viewer, [])


async def viewer_of(request: Request, grant: Grant) -> Viewer | None:
    """Who acts with the tokens of a grant."""
    row = await member_of_session(request.hub.database, grant.session_id, now=request.now)
    return None if row is None else Viewer.of(row)
