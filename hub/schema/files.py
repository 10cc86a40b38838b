"""Files as clients send and show them."""

from datetime import datetime
from typing import Any, Final

import strawberry

from db.enums.files import FileKind, FileStatus, PictureSize
from db.tables import files as tables
from hub.commands import uploads as commands
from hub.domain.files import name_of
from hub.execution.fields import Arguments, batched, column, for_request, found, node_id
from hub.loaders import files
from hub.schema.connections import Connection, argument, connection
from hub.schema.mutations import id_of, mutation, optional, payload, required, text
from hub.schema.node import Node, is_row_of
from hub.schema.scalars import BigInt

ID = strawberry.ID


def _read(size: PictureSize = PictureSize.LARGE) -> PictureSize:
    return size


_SIZE: Final = Arguments(
    (
        argument(
            "size",
            PictureSize,
            "How large a picture is wanted; what is no picture has one size.",
            PictureSize.LARGE,
        ),
    ),
    _read,
)
_SAID: Final = (
    " A path at the hub, to be resolved against the address that you ask; good for half a day at"
    " least, for whoever has it. Ask again for a new one."
)


def _address(request: Any, size: PictureSize, row: Any, *, part: int = 1) -> str:
    name = name_of(FileKind(row.kind), size, part)
    return str(request.hub.file_addresses.to_show(row.file_id, name, request.now))


def _addresses(request: Any, size: PictureSize, row: Any) -> list[str]:
    if FileKind(row.kind) is not FileKind.SPIN_360:
        return []
    return [_address(request, size, row, part=part) for part in range(1, row.parts + 1)]


def _pictures(request: Any, size: PictureSize, row: Any) -> list[str]:
    addresses = request.hub.file_addresses
    return [
        addresses.to_show(file_id, name_of(FileKind.IMAGE, size), request.now)
        for file_id in row.picture_ids
    ]


def _paper(request: Any, row: Any) -> str:
    name = name_of(FileKind.DOCUMENT)
    return str(request.hub.file_addresses.to_show(row.file_id, name, request.now))


def file_url(description: str) -> Any:
    """Where the file of a row is had: by its `file_id`, of what the row says is its `kind`."""
    return for_request(
        _address, "file_id", "kind", description=f"{description}{_SAID}", arguments=_SIZE
    )


def frame_urls(description: str) -> Any:
    """Where the pictures of a spin are had; empty for a row of another kind."""
    return for_request(
        _addresses, "file_id", "kind", "parts", description=f"{description}{_SAID}", arguments=_SIZE
    )


def document_url(description: str) -> Any:
    """Where the paper of a row is had, by its `file_id`."""
    return for_request(_paper, "file_id", description=f"{description}{_SAID}")


def picture_urls(description: str) -> Any:
    """Where the pictures are had whose ids a row has in `picture_ids`."""
    return for_request(
        _pictures, "picture_ids", description=f"{description}{_SAID}", arguments=_SIZE
    )


def _own_address(request: Any, size: PictureSize, row: Any) -> str | None:
    if FileStatus(row.status) is not FileStatus.READY:
        return None
    name = name_of(FileKind(row.kind), size)
    return str(request.hub.file_addresses.to_show(row.id, name, request.now))


@strawberry.type(description="A file that your party has sent.")
class File(Node):
    is_type_of = is_row_of(tables.File)

    id: ID = node_id("File", files.file_by_id)
    kind: FileKind = column("What is in it.")
    status: FileStatus = column("Where it stands on its way in.")
    reason: str | None = column("Why it was refused.")
    name: str = column("What it was called where it came from.")
    byte_count: BigInt = column("Of how many bytes it is, as it was sent.")
    parts: int = column("In how many parts it came: a spin's pictures, else one.")
    content_type: str | None = column("What it was when it came, by its own bytes.")
    sha256: str | None = column("The SHA-256 of what came, in hexadecimal.")
    width: int | None = column("A picture's width in pixels, in its largest size.")
    height: int | None = column("A picture's height in pixels, in its largest size.")
    created_at: datetime = column("When its upload was asked for.")
    url: str | None = for_request(
        _own_address,
        "id",
        "kind",
        "status",
        description=f"Where it is had once it is READY.{_SAID}",
        arguments=_SIZE,
    )


@strawberry.type
class FileQueries:
    file: File | None = found(
        files.file_by_id, "File", description="Your party's file with this id."
    )
    files: Connection[File] = connection(
        files.files, key=None, description="The files that your party has sent, newest first."
    )


@payload("Where a file is to be sent, or why it is not taken.")
class RequestUploadPayload:
    file: File | None = batched(
        files.file_by_id, key="file_id", description="The file, of which nothing is there yet."
    )
    addresses: list[str] | None = column(
        "Where its parts are put within an hour, in their order: each by an HTTP `PUT` with the"
        " bytes as its body, without a token. Resolve them against the address that you ask."
    )


@payload("A file that has been sent, or why it is not taken.")
class CompleteUploadPayload:
    file: File | None = batched(
        files.file_by_id, key="file_id", description="The file, which is made ready beside."
    )


@mutation(
    commands.request_upload,
    RequestUploadPayload,
    description="Ask to send a file: a picture, film or model of a product, or a paper about it."
    " Put its bytes where you are told to, then `completeUpload`.",
)
class RequestUploadInput:
    kind: FileKind = required("What is in it.")
    name: str = text(tables.File.name, "What it is called where it comes from.")
    byte_count: int = required("Of how many bytes it is, all its parts together.")
    parts: int = optional("How many pictures a spin has; 1 for all else.")


@mutation(
    commands.complete_upload,
    CompleteUploadPayload,
    description="Say that all of a file has been put where it was to be. It is looked at and made"
    " ready, which takes a moment: ask for its `status` until it is READY, or REFUSED with the"
    " `reason`. A file that nothing shows is cleared away after a week.",
)
class CompleteUploadInput:
    file_id: ID = id_of("File", "Which file.")
