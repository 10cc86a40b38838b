"""Global ids have one form, and tell their type."""

from uuid import UUID

import asyncpg.pgproto.pgproto
import pytest
from hypothesis import given
from hypothesis import strategies as st

from hub.execution.errors import RequestError
from hub.execution.ids import global_id, key_of, split_id

KEY = UUID("0199d7a8-5b1e-7c3a-9d60-3f1c2b4a5d6e")


@given(st.from_regex(r"[A-Z][A-Za-z]{0,30}", fullmatch=True), st.uuids())
def test_an_id_leads_back_to_what_it_was_made_of(typename: str, key: UUID) -> None:
    assert split_id(global_id(typename, key)) == (typename, key)
    assert key_of(global_id(typename, key), "Other", typename) == key


def test_an_id_is_readable() -> None:
    assert global_id("Order", KEY) == f"Order:{KEY}"


def test_ids_that_the_driver_read_are_the_same() -> None:
    read = asyncpg.pgproto.pgproto.UUID(str(KEY))

    assert global_id("Order", read) == global_id("Order", KEY)


JUNK = [
    "",
    ":",
    "Order",
    "Order:",
    "Order:1",
    f"{KEY}",
    f"Order:{KEY} ",
    f"Order: {KEY}",
    f"Order:{KEY}\n",
    f"Order:{str(KEY).upper()}",
    f"Order:{{{KEY}}}",
    f"Order:urn:uuid:{KEY}",
    f"Order:{KEY.hex}",
    f"Order:{KEY.hex}    ",
    f"Order:-{KEY.hex}---",
    f"Order:{str(KEY).replace('5b1e', '5_1e')}",
    f"Order:{str(KEY).replace('0', '٠')}",
    "Order:" + "x" * 36,
    "Order:" + "0" * 100_000,
    "\x00",
    "订单:1",
]


@pytest.mark.parametrize("junk", JUNK, ids=range(len(JUNK)))
def test_what_is_no_id_is_refused(junk: str) -> None:
    with pytest.raises(RequestError) as refused:
        split_id(junk)

    assert refused.value.extensions == {"code": "BAD_ID"}
    assert len(refused.value.message) < 300


@given(st.text(max_size=60) | st.uuids().map("Order {}".format))
def test_any_other_text_is_refused(text: str) -> None:
    with pytest.raises(RequestError):
        split_id(text)


def test_an_id_of_another_type_is_refused() -> None:
    with pytest.raises(RequestError, match=r"is the id of a Party, not of a Sku or Product"):
        key_of(f"Party:{KEY}", "Sku", "Product")
