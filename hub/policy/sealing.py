"""Secrets that are stored and must be readable again: encrypted under a key that is not stored."""

import hashlib
import hmac
import secrets
from typing import Final
from uuid import UUID

_NONCE_BYTES: Final = 12


class SealBroken(Exception):
    """What is stored was encrypted under another key, or for another row."""


class Seal:
    """AES-256-GCM under a key made of the hub's secret, for rows: each text is of one row alone."""

    def __init__(self, secret: str) -> None:
        # It is large, and a hub without webhooks has no use for it.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        self._cipher = AESGCM(hmac.digest(secret.encode(), b"stored secrets", hashlib.sha256))

    def closed(self, text: str, row_id: UUID) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._cipher.encrypt(nonce, text.encode(), row_id.bytes)

    def opened(self, stored: bytes, row_id: UUID) -> str:
        """
        Raises:
            SealBroken: the hub's secret is another one now, or it is not of this row.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  as above

        nonce, closed = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
        try:
            return self._cipher.decrypt(nonce, closed, row_id.bytes).decode()
        except InvalidTag:
            raise SealBroken from None
