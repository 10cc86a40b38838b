"""How parties join the hub, as clients see it."""

import strawberry

from db.enums.parties import PartyKind
from db.lengths import PASSWORD
from db.tables import accounts as account_tables
from db.tables import parties as party_tables
from hub.commands import parties as commands
from hub.execution.fields import batched
from hub.loaders import parties
from hub.resolvers import accounts as resolvers
from hub.schema.accounts import SignInPayload
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_id_of,
    optional_text,
    payload,
    required,
    text,
)
from hub.schema.parties import Party
from hub.schema.scalars import CountryCode

ID = strawberry.ID


@payload("A party after a change, or why there was none.")
class PartyPayload:
    party: Party | None = batched(
        parties.party_by_id, key="party_id", description="The party as it is now."
    )


@mutation(
    commands.sign_up,
    SignInPayload,
    is_kept=False,
    settle=resolvers.act_with_grant,
    description="Make an account and the party that it owns, and begin a session. Companies may"
    " have to wait until the operator admits them.",
)
class SignUpInput:
    email: str = text(account_tables.Account.email, "What the account signs in with.")
    password: str = text(PASSWORD, "Its password: 10 characters at least.")
    name: str = text(account_tables.Account.name, "The person's name.")
    kind: PartyKind = required("What the party is in the chain.")
    party_name: str | None = optional_text(
        party_tables.Party.name, "The company's name; a consumer needs none."
    )
    country: CountryCode | None = optional("Where the party is at home.")
    time_zone: str = optional_text(
        party_tables.Party.time_zone, "Whose days it means, by IANA's name; `UTC` unless said."
    )


@mutation(
    commands.switch_party,
    SignInPayload,
    is_kept=False,
    settle=resolvers.act_with_grant,
    description="Begin a session of your account for another of its parties.",
)
class SwitchPartyInput:
    party_id: ID = id_of("Party", "Which of your parties.")


@mutation(
    commands.create_party,
    PartyPayload,
    description="As the operator, take a company in and invite its first owner by mail.",
)
class CreatePartyInput:
    kind: PartyKind = required("What it is in the chain.")
    name: str = text(party_tables.Party.name, "The name it trades under.")
    owner_email: str = text(account_tables.Account.email, "Who is to own it.")
    country: CountryCode | None = optional("Where it is at home.")
    time_zone: str = optional_text(
        party_tables.Party.time_zone, "Whose days it means, by IANA's name; `UTC` unless said."
    )


@mutation(
    commands.set_time_zone,
    PartyPayload,
    description="Say whose days your party means, or one of its locations: where its facts and what"
    " it shows of its stock by the day begin.",
)
class SetTimeZoneInput:
    time_zone: str = text(
        party_tables.Party.time_zone, "A name of IANA's, such as `Asia/Shanghai`."
    )
    location_id: ID | None = optional_id_of(
        "Location", "Which of your locations; unless said the party itself."
    )


@mutation(
    commands.admit_party,
    PartyPayload,
    description="As the operator, let a party trade that has signed up, or was declined or"
    " suspended.",
)
class AdmitPartyInput:
    party_id: ID = id_of("Party", "Which.")
    reason: str | None = optional_text(
        party_tables.Party.status_reason, "What its people are told."
    )


@mutation(
    commands.decline_party,
    PartyPayload,
    description="As the operator, do not let a party trade that has signed up.",
)
class DeclinePartyInput:
    party_id: ID = id_of("Party", "Which.")
    reason: str | None = optional_text(
        party_tables.Party.status_reason, "What its people are told."
    )


@mutation(
    commands.suspend_party,
    PartyPayload,
    description="As the operator, stop a party's trade: it orders and sells nothing for now.",
)
class SuspendPartyInput:
    party_id: ID = id_of("Party", "Which.")
    reason: str | None = optional_text(
        party_tables.Party.status_reason, "What its people are told."
    )
