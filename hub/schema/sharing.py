"""What partners show each other, as clients see and decide it."""

from datetime import datetime

import strawberry

from db.enums.sharing import Exactness, SharingTopic
from hub.commands import sharing as commands
from hub.domain.sharing import IN_EFFECT
from hub.execution.fields import batched, column, computed
from hub.loaders import parties
from hub.schema.mutations import id_of, mutation, required
from hub.schema.parties import Party
from hub.schema.partnerships import PartnershipPayload

ID = strawberry.ID


@strawberry.type(description="How exactly one side of a partnership shows the other a topic.")
class Sharing:
    party: Party = batched(
        parties.party_by_id, key="party_id", description="Whose own it is, and who decides."
    )
    partner: Party = batched(parties.party_by_id, key="partner_id", description="Who is shown it.")
    topic: SharingTopic = column("What is shown.")
    exactness: Exactness = column("How exactly.")
    is_in_effect: bool = computed(
        lambda sharing: sharing.topic in IN_EFFECT,
        "topic",
        description="Whether there is anything of the topic in the hub yet. What was said of"
        " others is kept, and counts once there is.",
    )
    changed_at: datetime = column("When it was decided.")


@mutation(
    commands.set_sharing,
    PartnershipPayload,
    description="Decide how exactly your side of a partnership shows the other one a topic. It"
    " counts at once, in reads and feeds, while the partnership is active.",
)
class SetSharingInput:
    partnership_id: ID = id_of("Partnership", "Which; one of yours.")
    topic: SharingTopic = required("What is shown.")
    exactness: Exactness = required("How exactly; NOTHING ends it.")
