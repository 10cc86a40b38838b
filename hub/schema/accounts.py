"""Who is asking, and signing in and out, as clients see it."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import strawberry
from strawberry.types import Info

from db.enums.accounts import Role
from db.lengths import PASSWORD, TOKEN
from db.tables import accounts as tables
from hub.commands import accounts as commands
from hub.execution.fields import batched, column, for_request
from hub.loaders import members, order_limits, parties
from hub.resolvers import accounts as resolvers
from hub.schema.mutations import mutation, optional_id_of, payload, text
from hub.schema.order_limits import OrderLimit
from hub.schema.parties import Party
from hub.schema.scalars import Cursor
from hub.subscriptions.cursors import feed_cursor

if TYPE_CHECKING:
    from hub.schema.members import Account, Membership
else:
    Account = Annotated["Account", strawberry.lazy("hub.schema.members")]
    Membership = Annotated["Membership", strawberry.lazy("hub.schema.members")]

ID = strawberry.ID


@strawberry.type(description="Who is asking: an account acting for one party in one role.")
class Viewer:
    account: Account = batched(members.account_by_id, key="account_id", description="The account.")
    party: Party = batched(
        parties.party_by_id, key="party_id", description="The party it acts for."
    )
    role: Role = column("What it may do for the party.")
    memberships: list[Membership] = batched(
        members.memberships_by_account,
        key="account_id",
        description="The parties that the account may act for; `switchParty` goes to another.",
    )
    order_limit: OrderLimit | None = batched(
        order_limits.limit_of_viewer,
        key="party_id",
        description="What it may order at a time without approval; null is without limit.",
    )
    order_limits: list[OrderLimit] = batched(
        order_limits.limits_by_party,
        key="party_id",
        description="The limits of all roles of the party that have one; owners set them.",
    )

    @strawberry.field(
        description="Where the party's feed stands in what this very query sees: subscribe `after`"
        " it and nothing is missed."
    )
    async def feed_cursor(root: Any, info: Info) -> Cursor:  # noqa: N805
        return Cursor(await feed_cursor(info.context))


@strawberry.type
class AccountQueries:
    @strawberry.field(description="Who is asking; null when anonymous.")
    def viewer(self, info: Info) -> Viewer | None:
        return info.context.viewer


@payload("Tokens to act with, or why there are none.")
class SignInPayload:
    access_token: str | None = column("Send it as `Authorization: Bearer …`; short-lived.")
    access_token_expires_at: datetime | None = column("When the access token ends.")
    refresh_token: str | None = column("Exchange it, once, for new tokens with `refreshSession`.")
    viewer: Viewer | None = for_request(
        lambda request, answer: answer.access_token and request.viewer,
        description="Who acts with the tokens.",
    )


@payload("Whether a session was ended.")
class SignOutPayload:
    pass


@mutation(
    commands.sign_in,
    SignInPayload,
    is_kept=False,
    settle=resolvers.act_with_grant,
    description="Begin a session; what follows in the operation is asked by it.",
)
class SignInInput:
    email: str = text(tables.Account.email, "The account's email.")
    password: str = text(PASSWORD, "The account's password.")
    party_id: ID | None = optional_id_of(
        "Party", "The party to act for; the account's first one unless said."
    )


@mutation(
    commands.refresh_session,
    SignInPayload,
    is_kept=False,
    settle=resolvers.act_with_grant,
    description="Exchange a refresh token, which is then spent, for new tokens.",
)
class RefreshSessionInput:
    refresh_token: str = text(TOKEN, "The refresh token got last.")


@mutation(
    commands.sign_out,
    SignOutPayload,
    is_kept=False,
    settle=resolvers.act_as_nobody,
    description="End the session; its tokens end with it.",
)
class SignOutInput:
    pass
