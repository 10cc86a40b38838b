"""What partners show each other: who may see it, and the condition that a topic is shown."""

from typing import Any, Final

from sqlalchemy import ColumnElement, or_, select

from db.enums.parties import PartnershipStatus
from db.enums.sharing import Exactness, SharingTopic
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.parties import Partnership
from db.tables.sharing import Sharing
from hub.policy.parties import PARTNERSHIPS
from hub.policy.viewer import VIEWER, Rule, Viewer, seen_with

_SHARINGS: Final[Rule[Sharing]] = seen_with(
    table_of(Sharing).c.partnership_id, Partnership, PARTNERSHIPS
)


def sharings_seen_by(viewer: Viewer | None) -> Scope[Sharing]:
    """What partners show each other is known to the two of them."""
    return _SHARINGS.scope(viewer)


def is_shown(party: Any, topic: SharingTopic, *exactness: Exactness) -> ColumnElement[bool]:
    """The party in this column shows the viewer a topic of its own, in one of these ways."""
    sharing, partnership = table_of(Sharing).alias(), table_of(Partnership).alias()
    return (
        select(sharing.c.id)
        .select_from(sharing.join(partnership, partnership.c.id == sharing.c.partnership_id))
        .where(
            sharing.c.party_id == party,
            sharing.c.partner_id == VIEWER,
            sharing.c.topic == topic,
            or_(*(sharing.c.exactness == one for one in exactness)),
            partnership.c.status == PartnershipStatus.ACTIVE,
        )
        .exists()
    )
