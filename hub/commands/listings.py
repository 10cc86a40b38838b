"""A product on its way: its owner submits, publishes and withdraws it, a reviewer looks at it.

What changes a product keeps a version of it: `change_listing` and `record_step`.
"""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Snapshot:
    """What a locked product says at a time, by paths, and which checks it does not meet."""

    described: Described
    said: Mapping[str, str]
    unmet: Sequence[ListingCheck]


async def take_snapshots(request: Request, products: Sequence[Product]) -> dict[UUID, Snapshot]:
    """What locked products say, as the transaction has it, by their ids."""
    today = request.now.date()
    return {
        described.product.id: Snapshot(
            described, content_of(described), unmet_checks(described, today)
        )
        for described in await _read_described(request, products)
    }


async def _read_described(request: Request, products: Sequence[Product]) -> list[Described]:
    session, ids = request.session, [product.id for product in products]
    codes = await queries.category_codes(
        session, {one.category_id for one in products if one.category_id is not None}
    )
    details = await queries.details_of(session, products)
    media = await queries.media_of(session, ids)
    documents = await queries.documents_of(session, ids)
    skus = await queries.skus_of(session, ids)
    return [
        Described(
            product=one,
            category=None if one.category_id is None else codes[one.category_id],
            details=details.get(one.id),
            media=media[one.id],
            documents=documents[one.id],
            skus=skus[one.id],
        )
        for one in products
    ]


@asynccontextmanager
async def change_listing(request: Request, product: Product) -> AsyncIterator[Described]:
    """Change what a locked product says, within the block; what was said before is kept.

    What changes nothing makes no version. What is published stays as complete as it is.

    Raises:
        Refused: WRONG_STATUS, it waits to be reviewed; INCOMPLETE, it would lack what it has.
    """
    next_listing_status(product.status, ListingAction.CHANGE)
    before = await _snapshot(request, product)
    yield before.described
    await request.session.flush()
    await record_difference(request, product, before, await _snapshot(request, product))


async def record_difference(
    request: Request, product: Product, before: Snapshot, after: Snapshot
) -> list[Change]:
    """Keep what a locked product says now as a version, where that is anything else than before.

    Raises:
        Refused: WRONG_STATUS, it waits to be reviewed; INCOMPLETE, it lacks what it had while it
            is published.
    """
    status = next_listing_status(product.status, ListingAction.CHANGE)
    changes = compare(before.said, after.said)
    if not changes:
        return []
    if status is ListingStatus.PUBLISHED:
        require_complete([one for one in after.unmet if one not in before.unmet])
        product.changed_since_review = True
        # Whoever makes a review needed does not review it.
        assert request.viewer is not None
        product.submitted_by_id = request.viewer.account_id
    await record_step(request, product, ListingAction.CHANGE, status, changes=changes)
    return changes


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


async def record_creation(
    request: Request, product: Product, said: Snapshot | None = None
) -> list[Change]:
    """Keep the first version of a product that was just stored with all that is said of it."""
    said = said or await _snapshot(request, product)
    changes = compare({}, said.said)
    await record_step(request, product, ListingAction.CREATE, product.status, changes=changes)
    return changes


async def _snapshot(request: Request, product: Product) -> Snapshot:
    return (await take_snapshots(request, [product]))[product.id]


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
    require_complete((await _snapshot(request, product)).unmet)
