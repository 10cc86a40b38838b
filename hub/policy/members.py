"""Who may know of a party's people: its own, and the operator of the hub."""

from typing import Final

from sqlalchemy import and_, or_, select

from db.scope import Scope
from db.sql.declarations import table_of
from db.tables.accounts import Account, Invitation, Membership
from hub.policy.permissions import Permission, viewer_may
from hub.policy.viewer import VIEWER, VIEWER_ACCOUNT, Rule, Viewer

_memberships = table_of(Membership).c
_invitations = table_of(Invitation).c
_colleague = table_of(Membership).alias().c

# An account's own memberships lead it to its other parties.
_MEMBERSHIPS: Final = Rule[Membership](
    company=or_(_memberships.party_id == VIEWER, _memberships.account_id == VIEWER_ACCOUNT)
)
# Somebody's name and email are known to those whose party they act for.
_ACCOUNTS: Final = Rule[Account](
    company=select(_colleague.id)
    .where(_colleague.account_id == table_of(Account).c.id, _colleague.party_id == VIEWER)
    .exists()
)
_INVITATIONS: Final = Rule[Invitation](
    company=and_(_invitations.party_id == VIEWER, viewer_may(Permission.MANAGE_MEMBERS))
)


def memberships_seen_by(viewer: Viewer | None) -> Scope[Membership]:
    return _MEMBERSHIPS.scope(viewer)


def accounts_seen_by(viewer: Viewer | None) -> Scope[Account]:
    return _ACCOUNTS.scope(viewer)


def invitations_seen_by(viewer: Viewer | None) -> Scope[Invitation]:
    return _INVITATIONS.scope(viewer)
