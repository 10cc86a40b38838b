"""Who may change and review which products, and who reads what became of them."""

from typing import Any, Final

from db.enums.catalogue import ListingAction, ListingStatus
from db.enums.parties import PartyKind
from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.catalogue import Product
from db.tables.listings import ProductChange, ProductVersion
from hub.domain.errors import ErrorCode, Refused
from hub.domain.listings import OF_REVIEWER, TRANSITIONS, awaits_approval
from hub.policy.permissions import Permission, has_permission, require_permission
from hub.policy.viewer import NOBODY, VIEWER, Rule, Viewer, seen_with

_is_own: Final = table_of(Product).c.owner_id == VIEWER

# Who describes what it sells, or what others sell for it.
_DESCRIBES: Final = frozenset({PartyKind.SUPPLIER, PartyKind.BRAND, PartyKind.RETAILER})

_OWN: Final = Rule[Product](company=_is_own, operator=NOBODY)
_KNOWN: Final = Rule[Product](company=_is_own)
_VERSIONS: Final = Rule[ProductVersion](company=table_of(ProductVersion).c.owner_id == VIEWER)
_CHANGES: Final[Rule[Any]] = seen_with(
    table_of(ProductChange).c.version_id, ProductVersion, _VERSIONS
)


def require_describer(viewer: Viewer | None) -> Viewer:
    """The viewer, once it is sure that it may describe products.

    Raises:
        Refused: UNAUTHENTICATED, FORBIDDEN or NOT_ADMITTED.
    """
    found = require_permission(viewer, Permission.DESCRIBE)
    if found.party_kind not in _DESCRIBES:
        kinds = ", ".join(kind.lower() + "s" for kind in PartyKind if kind in _DESCRIBES)
        raise Refused(ErrorCode.FORBIDDEN, f"Only {kinds} describe products.")
    return found


def require_reviewer(viewer: Viewer | None, *, owners_review: bool) -> Viewer:
    """The viewer, once it is sure that it may review products.

    Args:
        owners_review: whether the hub lets owners review what they describe themselves.

    Raises:
        Refused: UNAUTHENTICATED, FORBIDDEN or NOT_ADMITTED.
    """
    found = require_permission(viewer, Permission.REVIEW_PRODUCTS)
    if found.party_kind is not PartyKind.OPERATOR and not owners_review:
        raise Refused(
            ErrorCode.FORBIDDEN, "Products are reviewed by the operator of the hub; submit it."
        )
    return found


def steps_open_to(
    viewer: Viewer | None, product: Any, status: ListingStatus, *, owners_review: bool
) -> list[ListingAction]:
    """The steps that the viewer may take the product through now, as far as who it is decides.

    Args:
        product: a product that the viewer owns or reviews; its `owner_id`, `submitted_by_id` and
            `changed_since_review`.
    """
    if viewer is None:
        return []
    is_operator = viewer.party_kind is PartyKind.OPERATOR
    is_own = product.owner_id == viewer.party_id
    may_describe = is_own and has_permission(viewer, Permission.DESCRIBE)
    may_review = has_permission(viewer, Permission.REVIEW_PRODUCTS) and (
        is_operator or (owners_review and is_own and product.submitted_by_id != viewer.account_id)
    )
    return [
        action
        for action in ListingAction
        if (status, action) in TRANSITIONS
        if action is not ListingAction.APPROVE
        or awaits_approval(status, changed_since_review=product.changed_since_review)
        if (may_review if action in OF_REVIEWER else may_describe)
    ]


def products_of(viewer: Viewer | None) -> Scope[Product]:
    """Those of the viewer's own party, which it may change."""
    return _OWN.scope(viewer)


def listings_seen_by(viewer: Viewer | None) -> Scope[Product]:
    """Products as what goes through review: by their owner, and by the operator."""
    return _KNOWN.scope(viewer)


def product_versions_seen_by(viewer: Viewer | None) -> Scope[ProductVersion]:
    return _VERSIONS.scope(viewer)


def product_changes_seen_by(viewer: Viewer | None) -> Scope[ProductChange]:
    return _CHANGES.scope(viewer)
