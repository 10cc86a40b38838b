"""Shapes of what is sold, as faces in three dimensions: turned on a lathe, bent to rings, cut.

Lengths are such that a piece is about two units high; `y` points up, and a piece stands around the
vertical axis. Every face has the material that it is made of.
"""

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from enum import StrEnum
from math import cos, hypot, pi, sin
from typing import Final, NamedTuple

Point = tuple[float, float, float]
# Of a profile on the lathe: distance from the axis, and height.
Turned = tuple[float, float]


class Material(StrEnum):
    """What a face is made of; a palette says how it looks."""

    BODY = "BODY"
    CAP = "CAP"
    LABEL = "LABEL"
    ACCENT = "ACCENT"
    METAL = "METAL"
    GEM = "GEM"
    PEARL = "PEARL"


class Face(NamedTuple):
    """A flat face, its corners anticlockwise as seen from outside."""

    corners: tuple[Point, ...]
    material: Material


Shape = list[Face]
M = Material


def _rounded(profile: Sequence[Turned], radius: float, steps: int) -> list[Turned]:
    """The profile with round corners."""
    made: list[Turned] = [profile[0]]
    for before, corner, after in zip(profile, profile[1:], profile[2:], strict=False):
        ends = []
        for other in (before, after):
            length = hypot(other[0] - corner[0], other[1] - corner[1])
            share = min(radius, length * 0.45) / length
            ends.append(
                (
                    corner[0] + (other[0] - corner[0]) * share,
                    corner[1] + (other[1] - corner[1]) * share,
                )
            )
        (ax, ay), (bx, by) = ends
        for step in range(steps + 1):
            t = step / steps
            u = 1 - t
            made.append(
                (
                    u * u * ax + 2 * u * t * corner[0] + t * t * bx,
                    u * u * ay + 2 * u * t * corner[1] + t * t * by,
                )
            )
    return [*made, profile[-1]]


