"""The life of a product, what a reviewer looks for, and versions."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.catalogue import (
    DocumentKind,
    ListingAction,
    ListingCheck,
    ListingStatus,
    MediaKind,
    Trade,
)
from hub.domain.errors import ErrorCode, Refused
from hub.domain.listings import (
    CHECKS,
    TRANSITIONS,
    Described,
    apply_changes,
    compare,
    next_listing_status,
    unmet_checks,
)

TODAY: Final = date(2026, 11, 2)
CONTENT: Final = st.dictionaries(st.sampled_from("abcde"), st.text(min_size=1, max_size=3))


@pytest.mark.parametrize("action", ListingAction)
@pytest.mark.parametrize("status", ListingStatus)
def test_a_step_leads_on_or_says_where_it_would(
    status: ListingStatus, action: ListingAction
) -> None:
    if (status, action) in TRANSITIONS:
        assert next_listing_status(status, action) is TRANSITIONS[status, action]
        return

    with pytest.raises(Refused, match=f"The product is {status} and cannot be") as refused:
        next_listing_status(status, action)

    assert refused.value.code is ErrorCode.WRONG_STATUS


def test_nothing_enters_the_catalogue_that_was_not_approved_as_it_is() -> None:
    """Every way from a change to PUBLISHED leads over APPROVE, but for what is published."""
    changed = {to for (_, action), to in TRANSITIONS.items() if action is ListingAction.CHANGE}
    reached = changed - {ListingStatus.PUBLISHED}
    while True:
        further = {
            to
            for (status, action), to in TRANSITIONS.items()
            if status in reached and action is not ListingAction.APPROVE
        }
        if further <= reached:
            break
        reached |= further

    assert ListingStatus.PUBLISHED not in reached
    assert ListingStatus.APPROVED not in reached


def described(trade: Trade, *, details: Any = None, documents: Any = ()) -> Described:
    product = SimpleNamespace(trade=trade, name="Balm", description="For lips.", category_id=1)
    return Described(
        product, None, details, [SimpleNamespace(kind=MediaKind.IMAGE)], documents, [object()]
    )


@pytest.mark.parametrize(
    ("trade", "kind", "number", "check"),
    [
        (Trade.COSMETICS, DocumentKind.FILING, "filing_number", ListingCheck.FILING),
        (
            Trade.JEWELLERY,
            DocumentKind.CERTIFICATE,
            "certificate_number",
            ListingCheck.CERTIFICATE,
        ),
    ],
)
def test_a_number_needs_a_paper_that_is_valid_today(
    trade: Trade, kind: DocumentKind, number: str, check: ListingCheck
) -> None:
    details = SimpleNamespace(ingredients=["Aqua"], **{number: "4711"})

    def unmet(valid_until: date | None, of: DocumentKind = kind) -> list[ListingCheck]:
        paper = SimpleNamespace(kind=of, valid_until=valid_until)
        return unmet_checks(described(trade, details=details, documents=[paper]), TODAY)

    assert unmet(TODAY) == unmet(None) == []
    assert unmet(TODAY - timedelta(days=1)) == [check]
    assert unmet(TODAY, DocumentKind.QC_REPORT) == [check]
    setattr(details, number, None)
    assert unmet(TODAY) == [check]


@pytest.mark.parametrize("trade", Trade)
def test_of_what_says_nothing_every_check_of_its_trade_is_unmet(trade: Trade) -> None:
    product = SimpleNamespace(trade=trade, name="Balm", description=None, category_id=None)

    assert unmet_checks(Described(product, None, None, (), (), ()), TODAY) == [*CHECKS[trade]]


@given(CONTENT, CONTENT)
def test_changes_lead_from_one_content_to_the_other(
    before: dict[str, str], after: dict[str, str]
) -> None:
    assert apply_changes(before, compare(before, after)) == after
