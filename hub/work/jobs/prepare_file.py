"""A file that has come is made ready to be shown."""

import asyncio
import hashlib
from collections.abc import AsyncIterator
from uuid import UUID

from db.enums.files import FileKind, FileStatus
from db.queries import files as queries
from db.tables.files import File
from hub.domain.errors import Refused
from hub.domain.files import (
    CONTENT_TYPES,
    GLB,
    HEAD_BYTES,
    MP4,
    PICTURES,
    FileAction,
    check_content,
    file_key,
    name_of,
    next_file_status,
    upload_key,
)
from hub.file_store import FileStore
from hub.work.declaration import Run, job
from hub.work.models import check_model
from hub.work.pictures import make_paper, make_picture


@job()
async def prepare_file(run: Run, file_id: str) -> None:
    """Keep what is shown of a file, or the reason why it is not.

    What was sent stays where it lies until it is cleared away with all that was: a job that is
    tried again, its transaction having come to nothing, needs it once more.
    """
    store = run.hub.files
    file = await queries.lock_file_of_job(run.request.session, UUID(file_id))
    if file is None or file.status is not FileStatus.RECEIVED:
        return
    try:
        digest = hashlib.sha256()
        for part in range(1, file.parts + 1):
            await _prepare(store, file, part, digest)
            await run.progress(part, file.parts)
        file.sha256 = digest.hexdigest()
        file.status = next_file_status(file.status, FileAction.ACCEPT)
    except Refused as refusal:
        file.status = next_file_status(file.status, FileAction.REFUSE)
        file.reason = refusal.message


async def _prepare(store: FileStore, file: File, part: int, digest: "hashlib._Hash") -> None:
    """Keep what is shown of one part.

    Raises:
        Refused: NOT_ACCEPTED, it is not what it was taken for.
    """
    sent = upload_key(file.id, part)
    size = await store.size(sent) or 0
    file.content_type = check_content(
        file.kind, await store.head(sent, min(size, HEAD_BYTES)), size
    )
    if file.content_type == MP4:
        async for chunk in store.chunks(sent):
            digest.update(chunk)
        await _keep(store, file, name_of(file.kind), store.chunks(sent))
        return
    content = await store.read(sent)
    digest.update(content)
    # Whatever takes long is done beside the other jobs.
    for name, made in (await asyncio.to_thread(_shown, file, part, content)).items():
        await _keep(store, file, name, made)


def _shown(file: File, part: int, content: bytes) -> dict[str, bytes]:
    """What is shown of a part, by the names under which that is kept."""
    if file.content_type in PICTURES and file.kind is not FileKind.DOCUMENT:
        picture = make_picture(content)
        file.width, file.height = picture.width, picture.height
        return {name_of(file.kind, size, part): made for size, made in picture.sizes.items()}
    if file.content_type in PICTURES:
        content = make_paper(content)
    if file.content_type == GLB:
        check_model(content)
    return {name_of(file.kind): content}


async def _keep(
    store: FileStore, file: File, name: str, content: bytes | AsyncIterator[bytes]
) -> None:
    await store.put(file_key(file.id, name), content, CONTENT_TYPES[name.rpartition(".")[2]])
