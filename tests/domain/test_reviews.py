"""The life of a review."""

import pytest

from db.enums.reviews import ReviewStatus
from hub.domain.errors import ErrorCode, Refused
from hub.domain.reviews import TRANSITIONS, ReviewAction, masked, next_review_status


@pytest.mark.parametrize("action", ReviewAction)
@pytest.mark.parametrize("status", ReviewStatus)
def test_a_step_leads_on_or_says_where_it_would(status: ReviewStatus, action: ReviewAction) -> None:
    if (status, action) in TRANSITIONS:
        assert next_review_status(status, action) is TRANSITIONS[status, action]
        return

    with pytest.raises(Refused, match=f"The review is {status} and cannot be") as refused:
        next_review_status(status, action)

    assert refused.value.code is ErrorCode.WRONG_STATUS


def test_a_name_is_masked_in_any_script() -> None:
    assert [masked(name) for name in (" Ada Lovelace", "王小明", "")] == ["A***", "王***", "***"]
