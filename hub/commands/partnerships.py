"""Partnerships: asked for by one side, approved with terms by the other, changed and ended."""

from dataclasses import dataclass
from uuid import UUID

from db.enums.parties import PartnershipStatus, PartyStatus
from db.queries import parties as queries
from db.tables.parties import Partnership
from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.partnerships import (
    PAYMENT_DAYS_MAX,
    PartnershipAction,
    is_upstream,
    next_partnership_status,
)
from hub.policy.parties import parties_seen_by, partnerships_seen_by
from hub.policy.permissions import Permission, require_permission
from hub.policy.viewer import Viewer


@dataclass(frozen=True)
class Terms:
    """On which terms the upstream side sells; amounts in minor units of the currency."""

    currency: str
    payment_days: int = 0
    credit_limit_minor: int | None = None


async def request_partnership(
    request: Request, partner_id: UUID, terms: Terms, message: str | None = None
) -> UUID:
    """The viewer's party asks another one to trade with it; who sells follows from what they are.

    The terms are those that the viewer's side would have; the upstream side has the last word on
    them, whoever asks. A partnership that has ended can be asked for anew.

    Raises:
        NotFound: there is no such party, or it is not admitted.
        Refused: FORBIDDEN; NO_TRADE, such parties do not trade; WRONG_STATUS, there is one already;
            INVALID_INPUT, the terms are not fit.
    """
    viewer = require_permission(request.viewer, Permission.MANAGE_PARTNERS)
    partner = await queries.party_to_ask(request.session, partner_id)
    if partner is None or partner.status is not PartyStatus.ADMITTED:
        raise NotFound("party", ("partnerId",))
    try:
        sells = is_upstream(viewer.party_kind, partner.kind)
    except Refused as refusal:
        # What a party is, is told to those alone who may know of it.
        seen = await queries.party(request.session, partner_id, scope=parties_seen_by(viewer))
        raise (refusal if seen else NotFound("party", ("partnerId",))) from None
    upstream_id, downstream_id = viewer.party_id, partner.id
    if not sells:
        upstream_id, downstream_id = downstream_id, upstream_id
    _check_terms(terms)
    partnership = await queries.lock_partnership(request.session, upstream_id, downstream_id)
    if partnership is None:
        partnership = Partnership(
            id=new_id(),
            upstream_id=upstream_id,
            downstream_id=downstream_id,
            status=PartnershipStatus.PROPOSED,
            currency=terms.currency,
            since=request.now,
            version=0,
        )
        request.session.add(partnership)
    else:
        partnership.status = next_partnership_status(partnership.status, PartnershipAction.PROPOSE)
    partnership.proposed_by_id = viewer.party_id
    partnership.message = message
    _give_terms(partnership, terms)
    partnership.version += 1
    await request.session.flush()
    return partnership.id


async def approve_partnership(
    request: Request, partnership_id: UUID, terms: Terms | None = None
) -> UUID:
    """The side that was asked agrees; as the upstream one, to terms of its own if it gives any.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN, the viewer's side has asked itself, or is not the one that sets terms;
            WRONG_STATUS, it does not wait to be approved; INVALID_INPUT, the terms are not fit.
    """
    partnership, viewer = await _step(request, partnership_id, PartnershipAction.APPROVE)
    _check_was_asked(partnership, viewer)
    if terms is not None:
        _check_sets_terms(partnership, viewer)
        _check_terms(terms)
        _give_terms(partnership, terms)
    partnership.since = request.now
    return partnership.id


async def decline_partnership(request: Request, partnership_id: UUID) -> UUID:
    """The side that was asked says no, or the side that asked takes it back.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN; WRONG_STATUS, it does not wait to be approved.
    """
    partnership, _ = await _step(request, partnership_id, PartnershipAction.DECLINE)
    return partnership.id


async def change_partnership_terms(request: Request, partnership_id: UUID, terms: Terms) -> UUID:
    """The upstream side changes the terms; orders that were placed keep what they were placed on.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN, the viewer's is the downstream side; WRONG_STATUS; INVALID_INPUT.
    """
    partnership, viewer = await _step(request, partnership_id, PartnershipAction.CHANGE_TERMS)
    _check_sets_terms(partnership, viewer)
    _check_terms(terms)
    _give_terms(partnership, terms)
    return partnership.id


async def suspend_partnership(request: Request, partnership_id: UUID) -> UUID:
    """Either side stops new orders for now; those that are open go on.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN; WRONG_STATUS, it is not active.
    """
    partnership, viewer = await _step(request, partnership_id, PartnershipAction.SUSPEND)
    # Who has suspended it is who may resume it.
    partnership.proposed_by_id = viewer.party_id
    return partnership.id


async def resume_partnership(request: Request, partnership_id: UUID) -> UUID:
    """The side that has suspended a partnership lets it go on.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN, the other side has suspended it; WRONG_STATUS, it is not suspended.
    """
    partnership, viewer = await _step(request, partnership_id, PartnershipAction.RESUME)
    if partnership.proposed_by_id not in (None, viewer.party_id):
        raise Refused(
            ErrorCode.FORBIDDEN,
            "The other side has suspended the partnership; only it can resume it.",
            ("partnershipId",),
        )
    return partnership.id


async def end_partnership(request: Request, partnership_id: UUID) -> UUID:
    """Either side ends a partnership: nothing more is ordered, open orders go on.

    Raises:
        NotFound: the viewer's party is no side of it.
        Refused: FORBIDDEN; WRONG_STATUS, it is not active or suspended.
    """
    partnership, _ = await _step(request, partnership_id, PartnershipAction.END)
    return partnership.id


async def _step(
    request: Request, partnership_id: UUID, action: PartnershipAction
) -> tuple[Partnership, Viewer]:
    """Lock a partnership of the viewer's and take it one step on."""
    viewer = require_permission(request.viewer, Permission.MANAGE_PARTNERS)
    partnership = await queries.lock_partnership_by_id(
        request.session, partnership_id, scope=partnerships_seen_by(viewer)
    )
    sides = () if partnership is None else (partnership.upstream_id, partnership.downstream_id)
    if partnership is None or viewer.party_id not in sides:
        raise NotFound("partnership", ("partnershipId",))
    partnership.status = next_partnership_status(partnership.status, action)
    partnership.version += 1
    return partnership, viewer


def _check_was_asked(partnership: Partnership, viewer: Viewer) -> None:
    if partnership.proposed_by_id == viewer.party_id:
        raise Refused(
            ErrorCode.FORBIDDEN,
            "Your side has asked for the partnership; the other one approves it.",
            ("partnershipId",),
        )


def _check_sets_terms(partnership: Partnership, viewer: Viewer) -> None:
    if partnership.upstream_id != viewer.party_id:
        raise Refused(
            ErrorCode.FORBIDDEN,
            "The side that sells sets the terms; ask it for others.",
            ("terms",),
        )


def _check_terms(terms: Terms) -> None:
    if not 0 <= terms.payment_days <= PAYMENT_DAYS_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"Payment is due after 0 to {PAYMENT_DAYS_MAX} days, not after {terms.payment_days}.",
            ("terms", "paymentDays"),
        )
    if terms.credit_limit_minor is not None and terms.credit_limit_minor < 0:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            "A credit limit is not negative; leave it out for none.",
            ("terms", "creditLimitMinor"),
        )


def _give_terms(partnership: Partnership, terms: Terms) -> None:
    partnership.currency = terms.currency
    partnership.payment_days = terms.payment_days
    partnership.credit_limit_minor = terms.credit_limit_minor
