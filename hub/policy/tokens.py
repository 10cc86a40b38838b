"""Bearer tokens: signed, short-lived, naming the session whose end ends them."""

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from time import time
from typing import Final, NamedTuple
from uuid import UUID

from itsdangerous import BadData, URLSafeSerializer

# What the tokens are for, and whose they are. It is part of the key that signs them, so nothing
# else that is signed with the hub's secret passes for an access token.
_PURPOSE: Final = "supply-chain-hub/access-token"
_REFRESH: Final = b"supply-chain-hub/refresh-token/"


class TokenRejected(Exception):
    """A bearer token that is not good, with a stable code and a sentence."""

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code
        self.message = message


def token_expired() -> TokenRejected:
    return TokenRejected(
        "TOKEN_EXPIRED", "The access token has expired; refresh the session or sign in again."
    )


class Claims(NamedTuple):
    """What a token says: whose session, and until when, in seconds since 1970."""

    session_id: UUID
    expires_at: float


class Signer:
    """Signs what the hub hands out and gets back, with its secret: access tokens and cursors.

    `secret_before` is the one that a change of the secret replaced: it still reads what it signed,
    and signs nothing.

    Raises:
        ValueError: a secret is empty; anyone could sign with it.
    """

    def __init__(self, secret: str, secret_before: str | None = None) -> None:
        secrets_by_age = [secret] if secret_before is None else [secret_before, secret]
        if not all(secrets_by_age):
            raise ValueError("A secret that signs access tokens is empty.")
        self._keys = [key.encode() for key in reversed(secrets_by_age)]
        self._serializer = URLSafeSerializer(
            secrets_by_age,
            salt=_PURPOSE,
            signer_kwargs={"key_derivation": "hmac", "digest_method": hashlib.sha256},
        )

    def sign(self, session_id: UUID, expires_at: datetime) -> str:
        return self._serializer.dumps([str(session_id), int(expires_at.timestamp())])

    def next_refresh_token(self, token: str) -> str:
        """The refresh token that a spent one is exchanged for: the same whenever it is asked."""
        signature = self.signature(_REFRESH, token.encode())
        return base64.urlsafe_b64encode(signature).decode().rstrip("=")

    def read(self, token: str) -> Claims:
        """What a good token says.

        Raises:
            TokenRejected: TOKEN_EXPIRED, or TOKEN_INVALID where it is not one of ours.
        """
        try:
            session_id, expires_at = self._serializer.loads(token)
        except BadData:
            raise TokenRejected(
                "TOKEN_INVALID", "The access token is not one of this hub; sign in to get one."
            ) from None
        if expires_at <= time():
            raise token_expired()
        return Claims(UUID(session_id), expires_at)

    def signature(self, purpose: bytes, text: bytes) -> bytes:
        """32 bytes that only this hub can make of the text, for this purpose."""
        return self._signature(self._keys[0], purpose, text)

    def is_signature(self, signature: bytes, purpose: bytes, text: bytes) -> bool:
        """Whether the bytes begin the text's signature, by this secret or the one before.

        How many bytes suffice is for the caller to check.
        """
        return any(
            hmac.compare_digest(signature, self._signature(key, purpose, text)[: len(signature)])
            for key in self._keys
        )

    def _signature(self, key: bytes, purpose: bytes, text: bytes) -> bytes:
        return hmac.digest(key, purpose + text, hashlib.sha256)


def new_refresh_token() -> str:
    return secrets.token_urlsafe(32)


def token_hash(token: str) -> bytes:
    """What is stored of a refresh token: enough to know it again, not enough to use it."""
    return hashlib.sha256(token.encode()).digest()
