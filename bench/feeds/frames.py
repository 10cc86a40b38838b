"""As much of WebSockets as a client needs that has to cost less than the server it measures.

Frames to the server are masked with zeros, which leaves their bytes as they are.
"""

from typing import Final, NamedTuple

TEXT: Final = 1
BINARY: Final = 2
CLOSE: Final = 8
PING: Final = 9
PONG: Final = 10

_FINAL: Final = 0x80
_MASKED: Final = 0x80
_NO_MASK: Final = bytes(4)
_KEY: Final = "AAAAAAAAAAAAAAAAAAAAAA=="


class Frame(NamedTuple):
    """A whole message of the server's, and where in the buffer the next one begins."""

    opcode: int
    payload: bytes
    end: int


def handshake(port: int, path: str, protocol: str) -> bytes:
    return (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\n"
        f"Connection: Upgrade\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: {_KEY}\r\n"
        f"Sec-WebSocket-Protocol: {protocol}\r\n\r\n"
    ).encode()


def framed(opcode: int, payload: bytes) -> bytes:
    """The frame that a client sends."""
    head, size = bytes([_FINAL | opcode]), len(payload)
    if size < 126:
        length = bytes([_MASKED | size])
    elif size < 1 << 16:
        length = bytes([_MASKED | 126]) + size.to_bytes(2)
    else:
        length = bytes([_MASKED | 127]) + size.to_bytes(8)
    return head + length + _NO_MASK + payload


def frame_at(buffer: bytes, start: int) -> Frame | None:
    """The server's frame that begins there, or None while it is not all there.

    Raises:
        ValueError: a message in several frames, which neither server sends.
    """
    if len(buffer) < start + 2:
        return None
    first, size, at = buffer[start], buffer[start + 1], start + 2
    if size == 126:
        size, at = int.from_bytes(buffer[at : at + 2]), at + 2
    elif size == 127:
        size, at = int.from_bytes(buffer[at : at + 8]), at + 8
    if len(buffer) < at + size:
        return None
    if not first & _FINAL:
        raise ValueError("A message came in several frames.")
    return Frame(first & 0x0F, buffer[at : at + size], at + size)
