"""Files are sent, looked at, made ready and shown; what is not what it says never is."""

import struct
from collections.abc import AsyncIterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any
from uuid import UUID

import httpx
import orjson
import pytest
from PIL import Image
from starlette.applications import Starlette

from db.enums.catalogue import MediaKind
from db.enums.files import FileKind
from db.tables.catalogue import Media
from demo.drawings.papers import write_paper
from demo.drawings.views import draw
from hub.commands.uploads import KEPT_UNUSED, SENT_KEPT, clear_sent_parts, clear_unused_files
from hub.context import open_request
from hub.domain.files import name_of, sniff, upload_key
from hub.file_store import Bucket, FileStore
from hub.transport.files import file_routes
from hub.work.declaration import declared_jobs
from tests.conftest import Clock
from tests.graph import ask
from tests.jobs import working
from tests.mutations import codes, mutate
from tests.partners import until
from tests.world import Trader, World

_FILM = b"\0\0\0\x18ftypisom" + bytes(100)


class Desk:
    """Somebody who sends files, and a browser that needs no token for it."""

    def __init__(self, world: World, browser: httpx.AsyncClient) -> None:
        self.world = world
        self.browser = browser

    async def request(
        self, kind: FileKind, content: Sequence[bytes], who: Trader | None = None, **said: Any
    ) -> Any:
        announced: dict[str, Any] = {
            "kind": kind,
            "name": "front.jpg",
            "byteCount": sum(map(len, content)),
            "parts": len(content),
            **said,
        }
        return await mutate(self.world, who or self.world.brand, "requestUpload", **announced)

    async def send(self, kind: FileKind, *parts: bytes, who: Trader | None = None) -> Any:
        """The payload of completing an upload of these parts."""
        asked = await self.request(kind, parts, who)
        assert asked["errors"] == [], asked["errors"]
        for address, part in zip(asked["addresses"], parts, strict=True):
            assert (await self.browser.put(address, content=part)).status_code == 204
        who = who or self.world.brand
        return await mutate(self.world, who, "completeUpload", fileId=asked["file"]["id"])

    async def read(self, id: str, who: Trader | None = None) -> Any:
        query = "query ($id: ID!) { file(id: $id) { status reason width height url sha256 } }"
        viewer = (who or self.world.brand).viewer
        return (await ask(self.world.hub, viewer, query, id=id)).data["file"]

    async def prepare(self, payload: Any) -> Any:
        """The file that was sent, once a worker has looked at it."""
        assert payload["errors"] == [], payload["errors"]
        id = payload["file"]["id"]
        async with working(self.world.hub, declared_jobs()["prepare_file"]):
            await until(lambda: self._is_over(id))
        return {"id": id, **await self.read(id)}

    async def _is_over(self, id: str) -> bool:
        return (await self.read(id))["status"] in ("READY", "REFUSED")


@pytest.fixture
async def desk(world: World, clock: Clock) -> AsyncIterator[Desk]:
    clock.now = datetime.now(UTC)
    app = Starlette(routes=file_routes(world.hub))
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://hub") as browser:
        yield Desk(world, browser)


def photograph(width: int = 2_000, height: int = 1_000) -> bytes:
    """One that was taken on its side, and says where."""
    image = Image.effect_noise((width, height), 40).convert("RGB")
    exif = Image.Exif()
    exif[0x0112] = 6
    exif.get_ifd(0x8825)[1] = "N"
    out = BytesIO()
    image.save(out, "JPEG", exif=exif, quality=60)
    return out.getvalue()


async def test_a_picture_is_sent_and_shown_upright_in_every_size_and_tells_nothing_more(
    desk: Desk, clock: Clock
) -> None:
    sent = photograph()
    file = await desk.prepare(await desk.send(FileKind.IMAGE, sent))

    assert (file["status"], file["width"], file["height"]) == ("READY", 1_000, 2_000)
    for size, width in (("SMALL", 320), ("MEDIUM", 800), ("LARGE", 1_000)):
        query = f"query ($id: ID!) {{ file(id: $id) {{ url(size: {size}) }} }}"
        asked = await ask(desk.world.hub, desk.world.brand.viewer, query, id=file["id"])
        shown = await desk.browser.get(asked.data["file"]["url"])
        image = Image.open(BytesIO(shown.content))
        assert (shown.headers["content-type"], image.format) == ("image/webp", "WEBP")
        assert (image.size, dict(image.getexif())) == ((width, 2 * width), {})
    assert shown.headers["x-content-type-options"] == "nosniff"
    assert "sandbox" in shown.headers["content-security-policy"]
    # Nobody else knows of the file.
    assert await desk.read(file["id"], desk.world.retailer) is None

    # An address is good for what it was made for, and for as long as it says.
    address = file["url"]
    for wrong in (
        address.replace("-1600.", "-800."),
        address.replace("until=", "until=1"),
        address.partition("?")[0],
        address[:-2],
    ):
        assert (await desk.browser.get(wrong)).status_code == 403
    clock.now += timedelta(days=1)
    assert (await desk.browser.get(address)).status_code == 403


