"""Bearer tokens: signed, short-lived, naming the session whose end ends them."""

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from joserfc import jwt
from joserfc.errors import ExpiredTokenError, JoseError
from joserfc.jwk import OctKey

_ALGORITHM = "HS256"


class TokenRejected(Exception):
    """A bearer token that is not good, with a stable code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


class Signer:
    """Signs and reads access tokens with the hub's secret."""

    def __init__(self, secret: str) -> None:
        self._key = OctKey.import_key(secret)
        self._claims = jwt.JWTClaimsRegistry(
            exp={"essential": True}, sid={"essential": True}, leeway=0
        )

    def sign(self, session_id: UUID, expires_at: datetime) -> str:
        claims = {"sid": str(session_id), "exp": int(expires_at.timestamp())}
        return jwt.encode({"alg": _ALGORITHM}, claims, self._key)

    def read(self, token: str) -> UUID:
        """The session that a token names.

        Raises:
            TokenRejected: TOKEN_EXPIRED, or TOKEN_INVALID where it is not one of ours.
        """
        try:
            claims = jwt.decode(token, self._key, algorithms=[_ALGORITHM]).claims
            self._claims.validate(claims)
            return UUID(claims["sid"])
        except ExpiredTokenError:
            raise TokenRejected(
                "TOKEN_EXPIRED",
                "The access token has expired; refresh the session or sign in again.",
            ) from None
        except (JoseError, ValueError, TypeError, AttributeError, KeyError):
            raise TokenRejected(
                "TOKEN_INVALID", "The access token is not one of this hub; sign in to get one."
            ) from None


def new_refresh_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a refresh token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).digest()
