"""What is declared of a read is held against its table."""

import pytest

from db.queries.catalogue import PRODUCT_BY_ID, SKUS_BY_PRODUCT
from db.queries.orders import LINES_BY_ORDER, ORDER_BY_ID
from hub.loaders.rows import one
from hub.policy.orders import order_lines_seen_by


def test_a_key_is_of_one_row_where_nothing_but_it_is_unique() -> None:
    assert ORDER_BY_ID.is_of_one
    assert PRODUCT_BY_ID.is_of_one
    # These are unique with their positions and codes alone.
    assert not LINES_BY_ORDER.is_of_one
    assert not SKUS_BY_PRODUCT.is_of_one


def test_one_row_is_not_looked_for_by_a_key_of_several() -> None:
    with pytest.raises(ValueError, match="order_id of OrderLine is not unique"):
        one(LINES_BY_ORDER, order_lines_seen_by)
