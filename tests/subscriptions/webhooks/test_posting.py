"""A POST to an address that somebody else chose goes to the internet alone, and ends."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from hub.subscriptions.webhooks.messages import Answer
from hub.subscriptions.webhooks.posting import Poster
from tests.receivers import Receiver, receiving


@asynccontextmanager
async def poster(*, private: bool = True, seconds_max: float = 5) -> AsyncIterator[Poster]:
    made = Poster(private=private, seconds_max=seconds_max)
    try:
        yield made
    finally:
        await made.close()


async def post(address: str, **options: Any) -> Answer:
    async with poster(**options) as made:
        return await made.post(address, {"content-type": "application/json"}, b"{}")


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

    assert answer.error == "The address leads to a network that is not public."
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
    assert 300 <= answer.milliseconds < 2000


async def test_an_answer_that_trickles_in_is_not_waited_for() -> None:
    head = b"HTTP/1.1 200 OK\r\ncontent-length: 1000\r\n\r\n"
    async with saying(head, *[b"x"] * 100, pause_seconds=0.1) as address:
        answer = await post(address, seconds_max=0.4)

    assert answer.status_code is None
    assert answer.milliseconds < 2000


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


async def test_a_name_that_nobody_knows_is_said_to_be_that() -> None:
    assert (await post("http://nobody.invalid/")).error == "The name in the address is not known."