async def test_what_was_sent_is_kept_until_it_was_looked_at_and_not_for_long(
    desk: Desk, clock: Clock
) -> None:
    file = await desk.prepare(await desk.send(FileKind.IMAGE, photograph()))
    key = upload_key(UUID(file["id"].partition(":")[2]), 1)
    hub = desk.world.hub
    for after, is_kept in ((SENT_KEPT - timedelta(hours=1), True), (SENT_KEPT, False)):
        # The store goes by the machine's clock.
        clock.now = datetime.now(UTC) + after + timedelta(minutes=1)
        async with open_request(hub, None) as request:
            await clear_sent_parts(request)
        assert (await hub.files.size(key) is not None) is is_kept


async def test_spins_films_models_and_papers_are_taken_whole(desk: Desk) -> None:
    frame = draw(FileKind.SPIN_360, "Peony Ring · 2", "1-320.webp")
    model = draw(FileKind.MODEL_3D, "Peony Ring · 2", "1.glb")
    paper = write_paper("Report", ["(all is well)"])
    for kind, parts, name, content_type in (
        (FileKind.SPIN_360, [frame] * 8, "8-800.webp", "image/webp"),
        (FileKind.VIDEO, [_FILM], "1.mp4", "video/mp4"),
        (FileKind.MODEL_3D, [model], "1.glb", "model/gltf-binary"),
        (FileKind.DOCUMENT, [paper], "1.pdf", "application/pdf"),
        (FileKind.DOCUMENT, [photograph(200, 100)], "1.pdf", "application/pdf"),
    ):
        file = await desk.prepare(await desk.send(kind, *parts))
        assert (file["status"], file["reason"]) == ("READY", None)
        hub = desk.world.hub
        id = UUID(file["id"].partition(":")[2])
        address = hub.file_addresses.to_show(id, name, hub.clock())
        shown = await desk.browser.get(address, headers={"range": "bytes=0-31"})
        assert (shown.status_code, shown.headers["content-type"]) == (206, content_type)
        assert sniff(shown.content) == content_type
        is_offered = kind in (FileKind.MODEL_3D, FileKind.DOCUMENT)
        assert shown.headers["content-disposition"].startswith("attachment") == is_offered


def _foreign(model: bytes) -> bytes:
    """The model with its points elsewhere."""
    length = struct.unpack_from("<I", model, 12)[0]
    scene = orjson.loads(model[20 : 20 + length])
    scene["buffers"][0]["uri"] = "https://elsewhere.example/points.bin"
    told = orjson.dumps(scene)
    return struct.pack("<4s4I", b"glTF", 2, 20 + len(told), len(told), 0x4E4F534A) + told


async def test_what_is_not_what_it_says_is_never_shown(desk: Desk) -> None:
    page = b"<!doctype html><script>alert(1)</script>"
    drawing = b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>'
    for kind, content in (
        (FileKind.IMAGE, page),
        (FileKind.IMAGE, drawing),
        (FileKind.IMAGE, _FILM),
        (FileKind.DOCUMENT, page),
        (FileKind.VIDEO, photograph(20, 10)),
        (FileKind.MODEL_3D, b"{}"),
    ):
        assert codes(await desk.send(kind, content)) == ["NOT_ACCEPTED"]

    model = draw(FileKind.MODEL_3D, "Peony Ring · 2", "1.glb")
    for kind, content, reason in (
        (FileKind.IMAGE, photograph(200, 100)[:900] + page, "cannot be opened"),
        (FileKind.MODEL_3D, model[:-4], "cannot be read"),
        (FileKind.MODEL_3D, _foreign(model), "refers to other files"),
    ):
        file = await desk.prepare(await desk.send(kind, content))
        assert (file["status"], file["url"]) == ("REFUSED", None)
        assert reason in file["reason"]


