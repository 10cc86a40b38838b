"""How much more a promotion made its users buy."""

from decimal import Decimal

import pytest

from hub.domain.promotions import uplift


@pytest.mark.parametrize(
    ("users", "users_before", "others", "others_before", "expected"),
    [
        (300, 200, 110, 100, Decimal("0.3636")),
        (100, 200, 100, 100, Decimal("-0.5000")),
        (300, 200, 0, 100, Decimal("0.5000")),
        (300, 200, 100, 0, Decimal("0.5000")),
        (300, 0, 110, 100, None),
    ],
)
def test_growth_is_told_beyond_that_of_others(
    users: int, users_before: int, others: int, others_before: int, expected: Decimal | None
) -> None:
    assert uplift(users, users_before, others, others_before) == expected
