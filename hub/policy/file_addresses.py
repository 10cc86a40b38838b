"""Addresses of files: signed, good for a while, and for whoever has them.

Who may see the row that a file hangs on is told its address; the address itself needs no token, so
that a browser can show it as a picture.
"""

import base64
import binascii
from datetime import UTC, datetime, timedelta
from typing import Final
from urllib.parse import quote
from uuid import UUID

from hub.policy.tokens import Signer

_SHOWING: Final = b"supply-chain-hub/file/"
_SENDING: Final = b"supply-chain-hub/upload/"
_SIGNATURE_BYTES: Final = 16

# An address changes that often, so that browsers keep what they have, and is good for one more.
_TURN: Final = timedelta(hours=12)
SENDING_LIFETIME: Final = timedelta(hours=1)


class FileAddresses:
    """Makes addresses of the hub's own, and knows those that it made.

    They are relative to the address at which the hub is asked.
    """

    def __init__(self, signer: Signer) -> None:
        self._signer = signer

    def to_show(self, file_id: UUID, name: str, now: datetime) -> str:
        """Where what is shown of a file is had, under one of its names."""
        turn = int(_TURN.total_seconds())
        until = (int(now.timestamp()) // turn + 2) * turn
        return self._signed(_SHOWING, f"/files/{file_id}/{name}", until)

    def to_send(self, file_id: UUID, part: int, bytes_max: int, now: datetime) -> str:
        """Where a part of a file is put, of so many bytes at most."""
        until = int((now + SENDING_LIFETIME).timestamp())
        return self._signed(_SENDING, f"/uploads/{file_id}/{part}/{bytes_max}", until)

    def may_show(self, path: str, until: str, signature: str, now: datetime) -> datetime | None:
        """Until when the address that was asked for is good; None where it is not."""
        return self._good_until(_SHOWING, path, until, signature, now)

    def may_send(self, path: str, until: str, signature: str, now: datetime) -> datetime | None:
        return self._good_until(_SENDING, path, until, signature, now)

    def _signed(self, purpose: bytes, path: str, until: int) -> str:
        signature = self._signer.signature(purpose, f"{path} {until}".encode())[:_SIGNATURE_BYTES]
        return f"{path}?until={until}&signature={quote(_encoded(signature))}"

    def _good_until(
        self, purpose: bytes, path: str, until: str, signature: str, now: datetime
    ) -> datetime | None:
        try:
            given = base64.urlsafe_b64decode(f"{signature}==")
            ends = datetime.fromtimestamp(int(until), UTC)
        except (binascii.Error, ValueError, OverflowError, OSError):
            return None
        text = f"{path} {until}".encode()
        if len(given) != _SIGNATURE_BYTES or not self._signer.is_signature(given, purpose, text):
            return None
        return ends if now < ends else None


def _encoded(signature: bytes) -> str:
    return base64.urlsafe_b64encode(signature).decode().rstrip("=")
