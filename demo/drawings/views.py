"""What is shown of a file of the demo world, by its name: which shape, from where, how large."""

from io import BytesIO
from math import pi
from typing import Final

from db.enums.files import FileKind

# Of a picture drawn by code: height by width.
HEIGHT: Final = 1.25
# Of a spin.
FRAMES: Final = 24

_QUALITY: Final = 80
# From the side, so that it is seen that a piece is round; further pictures from elsewhere.
_YAWS: Final = (pi, -0.4, 0.75, -1.4)


def draw(kind: FileKind, title: str, name: str) -> bytes:
    """What is shown of a file of that title, under one of its names."""
    # They take the library for pictures, which nothing else of the demo world needs.
    from demo.drawings.looks import look_of  # noqa: PLC0415
    from demo.drawings.models import write_model  # noqa: PLC0415
    from demo.drawings.papers import write_paper  # noqa: PLC0415
    from demo.drawings.rendering import render  # noqa: PLC0415
    from demo.drawings.shapes import make_shape  # noqa: PLC0415

    title, _, view = title.rpartition(" · ")
    if kind is FileKind.DOCUMENT:
        what, _, of = title.partition(": ")
        return write_paper(what, [f"Product: {of}", f"Number: {view}"])
    look = look_of(title)
    if kind is FileKind.MODEL_3D:
        return write_model(make_shape(look.shape, 48, is_round=look.is_round), look)
    part, _, width = name.removesuffix(".webp").partition("-")
    yaw = _YAWS[int(view) % len(_YAWS)]
    if kind is FileKind.SPIN_360:
        yaw += 2 * pi * (int(part) - 1) / FRAMES
    pixels = int(width)
    detail = 48 if pixels < 400 else 96
    shape = make_shape(look.shape, detail, is_round=look.is_round)
    out = BytesIO()
    image = render(shape, look.scene, pixels, int(pixels * HEIGHT), yaw=yaw)
    image.save(out, "WEBP", quality=_QUALITY, method=2)
    return out.getvalue()
