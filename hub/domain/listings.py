"""The life of a product: described, submitted, reviewed, published, withdrawn; and its versions."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import chain
from typing import Any, Final

from db.enums.catalogue import (
    DocumentKind,
    ListingAction,
    ListingCheck,
    ListingStatus,
    MediaKind,
    Trade,
)
from db.types import TRANSLATIONS_SUFFIX
from hub.domain.annexes import annex_entries, is_prohibited
from hub.domain.errors import ErrorCode, Faults, Refused

_S, _A = ListingStatus, ListingAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[ListingStatus, ListingAction], ListingStatus]] = {
    (_S.DRAFT, _A.CHANGE): _S.DRAFT,
    (_S.DRAFT, _A.SUBMIT): _S.IN_REVIEW,
    (_S.IN_REVIEW, _A.APPROVE): _S.APPROVED,
    (_S.IN_REVIEW, _A.DECLINE): _S.DECLINED,
    (_S.IN_REVIEW, _A.WITHDRAW): _S.DRAFT,
    # Why it was declined stands until it is submitted again.
    (_S.DECLINED, _A.CHANGE): _S.DECLINED,
    (_S.DECLINED, _A.SUBMIT): _S.IN_REVIEW,
    # What is changed before it was ever shown is not what was approved.
    (_S.APPROVED, _A.CHANGE): _S.DRAFT,
    (_S.APPROVED, _A.PUBLISH): _S.PUBLISHED,
    (_S.APPROVED, _A.WITHDRAW): _S.DRAFT,
    # It stays in the catalogue while somebody looks at what was changed.
    (_S.PUBLISHED, _A.CHANGE): _S.PUBLISHED,
    (_S.PUBLISHED, _A.APPROVE): _S.PUBLISHED,
    (_S.PUBLISHED, _A.DECLINE): _S.DECLINED,
    (_S.PUBLISHED, _A.WITHDRAW): _S.WITHDRAWN,
    (_S.WITHDRAWN, _A.CHANGE): _S.DRAFT,
    (_S.WITHDRAWN, _A.PUBLISH): _S.PUBLISHED,
}

# What a reviewer takes; all else is its owner's.
OF_REVIEWER: Final = frozenset({_A.APPROVE, _A.DECLINE})

_DONE: Final[Mapping[ListingAction, str]] = {
    _A.CREATE: "created",
    _A.CHANGE: "changed",
    _A.SUBMIT: "submitted",
    _A.APPROVE: "approved",
    _A.DECLINE: "declined",
    _A.PUBLISH: "published",
    _A.WITHDRAW: "withdrawn",
}

# By trade, what a reviewer looks for; nothing enters the catalogue without it.
CHECKS: Final[Mapping[Trade, tuple[ListingCheck, ...]]] = {
    trade: (
        ListingCheck.NAME,
        ListingCheck.PICTURE,
        ListingCheck.CATEGORY,
        ListingCheck.SKU,
        *of_trade,
    )
    for trade, of_trade in {
        Trade.COSMETICS: (ListingCheck.INGREDIENTS, ListingCheck.ANNEXES, ListingCheck.FILING),
        Trade.JEWELLERY: (ListingCheck.CERTIFICATE,),
        Trade.GENERAL: (),
    }.items()
}

_NUMBER_OF: Final[Mapping[ListingCheck, tuple[str, DocumentKind]]] = {
    ListingCheck.FILING: ("filing_number", DocumentKind.FILING),
    ListingCheck.CERTIFICATE: ("certificate_number", DocumentKind.CERTIFICATE),
}


@dataclass(frozen=True)
class Described:
    """A product with all that is said of it: rows of `db.tables.catalogue`, or what reads like
    them. `details` are None for what has none by its trade."""

    product: Any
    category: str | None
    details: Any
    media: Sequence[Any]
    documents: Sequence[Any]
    skus: Sequence[Any]


@dataclass(frozen=True)
class Change:
    """What a version says in other words; None is what was or is not there."""

    field: str
    before: str | None
    after: str | None


def next_listing_status(status: ListingStatus, action: ListingAction) -> ListingStatus:
    """Where the action leads a product.

    Raises:
        Refused: WRONG_STATUS, the action does not apply to a product of this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        starts = " or ".join(before for before, taken in TRANSITIONS if taken is action)
        only = f"only {starts} ones can" if starts else "it exists already"
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The product is {status} and cannot be {_DONE[action]}; {only}.",
            ("productId",),
        )
    return found


def check_awaits_review(status: ListingStatus, *, changed_since_review: bool) -> None:
    """See that there is something to approve.

    Raises:
        Refused: WRONG_STATUS, the product is published as it was approved.
    """
    if not awaits_approval(status, changed_since_review=changed_since_review):
        raise Refused(
            ErrorCode.WRONG_STATUS,
            "The product is PUBLISHED as it was approved; nothing of it was changed since.",
            ("productId",),
        )


def awaits_approval(status: ListingStatus, *, changed_since_review: bool) -> bool:
    """Whether a product that can be approved has anything that was not approved yet."""
    return status is not ListingStatus.PUBLISHED or changed_since_review


def check_version(version: int, if_version: int | None) -> None:
    """See that a product is as its reader knows it.

    Raises:
        Refused: VERSION_CHANGED, it is not.
    """
    if if_version is not None and if_version != version:
        raise Refused(
            ErrorCode.VERSION_CHANGED,
            f"The product is in version {version} now, and you have seen {if_version}; read it"
            " again and make your change to what it says now.",
            ("ifVersion",),
        )


