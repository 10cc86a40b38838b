"""Parties join the hub, are admitted, and become partners."""

import itertools
from functools import partial
from typing import Any, Final

import pytest

from db.enums.accounts import Role
from db.enums.parties import PartnershipStatus, PartyKind, PartyStatus
from db.queries.accounts import member_of_session
from db.tables.parties import Partnership, Party
from hub.commands import parties, partnerships
from hub.commands.orders import place_order
from hub.commands.partnerships import Terms
from hub.commands.placing import WantedLine
from hub.domain.errors import ErrorCode
from hub.domain.parties import TRANSITIONS, PartyAction
from hub.policy.viewer import Viewer
from tests.world import Trader, World

PASSWORD: Final = "correct horse battery"
TERMS: Final = Terms("EUR", payment_days=30, credit_limit_minor=500_000)

DECISIONS: Final = {
    PartyAction.ADMIT: parties.admit_party,
    PartyAction.DECLINE: parties.decline_party,
    PartyAction.SUSPEND: parties.suspend_party,
}


def signing_up(kind: PartyKind, email: str = "grace@example.org") -> Any:
    return partial(
        parties.sign_up,
        email=email,
        password=PASSWORD,
        name="Grace",
        kind=kind,
        party_name="Rose & Co",
        country="FR",
    )


async def signed_up(world: World, kind: PartyKind, email: str = "grace@example.org") -> Viewer:
    grant: Any = await world.done(None, signing_up(kind, email))
    row = await member_of_session(world.hub.database, grant.session_id, now=world.hub.clock())
    return Viewer.of(row)


@pytest.fixture
async def operator(world: World) -> Trader:
    return await world.trader(PartyKind.OPERATOR)


async def test_who_signs_up_owns_a_party_that_waits_where_the_operator_wants_it(
    world: World,
) -> None:
    retailer = await signed_up(world, PartyKind.RETAILER)
    consumer = await signed_up(world, PartyKind.CONSUMER, "ada@example.org")

    assert (retailer.role, retailer.party_status) == (Role.OWNER, PartyStatus.APPLIED)
    assert (consumer.role, consumer.party_status) == (Role.OWNER, PartyStatus.ADMITTED)
    assert (await world.fresh(Party, retailer.party_id)).name == "Rose & Co"
    assert (await world.fresh(Party, consumer.party_id)).name == "Grace"


async def test_an_email_has_one_account_and_nobody_signs_up_as_the_operator(world: World) -> None:
    await signed_up(world, PartyKind.CONSUMER)

    taken = await world.refusal(None, signing_up(PartyKind.BRAND, "Grace@Example.org"))
    operator = await world.refusal(None, signing_up(PartyKind.OPERATOR, "new@example.org"))

    assert taken.code is ErrorCode.EMAIL_TAKEN
    assert operator.code is ErrorCode.INVALID_INPUT


async def test_a_party_trades_from_its_admission_on_and_not_while_it_is_suspended(
    world: World, operator: Trader
) -> None:
    viewer = await signed_up(world, PartyKind.RETAILER)
    asking = partial(
        partnerships.request_partnership, partner_id=world.brand.id, terms=TERMS, message=None
    )
    admitting = partial(parties.admit_party, party_id=viewer.party_id, reason="Papers seen")

    assert (await world.refusal(viewer, asking)).code is ErrorCode.NOT_ADMITTED
    await world.done(operator, admitting)
    admitted = await world.fresh(Party, viewer.party_id)
    assert (admitted.status, admitted.status_reason) == (PartyStatus.ADMITTED, "Papers seen")

    await world.done(operator, partial(parties.suspend_party, party_id=world.brand.id))
    ordering = partial(place_order, seller_id=world.brand.id, lines=[WantedLine(world.sku.id, 1)])
    assert (await world.refusal(world.retailer, ordering)).code is ErrorCode.NOT_ADMITTED


