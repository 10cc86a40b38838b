"""Who is asking, and signing in and out, as clients see it."""

from datetime import datetime
from typing import Any
from uuid import UUID

import strawberry
from strawberry.types import Info

from hub.execution.fields import batched, column, computed
from hub.execution.ids import global_id
from hub.loaders import parties
from hub.resolvers import accounts as resolvers
from hub.schema.enums import Role
from hub.schema.errors import UserError
from hub.schema.mutations import mutation, optional, required, unrepeated_request_id
from hub.schema.parties import Party
from hub.schema.scalars import Cursor
from hub.subscriptions.cursors import feed_cursor

ID = strawberry.ID


@strawberry.type(description="A person who signs in.")
class Account:
    id: ID = computed(
        lambda viewer: global_id("Account", viewer.account_id),
        "account_id",
        description="Opaque and stable.",
    )
    email: str = column("The email it signs in with.")
    name: str = column("The person's name.", "account_name")


@strawberry.type(description="Who is asking: an account acting for one party in one role.")
class Viewer:
    account: Account = computed(lambda viewer: viewer, description="The account.")
    party: Party = batched(
        parties.party_by_id, key="party_id", description="The party it acts for."
    )
    role: Role = column("What it may do for the party.")

    @strawberry.field(
        description="Where the party's feed stands in what this very query sees: subscribe `after`"
        " it and nothing is missed."
    )
    async def feed_cursor(root: Any, info: Info) -> Cursor:  # noqa: N805
        return Cursor(await feed_cursor(info.context))


@strawberry.type(description="Tokens to act with, or why there are none.")
class SignInPayload:
    access_token: str | None = computed(
        lambda signed: signed.grant and signed.grant.access_token,
        description="Send it as `Authorization: Bearer …`; short-lived.",
    )
    access_token_expires_at: datetime | None = computed(
        lambda signed: signed.grant and signed.grant.access_token_expires_at,
        description="When the access token ends.",
    )
    refresh_token: str | None = computed(
        lambda signed: signed.grant and signed.grant.refresh_token,
        description="Exchange it, once, for new tokens with `refreshSession`.",
    )
    viewer: Viewer | None = column("Who acts with the tokens.")
    errors: list[UserError] = column("Why there are none; empty when there are.")


@strawberry.type(description="Whether a session was ended.")
class SignOutPayload:
    errors: list[UserError] = column("Why it was not; empty when it was.")


@strawberry.input(description="Who wants to sign in.")
class SignInInput:
    request_id: UUID = unrepeated_request_id()
    email: str = required("The account's email.")
    password: str = required("The account's password.")
    party_id: ID | None = optional("The party to act for; the account's first one unless said.")


@strawberry.input(description="A session that is to go on.")
class RefreshSessionInput:
    request_id: UUID = unrepeated_request_id()
    refresh_token: str = required("The refresh token got last.")


@strawberry.input(description="The end of a session.")
class SignOutInput:
    request_id: UUID = unrepeated_request_id()


@strawberry.type
class AccountQueries:
    @strawberry.field(description="Who is asking; null when anonymous.")
    def viewer(self, info: Info) -> Viewer | None:
        return info.context.viewer


@strawberry.type
class AccountMutations:
    sign_in: SignInPayload = mutation(
        resolvers.sign_in,
        SignInInput,
        description="Begin a session; what follows in the operation is asked by it.",
    )
    refresh_session: SignInPayload = mutation(
        resolvers.refresh_session,
        RefreshSessionInput,
        description="Exchange a refresh token, which is then spent, for new tokens.",
    )
    sign_out: SignOutPayload = mutation(
        resolvers.sign_out, SignOutInput, description="End the session; its tokens end with it."
    )
