"""Files on their way in: what each kind may be, what it is by its bytes, what is kept of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final
from uuid import UUID

from db.enums.files import FileKind, FileStatus, PictureSize
from hub.domain.errors import ErrorCode, Faults, Refused

_MEGA: Final = 1_000_000

# How wide a picture is at most, in pixels.
WIDTHS: Final[Mapping[PictureSize, int]] = {
    PictureSize.SMALL: 320,
    PictureSize.MEDIUM: 800,
    PictureSize.LARGE: 1_600,
}
# Of a picture as it is sent: what is larger takes more memory to open than it is worth.
PIXELS_MAX: Final = 50 * _MEGA

JPEG, PNG, WEBP, AVIF = "image/jpeg", "image/png", "image/webp", "image/avif"
MP4, GLB, PDF = "video/mp4", "model/gltf-binary", "application/pdf"
PICTURES: Final = (JPEG, PNG, WEBP, AVIF)

# How many bytes of a file's beginning tell what it is.
HEAD_BYTES: Final = 32


@dataclass(frozen=True)
class Limits:
    """What a kind of file may be: which content, of how many bytes and parts, each at most."""

    content: tuple[str, ...]
    bytes_max: int
    parts_min: int = 1
    parts_max: int = 1


LIMITS: Final[Mapping[FileKind, Limits]] = {
    FileKind.IMAGE: Limits(PICTURES, 25 * _MEGA),
    FileKind.VIDEO: Limits((MP4,), 200 * _MEGA),
    FileKind.MODEL_3D: Limits((GLB,), 30 * _MEGA),
    # Of each of its pictures, too.
    FileKind.SPIN_360: Limits(PICTURES, 25 * _MEGA, parts_min=8, parts_max=72),
    FileKind.DOCUMENT: Limits((PDF, *PICTURES), 25 * _MEGA),
}

# Where browsers are told what a file is, it is by the ending of its name: by nothing that whoever
# sent it has said.
CONTENT_TYPES: Final[Mapping[str, str]] = {
    "webp": WEBP,
    "mp4": MP4,
    "glb": GLB,
    "pdf": PDF,
}
_ENDINGS: Final[Mapping[FileKind, str]] = {
    FileKind.IMAGE: "webp",
    FileKind.SPIN_360: "webp",
    FileKind.VIDEO: "mp4",
    FileKind.MODEL_3D: "glb",
    FileKind.DOCUMENT: "pdf",
}


class FileAction(StrEnum):
    """A step of a file on its way in."""

    COMPLETE = "COMPLETE"
    ACCEPT = "ACCEPT"
    REFUSE = "REFUSE"


_S, _A = FileStatus, FileAction

# Each row reads: from this status, this action leads there. What is not listed is refused.
TRANSITIONS: Final[Mapping[tuple[FileStatus, FileAction], FileStatus]] = {
    (_S.AWAITED, _A.COMPLETE): _S.RECEIVED,
    (_S.RECEIVED, _A.ACCEPT): _S.READY,
    (_S.RECEIVED, _A.REFUSE): _S.REFUSED,
}


def next_file_status(status: FileStatus, action: FileAction) -> FileStatus:
    """Where the action leads a file.

    Raises:
        Refused: WRONG_STATUS, the action does not apply to a file of this status.
    """
    found = TRANSITIONS.get((status, action))
    if found is None:
        raise Refused(
            ErrorCode.WRONG_STATUS,
            f"The file is {status}; only one that is AWAITED can be completed. Ask for another"
            " upload.",
            ("fileId",),
        )
    return found


def check_upload(kind: FileKind, name: str, byte_count: int, parts: int) -> None:
    """See that a file may be sent, as far as what is said of it goes.

    Raises:
        Refused: INVALID_INPUT, its name is blank, it has too many or no bytes, or as many parts as
            no file of its kind has.
    """
    limits, faults = LIMITS[kind], Faults()
    least, most = limits.parts_min, limits.parts_max
    bytes_max = limits.bytes_max * most
    for field, wrong, message in (
        ("name", not name.strip(), "The name of a file is what it is called at home; say it."),
        (
            "byteCount",
            not 1 <= byte_count <= bytes_max,
            f"A file of the kind {kind} has 1 to {bytes_max:,} bytes, not {byte_count:,}.",
        ),
        (
            "parts",
            not least <= parts <= most,
            f"A file of the kind {kind} comes in {_numbers(least, most)}, not {parts}.",
        ),
    ):
        if wrong:
            faults.found.append(Refused(ErrorCode.INVALID_INPUT, message, (field,)))
    faults.raise_all()


def _numbers(least: int, most: int) -> str:
    return "1 part" if most == 1 else f"{least} to {most} parts"


def sniff(head: bytes) -> str | None:
    """What a file is by its first `HEAD_BYTES`; None for what is not taken here.

    >>> sniff(b"%PDF-1.7")
    'application/pdf'
    """
    box, brand = head[4:8], head[8:12]
    if head.startswith(b"\xff\xd8\xff"):
        return JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return PNG
    if head.startswith(b"RIFF") and brand == b"WEBP":
        return WEBP
    if box == b"ftyp" and brand in (b"avif", b"avis"):
        return AVIF
    # What telephones call a film is not what browsers play: `qt  ` and pictures of the same box.
    if box == b"ftyp" and brand[:3] in (b"iso", b"mp4", b"avc", b"M4V"):
        return MP4
    if head.startswith(b"glTF\x02\x00\x00\x00"):
        return GLB
    if head.startswith(b"%PDF-"):
        return PDF
    return None


def check_content(kind: FileKind, head: bytes, byte_count: int) -> str:
    """What a part of a file is that has come: its content type, by its first bytes.

    Raises:
        Refused: NOT_ACCEPTED, it is not what a file of this kind may be, or too large.
    """
    limits, found = LIMITS[kind], sniff(head)
    if byte_count > limits.bytes_max:
        raise Refused(
            ErrorCode.NOT_ACCEPTED,
            f"{byte_count:,} bytes have come; a file of the kind {kind} has {limits.bytes_max:,} at"
            " most.",
            ("fileId",),
        )
    if found is None or found not in limits.content:
        known = ", ".join(limits.content)
        raise Refused(
            ErrorCode.NOT_ACCEPTED,
            f"What has come is {found or 'of no type that is known here'}; a file of the kind"
            f" {kind} is one of {known}.",
            ("fileId",),
        )
    return found


def upload_key(file_id: UUID, part: int) -> str:
    """Where a part of a file lies as it was sent; `part` counts from 1."""
    return f"uploads/{file_id}/{part}"


def file_key(file_id: UUID, name: str) -> str:
    """Where what is shown of a file lies, under one of its names."""
    return f"files/{file_id}/{name}"


def name_of(kind: FileKind, size: PictureSize = PictureSize.LARGE, part: int = 1) -> str:
    """The name under which is kept what is shown of a part of a file.

    >>> name_of(FileKind.SPIN_360, PictureSize.SMALL, 7)
    '7-320.webp'
    """
    ending = _ENDINGS[kind]
    return f"{part}-{WIDTHS[size]}.{ending}" if ending == "webp" else f"{part}.{ending}"


def names_of(kind: FileKind, parts: int) -> list[str]:
    """All names under which is kept what is shown of a file."""
    sizes = PictureSize if _ENDINGS[kind] == "webp" else (PictureSize.LARGE,)
    return [name_of(kind, size, part) for part in range(1, parts + 1) for size in sizes]