def _lathe(
    profile: Sequence[Turned],
    material: Material,
    detail: int,
    *,
    corner: float = 0.06,
    depth: float = 1.0,
    label: tuple[float, float, float] | None = None,
) -> Iterator[Face]:
    """A body turned around the axis, from the bottom of its profile to the top.

    `depth` flattens it from front to back. `label` is from which height to which, and over which
    part of the way round, it is covered with one.
    """
    line = _rounded(profile, corner, 2 + detail // 16)
    if label is not None:
        line = _cut(line, label[:2])
    angles = [2 * pi * n / detail for n in range(detail + 1)]
    round_ = [(sin(angle), cos(angle) * depth) for angle in angles]
    for (r0, y0), (r1, y1) in itertools.pairwise(line):
        if abs(r0 - r1) + abs(y0 - y1) < 1e-6:
            continue
        for n, ((x0, z0), (x1, z1)) in enumerate(itertools.pairwise(round_)):
            of = material
            if (
                label is not None
                and label[0] - 1e-6 <= min(y0, y1) <= max(y0, y1) <= label[1] + 1e-6
            ):
                turn = (n + 0.5) / detail
                if min(turn, 1 - turn) < label[2] / 2:
                    of = M.LABEL
                    band = (y0 + y1) / 2 - label[0]
                    if 0.12 < band / (label[1] - label[0]) < 0.2:
                        of = M.ACCENT
            bottom = ((x0 * r0, y0, z0 * r0), (x1 * r0, y0, z1 * r0))
            top = ((x1 * r1, y1, z1 * r1), (x0 * r1, y1, z0 * r1))
            if r0 < 1e-6:
                yield Face((bottom[0], *top), of)
            elif r1 < 1e-6:
                yield Face((*bottom, top[0]), of)
            else:
                yield Face((*bottom, *top), of)


def _cut(line: Sequence[Turned], label: tuple[float, float]) -> list[Turned]:
    """The profile with points where a label begins and ends, and where its band does."""
    low, high = label
    heights = [low, low + (high - low) * 0.12, low + (high - low) * 0.2, high]
    made = [line[0]]
    for (r0, y0), (r1, y1) in itertools.pairwise(line):
        for height in heights:
            if y0 < height < y1:
                share = (height - y0) / (y1 - y0)
                made.append((r0 + (r1 - r0) * share, height))
        made.append((r1, y1))
    return made


def _torus(
    radius: float, thickness: float, material: Material, detail: int, *, high: float = 1.0
) -> Iterator[Face]:
    """A ring that stands upright, facing us; `high` makes its band wider from front to back."""
    around, across = detail, max(8, detail // 4)

    def point(n: int, m: int) -> Point:
        turn, roll = 2 * pi * n / around, 2 * pi * m / across
        far = radius + thickness * cos(roll)
        return far * sin(turn), far * cos(turn), thickness * high * sin(roll)

    for n in range(around):
        for m in range(across):
            corners = (point(n, m), point(n + 1, m), point(n + 1, m + 1), point(n, m + 1))
            yield Face(corners, material)


def _tube(
    path: Sequence[Point], thickness: float, material: Material, detail: int
) -> Iterator[Face]:
    """A wire along a path that lies in a plane facing us."""
    across = max(6, detail // 8)
    rings = []
    for n, (x, y, z) in enumerate(path):
        (ax, ay, _), (bx, by, _) = path[max(0, n - 1)], path[min(len(path) - 1, n + 1)]
        length = hypot(bx - ax, by - ay) or 1.0
        nx, ny = (ay - by) / length, (bx - ax) / length
        rings.append(
            [
                (
                    x + thickness * cos(2 * pi * m / across) * nx,
                    y + thickness * cos(2 * pi * m / across) * ny,
                    z + thickness * sin(2 * pi * m / across),
                )
                for m in range(across)
            ]
        )
    for one, two in itertools.pairwise(rings):
        for m in range(across):
            k = (m + 1) % across
            yield Face((one[m], one[k], two[k], two[m]), material)


def _brilliant(size: float, detail: int, sides: int = 12) -> Iterator[Face]:
    """A cut stone, its table up, its girdle around the origin."""
    del detail
    table, crown, depth = size * 0.58, size * 0.36, size * 0.86

    def ring(radius: float, y: float, offset: float) -> list[Point]:
        return [
            (
                radius * sin(2 * pi * (n + offset) / sides),
                y,
                radius * cos(2 * pi * (n + offset) / sides),
            )
            for n in range(sides)
        ]

    girdle, upper = ring(size, 0, 0), ring(table, crown, 0.5)
    lower = ring(size * 0.45, -depth * 0.5, 0.5)
    yield Face(tuple(upper), M.GEM)
    for n in range(sides):
        k = (n + 1) % sides
        yield Face((girdle[n], girdle[k], upper[n]), M.GEM)
        yield Face((upper[n], girdle[k], upper[k]), M.GEM)
        yield Face((girdle[k], girdle[n], lower[n]), M.GEM)
        yield Face((girdle[k], lower[n], lower[k]), M.GEM)
        yield Face((lower[n], (0, -depth, 0), lower[k]), M.GEM)


def _ball(size: float, material: Material, detail: int) -> Iterator[Face]:
    line = [
        (size * sin(pi * n / (detail // 2)), -size * cos(pi * n / (detail // 2)))
        for n in range(detail // 2 + 1)
    ]
    yield from _lathe(line, material, detail, corner=0.0)


def _box(width: float, height: float, depth: float, material: Material) -> Iterator[Face]:
    x, y, z = width / 2, height / 2, depth / 2
    for corners in (
        ((-x, -y, z), (x, -y, z), (x, y, z), (-x, y, z)),
        ((x, -y, -z), (-x, -y, -z), (-x, y, -z), (x, y, -z)),
        ((x, -y, z), (x, -y, -z), (x, y, -z), (x, y, z)),
        ((-x, -y, -z), (-x, -y, z), (-x, y, z), (-x, y, -z)),
        ((-x, y, z), (x, y, z), (x, y, -z), (-x, y, -z)),
        ((-x, -y, -z), (x, -y, -z), (x, -y, z), (-x, -y, z)),
    ):
        yield Face(corners, material)


def _moved(faces: Iterable[Face], x: float = 0, y: float = 0, z: float = 0) -> Iterator[Face]:
    for corners, material in faces:
        yield Face(tuple((a + x, b + y, c + z) for a, b, c in corners), material)


def _leaning(faces: Iterable[Face], angle: float) -> Iterator[Face]:
    """Turned towards us around the horizontal axis."""
    c, s = cos(angle), sin(angle)
    for corners, material in faces:
        yield Face(tuple((x, y * c - z * s, y * s + z * c) for x, y, z in corners), material)


def _turned(faces: Iterable[Face], angle: float) -> Iterator[Face]:
    """Turned around the axis that points at us."""
    c, s = cos(angle), sin(angle)
    for corners, material in faces:
        yield Face(tuple((x * c - y * s, x * s + y * c, z) for x, y, z in corners), material)


def _bottle(detail: int) -> Iterator[Face]:
    body = [(0, -1), (0.46, -1), (0.46, 0.3), (0.16, 0.46), (0.16, 0.56)]
    yield from _lathe(body, M.BODY, detail, corner=0.14, label=(-0.72, 0.05, 0.4))
    cap = [(0.19, 0.54), (0.2, 0.54), (0.2, 0.98), (0, 0.98)]
    yield from _lathe(cap, M.CAP, detail, corner=0.05)


def _dropper(detail: int) -> Iterator[Face]:
    body = [(0, -1), (0.42, -1), (0.42, 0.1), (0.15, 0.24), (0.15, 0.34)]
    yield from _lathe(body, M.BODY, detail, corner=0.16, label=(-0.76, -0.1, 0.42))
    yield from _lathe([(0.19, 0.3), (0.2, 0.3), (0.2, 0.52), (0.12, 0.54)], M.METAL, detail)
    bulb = [(0.12, 0.52), (0.13, 0.6), (0.13, 0.86), (0.06, 1.0), (0, 1.0)]
    yield from _lathe(bulb, M.CAP, detail, corner=0.1)


def _pump(detail: int) -> Iterator[Face]:
    body = [(0, -1), (0.44, -1), (0.44, 0.28), (0.17, 0.44), (0.17, 0.5)]
    yield from _lathe(body, M.BODY, detail, corner=0.12, label=(-0.7, 0.05, 0.4))
    yield from _lathe([(0.2, 0.46), (0.21, 0.46), (0.21, 0.62), (0.05, 0.64)], M.CAP, detail)
    yield from _lathe([(0.05, 0.62), (0.05, 0.84), (0, 0.84)], M.CAP, max(12, detail // 2))
    yield from _moved(_box(0.5, 0.11, 0.2, M.CAP), x=0.13, y=0.9)


def _jar(detail: int) -> Iterator[Face]:
    body = [(0, -0.62), (0.68, -0.62), (0.74, -0.1), (0.7, 0.02)]
    yield from _lathe(body, M.BODY, detail, corner=0.14, label=(-0.48, -0.16, 0.36))
    yield from _lathe([(0.7, 0.0), (0.77, 0.0), (0.77, 0.4), (0, 0.4)], M.CAP, detail, corner=0.08)


def _squeezed(detail: int) -> Iterator[Face]:
    yield from _lathe([(0, -1), (0.2, -1), (0.22, -0.72)], M.CAP, detail, corner=0.04)
    steps = 10
    for n in range(steps):
        low, high = n / steps, (n + 1) / steps
        yield from _stretch(low, high, detail)


def _stretch(low: float, high: float, detail: int) -> Iterator[Face]:
    """A part of a tube's way from round, at its neck, to flat, at its end."""

    def ring(share: float) -> list[Point]:
        wide, deep = 0.27 + 0.17 * share, (0.27 + 0.06 * share) * (1 - share**1.6) + 0.015
        y = -0.72 + 1.7 * share
        return [
            (wide * sin(2 * pi * n / detail), y, deep * cos(2 * pi * n / detail))
            for n in range(detail)
        ]

    below, above = ring(low), ring(high)
    for n in range(detail):
        k, turn = (n + 1) % detail, (n + 0.5) / detail
        is_label = 0.3 <= low < 0.8 and min(turn, 1 - turn) < 0.16
        material = M.LABEL if is_label else M.ACCENT if low >= 0.9 else M.BODY
        yield Face((below[n], below[k], above[k], above[n]), material)


def _lipstick(detail: int) -> Iterator[Face]:
    yield from _lathe([(0, -1), (0.3, -1), (0.3, -0.1), (0.24, -0.1)], M.CAP, detail, corner=0.03)
    yield from _lathe([(0.24, -0.12), (0.24, 0.26), (0.18, 0.26)], M.METAL, detail, corner=0.02)
    slanted = [
        Face(tuple((x, y + (x * 0.9 if y > 0.5 else 0), z) for x, y, z in corners), material)
        for corners, material in _lathe(
            [(0.18, 0.2), (0.18, 0.72), (0.12, 0.84), (0, 0.86)], M.BODY, detail, corner=0.06
        )
    ]
    yield from slanted


def _compact(detail: int) -> Iterator[Face]:
    yield from _leaning(
        [
            *_lathe([(0, -0.12), (0.84, -0.12), (0.86, 0.0)], M.BODY, detail, corner=0.05),
            *_lathe([(0.86, 0.0), (0.85, 0.11), (0.3, 0.17)], M.BODY, detail, corner=0.06),
            *_lathe([(0.3, 0.17), (0.28, 0.18), (0, 0.18)], M.ACCENT, detail, corner=0.01),
        ],
        0.75,
    )


def _sachet(detail: int) -> Iterator[Face]:
    steps = max(8, detail // 4)

    def point(n: int, m: int, side: float) -> Point:
        u, v = n / steps, m / steps
        swell = 0.13 * (sin(pi * u) * sin(pi * v)) ** 0.5 * side
        return (u - 0.5) * 1.24, (v - 0.5) * 1.9, swell

    for side in (1.0, -1.0):
        for n in range(steps):
            for m in range(steps):
                corners = (
                    point(n, m, side),
                    point(n + 1, m, side),
                    point(n + 1, m + 1, side),
                    point(n, m + 1, side),
                )
                share = (m + 0.5) / steps
                middle = 0.22 < (n + 0.5) / steps < 0.78
                material = M.BODY
                if share > 0.88 or share < 0.06:
                    material = M.ACCENT
                elif side > 0 and middle and 0.3 < share < 0.7:
                    material = M.LABEL
                yield Face(corners if side > 0 else corners[::-1], material)


def _carton(detail: int) -> Iterator[Face]:
    del detail
    yield from _box(0.95, 1.7, 0.6, M.BODY)
    yield from _moved(_box(0.6, 0.7, 0.01, M.LABEL), y=0.05, z=0.305)
    yield from _moved(_box(0.6, 0.05, 0.012, M.ACCENT), y=-0.2, z=0.306)


def _gift(detail: int) -> Iterator[Face]:
    yield from _moved(_box(1.5, 0.8, 1.1, M.BODY), y=-0.25)
    yield from _moved(_box(1.56, 0.26, 1.16, M.CAP), y=0.22)
    yield from _moved(_box(0.16, 1.1, 1.18, M.ACCENT), y=-0.1)
    for side in (-1, 1):
        loop = _torus(0.19, 0.05, M.ACCENT, max(16, detail // 2), high=1.6)
        yield from _moved(_turned(loop, side * 0.5), x=side * 0.2, y=0.5)


def _drum(detail: int) -> Iterator[Face]:
    body = [(0, -0.85), (0.6, -0.85), (0.6, 0.45), (0.5, 0.55)]
    yield from _lathe(body, M.BODY, detail, corner=0.08, label=(-0.6, 0.2, 0.44))
    yield from _lathe([(0.5, 0.5), (0.55, 0.52), (0.55, 0.8), (0, 0.8)], M.CAP, detail)


def _prongs(size: float, detail: int) -> Iterator[Face]:
    for n in range(4):
        turn = pi / 4 + n * pi / 2
        bent = [
            (0, -size * 0.9),
            (size * 0.07, -size * 0.9),
            (size * 0.07, size * 0.2),
            (0, size * 0.26),
        ]
        yield from _moved(
            _lathe(bent, M.METAL, max(8, detail // 6), corner=0.01),
            x=size * 0.93 * sin(turn),
            z=size * 0.93 * cos(turn),
        )


def _stone(size: float, detail: int, *, is_round: bool) -> Iterator[Face]:
    """A stone in its setting: a pearl or a cabochon where it is not cut."""
    if is_round:
        yield from _ball(size * 0.92, M.PEARL, max(24, detail * 3 // 4))
        cup = [(0, -size * 1.0), (size * 0.62, -size * 0.78), (size * 0.8, -size * 0.42)]
        yield from _lathe(cup, M.METAL, max(16, detail // 2), corner=0.02)
    else:
        yield from _brilliant(size, detail)
        yield from _prongs(size, detail)


def _ring(detail: int, *, is_round: bool) -> Iterator[Face]:
    yield from _moved(_torus(0.62, 0.075, M.METAL, detail, high=1.5), y=-0.3)
    yield from _moved(_stone(0.3, detail, is_round=is_round), y=0.55)
    for side in (-1, 1):
        small = _leaning(_brilliant(0.1, detail, 8), 0.0)
        yield from _moved(small, x=side * 0.3, y=0.29)


def _necklace(detail: int, *, is_round: bool) -> Iterator[Face]:
    links = max(24, detail)
    path = []
    for n in range(links + 1):
        t = n / links * 2 - 1
        path.append((t * 0.72, 1.0 - 1.28 * (1 - abs(t) ** 2.4), 0.0))
    yield from _tube(path, 0.022, M.METAL, detail)
    yield from _moved(_torus(0.09, 0.024, M.METAL, max(16, detail // 2)), y=-0.36)
    yield from _moved(_leaning(_stone(0.29, detail, is_round=is_round), 1.1), y=-0.72, z=0.02)


def _earrings(detail: int, *, is_round: bool) -> Iterator[Face]:
    for side in (-1, 1):
        hook = [
            (0.12 * sin(t), 0.62 + 0.2 * cos(t) - 0.05 * t, 0.0)
            for t in (pi * (n / 12 * 1.25 - 0.75) for n in range(13))
        ]
        yield from _moved(_tube(hook, 0.024, M.METAL, detail), x=side * 0.5)
        link = [(0.0, 0.5 - 0.3 * n / 4, 0.0) for n in range(5)]
        yield from _moved(_tube(link, 0.02, M.METAL, detail), x=side * 0.5)
        stone = _leaning(_stone(0.25, detail, is_round=is_round), 1.0)
        yield from _moved(stone, x=side * 0.5, y=-0.12)
        drop = [(0, -0.2), (0.1, -0.05), (0.06, 0.08), (0, 0.2)]
        yield from _moved(_lathe(drop, M.METAL, max(12, detail // 3)), x=side * 0.5, y=-0.62)


def _bangle(detail: int, *, is_round: bool) -> Iterator[Face]:
    yield from _leaning(_torus(0.82, 0.075, M.METAL, detail, high=1.8), 1.05)
    for n in (-2, -1, 0, 1, 2):
        turn = n * 0.24
        x, z = 0.86 * sin(turn), 0.86 * cos(turn)
        stone = _leaning(_stone(0.13, detail, is_round=is_round), 0.9)
        yield from _moved(stone, x=x, y=-z * 0.5 + 0.05, z=z * 0.86 + 0.1)


def _brooch(detail: int, *, is_round: bool) -> Iterator[Face]:
    for n in range(6):
        petal = [(0, -0.36), (0.2, -0.1), (0.2, 0.14), (0, 0.36)]
        leaf = _moved(_lathe(petal, M.METAL, max(16, detail // 3), corner=0.12, depth=0.3), y=0.56)
        yield from _turned(leaf, n * pi / 3)
        small = _leaning(_brilliant(0.09, detail, 8), pi / 2)
        yield from _turned(_moved(small, y=0.56, z=0.1), n * pi / 3 + pi / 6)
    yield from _moved(_leaning(_stone(0.3, detail, is_round=is_round), pi / 2), z=0.12)


_PACKED: Final[Mapping[str, Callable[[int], Iterator[Face]]]] = {
    "bottle": _bottle,
    "dropper": _dropper,
    "pump": _pump,
    "jar": _jar,
    "tube": _squeezed,
    "lipstick": _lipstick,
    "compact": _compact,
    "sachet": _sachet,
    "carton": _carton,
    "gift": _gift,
    "drum": _drum,
}
_JEWELLERY: Final[Mapping[str, Callable[..., Iterator[Face]]]] = {
    "ring": _ring,
    "necklace": _necklace,
    "earrings": _earrings,
    "bangle": _bangle,
    "brooch": _brooch,
}


def make_shape(name: str, detail: int, *, is_round: bool = False) -> Shape:
    """The shape of this name; `detail` is in how many faces a full turn is made, 24 or more."""
    if name in _JEWELLERY:
        return list(_JEWELLERY[name](detail, is_round=is_round))
    return list(_PACKED[name](detail))
