"""A token is good when this hub signed it and its time is not over, and no other is."""

import hmac
import json
from base64 import urlsafe_b64decode, urlsafe_b64encode
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest

from hub.policy.tokens import Signer, TokenRejected

SECRET = "a secret that is long enough for tests"


@pytest.fixture
def signer() -> Signer:
    return Signer(SECRET)


def encoded(part: bytes) -> bytes:
    return urlsafe_b64encode(part).rstrip(b"=")


def decoded(part: str) -> Any:
    return json.loads(urlsafe_b64decode(part + "=" * (-len(part) % 4)))


def made(header: object, claims: object, *, secret: str = SECRET, digest: str = "sha256") -> str:
    """A JSON Web Token as RFC 7515 says, signed with whatever secret."""
    signed = b".".join(encoded(json.dumps(part).encode()) for part in (header, claims))
    return b".".join([signed, encoded(hmac.digest(secret.encode(), signed, digest))]).decode()


def in_seconds(seconds: float) -> datetime:
    return datetime.now(UTC) + timedelta(seconds=seconds)


def code(signer: Signer, token: str) -> str:
    with pytest.raises(TokenRejected) as rejected:
        signer.read(token)
    return rejected.value.code


def test_a_token_names_its_session(signer: Signer) -> None:
    session_id = uuid4()

    assert signer.read(signer.sign(session_id, in_seconds(60))).session_id == session_id


def test_a_token_is_a_json_web_token_of_hs256(signer: Signer) -> None:
    session_id, until = UUID(int=7), in_seconds(60)

    token = signer.sign(session_id, until)

    header, claims, _ = token.split(".")
    assert decoded(header) == {"typ": "JWT", "alg": "HS256"}
    assert decoded(claims) == {"sid": str(session_id), "exp": int(until.timestamp())}
    signed = token.rpartition(".")[0].encode()
    assert token.encode() == signed + b"." + encoded(hmac.digest(SECRET.encode(), signed, "sha256"))
    # Any other library's is as good.
    assert signer.read(made({"alg": "HS256"}, decoded(claims))).session_id == session_id


def test_a_token_ends_with_its_time(signer: Signer) -> None:
    assert code(signer, signer.sign(uuid4(), in_seconds(0))) == "TOKEN_EXPIRED"
    assert code(signer, signer.sign(uuid4(), in_seconds(-60))) == "TOKEN_EXPIRED"


def test_a_token_that_another_secret_signed_is_not_ours(signer: Signer) -> None:
    expired, fresh = (Signer("another").sign(uuid4(), in_seconds(left)) for left in (-60, 60))

    assert code(signer, fresh) == "TOKEN_INVALID"
    assert code(signer, expired) == "TOKEN_INVALID"  # what it says of itself is nobody's word


def test_a_token_that_was_changed_is_not_ours(signer: Signer) -> None:
    token = signer.sign(uuid4(), in_seconds(60))
    header, claims, signature = token.split(".")
    longer = encoded(json.dumps(decoded(claims) | {"exp": 1 << 40}).encode()).decode()

    assert code(signer, f"{header}.{longer}.{signature}") == "TOKEN_INVALID"
    for at in range(len(token) - 1):  # a few bits of the last character mean nothing
        changed = token[:at] + ("A" if token[at] != "A" else "B") + token[at + 1 :]
        assert code(signer, changed) == "TOKEN_INVALID", at


def test_a_token_has_no_say_in_how_it_is_checked(signer: Signer) -> None:
    claims = {"sid": str(uuid4()), "exp": int(in_seconds(60).timestamp())}
    unsigned = made({"alg": "none"}, claims).rpartition(".")[0]

    assert code(signer, f"{unsigned}.") == "TOKEN_INVALID"
    assert code(signer, unsigned) == "TOKEN_INVALID"
    for digest, algorithm in (("sha1", "HS1"), ("sha384", "HS384"), ("sha512", "HS512")):
        token = made({"alg": algorithm}, claims, digest=digest)
        assert code(signer, token) == "TOKEN_INVALID"
    assert code(signer, made({"alg": "HS256"}, claims, secret="")) == "TOKEN_INVALID"


@pytest.mark.parametrize("token", ["", ".", "..", "...", "a.b.c", "a.b", "=.=.=", "é.é.é", "\0"])
def test_what_is_no_token_is_not_ours(signer: Signer, token: str) -> None:
    assert code(signer, token) == "TOKEN_INVALID"


SID = {"sid": str(UUID(int=7))}
EXP = {"exp": 1 << 40}


@pytest.mark.parametrize(
    "claims",
    [{}, SID, EXP, SID | {"exp": "never"}, SID | {"exp": None}, {"sid": "x"} | EXP,
     {"sid": 7} | EXP, {"sid": None} | EXP, [], "x", None],
)  # fmt: skip
def test_a_signed_token_without_a_session_and_an_end_is_not_ours(
    signer: Signer, claims: object
) -> None:
    assert code(signer, made({"alg": "HS256"}, claims)) == "TOKEN_INVALID"


def test_nothing_is_signed_with_an_empty_secret() -> None:
    with pytest.raises(ValueError, match="is empty"):
        Signer("")