async def test_no_more_is_taken_than_was_announced(desk: Desk) -> None:
    asked = await desk.request(FileKind.IMAGE, [b"12345"])
    [address] = asked["addresses"]

    assert (await desk.browser.put(address, content=b"123456")).status_code == 413

    async def slowly() -> AsyncIterator[bytes]:
        yield b"123"
        yield b"456"

    assert (await desk.browser.put(address, content=slowly())).status_code == 413
    assert (await desk.browser.put(address + "A", content=b"1")).status_code == 403
    done = await mutate(desk.world, desk.world.brand, "completeUpload", fileId=asked["file"]["id"])
    assert codes(done) == ["INCOMPLETE"]

    # Each picture of a spin has room for all that was announced; all of them together have no more.
    frames = [photograph(20, 10)] * 8
    spin = await desk.request(FileKind.SPIN_360, frames, byteCount=2 * len(frames[0]))
    for address, frame in zip(spin["addresses"], frames, strict=True):
        assert (await desk.browser.put(address, content=frame)).status_code == 204
    done = await mutate(desk.world, desk.world.brand, "completeUpload", fileId=spin["file"]["id"])
    assert codes(done) == ["NOT_ACCEPTED"]


async def test_files_are_announced_within_limits_by_who_may_show_them(desk: Desk) -> None:
    async def refused(kind: FileKind, who: Trader | None = None, **said: Any) -> list[str]:
        return codes(await desk.request(kind, [b"1"], who, **said))

    assert await refused(FileKind.IMAGE, byteCount=0, name=" ", parts=2) == ["INVALID_INPUT"] * 3
    assert await refused(FileKind.VIDEO, byteCount=2**31 - 1) == ["INVALID_INPUT"]
    assert await refused(FileKind.SPIN_360, parts=7) == ["INVALID_INPUT"]
    consumer = desk.world.consumer
    assert await refused(FileKind.IMAGE, consumer) == []
    assert await refused(FileKind.DOCUMENT, consumer) == ["FORBIDDEN"]

    policy = replace(desk.world.hub.policy, files_bytes_max=10_000)
    small = replace(desk.world.hub, policy=policy)
    desk.world.hub = small
    assert await refused(FileKind.IMAGE, byteCount=10_001) == ["NO_ROOM"]


async def test_what_nothing_shows_is_cleared_away_after_a_while(desk: Desk, clock: Clock) -> None:
    picture = draw(FileKind.IMAGE, "Peony Cream · 1", "1-320.webp")
    unused = await desk.prepare(await desk.send(FileKind.IMAGE, picture))
    shown = await desk.prepare(await desk.send(FileKind.IMAGE, picture))
    ids = [UUID(file["id"].partition(":")[2]) for file in (unused, shown)]
    hub = desk.world.hub
    async with hub.database.session() as session:
        sku = await desk.world.goods(desk.world.brand)
        session.add(
            Media(product_id=sku.product_id, position=1, kind=MediaKind.IMAGE, file_id=ids[1])
        )
        await session.commit()

    async def clear() -> int:
        async with open_request(hub, None) as request, request.writing() as session:
            count = await clear_unused_files(request)
            await session.commit()
            return count

    assert await clear() == 0
    clock.now += KEPT_UNUSED + timedelta(seconds=1)
    assert await clear() == 1
    assert await clear() == 0
    assert [await desk.read(file["id"]) is None for file in (unused, shown)] == [True, False]
    keys = [f"files/{id}/{name_of(FileKind.IMAGE)}" for id in ids]
    assert [await hub.files.size(key) is None for key in keys] == [True, False]


async def test_a_bucket_is_sent_to_and_asked_itself(desk: Desk) -> None:
    place = Bucket("pictures", "hub", "eu-west-1", "http://127.0.0.1:9", "key", "secret")
    bucket = replace(desk.world.hub, files=FileStore(place))
    desk.world.hub = bucket
    asked = await desk.request(FileKind.IMAGE, [b"1"])
    [address] = asked["addresses"]

    assert bucket.files.origin == "http://127.0.0.1:9"
    id = asked["file"]["id"].partition(":")[2]
    assert address.startswith(f"http://127.0.0.1:9/pictures/hub/uploads/{id}/1?")
    assert "X-Amz-Signature=" in address

    app = Starlette(routes=file_routes(bucket))
    shown = bucket.file_addresses.to_show(UUID(id), "1-320.webp", bucket.clock())
    async with httpx.AsyncClient(
        transport=httpx.ASGITransport(app), base_url="http://hub"
    ) as browser:
        answer = await browser.get(shown)
    assert answer.status_code == 307
    assert answer.headers["location"].startswith(f"http://127.0.0.1:9/pictures/hub/files/{id}/")
