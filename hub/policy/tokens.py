"""Bearer tokens: signed, short-lived, naming the session whose end ends them."""

import hashlib
import secrets
from datetime import datetime
from time import time
from typing import Final, NamedTuple
from uuid import UUID

import itsdangerous
import orjson
from itsdangerous.encoding import base64_decode, base64_encode

# What they are: JSON Web Tokens of HS256. It is written and never read, so that no token has a say
# in how it is checked.
_HEADER: Final = base64_encode(b'{"typ":"JWT","alg":"HS256"}')


class TokenRejected(Exception):
    """A bearer token that is not good, with a stable code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def expired() -> TokenRejected:
    return TokenRejected(
        "TOKEN_EXPIRED", "The access token has expired; refresh the session or sign in again."
    )


class Claims(NamedTuple):
    """What a token says: whose session, and until when, in seconds since 1970."""

    session_id: UUID
    expires_at: float


class Signer:
    """Signs and reads access tokens with the hub's secret.

    Raises:
        ValueError: the secret is empty; anyone could sign with it.
    """

    def __init__(self, secret: str) -> None:
        if not secret:
            raise ValueError("The secret that signs access tokens is empty.")
        # The secret as it is and dots between: then a signature is the one that RFC 7515 says.
        self._signer = itsdangerous.Signer(
            secret, sep=".", key_derivation="none", digest_method=hashlib.sha256
        )

    def sign(self, session_id: UUID, expires_at: datetime) -> str:
        claims = {"sid": str(session_id), "exp": int(expires_at.timestamp())}
        return self._signer.sign(_HEADER + b"." + base64_encode(orjson.dumps(claims))).decode()

    def read(self, token: str) -> Claims:
        """What a good token says.

        Raises:
            TokenRejected: TOKEN_EXPIRED, or TOKEN_INVALID where it is not one of ours.
        """
        try:
            claims = orjson.loads(base64_decode(self._signer.unsign(token).split(b".")[1]))
            read = Claims(UUID(claims["sid"]), float(claims["exp"]))
        except (itsdangerous.BadData, ValueError, LookupError, TypeError, AttributeError):
            raise TokenRejected(
                "TOKEN_INVALID", "The access token is not one of this hub; sign in to get one."
            ) from None
        if read.expires_at <= time():
            raise expired()
        return read


def new_refresh_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a refresh token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).digest()
