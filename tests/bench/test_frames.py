"""WebSocket frames as the benchmark's client writes and reads them, beside a library's."""

import pytest
from websockets.frames import Opcode
from websockets.server import ServerProtocol

from bench.feeds.frames import TEXT, frame_at, framed, handshake

SIZES = [0, 1, 125, 126, 65_535, 65_536]


def opened() -> ServerProtocol:
    """A server that has been greeted by the client's handshake."""
    server = ServerProtocol(subprotocols=["graphql-transport-ws"])  # type: ignore[list-item]
    server.receive_data(handshake(80, "/graphql", "graphql-transport-ws"))
    [request] = server.events_received()
    server.send_response(server.accept(request))  # type: ignore[arg-type]
    assert b"".join(server.data_to_send()).startswith(b"HTTP/1.1 101")
    return server


@pytest.mark.parametrize("size", SIZES)
def test_a_server_reads_what_the_client_writes(size: int) -> None:
    server = opened()

    server.receive_data(framed(TEXT, b"x" * size))

    [frame] = server.events_received()
    assert (frame.opcode, frame.data) == (Opcode.TEXT, b"x" * size)  # type: ignore[union-attr]


@pytest.mark.parametrize("size", SIZES)
def test_the_client_reads_what_a_server_writes_once_it_is_all_there(size: int) -> None:
    server = opened()
    server.send_text(b"x" * size)
    server.send_text(b"next")
    buffer = b"".join(server.data_to_send())

    frame = frame_at(buffer, 0)

    assert frame is not None
    assert (frame.opcode, frame.payload) == (TEXT, b"x" * size)
    after = frame_at(buffer, frame.end)
    assert after is not None
    assert (after.payload, after.end) == (b"next", len(buffer))
    assert all(
        frame_at(buffer[:cut], 0) is None
        for cut in {0, 1, 2, 3, 9, frame.end - 1}
        if cut < frame.end
    )


def test_a_message_in_parts_is_refused() -> None:
    with pytest.raises(ValueError, match="several frames"):
        frame_at(bytes([TEXT, 0]), 0)
