"""Where the bytes of files lie: a folder of this machine, or a bucket that speaks S3."""

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

if TYPE_CHECKING:
    from obstore.store import LocalStore, S3Store

_CHUNK_BYTES = 1 << 20


@dataclass(frozen=True)
class Bucket:
    """A bucket that speaks S3, and who asks it; what is None, the machine's own setup says."""

    name: str
    prefix: str | None = None
    region: str | None = None
    endpoint: str | None = None
    access_key_id: str | None = None
    secret_access_key: str | None = None


@dataclass(frozen=True)
class FileStore:
    """Objects by their keys, paths with `/` in them.

    In a folder whoever may has them from the hub; in a bucket from there, by addresses that it has
    signed.
    """

    place: Path | Bucket

    @cached_property
    def _store(self) -> "LocalStore | S3Store":
        # It is large, and a process that takes and shows no files has no use for it.
        from obstore.store import LocalStore, S3Store  # noqa: PLC0415

        if isinstance(self.place, Path):
            return LocalStore(self.place, mkdir=True)
        bucket = self.place
        said: dict[str, Any] = {
            "region": bucket.region,
            "endpoint": bucket.endpoint,
            "access_key_id": bucket.access_key_id,
            "secret_access_key": bucket.secret_access_key,
        }
        return S3Store(
            bucket.name,
            prefix=bucket.prefix,
            client_options={"allow_http": (bucket.endpoint or "").startswith("http://")},
            **{name: value for name, value in said.items() if value is not None},
        )

    @property
    def folder(self) -> Path | None:
        """The folder that the objects lie in; None for a bucket."""
        return self.place if isinstance(self.place, Path) else None

    @cached_property
    def origin(self) -> str | None:
        """Of which origin the addresses are that browsers are sent to; None for the hub's own."""
        if isinstance(self.place, Path):
            return None
        from obstore import sign  # noqa: PLC0415  as above

        parts = urlsplit(sign(self._bucket, "GET", "any", timedelta(minutes=1)))
        return f"{parts.scheme}://{parts.netloc}"

    async def sign(self, method: Any, key: str, lifetime: timedelta) -> str:
        """An address of the bucket by which anybody may take or put the object, for so long."""
        from obstore import sign_async  # noqa: PLC0415  as above

        return await sign_async(self._bucket, method, key, lifetime)

    async def size(self, key: str) -> int | None:
        """Of how many bytes the object is; None where there is none."""
        with suppress(FileNotFoundError):
            return int((await self._store.head_async(key))["size"])
        return None

    async def head(self, key: str, bytes_max: int) -> bytes:
        """The first bytes of an object that there is."""
        return bytes(await self._store.get_range_async(key, start=0, length=bytes_max))

    async def read(self, key: str) -> bytes:
        """All of an object that there is."""
        return bytes(await (await self._store.get_async(key)).bytes_async())

    async def chunks(self, key: str) -> AsyncIterator[bytes]:
        """The same, a bounded number of bytes at a time."""
        found = await self._store.get_async(key)
        async for chunk in found.stream(min_chunk_size=_CHUNK_BYTES):
            yield bytes(chunk)

    async def put(
        self, key: str, content: bytes | AsyncIterator[bytes], content_type: str | None = None
    ) -> None:
        """Store an object, whole or not at all, in place of one that is there.

        The content type is what a bucket tells browsers; a folder keeps none.
        """
        told: dict[str, str] | None = None
        if content_type is not None and self.folder is None:
            told = {"Content-Type": content_type, "Cache-Control": "private, max-age=86400"}
        await self._store.put_async(key, content, attributes=told)

    async def delete(self, keys: Sequence[str]) -> None:
        """Delete objects; those that are not there are not missed."""
        for key in keys:
            with suppress(FileNotFoundError):
                await self._store.delete_async(key)

    async def list_older(self, prefix: str, than: datetime) -> list[str]:
        """The keys of objects below the prefix that were stored before that."""
        return [
            one["path"]
            async for page in self._store.list_async(prefix)
            for one in page
            if one["last_modified"] < than
        ]

    @property
    def _bucket(self) -> "S3Store":
        from obstore.store import S3Store  # noqa: PLC0415  as above

        assert isinstance(self._store, S3Store), "a folder signs nothing"
        return self._store