def unmet_checks(described: Described, today: date) -> list[ListingCheck]:
    """What a reviewer would look for in vain, in the order of the list."""
    product, details = described.product, described.details
    ingredients = getattr(details, "ingredients", ())
    is_met = {
        ListingCheck.NAME: bool(product.name and product.description),
        ListingCheck.PICTURE: any(one.kind == MediaKind.IMAGE for one in described.media),
        ListingCheck.CATEGORY: product.category_id is not None,
        ListingCheck.SKU: bool(described.skus),
        ListingCheck.INGREDIENTS: bool(ingredients),
        ListingCheck.ANNEXES: bool(ingredients)
        and not any(map(is_prohibited, annex_entries(ingredients))),
    }
    for check, (number, kind) in _NUMBER_OF.items():
        is_valid = any(
            one.kind == kind and (one.valid_until is None or one.valid_until >= today)
            for one in described.documents
        )
        is_met[check] = bool(getattr(details, number, None)) and is_valid
    return [check for check in CHECKS[Trade(product.trade)] if not is_met[check]]


def require_complete(unmet: Sequence[ListingCheck]) -> None:
    """
    Raises:
        Refused: INCOMPLETE, for each check that is not met.
    """
    faults = Faults()
    faults.found += [
        Refused(
            ErrorCode.INCOMPLETE,
            f"{check} is not met ({check.description[0].lower()}{check.description[1:-1]});"
            " add what is missing.",
            ("productId",),
        )
        for check in unmet
    ]
    faults.raise_all()


def check_decline(trade: Trade, reason: str, found: Sequence[ListingCheck]) -> None:
    """See that a product is declined for what its owner can mend.

    Raises:
        Refused: INVALID_INPUT, the reason is blank, or a check is not one of the product's trade.
    """
    faults = Faults()
    if not reason.strip():
        faults.found.append(
            Refused(ErrorCode.INVALID_INPUT, "Say what its owner is to mend.", ("reason",))
        )
    if set(found) - set(CHECKS[trade]):
        of_trade = ", ".join(CHECKS[trade])
        faults.found.append(
            Refused(
                ErrorCode.INVALID_INPUT,
                f"Of {trade} products these are checked: {of_trade}.",
                ("faults",),
            )
        )
    faults.raise_all()


def content_of(described: Described) -> dict[str, str]:
    """All that is said of a product, by paths; what is not said is not there."""
    product = described.product
    said: Iterator[tuple[str, Any]] = chain(
        _texts(product, "", "name", "description"),
        (("category", described.category), ("visibility", product.visibility)),
        _details(described.details),
        *(
            chain(
                ((f"media.{place}", f"{one.kind} {one.file_id}"),),
                _texts(one, f"media.{place}.", "alt"),
            )
            for place, one in enumerate(described.media, start=1)
        ),
        *(
            chain(
                ((f"documents.{place}", f"{one.kind} {one.file_id}"),),
                _texts(one, f"documents.{place}.", "title"),
                _plain(one, f"documents.{place}.", "issued_on", "valid_until"),
            )
            for place, one in enumerate(described.documents, start=1)
        ),
        *(
            chain(
                _texts(one, f"skus.{one.code}.", "name"),
                _plain(one, f"skus.{one.code}.", "unit", "gtin"),
            )
            for one in described.skus
        ),
    )
    return {path: _text(value) for path, value in said if value not in (None, "")}


def _text(value: Any) -> str:
    # However many places it was given or is kept with.
    return f"{value.normalize():f}" if isinstance(value, Decimal) else str(value)


_DETAIL_TEXTS: Final = ("story", "series", "usage", "style", "material", "craft", "gem")
_DETAIL_WORDS: Final = ("ingredients", "efficacy")
_DETAIL_VALUES: Final = ("shelf_life_months", "filing_number", "gem_carats", "certificate_number")


def _details(details: Any) -> Iterator[tuple[str, Any]]:
    if details is None:
        return
    has = [name for name in _DETAIL_TEXTS if hasattr(details, name)]
    yield from _texts(details, "details.", *has)
    for name in _DETAIL_WORDS:
        yield f"details.{name}", ", ".join(getattr(details, name, ()))
    yield from _plain(details, "details.", *_DETAIL_VALUES)


def _texts(row: Any, path: str, *names: str) -> Iterator[tuple[str, Any]]:
    for name in names:
        yield f"{path}{name}", getattr(row, name)
        for tag, said in getattr(row, name + TRANSLATIONS_SUFFIX).items():
            yield f"{path}{name}.{tag}", said


def _plain(row: Any, path: str, *names: str) -> Iterator[tuple[str, Any]]:
    for name in names:
        yield f"{path}{name}", getattr(row, name, None)


def compare(before: Mapping[str, str], after: Mapping[str, str]) -> list[Change]:
    """What is said in other words, added and left out, by its path."""
    return [
        Change(path, before.get(path), after.get(path))
        for path in sorted(before.keys() | after.keys())
        if before.get(path) != after.get(path)
    ]


def apply_changes(content: Mapping[str, str], changes: Sequence[Change]) -> dict[str, str]:
    """What a product says after some changes.

    >>> apply_changes({"name": "Balm"}, [Change("name", "Balm", None), Change("gem", None, "Jade")])
    {'gem': 'Jade'}
    """
    said = {**content, **{one.field: one.after for one in changes}}
    return {path: text for path, text in said.items() if text is not None}
