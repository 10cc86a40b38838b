"""A POST to an address that somebody else chose goes to the internet alone, and ends."""

import asyncio
import socket
import ssl
import subprocess
import sys
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpcore
import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hub.work.webhooks import posting
from hub.work.webhooks.messages import Answer
from hub.work.webhooks.posting import Poster
from tests.patience import PATIENCE_SECONDS
from tests.receivers import Receiver, receiving

HEADERS = {"content-type": "application/json"}
NOT_PUBLIC = "The name in the address is not known, or leads to a network that is not public."


@asynccontextmanager
async def poster(
    *, private: bool = True, seconds_max: float = PATIENCE_SECONDS
) -> AsyncIterator[Poster]:
    made = Poster(private=private, seconds_max=seconds_max)
    try:
        yield made
    finally:
        await made.close()


async def post(address: str, **options: Any) -> Answer:
    async with poster(**options) as made:
        return await made.post(address, HEADERS, b"{}")


@asynccontextmanager
async def saying(*parts: bytes, pause_seconds: float = 0) -> AsyncIterator[str]:
    """The address of a server that says this, whatever it is asked, and then nothing more."""
    over = asyncio.Event()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await reader.readuntil(b"{}")
            for part in parts:
                writer.write(part)
                await writer.drain()
                await asyncio.sleep(pause_seconds)
            await over.wait()
        except ConnectionError:
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    try:
        yield f"http://127.0.0.1:{server.sockets[0].getsockname()[1]}/"
    finally:
        over.set()
        server.close()


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "[::ffff:127.0.0.1]"])
async def test_nothing_is_sent_to_a_network_that_is_not_public(
    receiver: Receiver, host: str
) -> None:
    address = receiver.address.replace("127.0.0.1", host)

    answer = await post(address.replace("http:", "https:"), private=False)

    assert answer.error == NOT_PUBLIC
    assert answer.status_code is None
    assert receiver.messages == []
    if host != "[::ffff:127.0.0.1]":
        assert (await post(address)).status_code == 204


async def test_nothing_is_sent_in_the_clear_but_to_networks_of_ones_own(receiver: Receiver) -> None:
    answer = await post(receiver.address, private=False)

    assert answer.error == "Messages go over https alone."
    assert receiver.messages == []


async def test_nothing_is_sent_to_whoever_cannot_prove_the_name(
    receiver: Receiver, tmp_path: Path
) -> None:
    async with receiving(tls=self_signed(tmp_path)) as impostor:
        answer = await post(impostor.address)

    assert answer.error == "The receiver's certificate is not good."
    assert impostor.messages == []


