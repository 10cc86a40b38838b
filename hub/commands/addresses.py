"""A party keeps the addresses that it has goods sent to."""

from uuid import UUID

from db.queries import addresses as queries
from db.tables.addresses import Address
from db.types import new_id
from hub.context import Request
from hub.domain.addresses import PostalAddress, check_address
from hub.domain.errors import NotFound
from hub.policy.addresses import addresses_of
from hub.policy.permissions import Permission, require_permission


async def add_address(request: Request, address: PostalAddress) -> UUID:
    """Keep an address for orders to come.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT, a part is blank or no country.
    """
    viewer = require_permission(request.viewer, Permission.BUY)
    check_address(address, "address")
    kept = Address(id=new_id(), party_id=viewer.party_id, created_at=request.now, **address.columns)
    request.session.add(kept)
    return kept.id


async def change_address(request: Request, address_id: UUID, address: PostalAddress) -> UUID:
    """Say anew what an address is; orders that were placed keep what was said then.

    Raises:
        NotFound: it is not the viewer's, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT, a part is blank or no country.
    """
    kept = await _lock_own(request, address_id)
    check_address(address, "address")
    for name, value in address.columns.items():
        setattr(kept, name, value)
    return kept.id


async def remove_address(request: Request, address_id: UUID) -> bool:
    """Forget an address; orders that were placed keep it.

    Returns:
        True.

    Raises:
        NotFound: it is not the viewer's, or there is none.
        Refused: UNAUTHENTICATED or FORBIDDEN.
    """
    await request.session.delete(await _lock_own(request, address_id))
    return True


async def _lock_own(request: Request, address_id: UUID) -> Address:
    viewer = require_permission(request.viewer, Permission.BUY)
    kept = await queries.lock_address(request.session, address_id, scope=addresses_of(viewer))
    if kept is None:
        raise NotFound("address", ("addressId",))
    return kept
