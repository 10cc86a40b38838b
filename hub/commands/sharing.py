"""What a party shows a partner: each side decides on what is its own."""

from uuid import UUID

from db.enums.sharing import Exactness, SharingTopic
from db.queries import parties
from db.queries import sharing as queries
from db.tables.sharing import Sharing
from db.types import new_id
from hub.context import Request
from hub.domain.errors import NotFound
from hub.domain.sharing import check_can_share
from hub.policy.parties import partnerships_seen_by
from hub.policy.permissions import Permission, require_permission


async def set_sharing(
    request: Request, partnership_id: UUID, topic: SharingTopic, exactness: Exactness
) -> UUID:
    """The viewer's side of a partnership decides how exactly it shows the other one a topic.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN; WRONG_STATUS, it has ended.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_PARTNERS)
    partnership = await parties.lock_partnership_by_id(
        request.session, partnership_id, scope=partnerships_seen_by(viewer)
    )
    sides = () if partnership is None else (partnership.upstream_id, partnership.downstream_id)
    if partnership is None or viewer.party_id not in sides:
        raise NotFound("partnership", ("partnershipId",))
    check_can_share(partnership.status)
    [partner_id] = {*sides} - {viewer.party_id}
    sharing = Sharing(
        id=new_id(),
        partnership_id=partnership.id,
        party_id=viewer.party_id,
        partner_id=partner_id,
        topic=topic,
        exactness=exactness,
        changed_at=request.now,
    )
    await queries.set_sharing(request.session, sharing)
    partnership.version += 1
    return partnership.id
