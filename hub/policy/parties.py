"""Who may know of which parties, partnerships and locations."""

from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums import PartnershipStatus, PartyKind
from db.reading import table_of
from db.scope import Scope
from db.tables import Location, Partnership, Party
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer

_parties = table_of(Party).c
_partnerships = table_of(Partnership).c
_locations = table_of(Location).c


def buys_from(upstream: Any, *conditions: Any) -> ColumnElement[bool]:
    """The viewer is, or was, approved to buy from the party in this column.

    `conditions` take the partnership, for what it must allow besides.
    """
    relation = table_of(Partnership).alias()
    return (
        select(relation.c.id)
        .where(relation.c.upstream_id == upstream, relation.c.downstream_id == VIEWER)
        .where(*(condition(relation.c) for condition in conditions))
        .exists()
    )


def _sells_to(downstream: Any) -> ColumnElement[bool]:
    relation = table_of(Partnership).alias()
    return (
        select(relation.c.id)
        .where(relation.c.downstream_id == downstream, relation.c.upstream_id == VIEWER)
        .exists()
    )


def is_active(partnership: Any) -> ColumnElement[bool]:
    return partnership.status == PartnershipStatus.ACTIVE  # type: ignore[no-any-return]


def shares_stock(partnership: Any) -> ColumnElement[bool]:
    return and_(is_active(partnership), partnership.shares_stock)


_KNOWN = or_(
    _parties.listed,
    _parties.id == VIEWER,
    buys_from(_parties.id),
    _sells_to(_parties.id),
)
# Shops are open to every consumer; companies know only the retailers they trade with.
_PARTIES: Final = Rule[Party](
    company=_KNOWN,
    consumer=or_(_KNOWN, _parties.kind == PartyKind.RETAILER),
    anonymous=_parties.listed,
)
_PARTNERSHIPS: Final = Rule[Partnership](
    company=or_(_partnerships.upstream_id == VIEWER, _partnerships.downstream_id == VIEWER)
)
# The same rows where parties are reached through their partnerships.
_PARTNERS: Final = Rule[Party](company=_PARTNERSHIPS.company)
# A partner is told where goods are to go and where shared stock lies.
_LOCATIONS: Final = Rule[Location](
    company=or_(
        _locations.party_id == VIEWER,
        buys_from(_locations.party_id),
        _sells_to(_locations.party_id),
    ),
    consumer=NOBODY,
)


def parties_seen_by(viewer: Viewer | None) -> Scope[Party]:
    return _PARTIES.scope(viewer)


def partnerships_seen_by(viewer: Viewer | None) -> Scope[Partnership]:
    """A partnership is known to its two sides."""
    return _PARTNERSHIPS.scope(viewer)


def partners_seen_by(viewer: Viewer | None) -> Scope[Party]:
    """Parties as partners of another: only through a partnership that the viewer may see."""
    return _PARTNERS.scope(viewer)


def locations_seen_by(viewer: Viewer | None) -> Scope[Location]:
    return _LOCATIONS.scope(viewer)
