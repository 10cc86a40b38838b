"""Reads and locks of parties, partnerships and locations."""

from collections.abc import Collection
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from sqlalchemy import ARRAY, Text, Uuid, and_, any_, bindparam, func, or_
from sqlalchemy import select as select_columns
from sqlalchemy.dialects.postgresql import insert
from sqlmodel import col, select
from sqlmodel.ext.asyncio.session import AsyncSession

from db.enums.parties import PartnershipStatus, PartyKind
from db.queries.searching import has_words
from db.scope import Scope, unscoped
from db.session import Database
from db.sql.declarations import (
    PARENT,
    Listing,
    Lookup,
    Ordering,
    Row,
    compiled,
    given,
    row_class,
    table_of,
)
from db.sql.locking import lock_row, lock_rows
from db.tables.parties import Location, Partnership, Party

_parties = table_of(Party)
_partnerships = table_of(Partnership)
_locations = table_of(Location)

PARTY_BY_ID: Final = Lookup(Party)
PARTNERSHIP_BY_ID: Final = Lookup(Partnership)
LOCATION_BY_ID: Final = Lookup(Location)
# With some of the parties that it is upstream of.
PARTNERSHIPS_BY_UPSTREAM: Final = Lookup(
    Partnership,
    key="upstream_id",
    filters={
        "downstream_ids": _partnerships.c.downstream_id
        == any_(given("downstream_ids", ARRAY(Uuid())))
    },
)
LOCATIONS_BY_PARTY: Final = Lookup(Location, key="party_id", order_by=("code",))

_BY_NAME: Final = {"NAME": Ordering(("name_key", "id"))}
_PARTY_FILTERS: Final = {
    "kind": _parties.c.kind == any_(given("kind", ARRAY(Text()))),
    "country": _parties.c.country == any_(given("country", ARRAY(Text()))),
    "status": _parties.c.status == any_(given("status", ARRAY(Text()))),
    "search": has_words(_parties.c.search),
}

PARTIES: Final = Listing(Party, orderings=_BY_NAME, filters=_PARTY_FILTERS)


def _partners(of: Any, other: Any, kind: PartyKind) -> Listing[Party]:
    """The parties of a kind that stand on the other side of their parent's partnerships."""
    return Listing(
        Party,
        orderings=_BY_NAME,
        filters=_PARTY_FILTERS,
        parents={"partner": and_(of == PARENT, _parties.c.kind == kind)},
        source=_partnerships.join(_parties, _parties.c.id == other),
    )


_up, _down = _partnerships.c.upstream_id, _partnerships.c.downstream_id
UPSTREAM_SUPPLIERS: Final = _partners(_down, _up, PartyKind.SUPPLIER)
UPSTREAM_BRANDS: Final = _partners(_down, _up, PartyKind.BRAND)
UPSTREAM_RETAILERS: Final = _partners(_down, _up, PartyKind.RETAILER)
DOWNSTREAM_BRANDS: Final = _partners(_up, _down, PartyKind.BRAND)
DOWNSTREAM_RETAILERS: Final = _partners(_up, _down, PartyKind.RETAILER)
DOWNSTREAM_CONSUMERS: Final = _partners(_up, _down, PartyKind.CONSUMER)

PARTNERSHIPS: Final = Listing(
    Partnership,
    orderings={"NEWEST": Ordering(("since", "id"), descending=True)},
    filters={"status": _partnerships.c.status == any_(given("status", ARRAY(Text())))},
    parents={"party": (_up == PARENT) | (_down == PARENT)},
)


_CALLED: Final = compiled(
    select_columns(_parties.c.id, _parties.c.kind, _parties.c.name)
    .where(
        or_(
            _parties.c.id == bindparam("party_id", type_=Uuid()),
            func.lower(_parties.c.name) == func.lower(bindparam("name", type_=Text())),
        )
    )
    .order_by(_parties.c.id)
)


