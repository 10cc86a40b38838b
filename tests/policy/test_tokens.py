"""A token is good when this hub signed it and its time is not over, and no other is."""

import hashlib
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from hypothesis import given
from hypothesis import strategies as st
from itsdangerous import URLSafeSerializer

from hub.policy.tokens import Signer, TokenRejected

SECRET = "a secret that is long enough for tests"
SIGNER = Signer(SECRET)


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def code(token: str, signer: Signer = SIGNER) -> str:
    with pytest.raises(TokenRejected) as rejected:
        signer.read(token)
    return rejected.value.code


def payload(token: str) -> Any:
    text = token.partition(".")[0]
    return json.loads(urlsafe_b64decode(text + "=" * (-len(text) % 4)))


def test_a_token_names_its_session_and_its_end_and_nothing_else() -> None:
    session_id, until = uuid4(), in_seconds(60)

    token = SIGNER.sign(session_id, until)

    assert SIGNER.read(token) == (session_id, int(until.timestamp()))
    assert payload(token) == [str(session_id), int(until.timestamp())]


def test_a_token_ends_with_its_time() -> None:
    assert code(SIGNER.sign(uuid4(), in_seconds(0))) == "TOKEN_EXPIRED"
    assert code(SIGNER.sign(uuid4(), in_seconds(-60))) == "TOKEN_EXPIRED"


def test_a_token_that_another_secret_signed_is_not_ours() -> None:
    expired, fresh = (Signer("another").sign(uuid4(), in_seconds(left)) for left in (-60, 60))

    assert code(fresh) == "TOKEN_INVALID"
    assert code(expired) == "TOKEN_INVALID"  # what it says of itself is nobody's word


def test_a_token_outlives_a_change_of_the_secret_until_the_next() -> None:
    session_id, until = uuid4(), in_seconds(60)
    before = SIGNER.sign(session_id, until)
    changed = Signer("the second secret", SECRET)

    assert changed.read(before).session_id == session_id
    assert changed.read(changed.sign(session_id, until)).session_id == session_id
    assert code(changed.sign(session_id, until), SIGNER) == "TOKEN_INVALID"
    assert code(before, Signer("the third secret", "the second secret")) == "TOKEN_INVALID"


def test_a_token_that_was_changed_is_not_ours() -> None:
    token = SIGNER.sign(uuid4(), in_seconds(60))
    said, signature = token.split(".")
    longer = urlsafe_b64encode(json.dumps([payload(token)[0], 1 << 40]).encode()).decode()

    assert code(f"{longer.rstrip('=')}.{signature}") == "TOKEN_INVALID"
    assert code(said) == code(f"{said}.") == "TOKEN_INVALID"
    for at in range(len(token) - 1):  # a few bits of the last character mean nothing
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert code(changed) == "TOKEN_INVALID", at


@pytest.mark.parametrize(
    ("salt", "key_derivation", "digest"),
    [
        ("supply-chain-hub/cursor", "hmac", hashlib.sha256),
        ("supply-chain-hub/access-token", "none", hashlib.sha256),
        ("supply-chain-hub/access-token", "hmac", hashlib.sha1),
        ("supply-chain-hub/access-token", "hmac", hashlib.sha512),
    ],
)
def test_a_text_signed_for_another_purpose_or_in_another_way_is_no_token(
    salt: str, key_derivation: str, digest: Any
) -> None:
    other = URLSafeSerializer(
        SECRET,
        salt=salt,
        signer_kwargs={"key_derivation": key_derivation, "digest_method": digest},
    )

    said = [str(UUID(int=7)), int(in_seconds(60).timestamp())]

    assert code(other.dumps(said)) == "TOKEN_INVALID"


@given(st.text() | st.from_regex(r"[A-Za-z0-9_-]*\.[A-Za-z0-9_-]*", fullmatch=True))
def test_any_other_text_is_no_token(text: str) -> None:
    assert code(text) == "TOKEN_INVALID"


@pytest.mark.parametrize("secrets", [("",), ("good", ""), ("", "good")])
def test_nothing_is_signed_or_read_with_an_empty_secret(secrets: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match="is empty"):
        Signer(*secrets)
