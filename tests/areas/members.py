"""A party's people, who come with the parties of a scene, and those whom it has invited."""

from typing import Final

from db.enums.accounts import Role
from db.tables.accounts import Account, Invitation
from tests.areas import CHAIN, OTHERS, ROWS, Area, Shelf, Stage
from tests.conftest import NOW


def _scene(scene: Stage) -> None:
    scene.keep(
        "invitation of brand",
        Invitation(
            party_id=scene.id("brand"),
            email="grace@example.org",
            role=Role.BUYER,
            created_at=NOW,
            expires_at=NOW,
        ),
    )


def _shelf(shelf: Shelf) -> None:
    account = Account(email="ada@example.org", name="Ada", password_hash="", created_at=NOW)
    shelf.add(account, "account")
    for number in range(ROWS):
        shelf.add(
            Invitation(
                party_id=shelf.id("centre"),
                email=f"{number}@example.org",
                role=Role.BUYER,
                created_at=shelf.instants[number],
                expires_at=NOW,
            )
        )
    shelf.parents[Invitation] = {"party": shelf.id("centre")}


AREA: Final = Area(
    scene=_scene,
    # They are the party's own affair.
    seen_by={
        "invitation of brand": "brand",
        **{
            f"{what} of {party}": party
            for what in ("account", "membership")
            for party in f"{CHAIN} {OTHERS}".split()
        },
        "account of operator": "",
        "membership of operator": "",
    },
    shelf=_shelf,
)
