"""Secrets that are stored and must be readable again: encrypted under a key that is not stored."""

import hashlib
import hmac
import secrets
from functools import cached_property
from typing import TYPE_CHECKING, Final
from uuid import UUID

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.ciphers.aead import AESGCM

_NONCE_BYTES: Final = 12


class DecryptionFailed(Exception):
    """What is stored was encrypted under another key, or for another row."""


class Cipher:
    """AES-256-GCM under a key made of the hub's secret, for rows: each text is of one row alone.

    `secret_before` is the one that a change of the secret replaced: its key still decrypts.
    """

    def __init__(self, secret: str, secret_before: str | None = None) -> None:
        self._secrets = [secret] if secret_before is None else [secret, secret_before]

    @cached_property
    def _keys(self) -> "list[AESGCM]":
        # It is large, and a hub without webhooks has no use for it.
        from cryptography.hazmat.primitives.ciphers.aead import AESGCM  # noqa: PLC0415

        return [
            AESGCM(hmac.digest(secret.encode(), b"stored secrets", hashlib.sha256))
            for secret in self._secrets
        ]

    def encrypt(self, text: str, row_id: UUID) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + self._keys[0].encrypt(nonce, text.encode(), row_id.bytes)

    def decrypt(self, stored: bytes, row_id: UUID) -> str:
        """The text that was encrypted for the row.

        Raises:
            DecryptionFailed: the hub's secret has changed twice since, or it is not of this row.
        """
        from cryptography.exceptions import InvalidTag  # noqa: PLC0415  as above

        nonce, encrypted = stored[:_NONCE_BYTES], stored[_NONCE_BYTES:]
        for key in self._keys:
            try:
                return key.decrypt(nonce, encrypted, row_id.bytes).decode()
            except InvalidTag:
                continue
        raise DecryptionFailed
