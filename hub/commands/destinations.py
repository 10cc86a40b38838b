"""Where the goods of an order go."""

from dataclasses import dataclass
from uuid import UUID

from db.enums.parties import PartyKind
from db.queries import addresses, parties
from db.tables.addresses import PostalColumns
from hub.context import Request
from hub.domain.addresses import PostalAddress, check_address
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.policy.addresses import addresses_of
from hub.policy.viewer import Viewer


@dataclass(frozen=True)
class Destination:
    """Where goods go: to a location of the buyer's, to an address it keeps, or to another."""

    location_id: UUID | None = None
    address_id: UUID | None = None
    address: PostalAddress | None = None


async def find_destination(
    request: Request, viewer: Viewer, destination: Destination
) -> tuple[UUID | None, PostalAddress | None]:
    """Where the goods go: a location of the buyer's or an address; a consumer's may be neither.

    Raises:
        NotFound: the location or the address is not to be seen.
        Refused: INVALID_INPUT, more than one is said, or an address is none; NO_LOCATION, none is
            said and the buyer has none.
    """
    session = request.session
    location_id, address_id = destination.location_id, destination.address_id
    address = destination.address
    said = {"deliverToId": location_id, "addressId": address_id, "address": address}
    given = [name for name, value in said.items() if value is not None]
    if len(given) > 1:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The goods go to one place; {' and '.join(given)} were given.",
            (given[1],),
        )
    if address is not None:
        check_address(address, "address")
        return None, address
    if address_id is not None:
        kept = await addresses.address(session, address_id, scope=addresses_of(viewer))
        if kept is None:
            raise NotFound("address", ("addressId",))
        return None, postal_address(kept)
    if location_id is not None:
        location = await parties.own_location(session, location_id, viewer.party_id)
        if location is None:
            raise NotFound("location", ("deliverToId",))
        return location.id, None
    if viewer.party_kind is PartyKind.CONSUMER:
        newest = await addresses.newest_address(session, viewer.party_id)
        return None, None if newest is None else postal_address(newest)
    location = await parties.first_location(session, viewer.party_id)
    if location is None:
        raise Refused(
            ErrorCode.NO_LOCATION, "Add a location first, where the goods can be delivered."
        )
    return location.id, None


def postal_address(kept: PostalColumns) -> PostalAddress:
    """What a stored address says."""
    return PostalAddress(
        recipient=kept.recipient,
        lines=kept.lines,
        city=kept.city,
        country=kept.country,
        phone=kept.phone,
        region=kept.region,
        postcode=kept.postcode,
    )
