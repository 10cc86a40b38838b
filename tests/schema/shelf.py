"""Rows of every table that has lists, for walks along them."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from itertools import product
from typing import Final, NamedTuple
from uuid import UUID

from sqlmodel import SQLModel

from db.enums.accounts import Role
from db.enums.alerts import AlertKind
from db.enums.events import EventKind
from db.enums.offers import Audience
from db.enums.orders import OrderKind
from db.enums.parties import LocationKind, PartnershipStatus, PartyKind
from db.enums.stock import MovementKind
from db.tables.accounts import Account, Invitation
from db.tables.alerts import Alert
from db.tables.catalogue import Category, Product, Sku
from db.tables.jobs import Job
from db.tables.offers import Offer
from db.tables.orders import Order
from db.tables.parties import Location, Partnership, Party
from db.tables.stock import StockItem, StockMovement
from db.tables.webhooks import Webhook, WebhookDelivery
from db.types import new_id
from hub.context import Hub
from tests.conftest import NOW

ROWS: Final = 7


class Shelf(NamedTuple):
    """Rows of every table that has lists, many of them alike in what they are sorted by."""

    hub: Hub
    parents: Mapping[type[SQLModel], Mapping[str, UUID]]


async def filled(hub: Hub) -> Shelf:
    """`ROWS` rows of every list, whole and under each parent; pairs of them look the same."""
    rows: list[SQLModel] = []
    twins = [number // 2 for number in range(ROWS)]
    instants = [NOW + timedelta(microseconds=number) for number in twins]

    centre = Party(kind=PartyKind.BRAND, name="Centre", created_at=NOW)
    around = [
        Party(kind=kind, name=f"Party {twin}", created_at=NOW)
        for kind, twin in product(PartyKind, twins)
    ]
    rows += [centre, *around]
    for number, party in enumerate(around):
        for upstream, downstream in ((centre, party), (party, centre)):
            rows.append(
                Partnership(
                    upstream_id=upstream.id,
                    downstream_id=downstream.id,
                    status=PartnershipStatus.ACTIVE,
                    currency="EUR",
                    since=instants[number % ROWS],
                )
            )
    categories = [Category(code=f"C{number}", name="Shelf") for number in range(ROWS)]
    products = [
        Product(
            owner_id=centre.id,
            category_id=categories[0].id,
            name=f"Product {twin}",
            created_at=instant,
        )
        for twin, instant in zip(twins, instants, strict=True)
    ]
    # Codes are unique with their owner.
    skus = [
        Sku(
            product_id=products[number].id,
            owner_id=owner.id,
            code=f"S{number}",
            name="The one size",
        )
        for number, owner in product(range(ROWS), (centre, around[0]))
    ]
    rows += [*categories, *products, *skus]
    rows += [
        Offer(
            seller_id=centre.id,
            sku_id=skus[0].id,
            audience=Audience.PARTNERS,
            currency="EUR",
            price_minor=twin,
            valid_from=instant,
        )
        for twin, instant in zip(twins, instants, strict=True)
    ]
    locations = [
        Location(party_id=centre.id, kind=LocationKind.SHOP, code=f"L{number}", name="Shop")
        for number in range(ROWS)
    ]
    items = [
        StockItem(
            party_id=centre.id,
            location_id=location.id,
            sku_id=sku.id,
            on_hand=twin,
            updated_at=instant,
        )
        for location, sku, twin, instant in (
            *zip(locations, [skus[0]] * ROWS, twins, instants, strict=True),
            *zip([locations[0]] * (ROWS - 1), skus[1:ROWS], twins, instants, strict=False),
        )
    ]
    rows += [*locations, *items]
    rows += [
        StockMovement(
            stock_item_id=items[0].id,
            party_id=centre.id,
            location_id=locations[0].id,
            sku_id=skus[0].id,
            kind=MovementKind.ADJUSTED,
            version=number,
            on_hand=0,
            reserved=0,
            incoming=0,
            occurred_at=NOW,
        )
        for number in range(1, ROWS + 1)
    ]
    rows += [
        Order(
            number=f"O{number}",
            kind=OrderKind.WHOLESALE,
            buyer_id=around[0].id,
            seller_id=centre.id,
            currency="EUR",
            total_minor=twins[number],
            created_at=instants[number],
        )
        for number in range(ROWS)
    ]
    rows += [
        Alert(
            party_id=centre.id,
            kind=AlertKind.SHORT_STOCK,
            subject_id=new_id(),
            raised_at=instants[number],
        )
        for number in range(ROWS)
    ]
    account = Account(email="ada@example.org", name="Ada", password_hash="", created_at=NOW)
    hooks = [webhook(centre.id, account.id, instant) for instant in instants]
    rows += [account, *hooks, *(delivery(hooks[0].id, instant) for instant in instants)]
    rows += [
        Job(name="count", party_id=centre.id, queued_at=instant, due_at=instant)
        for instant in instants
    ]
    rows += [
        Invitation(
            party_id=centre.id,
            email=f"{number}@example.org",
            role=Role.BUYER,
            created_at=instants[number],
            expires_at=NOW,
        )
        for number in range(ROWS)
    ]
    async with hub.database.session() as session:
        for row in rows:
            session.add(row)
            await session.flush()
        await session.commit()
    return Shelf(
        hub,
        {
            Party: {"partner": centre.id},
            Partnership: {"party": centre.id},
            Product: {"owner": centre.id, "category": categories[0].id},
            Offer: {"sku": skus[0].id, "seller": centre.id},
            StockItem: {
                "party": centre.id,
                "sku": skus[0].id,
                "location": locations[0].id,
            },
            StockMovement: {"item": items[0].id},
            Order: {"party": centre.id},
            WebhookDelivery: {"webhook": hooks[0].id},
            Invitation: {"party": centre.id},
        },
    )


def webhook(party_id: UUID, account_id: UUID, created_at: datetime) -> Webhook:
    return Webhook(
        party_id=party_id,
        account_id=account_id,
        address="https://example.org",
        kinds=[EventKind.ORDER],
        created_at=created_at,
        secret=b"",
        position=0,
    )


def delivery(webhook_id: UUID, tried_at: datetime, *, delivered: bool = True) -> WebhookDelivery:
    return WebhookDelivery(
        webhook_id=webhook_id,
        attempt=1,
        tried_at=tried_at,
        milliseconds=1,
        delivered=delivered,
    )
