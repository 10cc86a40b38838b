"""Shapes as pictures: lit by two tall lamps and a soft one from above."""

from collections.abc import Mapping, Sequence
from math import cos, exp, sin, sqrt
from typing import Final, NamedTuple

from PIL import Image, ImageDraw, ImageFilter

from demo.drawings.shapes import Face, Material, Point, Shape

Colour = tuple[int, int, int]


class Finish(NamedTuple):
    """How a material looks: its colour, and how much of the lamps it mirrors, 0 to 1."""

    colour: Colour
    gloss: float = 0.35
    is_metal: bool = False


class Scene(NamedTuple):
    """What a picture is made of: finishes by material, and the ground from above to below."""

    finishes: Mapping[Material, Finish]
    above: Colour
    below: Colour
    # How high and wide the piece stands in the picture, 1 being all of it.
    scale: float = 0.33
    pitch: float = 0.24
    # What hangs casts no shadow on the ground.
    stands: bool = True


# The picture is drawn larger than it is wanted, and made smaller, so that edges are smooth.
_TIMES: Final = 2
_LIGHT: Final = (-0.42, 0.62, 0.66)


def render(shape: Shape, scene: Scene, width: int, height: int, *, yaw: float = 0.0) -> Image.Image:
    """The picture of a shape that was turned by `yaw` around its axis."""
    image = _ground(scene, width, height)
    w, h = width * _TIMES, height * _TIMES
    size = h * scene.scale
    middle = h * 0.5
    layer = Image.new("RGBA", (w, h))
    draw = ImageDraw.Draw(layer)
    lowest = 0.0
    for corners, colour in _lit(shape, scene, yaw):
        flat = [
            (w / 2 + x * size * (1 + z * 0.06), middle - y * size * (1 + z * 0.06))
            for x, y, z in corners
        ]
        lowest = max(lowest, *(y for _, y in flat))
        draw.polygon(flat, fill=colour, outline=colour)
    piece = layer.resize((width, height), Image.Resampling.BOX)
    if scene.stands:
        _cast_shadow(image, piece, lowest / _TIMES)
    image.paste(piece, (0, 0), piece)
    return image


def _ground(scene: Scene, width: int, height: int) -> Image.Image:
    """From the colour above to the one below, lighter behind the piece."""
    ramp = Image.linear_gradient("L").resize((width, height))
    ground = Image.composite(
        Image.new("RGB", (width, height), scene.below),
        Image.new("RGB", (width, height), scene.above),
        ramp,
    )
    glow = Image.radial_gradient("L").resize((int(width * 1.3), int(width * 1.3)))
    glow = glow.point([max(0, 120 - int(n * 0.62)) for n in range(256)])
    light = tuple(min(255, part + (255 - part) * 2 // 5) for part in scene.above)
    at = ((width - glow.width) // 2, int(height * 0.42) - glow.height // 2)
    ground.paste(Image.new("RGB", glow.size, light), at, glow)
    return ground


def _cast_shadow(image: Image.Image, piece: Image.Image, foot: float) -> None:
    """Darken the ground where the piece stands: close below it, and softer around."""
    box = piece.getchannel("A").getbbox()
    if box is None:
        return
    small = 4
    w, h = image.width // small, image.height // small
    left, right = box[0] / small, box[2] / small
    y = foot / small
    dark = Image.new("L", (w, h))
    draw = ImageDraw.Draw(dark)
    wide = (right - left) / 2
    centre = (left + right) / 2
    for share, deep, strength in ((1.25, 0.07, 70), (0.92, 0.03, 120)):
        reach = wide * share
        draw.ellipse(
            (centre - reach, y - h * deep * 0.8, centre + reach, y + h * deep * 0.5), fill=strength
        )
    dark = dark.filter(ImageFilter.GaussianBlur(w / 34)).resize(image.size)
    image.paste((30, 22, 24), (0, 0, *image.size), dark)


def _lit(
    shape: Shape, scene: Scene, yaw: float
) -> list[tuple[Sequence[Point], tuple[int, int, int, int]]]:
    """The faces that are seen, the farthest first, with their colours."""
    cy, sy, cp, sp = cos(yaw), sin(yaw), cos(scene.pitch), sin(scene.pitch)
    seen = []
    turned: dict[Point, Point] = {}
    for face in shape:
        corners = []
        for point in face.corners:
            found = turned.get(point)
            if found is None:
                x, y, z = point
                x, z = x * cy + z * sy, z * cy - x * sy
                found = turned[point] = (x, y * cp - z * sp, y * sp + z * cp)
            corners.append(found)
        normal = _normal(corners)
        if normal is None or normal[2] <= 0.0:
            continue
        far = sum(z for _, _, z in corners) / len(corners)
        seen.append((far, corners, _colour(face, scene, normal, far)))
    seen.sort(key=lambda one: one[0])
    return [(corners, colour) for _, corners, colour in seen]


def _normal(corners: Sequence[Point]) -> Point | None:
    (ax, ay, az), (bx, by, bz), (cx, cy, cz) = corners[0], corners[1], corners[-1]
    if (ax, ay, az) == (bx, by, bz):
        (bx, by, bz) = corners[2]
    ux, uy, uz, vx, vy, vz = bx - ax, by - ay, bz - az, cx - ax, cy - ay, cz - az
    x, y, z = uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx
    length = sqrt(x * x + y * y + z * z)
    return None if length < 1e-9 else (x / length, y / length, z / length)


def _colour(face: Face, scene: Scene, normal: Point, far: float) -> tuple[int, int, int, int]:
    finish = scene.finishes[face.material]
    nx, ny, nz = normal
    # What the face mirrors towards us.
    rx, ry = 2 * nz * nx, 2 * nz * ny
    lamps = (
        0.95 * exp(-(((rx + 0.66) / 0.15) ** 2))
        + 0.5 * exp(-(((rx - 0.8) / 0.09) ** 2))
        + 0.45 * exp(-(((ry - 0.86) / 0.22) ** 2))
    )
    lit = max(0.0, nx * _LIGHT[0] + ny * _LIGHT[1] + nz * _LIGHT[2])
    # What is turned away from us is darker: so edges are seen.
    edge = 0.62 + 0.38 * nz
    if face.material is Material.GEM:
        sparkle = ((nx * 7.31 + ny * 3.77 + nz * 5.19) * 2.3) % 1.0
        shade = 0.34 + 0.5 * lit + 0.62 * sparkle * sparkle
        shine = finish.gloss * (lamps * 0.55 + (0.75 if sparkle > 0.86 else 0.0))
    elif finish.is_metal:
        # A horizon: dark below it, bright above.
        horizon = 1 / (1 + exp(-7 * (ry + 0.05)))
        shade = (0.5 + 0.56 * horizon + 0.2 * lit) * edge
        shine = finish.gloss * lamps
    else:
        shade = (0.74 + 0.36 * lit) * edge
        shine = finish.gloss * lamps
    shade *= 1 + 0.05 * far
    red, green, blue = finish.colour
    return (
        _mixed(red, shade, shine),
        _mixed(green, shade, shine),
        _mixed(blue, shade, shine),
        255,
    )


def _mixed(part: int, shade: float, shine: float) -> int:
    lit = min(255.0, part * shade)
    return int(lit + (255 - lit) * min(1.0, shine))