def self_signed(folder: Path) -> ssl.SSLContext:
    """What a server of 127.0.0.1 has that nobody vouches for."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, now, now + timedelta(days=1))
    certificate = made.sign(key, hashes.SHA256())
    pem = folder / "server.pem"
    pem.write_bytes(
        key.private_bytes(
            serialization.Encoding.PEM,
            serialization.PrivateFormat.PKCS8,
            serialization.NoEncryption(),
        )
        + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    return context


async def test_a_redirect_is_not_followed(receiver: Receiver) -> None:
    receiver.answers = lambda _: 302

    answer = await post(receiver.address)

    assert answer.status_code == 302
    assert answer.error == "The receiver answered 302; redirects are not followed."
    assert len(receiver.messages) == 1


async def test_a_receiver_that_hangs_is_left_after_a_while(receiver: Receiver) -> None:
    receiver.answers = lambda _: None

    answer = await post(receiver.address, seconds_max=0.3)

    assert answer.error == "There was no answer within 0.3 seconds."
    assert answer.milliseconds >= 300


async def test_an_answer_that_trickles_in_is_not_waited_for() -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"
    async with saying(head, *[b"x"] * 100, pause_seconds=0.1) as address:
        answer = await post(address, seconds_max=0.4)

    assert answer.status_code is None
    assert answer.milliseconds < 10_000  # which all of it would take


async def test_an_endless_answer_is_cut_off() -> None:
    head = b"HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n"
    chunk = b"10000\r\n" + b"x" * 0x10000 + b"\r\n"
    async with saying(head, *[chunk] * 10_000) as address:
        answer = await post(address)

    # It has said that it took the message; the rest nobody reads.
    assert (answer.status_code, answer.error) == (200, None)


async def test_what_is_not_http_is_said_to_be_that() -> None:
    async with saying(b"SSH-2.0-OpenSSH\r\n\r\n") as address:
        answer = await post(address)

    assert answer.error == "The answer was cut off, or is not HTTP."


async def test_names_that_nobody_knows_are_not_told_from_those_of_the_hub_s_network() -> None:
    assert (await post("http://nobody.invalid/")).error == NOT_PUBLIC
    assert (await post("https://nobody.invalid/", private=False)).error == NOT_PUBLIC


async def test_one_receiver_that_hangs_keeps_no_other_waiting(receiver: Receiver) -> None:
    async with receiving() as silent, poster() as made:
        silent.answers = lambda _: None
        hanging = [
            asyncio.create_task(made.post(silent.address, HEADERS, b"{}")) for _ in range(32)
        ]
        async with asyncio.timeout(PATIENCE_SECONDS):
            while len(silent.messages) < len(hanging):  # noqa: ASYNC110  the receiver notes them
                await asyncio.sleep(0.01)
            answer = await made.post(receiver.address, HEADERS, b"{}")
        assert not any(one.done() for one in hanging)
        for one in hanging:
            one.cancel()
        await asyncio.wait(hanging)

    assert answer.status_code == 204


async def test_what_tls_needs_is_made_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    contexts = []
    create = ssl.create_default_context

    def counted(*given: Any) -> ssl.SSLContext:
        contexts.append(create(*given))
        return contexts[-1]

    monkeypatch.setattr(ssl, "create_default_context", counted)
    async with receiving(tls=self_signed(tmp_path)) as impostor, poster() as made:
        for _ in range(3):
            await made.post(impostor.address, HEADERS, b"{}")

    assert len(contexts) == 1


def named(monkeypatch: pytest.MonkeyPatch, *hosts: str, seconds: float = 0) -> list[str]:
    """Names lead to these hosts, after a while; the names that were looked up."""
    asked = []

    def look_up(name: str, port: int, **_: Any) -> list[Any]:
        asked.append(name)
        time.sleep(seconds)
        family, kind = socket.AF_INET, socket.SOCK_STREAM
        return [(family, kind, 0, "", (host, port)) for host in hosts]

    monkeypatch.setattr(socket, "getaddrinfo", look_up)
    return asked


async def test_slow_names_are_looked_up_together(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = named(monkeypatch, "127.0.0.1", seconds=0.5)
    address = receiver.address.replace("127.0.0.1", "receiver.example")
    started = time.monotonic()

    async with poster() as made:
        answers = await asyncio.gather(*(made.post(address, HEADERS, b"{}") for _ in range(20)))

    assert {answer.status_code for answer in answers} == {204}
    assert asked == ["receiver.example"] * 20
    assert time.monotonic() - started < 20 * 0.5


def test_a_name_server_that_hangs_does_not_hold_up_the_end() -> None:
    program = """
import asyncio, socket, time
from hub.work.webhooks.posting import Poster

async def main():
    poster = Poster(private=True, seconds_max=0.1)
    answer = await poster.post("http://receiver.example", {}, b"{}")
    assert answer.error == "There was no answer within 0.1 seconds."
    await poster.close()

socket.getaddrinfo = lambda *_, **__: time.sleep(60)
asyncio.run(main())
"""
    subprocess.run([sys.executable, "-c", program], check=True, timeout=50)


@pytest.mark.parametrize("failure", ["refused", "black hole"])
async def test_a_name_s_other_address_is_tried_where_one_does_not_answer(
    receiver: Receiver, monkeypatch: pytest.MonkeyPatch, failure: str
) -> None:
    named(monkeypatch, "127.0.0.9", "127.0.0.1")
    monkeypatch.setattr(posting, "_CONNECT_SECONDS_MAX", 0.2)
    connect = httpcore.AnyIOBackend.connect_tcp

    async def connect_slowly(
        self: Any, host: str, port: int, seconds: float | None, *more: Any
    ) -> Any:
        if host == "127.0.0.9" and failure == "black hole":
            await asyncio.sleep(seconds or 3600)
            raise httpcore.ConnectTimeout
        return await connect(self, host, port, seconds, *more)

    monkeypatch.setattr(httpcore.AnyIOBackend, "connect_tcp", connect_slowly)

    answer = await post(receiver.address.replace("127.0.0.1", "receiver.example"))

    assert answer.status_code == 204
