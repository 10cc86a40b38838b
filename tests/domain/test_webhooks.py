"""Where webhooks may go, how their life goes on, and when a failed delivery is tried again."""

import itertools
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.enums.webhooks import WebhookStatus
from hub.domain.errors import ErrorCode, Refused
from hub.domain.webhooks import (
    PERSISTENCE,
    TRANSITIONS,
    WebhookAction,
    checked_address,
    is_public,
    next_attempt,
    next_status,
)

NOW = datetime(2026, 11, 2, 9, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("status", "action"), list(itertools.product(WebhookStatus, WebhookAction))
)
def test_an_action_leads_where_the_table_says_and_is_refused_where_it_says_nothing(
    status: WebhookStatus, action: WebhookAction
) -> None:
    if (status, action) in TRANSITIONS:
        assert next_status(status, action) is TRANSITIONS[status, action]
        return

    with pytest.raises(Refused) as refused:
        next_status(status, action)

    assert refused.value.code is ErrorCode.WRONG_STATUS


def test_a_refusal_reads_as_a_sentence() -> None:
    with pytest.raises(Refused) as refused:
        next_status(WebhookStatus.ACTIVE, WebhookAction.RESUME)

    assert refused.value.message == (
        "The webhook is ACTIVE and cannot be resumed; only one that is PAUSED or FAILING can."
    )


def tries(chance: float) -> list[datetime]:
    """When an event is tried that always fails at once."""
    made = [NOW]
    while again := next_attempt(NOW, len(made), made[-1], chance=chance):
        made.append(again)
    return made


@given(st.floats(0, 1))
def test_an_event_is_tried_for_three_days_less_and_less_often(chance: float) -> None:
    made = tries(chance)
    pauses = [later - earlier for earlier, later in itertools.pairwise(made)]

    assert made[-1] == NOW + PERSISTENCE
    assert 20 <= len(made) <= 30
    assert timedelta(seconds=4.5) <= pauses[0] <= timedelta(seconds=5.5)
    assert max(pauses) <= timedelta(hours=6.6)
    assert pauses[:12] == sorted(pauses[:12])


def test_receivers_that_failed_together_are_not_tried_together() -> None:
    assert tries(0)[1] < tries(0.5)[1] < tries(1)[1]


def test_any_number_of_failures_has_a_next_attempt() -> None:
    assert next_attempt(NOW, 10**9, NOW, chance=0.5) == NOW + timedelta(hours=6)


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.0.0.1", "172.16.3.4", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "0.0.0.0", "224.0.0.1", "255.255.255.255", "::", "::1", "fe80::1", "fc00::1", "ff02::1",
        "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:7f00:1::",
        "2002:a9fe:a9fe::1", "2001:0:4136:e378:8000:63bf:f5ff:fffe", "fec0::1",
        "192.0.0.192", "168.63.129.16", "100.100.100.200", "198.18.0.1", "240.0.0.1", "192.88.99.1",
        "203.0.113.9", "2001:db8::1", "3fff::1", "5f00::1", "2001:2::1", "fd00:ec2::254", "100::1",
        "64:ff9b:1::a00:1", "::127.0.0.1", "::ffff:0:127.0.0.1",
    ],
)  # fmt: skip
def test_an_address_of_somebody_s_own_network_is_not_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["8.8.8.8", "2606:4700::1111", "::ffff:8.8.8.8"])
def test_an_address_of_the_internet_is_public(address: str) -> None:
    assert is_public(address)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("http://shop.example/hook", "must start with https://"),
        ("ftp://shop.example", "must start with https://"),
        ("/hook", "must start with https://"),
        ("https:///hook", "names no host"),
        ("https://ada:secret@shop.example", "holds a user or a password"),
        ("https://shop.example/#hook", "has a fragment"),
        ("https://shop.example:99999", "is none"),
        ("https://[::1", "is none"),
        ("https://shop.example/a b", "must be percent-encoded"),
        ("https://shop.example/\r\nx", "must be percent-encoded"),
        ("https://shöp.example", "must be percent-encoded"),
        ("https://127.0.0.1/", "is not public"),
        ("https://[::1]:8443/", "is not public"),
    ],
)
def test_an_unfit_address_is_refused(address: str, reason: str) -> None:
    with pytest.raises(Refused, match=reason) as refused:
        checked_address(address, private=False)

    assert (refused.value.code, refused.value.field) == (ErrorCode.INVALID_INPUT, ("address",))


def test_a_fit_address_is_left_as_it_is() -> None:
    for address in ("https://shop.example/hook?of=hub", "https://8.8.8.8:8443/"):
        assert checked_address(address, private=False) == address
    assert checked_address("HTTPS://shop.example/A", private=False) == "https://shop.example/A"
    assert checked_address("http://127.0.0.1:8080/", private=True) == "http://127.0.0.1:8080/"
