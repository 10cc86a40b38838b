"""Files are sent: announced, put where they were told to, complete; then others may show them."""

from collections.abc import Collection, Sequence
from datetime import timedelta
from typing import Any, Final
from uuid import UUID

from db.enums.files import FileKind, FileStatus
from db.queries import files as queries
from db.tables.files import File
from db.types import new_id
from hub.commands.jobs import enqueue
from hub.context import Request
from hub.domain.errors import ErrorCode, Faults, NotFound, Refused
from hub.domain.files import (
    HEAD_BYTES,
    LIMITS,
    FileAction,
    check_content,
    check_upload,
    names_of,
    next_file_status,
    upload_key,
)
from hub.domain.files import file_key as key_of
from hub.policy.file_addresses import SENDING_LIFETIME
from hub.policy.files import files_of, require_sender
from hub.policy.permissions import require_viewer

# Of one party: uploads that were asked for and are not complete.
_AWAITED_MAX: Final = 500
# Files that nothing shows are cleared away after so long.
KEPT_UNUSED: Final = timedelta(days=7)
# What was put to an address goes after so long: what is shown of it is kept, or it was left lying.
SENT_KEPT: Final = timedelta(days=1)
_CLEARED_AT_ONCE: Final = 100


async def request_upload(
    request: Request, kind: FileKind, name: str, byte_count: int, *, parts: int = 1
) -> dict[str, Any]:
    """Ask to send a file of the viewer's party.

    Returns:
        `file_id`, and `addresses` to which its parts are put, in their order.

    Raises:
        Refused: UNAUTHENTICATED or FORBIDDEN; INVALID_INPUT, no such file is taken; NO_ROOM.
    """
    viewer = require_sender(request.viewer, kind)
    check_upload(kind, name, byte_count, parts)
    taken, awaited = await queries.room_taken(request.session, viewer.party_id)
    most = request.hub.policy.files_bytes_max
    if taken + byte_count > most or awaited >= _AWAITED_MAX:
        raise Refused(
            ErrorCode.NO_ROOM,
            f"Your party's files are of {taken:,} bytes, of {most:,} that they may be of, and"
            f" {awaited} of {_AWAITED_MAX} are yet to be sent. What is not used is cleared away"
            f" after {KEPT_UNUSED.days} days; send fewer or smaller ones.",
            ("byteCount",),
        )
    file = File(
        id=new_id(),
        owner_id=viewer.party_id,
        kind=kind,
        name=name.strip(),
        parts=parts,
        byte_count=byte_count,
        created_at=request.now,
    )
    request.session.add(file)
    bytes_max = min(byte_count, LIMITS[kind].bytes_max)
    addresses = [
        await _upload_address(request, file.id, part, bytes_max) for part in range(1, parts + 1)
    ]
    return {"file_id": file.id, "addresses": addresses}


async def complete_upload(request: Request, file_id: UUID) -> UUID:
    """Say that all of a file has been sent; it is looked at, and made ready beside.

    Raises:
        NotFound: the viewer's party sends no such file.
        Refused: UNAUTHENTICATED or FORBIDDEN; WRONG_STATUS; INCOMPLETE, a part has not come;
            NOT_ACCEPTED, a part is not what a file of its kind may be, or more has come than was
            announced.
    """
    viewer = require_viewer(request.viewer)
    file = await queries.lock_file(request.session, file_id, scope=files_of(viewer))
    if file is None:
        raise NotFound("file", ("fileId",))
    require_sender(viewer, file.kind)
    status = next_file_status(file.status, FileAction.COMPLETE)
    store, faults = request.hub.files, Faults()
    came = 0
    for part in range(1, file.parts + 1):
        key = upload_key(file.id, part)
        size = await store.size(key)
        with faults.collect():
            if not size:
                raise Refused(
                    ErrorCode.INCOMPLETE,
                    f"Nothing has come of part {part} of {file.parts}; put it to its address"
                    " first.",
                    ("fileId",),
                )
            check_content(file.kind, await store.head(key, min(size, HEAD_BYTES)), size)
            came += size
    if came > file.byte_count:
        # Each part has room for all that was announced; together they have no more.
        faults.found.append(
            Refused(
                ErrorCode.NOT_ACCEPTED,
                f"{came:,} bytes have come, and {file.byte_count:,} were announced; ask for another"
                " upload of as many as there are.",
                ("fileId",),
            )
        )
    faults.raise_all()
    file.status, file.byte_count = status, came
    await enqueue(
        request, "prepare_file", party_id=file.owner_id, key=str(file.id), file_id=str(file.id)
    )
    return file.id


async def lock_ready_files(
    request: Request,
    wanted: Sequence[tuple[UUID, Collection[FileKind]]],
    field: str,
    *below: str,
) -> list[File]:
    """Files of the viewer's party that are to be shown, held until the transaction ends.

    Args:
        wanted: each file's id, and of which kinds it may be.
        field: the list of the input that they come from, and `below` where in each of its items.

    Raises:
        Refused: NOT_FOUND, INVALID_INPUT or WRONG_STATUS, for each that cannot be shown there.
    """
    scope = files_of(request.viewer)
    found = await queries.lock_files(request.session, [id for id, _ in wanted], scope=scope)
    faults = Faults()
    for place, (id, kinds) in enumerate(wanted):
        path, file = (field, str(place), *below), found.get(id)
        with faults.collect():
            if file is None:
                raise NotFound("file", path)
            if file.kind not in kinds:
                raise Refused(
                    ErrorCode.INVALID_INPUT,
                    f"{file.name} is of the kind {file.kind}; here is wanted {' or '.join(kinds)}.",
                    path,
                )
            if file.status is not FileStatus.READY:
                raise Refused(
                    ErrorCode.WRONG_STATUS,
                    f"{file.name} is {file.status}; only files that are READY can be shown.",
                    path,
                )
    faults.raise_all()
    return [found[id] for id, _ in wanted]


async def clear_unused_files(request: Request) -> int:
    """Clear away some files that nothing has shown for long, and tell how many.

    Their bytes go first, so that what is interrupted is taken up again.
    """
    before = request.now - KEPT_UNUSED
    files = await queries.lock_unused(request.session, before, _CLEARED_AT_ONCE)
    for file in files:
        parts = range(1, file.parts + 1)
        await request.hub.files.delete([upload_key(file.id, part) for part in parts])
        names = names_of(file.kind, file.parts)
        await request.hub.files.delete([key_of(file.id, name) for name in names])
    await queries.delete_files(request.session, [file.id for file in files])
    return len(files)


async def clear_sent_parts(request: Request) -> None:
    """Clear away what was sent so long ago that it has been looked at, or never will be."""
    store = request.hub.files
    await store.delete(await store.list_older("uploads", request.now - SENT_KEPT))


async def _upload_address(request: Request, file_id: UUID, part: int, bytes_max: int) -> str:
    """Where a part is put: into a bucket itself, or at the hub, which has a folder."""
    store = request.hub.files
    if store.folder is None:
        return await store.sign("PUT", upload_key(file_id, part), SENDING_LIFETIME)
    return request.hub.file_addresses.to_send(file_id, part, bytes_max, request.now)