async def parties_called(database: Database, name: str, party_id: UUID | None) -> list[Row]:
    """The parties with the name, whatever its case, or the id; for an operator, who sees all."""
    values = {"party_id": party_id, "name": name}
    rows: list[Row] = await database.pool.fetch(
        _CALLED.text, *_CALLED.arguments(values), record_class=row_class("parties")
    )
    return rows


async def party(session: AsyncSession, id: UUID, *, scope: Scope[Party]) -> Party | None:
    statement = select(Party).where(col(Party.id) == id, scope.predicate)
    return (await session.exec(statement, params=dict(scope.values))).first()


@unscoped("the viewer's own, or for the operator, who sees all")
async def lock_party(session: AsyncSession, id: UUID) -> Party | None:
    """The party, held until the transaction ends."""
    return await lock_row(session, Party, col(Party.id) == id)


@unscoped("for whoever is at the command line")
async def operator(session: AsyncSession) -> Party | None:
    """The party that runs the hub; the first one, should there be several."""
    statement = select(Party).where(col(Party.kind) == PartyKind.OPERATOR)
    return (await session.exec(statement.order_by(col(Party.id)).limit(1))).first()


@unscoped("who knows the id was told it")
async def party_to_ask(session: AsyncSession, id: UUID) -> Party | None:
    """A party whose id somebody knows who wants to trade with it."""
    return await session.get(Party, id)


async def lock_partnership_by_id(
    session: AsyncSession, id: UUID, *, scope: Scope[Partnership]
) -> Partnership | None:
    return await lock_row(session, Partnership, col(Partnership.id) == id, scope=scope)


@unscoped("one side of it is the viewer")
async def lock_partnership(
    session: AsyncSession, upstream_id: UUID, downstream_id: UUID
) -> Partnership | None:
    """The partnership between two parties, held until the transaction ends."""
    return await lock_row(
        session,
        Partnership,
        col(Partnership.upstream_id) == upstream_id,
        col(Partnership.downstream_id) == downstream_id,
    )


@unscoped("one side of it is the viewer")
async def lock_partnerships(
    session: AsyncSession, upstream_ids: Collection[UUID], downstream_id: UUID
) -> dict[UUID, Partnership]:
    """A party's partnerships with some it buys from, by these, held until the transaction ends."""
    found = await lock_rows(
        session,
        Partnership,
        col(Partnership.upstream_id).in_(upstream_ids),
        col(Partnership.downstream_id) == downstream_id,
    )
    return {one.upstream_id: one for one in found}


@unscoped("one side of it is the viewer")
async def open_partnership(
    session: AsyncSession, upstream_id: UUID, downstream_id: UUID, currency: str, now: datetime
) -> None:
    """See that two parties are partners; one that is there already stays as it is."""
    partnership = Partnership(
        upstream_id=upstream_id,
        downstream_id=downstream_id,
        status=PartnershipStatus.ACTIVE,
        currency=currency,
        since=now,
    )
    statement = insert(_partnerships).values(partnership.model_dump())
    await session.exec(statement.on_conflict_do_nothing())


@unscoped("where goods of a locked order go or come from")
async def first_location(session: AsyncSession, party_id: UUID) -> Location | None:
    """Where a party's goods go and come from unless something else is said."""
    statement = (
        select(Location)
        .where(col(Location.party_id) == party_id)
        .order_by(col(Location.code))
        .limit(1)
    )
    return (await session.exec(statement)).first()


@unscoped("takes the viewer's party")
async def own_location(session: AsyncSession, id: UUID, party_id: UUID) -> Location | None:
    statement = select(Location).where(col(Location.id) == id, col(Location.party_id) == party_id)
    return (await session.exec(statement)).first()


@unscoped("takes the viewer's party")
async def partners_of(session: AsyncSession, party_id: UUID) -> dict[UUID, PartnershipStatus]:
    """All partners of a party, up and down the chain, and how they stand with it."""
    statement = select(Partnership).where(
        or_(col(Partnership.upstream_id) == party_id, col(Partnership.downstream_id) == party_id)
    )
    return {
        one.downstream_id if one.upstream_id == party_id else one.upstream_id: one.status
        for one in await session.exec(statement)
    }