@pytest.mark.parametrize(("status", "action"), list(itertools.product(PartyStatus, PartyAction)))
async def test_the_operator_alone_decides_along_the_table(
    world: World, operator: Trader, status: PartyStatus, action: PartyAction
) -> None:
    party = Party(kind=PartyKind.BRAND, name="Bloom", status=status, created_at=world.hub.clock())
    await world.add(party)
    deciding = partial(DECISIONS[action], party_id=party.id)

    assert (await world.refusal(world.brand, deciding)).code is ErrorCode.FORBIDDEN
    if (status, action) in TRANSITIONS:
        await world.done(operator, deciding)
        assert (await world.fresh(Party, party.id)).status is TRANSITIONS[status, action]
    else:
        assert (await world.refusal(operator, deciding)).code is ErrorCode.WRONG_STATUS


async def test_the_operator_takes_a_company_in_and_invites_its_owner(
    world: World, operator: Trader
) -> None:
    creating = partial(
        parties.create_party, name="Bloom", country="FR", owner_email="owner@bloom.example"
    )

    party_id = await world.done(operator, partial(creating, kind=PartyKind.BRAND))

    [invitation] = await world.hub.database.pool.fetch(
        "SELECT email, role FROM invitations WHERE party_id = $1", party_id
    )
    assert tuple(invitation) == ("owner@bloom.example", "OWNER")
    refusal = await world.refusal(world.brand, partial(creating, kind=PartyKind.BRAND))
    assert refusal.code is ErrorCode.FORBIDDEN


async def test_one_side_asks_for_a_partnership_and_the_other_approves_with_its_terms(
    world: World,
) -> None:
    shop = await world.trader(PartyKind.RETAILER)
    own = Terms("EUR", payment_days=14)
    id = await world.done(
        shop,
        partial(
            partnerships.request_partnership,
            partner_id=world.brand.id,
            terms=TERMS,
            message="We sell in Lyon.",
        ),
    )

    asked = await world.fresh(Partnership, id)
    assert (asked.upstream_id, asked.downstream_id) == (world.brand.id, shop.id)
    assert (asked.status, asked.message) == (PartnershipStatus.PROPOSED, "We sell in Lyon.")
    approving = partial(partnerships.approve_partnership, partnership_id=id, terms=own)
    assert (await world.refusal(shop, approving)).code is ErrorCode.FORBIDDEN
    assert (await world.refusal(world.retailer, approving)).code is ErrorCode.NOT_FOUND
    await world.done(world.brand, approving)

    approved = await world.fresh(Partnership, id)
    assert (approved.status, approved.payment_days) == (PartnershipStatus.ACTIVE, 14)
    assert approved.credit_limit_minor is None
    assert approved.version == 2


async def test_the_side_that_sells_changes_terms_and_who_suspends_resumes(world: World) -> None:
    [id] = [
        row["id"]
        for row in await world.hub.database.pool.fetch(
            "SELECT id FROM partnerships WHERE upstream_id = $1", world.brand.id
        )
    ]
    changing = partial(partnerships.change_partnership_terms, partnership_id=id, terms=TERMS)

    assert (await world.refusal(world.retailer, changing)).code is ErrorCode.FORBIDDEN
    await world.done(world.brand, changing)
    await world.done(world.retailer, partial(partnerships.suspend_partnership, partnership_id=id))
    resuming = partial(partnerships.resume_partnership, partnership_id=id)
    assert (await world.refusal(world.brand, resuming)).code is ErrorCode.FORBIDDEN
    await world.done(world.retailer, resuming)
    await world.done(world.brand, partial(partnerships.end_partnership, partnership_id=id))

    assert (await world.fresh(Partnership, id)).status is PartnershipStatus.ENDED
    again = partial(
        partnerships.request_partnership, partner_id=world.retailer.id, terms=TERMS, message=None
    )
    assert await world.done(world.brand, again) == id


async def test_what_a_stranger_is_nobody_learns_by_asking(world: World) -> None:
    hidden = await world.trader(PartyKind.BRAND)
    asking = partial(partnerships.request_partnership, terms=TERMS, message=None)

    rival = await world.refusal(world.brand, partial(asking, partner_id=hidden.id))
    known = await world.refusal(world.brand, partial(asking, partner_id=world.brand.id))

    assert rival.code is ErrorCode.NOT_FOUND
    assert known.code is ErrorCode.NO_TRADE
