"""Steps of a partnership, as clients take them."""

import strawberry

from db.tables import parties as tables
from hub.commands import partnerships as commands
from hub.execution.fields import batched
from hub.loaders import parties
from hub.schema.mutations import (
    id_of,
    mutation,
    optional,
    optional_text,
    part_of_input,
    payload,
    required,
)
from hub.schema.parties import Partnership
from hub.schema.scalars import BigInt, CurrencyCode

ID = strawberry.ID


@payload("A partnership after a change, or why there was none.")
class PartnershipPayload:
    partnership: Partnership | None = batched(
        parties.partnership_by_id, key="partnership_id", description="The partnership as it is now."
    )


@part_of_input(commands.Terms, "On which terms one party sells to another.")
class PartnershipTermsInput:
    currency: CurrencyCode = required("What its credit is counted in.")
    payment_days: int = optional("How many days after delivery payment is due.")
    credit_limit_minor: BigInt | None = optional(
        "How much may be owed, in minor units; no limit unless said."
    )


@mutation(
    commands.request_partnership,
    PartnershipPayload,
    description="Ask another party to trade with yours; which of you sells follows from what you"
    " are. The terms are a proposal: who sells has the last word.",
)
class RequestPartnershipInput:
    partner_id: ID = id_of("Party", "Whom.")
    terms: PartnershipTermsInput = required("The terms that you propose.")
    message: str | None = optional_text(
        tables.Partnership.message, "What you want to say about it."
    )


@mutation(
    commands.approve_partnership,
    PartnershipPayload,
    description="Agree to a partnership that the other side has asked for.",
)
class ApprovePartnershipInput:
    partnership_id: ID = id_of("Partnership", "Which.")
    terms: PartnershipTermsInput | None = optional(
        "Other terms than those proposed; for the side that sells."
    )


@mutation(
    commands.decline_partnership,
    PartnershipPayload,
    description="Say no to a partnership that was asked for, or take back that you asked.",
)
class DeclinePartnershipInput:
    partnership_id: ID = id_of("Partnership", "Which.")


@mutation(
    commands.change_partnership_terms,
    PartnershipPayload,
    description="As the side that sells, change the terms for what is ordered from now on.",
)
class ChangePartnershipTermsInput:
    partnership_id: ID = id_of("Partnership", "Which.")
    terms: PartnershipTermsInput = required("The terms from now on.")


@mutation(
    commands.suspend_partnership,
    PartnershipPayload,
    description="Take no new orders for now; what is open goes on. Your side resumes it.",
)
class SuspendPartnershipInput:
    partnership_id: ID = id_of("Partnership", "Which.")


@mutation(
    commands.resume_partnership,
    PartnershipPayload,
    description="Let a partnership go on that your side has suspended.",
)
class ResumePartnershipInput:
    partnership_id: ID = id_of("Partnership", "Which.")


@mutation(
    commands.end_partnership,
    PartnershipPayload,
    description="End a partnership: nothing more is ordered, what is open goes on.",
)
class EndPartnershipInput:
    partnership_id: ID = id_of("Partnership", "Which.")
