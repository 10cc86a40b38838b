"""After signing in or out, the request's viewer is the new one."""

from db.queries.accounts import member_of_session
from hub.commands.accounts import Grant
from hub.context import Request
from hub.policy.viewer import Viewer


async def act_with_grant(request: Request, grant: Grant) -> None:
    """What follows in the operation is asked by who has just signed in."""
    request.viewer = await viewer_of(request, grant)


async def act_as_nobody(request: Request, _: None) -> None:
    request.viewer = None


async def viewer_of(request: Request, grant: Grant) -> Viewer | None:
    """Who acts with the tokens of a grant."""
    row = await member_of_session(request.hub.database, grant.session_id, now=request.now)
    return None if row is None else Viewer.of(row)
