"""Bulk reads of a party's people."""

from db.queries import members as queries
from hub.loaders.rows import one, pages, several
from hub.policy.members import accounts_seen_by, invitations_seen_by, memberships_seen_by

account_by_id = one(queries.ACCOUNT_BY_ID, accounts_seen_by)
membership_by_id = one(queries.MEMBERSHIP_BY_ID, memberships_seen_by)
memberships_by_party = several(queries.MEMBERSHIPS_BY_PARTY, memberships_seen_by)
memberships_by_account = several(queries.MEMBERSHIPS_BY_ACCOUNT, memberships_seen_by)
invitation_by_id = one(queries.INVITATION_BY_ID, invitations_seen_by)
invitations_of_party = pages(queries.INVITATIONS, invitations_seen_by, under="party")
