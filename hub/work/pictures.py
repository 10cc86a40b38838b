"""Pictures as they are shown: opened with care, turned upright, made smaller, told nothing more of.

What is kept is drawn anew from the picture's points: no word of its own, as where and with what it
was taken, gets out with it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms, ImageOps, UnidentifiedImageError

from db.enums.files import PictureSize
from hub.domain.errors import ErrorCode, Refused
from hub.domain.files import PIXELS_MAX, WIDTHS

_FORMATS: Final = ("JPEG", "PNG", "WEBP", "AVIF")
_QUALITY: Final = 82
_PAPER_QUALITY: Final = 85

# The library warns of large pictures at a size of its own; ours is checked before one is opened.
Image.MAX_IMAGE_PIXELS = None


@dataclass(frozen=True)
class Picture:
    """A picture in every size, as WebP, and how large the largest is, in pixels."""

    sizes: Mapping[PictureSize, bytes]
    width: int
    height: int


def make_picture(sent: bytes) -> Picture:
    """A picture as it is shown, of one as it was sent.

    Raises:
        Refused: NOT_ACCEPTED, it cannot be opened, or is too large.
    """
    image = _open(sent)
    made: dict[PictureSize, bytes] = {}
    largest = (0, 0)
    for size in sorted(WIDTHS, key=WIDTHS.__getitem__, reverse=True):
        width = min(image.width, WIDTHS[size])
        # Each is made of the one before it, which has all that it shows.
        height = max(1, round(image.height * width / image.width))
        image = image.resize((width, height), Image.Resampling.LANCZOS)
        largest = max(largest, image.size)
        out = BytesIO()
        image.save(out, "WEBP", quality=_QUALITY, method=4)
        made[size] = out.getvalue()
    return Picture(made, *largest)


def make_paper(sent: bytes) -> bytes:
    """The PDF of a paper that was sent as a picture of it.

    Raises:
        Refused: NOT_ACCEPTED, it cannot be opened, or is too large.
    """
    out = BytesIO()
    _open(sent).convert("RGB").save(out, "PDF", quality=_PAPER_QUALITY, resolution=150)
    return out.getvalue()


def _open(sent: bytes) -> Image.Image:
    try:
        image: Image.Image = Image.open(BytesIO(sent), formats=_FORMATS)
        if image.width * image.height > PIXELS_MAX:
            raise Refused(
                ErrorCode.NOT_ACCEPTED,
                f"The picture has {image.width} × {image.height} points; it may have"
                f" {PIXELS_MAX // 1_000_000} million. Send a smaller one.",
            )
        # A photograph is read no larger than it is kept, which saves most of the time.
        image.draft("RGB", (2 * WIDTHS[PictureSize.LARGE], 2 * WIDTHS[PictureSize.LARGE]))
        profile = image.info.get("icc_profile")
        image = ImageOps.exif_transpose(image)
        has_gaps = image.mode in ("RGBA", "LA", "PA") or "transparency" in image.info
        image = image.convert("RGBA" if has_gaps else "RGB")
        return image if profile is None else _in_srgb(image, profile)
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise Refused(
            ErrorCode.NOT_ACCEPTED,
            f"The picture cannot be opened: {type(error).__name__}. Save it anew and send that.",
        ) from None


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """The picture in the colours that browsers take it to be in."""
    try:
        made = ImageCms.profileToProfile(
            image, ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.createProfile("sRGB")
        )
    except (ImageCms.PyCMSError, OSError):
        return image
    return image if made is None else made
