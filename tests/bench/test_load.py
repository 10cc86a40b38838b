"""Load: the same request over and over, and every answer looked at."""

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from bench.load import NUMBER, Job, LoadFailed, body_of, loaded


class _Endpoint(BaseHTTPRequestHandler):
    """Echoes the body; `/counts` answers otherwise each time, `/fails` with 500."""

    protocol_version = "HTTP/1.1"
    seen: list[bytes]

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"]))
        self.seen.append(body)
        answer = b"%d" % len(self.seen) if self.path == "/counts" else body
        self.send_response(500 if self.path == "/fails" else 200)
        self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer)

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def port() -> Iterator[int]:
    _Endpoint.seen = []
    with ThreadingHTTPServer(("127.0.0.1", 0), _Endpoint) as server:
        Thread(target=server.serve_forever, args=(0.01,)).start()
        yield server.server_port
        server.shutdown()


def test_every_request_is_answered_and_counted(port: int) -> None:
    outcome = loaded(Job(port, "/", "body", connections=4, seconds=0.1))

    assert outcome.count == len(_Endpoint.seen) >= 4
    assert outcome.answer == "body"
    assert all(0 < wait < outcome.seconds for wait in outcome.waits)


def test_no_more_is_asked_than_may_be(port: int) -> None:
    assert loaded(Job(port, "/", "body", seconds=5, requests_max=3)).count == 3


def test_a_request_with_a_number_is_another_one_each_time(port: int) -> None:
    loaded(Job(port, "/", f"{{{NUMBER}}}", requests_max=3))

    assert _Endpoint.seen == [b"{n00000001}", b"{n00000002}", b"{n00000003}"]


@pytest.mark.parametrize(
    ("path", "told"), [("/counts", "not the first one again"), ("/fails", "500")]
)
def test_an_answer_that_is_wrong_ends_it(port: int, path: str, told: str) -> None:
    with pytest.raises(LoadFailed, match=told):
        loaded(Job(port, path, "body", seconds=5))


@pytest.mark.parametrize(
    "answer",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nabcde",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n3\r\ncde\r\n0\r\n\r\n",
    ],
)
def test_a_body_is_whole_or_not_there(answer: bytes) -> None:
    buffer = bytearray(answer) + bytes(100)

    assert all(body_of(buffer, filled) is None for filled in range(len(answer)))
    assert body_of(buffer, len(answer)) == b"abcde"
