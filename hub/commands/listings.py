"""A product on its way: its owner submits, publishes and withdraws it, a reviewer looks at it.

What changes a product keeps a version of it: `change_listing` and `record_step`.
"""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from uuid import UUID

from db.enums.catalogue import ListingAction, ListingCheck, ListingStatus
from db.enums.parties import PartyKind
from db.queries import listings as queries
from db.tables.catalogue import Product
from db.tables.listings import ProductChange, ProductVersion
from db.types import new_id
from hub.context import Request
from hub.domain.errors import ErrorCode, NotFound, Refused
from hub.domain.listings import (
    Change,
    Described,
    check_awaits_review,
    check_decline,
    check_version,
    compare,
    content_of,
    next_listing_status,
    require_complete,
    unmet_checks,
)
from hub.policy.listings import (
    listings_seen_by,
    products_of,
    require_describer,
    require_reviewer,
)
from hub.policy.viewer import Viewer


async def submit_product(
    request: Request, product_id: UUID, *, if_version: int | None = None, note: str | None = None
) -> UUID:
    """Ask to have a product of the viewer's party reviewed; until then nobody changes it.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INCOMPLETE, for each
            check that is not met.
    """
    product, viewer = await lock_own_product(request, product_id, if_version)
    status = next_listing_status(product.status, ListingAction.SUBMIT)
    await _require_complete(request, product)
    product.submitted_by_id = viewer.account_id
    product.reason, product.faults = None, []
    await record_step(request, product, ListingAction.SUBMIT, status, note=note)
    return product.id


async def approve_product(
    request: Request,
    product_id: UUID,
    *,
    if_version: int | None = None,
    note: str | None = None,
    publish: bool = True,
) -> UUID:
    """Let a product into the catalogue, and publish it with that unless its owner is to.

    Raises:
        NotFound: there is no such product that the viewer reviews.
        Refused: UNAUTHENTICATED; FORBIDDEN, the viewer does not review, or has submitted it;
            VERSION_CHANGED; WRONG_STATUS; INCOMPLETE.
    """
    product = await _lock_to_review(request, product_id, if_version)
    status = next_listing_status(product.status, ListingAction.APPROVE)
    check_awaits_review(product.status, changed_since_review=product.changed_since_review)
    await _require_complete(request, product)
    product.reason, product.faults = None, []
    product.changed_since_review = False
    await record_step(request, product, ListingAction.APPROVE, status, note=note)
    if status is ListingStatus.APPROVED and publish:
        await _publish(request, product)
    return product.id


async def decline_product(
    request: Request,
    product_id: UUID,
    reason: str,
    *,
    if_version: int | None = None,
    faults: Sequence[ListingCheck] = (),
) -> UUID:
    """Give a product back to its owner, and say why and which checks it does not meet.

    Raises:
        NotFound: there is no such product that the viewer reviews.
        Refused: UNAUTHENTICATED; FORBIDDEN, the viewer does not review, or has submitted it;
            VERSION_CHANGED; WRONG_STATUS; INVALID_INPUT, the reason or a check is not fit.
    """
    product = await _lock_to_review(request, product_id, if_version)
    status = next_listing_status(product.status, ListingAction.DECLINE)
    check_decline(product.trade, reason, faults)
    product.reason, product.faults = reason, [*dict.fromkeys(faults)]
    product.changed_since_review = False
    await record_step(
        request, product, ListingAction.DECLINE, status, note=reason, faults=product.faults
    )
    return product.id


