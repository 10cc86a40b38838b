"""Who is asking, and what of it bears on what several are told together."""

from dataclasses import fields, replace

from db.enums.accounts import Role
from db.enums.parties import PartyKind, PartyStatus
from db.types import new_id
from hub.policy.viewer import Viewer

ONE = Viewer(new_id(), "Ada", "ada@example.org", new_id(), PartyKind.BRAND, Role.OWNER, new_id())
OTHER = Viewer(
    new_id(),
    "Bo",
    "bo@example.org",
    new_id(),
    PartyKind.CONSUMER,
    Role.ANALYST,
    new_id(),
    PartyStatus.SUSPENDED,
)


def test_nothing_of_a_viewer_can_leak_to_whoever_has_the_same_rights() -> None:
    for field in fields(Viewer):
        changed = replace(ONE, **{field.name: getattr(OTHER, field.name)})

        # Either it sets those apart who are told things, or what they are told cannot know it.
        apart = changed.impersonal != ONE.impersonal
        hidden = getattr(ONE.impersonal, field.name) == getattr(OTHER.impersonal, field.name)
        assert apart != hidden, field.name


def test_rights_are_the_partys_and_the_roles() -> None:
    colleague = replace(
        OTHER,
        party_id=ONE.party_id,
        party_kind=ONE.party_kind,
        party_status=ONE.party_status,
        role=ONE.role,
    )

    assert colleague.impersonal == ONE.impersonal
    for part in ("party_id", "party_kind", "party_status", "role"):
        other = replace(colleague, **{part: getattr(OTHER, part)})
        assert other.impersonal != ONE.impersonal, part
