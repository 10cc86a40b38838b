"""The people of a party and those invited to it, as clients see them."""

from datetime import datetime
from typing import TYPE_CHECKING, Annotated

import strawberry

from db.enums.accounts import Role
from db.lengths import PASSWORD, TOKEN
from db.tables import accounts as tables
from hub.commands import accounts, passwords
from hub.commands import members as commands
from hub.execution.fields import batched, column, node_id
from hub.loaders import members, parties
from hub.resolvers import accounts as resolvers
from hub.schema.accounts import SignInPayload
from hub.schema.mutations import id_of, mutation, optional, optional_text, payload, required, text
from hub.schema.node import Node, is_row_of
from hub.schema.scalars import LanguageTag

if TYPE_CHECKING:
    from hub.schema.parties import Party
else:
    Party = Annotated["Party", strawberry.lazy("hub.schema.parties")]

ID = strawberry.ID


@strawberry.type(description="A person who signs in.")
class Account(Node):
    is_type_of = is_row_of(tables.Account)

    id: ID = node_id("Account", members.account_by_id)
    email: str = column("The email they sign in with.")
    name: str = column("The person's name.")
    language: LanguageTag | None = column(
        "What the person reads: names and other texts come in it where a request says no language,"
        " and to the account's webhooks."
    )


@strawberry.type(description="What an account is in a party.")
class Membership(Node):
    is_type_of = is_row_of(tables.Membership)

    id: ID = node_id("Membership", members.membership_by_id)
    account: Account | None = batched(
        members.account_by_id, key="account_id", description="Who it is."
    )
    party: Party = batched(
        parties.party_named, key="party_id", description="The party they act for."
    )
    role: Role = column("What they may do for the party.")


@strawberry.type(description="A role in a party that waits for somebody to take it up.")
class Invitation(Node):
    is_type_of = is_row_of(tables.Invitation)

    id: ID = node_id("Invitation", members.invitation_by_id)
    email: str = column("Whom the invitation was sent to.")
    role: Role = column("What they are to be in the party.")
    party: Party = batched(
        parties.party_named, key="party_id", description="Which party they are to act for."
    )
    created_at: datetime = column("When it was sent first.")
    expires_at: datetime = column("Until when it can be accepted.")
    accepted_at: datetime | None = column("When it was accepted.")
    withdrawn_at: datetime | None = column("When it was taken back.")


@payload("An invitation after a change, or why there was none.")
class InvitationPayload:
    invitation: Invitation | None = batched(
        members.invitation_by_id, key="invitation_id", description="The invitation as it is now."
    )


@payload("A member after a change, or why there was none.")
class MembershipPayload:
    membership: Membership | None = batched(
        members.membership_by_id, key="membership_id", description="The member as it is now."
    )


@payload("Whether somebody was let go.")
class RemoveMemberPayload:
    party: Party | None = batched(
        parties.party_named, key="party_id", description="The party they acted for."
    )


@payload("Whether it was done.")
class PasswordPayload:
    pass


@mutation(
    commands.invite_member,
    InvitationPayload,
    description="Invite somebody by mail to act for your party; asked again, with another mail.",
)
class InviteMemberInput:
    email: str = text(tables.Invitation.email, "Whom.")
    role: Role = required("What they are to be; owners are invited by owners.")


@mutation(
    commands.withdraw_invitation,
    InvitationPayload,
    description="Take an invitation back that was not accepted yet.",
)
class WithdrawInvitationInput:
    invitation_id: ID = id_of("Invitation", "Which.")


@mutation(
    commands.accept_invitation,
    SignInPayload,
    is_kept=False,
    settle=resolvers.act_with_grant,
    description="Join a party with the token of an invitation's mail, and begin a session for it.",
)
class AcceptInvitationInput:
    token: str = text(TOKEN, "The token in the mail.")
    password: str = text(
        PASSWORD, "The account's password; for who has no account yet, the one it is to have."
    )
    name: str | None = optional_text(
        tables.Account.name, "The person's name; needed by who has no account yet."
    )


@mutation(
    commands.change_member_role,
    MembershipPayload,
    description="Give a member of your party another role, which holds within a second.",
)
class ChangeMemberRoleInput:
    membership_id: ID = id_of("Membership", "Whom.")
    role: Role = required("What they are to be.")


@mutation(
    commands.remove_member,
    RemoveMemberPayload,
    description="Let a member of your party go, or leave it yourself; their sessions end.",
)
class RemoveMemberInput:
    membership_id: ID = id_of("Membership", "Whom.")


@payload("The account after a change, or why there was none.")
class AccountPayload:
    account: Account | None = batched(
        members.account_by_id, key="account_id", description="The account as it is now."
    )


@mutation(
    accounts.update_account,
    AccountPayload,
    description="Change your account's name and language. What is left out stays.",
)
class UpdateAccountInput:
    name: str | None = optional_text(tables.Account.name, "Your name.")
    language: LanguageTag | None = optional("The language you read.")


@mutation(
    passwords.change_password,
    PasswordPayload,
    description="Give your account another password; its other sessions end.",
    is_kept=False,
)
class ChangePasswordInput:
    current_password: str = text(PASSWORD, "The password it has.")
    password: str = text(PASSWORD, "The password it is to have.")


@mutation(
    passwords.request_password_reset,
    PasswordPayload,
    is_kept=False,
    description="Have a mail sent with which an account's password can be set anew. The answer is"
    " the same whether there is such an account or not.",
)
class RequestPasswordResetInput:
    email: str = text(tables.Invitation.email, "The account's email.")


@mutation(
    passwords.reset_password,
    PasswordPayload,
    is_kept=False,
    description="Set an account's password with the token of a mail; all its sessions end.",
)
class ResetPasswordInput:
    token: str = text(TOKEN, "The token in the mail.")
    password: str = text(PASSWORD, "The password it is to have.")