async def publish_product(
    request: Request, product_id: UUID, *, if_version: int | None = None
) -> UUID:
    """Have a product of the viewer's party enter the catalogue: approved, or withdrawn unchanged.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS; INCOMPLETE, a document
            is not valid any more.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    await _publish(request, product)
    return product.id


async def withdraw_product(
    request: Request, product_id: UUID, *, if_version: int | None = None, reason: str | None = None
) -> UUID:
    """Take a product of the viewer's party out of the catalogue, or back from its review.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED; WRONG_STATUS.
    """
    product, _ = await lock_own_product(request, product_id, if_version)
    status = next_listing_status(product.status, ListingAction.WITHDRAW)
    product.changed_since_review = False
    await record_step(request, product, ListingAction.WITHDRAW, status, note=reason)
    return product.id


async def lock_own_product(
    request: Request, product_id: UUID, if_version: int | None
) -> tuple[Product, Viewer]:
    """A product of the viewer's party, held until the transaction ends.

    Raises:
        NotFound: the viewer's party describes no such product.
        Refused: UNAUTHENTICATED or FORBIDDEN; VERSION_CHANGED, it is not as its reader knows it.
    """
    viewer = require_describer(request.viewer)
    scope = products_of(viewer)
    product = await queries.lock_product(request.session, product_id, scope=scope)
    if product is None:
        raise NotFound("product", ("productId",))
    check_version(product.version, if_version)
    return product, viewer


async def read_described(request: Request, product: Product) -> Described:
    """A locked product with all that is said of it, as the transaction has it."""
    session = request.session
    return Described(
        product=product,
        category=await queries.category_code(session, product.category_id),
        details=await queries.details_of(session, product),
        media=await queries.media_of(session, product.id),
        documents=await queries.documents_of(session, product.id),
        skus=await queries.skus_of(session, product.id),
    )


@asynccontextmanager
async def change_listing(request: Request, product: Product) -> AsyncIterator[None]:
    """Change what a locked product says, within the block; what was said before is kept.

    What changes nothing makes no version. What is published stays as complete as it is.

    Raises:
        Refused: WRONG_STATUS, it waits to be reviewed; INCOMPLETE, it would lack what it has.
    """
    status = next_listing_status(product.status, ListingAction.CHANGE)
    today = request.now.date()
    before = await read_described(request, product)
    said, lacked = content_of(before), unmet_checks(before, today)
    yield
    await request.session.flush()
    after = await read_described(request, product)
    changes = compare(said, content_of(after))
    if not changes:
        return
    if status is ListingStatus.PUBLISHED:
        require_complete([one for one in unmet_checks(after, today) if one not in lacked])
        product.changed_since_review = True
        # Whoever makes a review needed does not review it.
        assert request.viewer is not None
        product.submitted_by_id = request.viewer.account_id
    await record_step(request, product, ListingAction.CHANGE, status, changes=changes)


async def record_step(
    request: Request,
    product: Product,
    action: ListingAction,
    status: ListingStatus,
    *,
    note: str | None = None,
    faults: Sequence[str] = (),
    changes: Sequence[Change] = (),
) -> None:
    """Have a locked product stand there, and keep who did that, when, and what it says now."""
    viewer = request.viewer
    assert viewer is not None
    if action is not ListingAction.CREATE:
        product.version += 1
    product.status = status
    version = ProductVersion(
        id=new_id(),
        product_id=product.id,
        owner_id=product.owner_id,
        version=product.version,
        action=action,
        status=status,
        actor_id=viewer.party_id,
        account_id=viewer.account_id,
        note=note,
        faults=[*faults],
        at=request.now,
    )
    request.session.add(version)
    await request.session.flush()
    request.session.add_all(
        ProductChange(version_id=version.id, **vars(change)) for change in changes
    )


async def record_creation(request: Request, product: Product) -> None:
    """Keep the first version of a product that was just stored with all that is said of it."""
    changes = compare({}, content_of(await read_described(request, product)))
    await record_step(request, product, ListingAction.CREATE, product.status, changes=changes)


async def _lock_to_review(request: Request, product_id: UUID, if_version: int | None) -> Product:
    owners_review = request.hub.policy.owners_review
    viewer = require_reviewer(request.viewer, owners_review=owners_review)
    scope = listings_seen_by(viewer)
    product = await queries.lock_product(request.session, product_id, scope=scope)
    if product is None:
        raise NotFound("product", ("productId",))
    check_version(product.version, if_version)
    if viewer.party_kind is not PartyKind.OPERATOR and (
        product.submitted_by_id == viewer.account_id
    ):
        raise Refused(
            ErrorCode.FORBIDDEN, "Somebody else reviews what you have submitted.", ("productId",)
        )
    return product


async def _publish(request: Request, product: Product) -> None:
    status = next_listing_status(product.status, ListingAction.PUBLISH)
    await _require_complete(request, product)
    product.published_at = product.published_at or request.now
    await record_step(request, product, ListingAction.PUBLISH, status)


async def _require_complete(request: Request, product: Product) -> None:
    require_complete(unmet_checks(await read_described(request, product), request.now.date()))
