"""Who may know of which parties, partnerships and locations."""

from collections.abc import Callable
from typing import Any, Final

from sqlalchemy import ColumnElement, and_, or_, select

from db.enums.catalogue import ListingStatus, Visibility
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.catalogue import Product
from db.tables.parties import Location, Partnership, Party
from hub.policy.viewer import EVERYBODY, NOBODY, VIEWER, FieldRule, Rule, Viewer

# What must be true of a partnership, given its columns.
Standing = Callable[[Any], ColumnElement[bool]]

_parties = table_of(Party).c
_partnerships = table_of(Partnership).c
_locations = table_of(Location).c


def is_of_any_standing(_: Any) -> ColumnElement[bool]:
    return EVERYBODY


def is_approved(partnership: Any) -> ColumnElement[bool]:
    """It is active, or was: what a party was shown as a partner it may look up afterwards."""
    return partnership.status != PartnershipStatus.PROPOSED  # type: ignore[no-any-return]


def is_active(partnership: Any) -> ColumnElement[bool]:
    return partnership.status == PartnershipStatus.ACTIVE  # type: ignore[no-any-return]


def buys_from(upstream: Any, standing: Standing = is_approved) -> ColumnElement[bool]:
    """The viewer has a partnership of this standing, to buy from the party in this column."""
    return _are_partners(upstream, VIEWER, standing)


def sells_to(downstream: Any, standing: Standing = is_approved) -> ColumnElement[bool]:
    """The viewer has a partnership of this standing, to sell to the party in this column."""
    return _are_partners(VIEWER, downstream, standing)


def _are_partners(upstream: Any, downstream: Any, standing: Standing) -> ColumnElement[bool]:
    relation = table_of(Partnership).alias()
    return (
        select(relation.c.id)
        .where(relation.c.upstream_id == upstream, relation.c.downstream_id == downstream)
        .where(standing(relation.c))
        .exists()
    )


def is_listed(party: Any) -> ColumnElement[bool]:
    """The party in these columns is shown to everybody."""
    return and_(party.listed, party.status == PartyStatus.ADMITTED)


def is_known(party: Any) -> ColumnElement[bool]:
    """The party in these columns is one that a company may know of.

    The two sides of an order are always partners, so they know each other.
    """
    return or_(
        is_listed(party),
        party.id == VIEWER,
        buys_from(party.id, is_of_any_standing),
        sells_to(party.id, is_of_any_standing),
    )


def once_published(product: Any) -> ColumnElement[bool]:
    """A product that was ever in the catalogue stays readable: orders refer to it."""
    return or_(
        product.status == ListingStatus.PUBLISHED,
        product.status == ListingStatus.WITHDRAWN,
        # Changed after that, it may be on its way back through review.
        product.published_at.is_not(None),
    )


def _makes_public_goods(party: Any) -> ColumnElement[bool]:
    product = table_of(Product).alias().c
    is_public = product.visibility == Visibility.PUBLIC
    return (
        select(product.id)
        .where(product.owner_id == party.id, is_public, once_published(product))
        .exists()
    )


# Its own people know why, and the operator, who said so.
OWN_PARTY: Final = FieldRule(
    Party,
    Rule[Party](company=_parties.id == VIEWER),
    "Why a party has its status is told to its own people and to the operator of the hub.",
    "主体状态的原因仅告知其自身人员与平台运营方。",
)
_FIELDS: Final = {"status_reason": OWN_PARTY}

# Shops are open to every consumer, and the goods in them say who made them; companies know only the
# retailers they trade with.
_PARTIES: Final = Rule[Party](
    company=is_known(_parties),
    consumer=or_(
        is_known(_parties),
        and_(_parties.kind == PartyKind.RETAILER, _parties.status == PartyStatus.ADMITTED),
        _makes_public_goods(_parties),
    ),
    anonymous=is_listed(_parties),
    fields=_FIELDS,
)
PARTNERSHIPS: Final = Rule[Partnership](
    company=or_(_partnerships.upstream_id == VIEWER, _partnerships.downstream_id == VIEWER)
)
# Who sees an order knows its two sides, who sees a product its owner.
_NAMED: Final = Rule[Party](company=EVERYBODY, anonymous=EVERYBODY, fields=_FIELDS)
# The same rows where parties are reached through their partnerships.
_PARTNERS: Final = Rule[Party](company=PARTNERSHIPS.company, fields=_FIELDS)
# A partner is told where goods are to go and where shared stock lies.
LOCATIONS: Final = Rule[Location](
    company=or_(
        _locations.party_id == VIEWER,
        buys_from(_locations.party_id),
        sells_to(_locations.party_id),
    ),
    consumer=NOBODY,
)


def parties_seen_by(viewer: Viewer | None) -> Scope[Party]:
    return _PARTIES.scope(viewer)


def named_parties_seen_by(viewer: Viewer | None) -> Scope[Party]:
    """Parties as what a row names that the viewer may see; only for relations of such rows."""
    return _NAMED.scope(viewer)


def partnerships_seen_by(viewer: Viewer | None) -> Scope[Partnership]:
    """A partnership is known to its two sides."""
    return PARTNERSHIPS.scope(viewer)


def partners_seen_by(viewer: Viewer | None) -> Scope[Party]:
    """Parties as partners of another: only through a partnership that the viewer may see."""
    return _PARTNERS.scope(viewer)


def locations_seen_by(viewer: Viewer | None) -> Scope[Location]:
    return LOCATIONS.scope(viewer)
