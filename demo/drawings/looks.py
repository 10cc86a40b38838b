"""How a product looks, by its English name: which shape, and in which colours."""

import re
from collections.abc import Sequence
from typing import Final, NamedTuple
from zlib import crc32

from demo.drawings.rendering import Colour, Finish, Scene
from demo.drawings.shapes import Material

M = Material

# The first pattern that a name matches says its shape.
_SHAPES: Final[Sequence[tuple[str, str]]] = (
    ("necklace|pendant|locket|chain", "necklace"),
    ("earring|stud|hoop", "earrings"),
    ("bracelet|bangle|cuff", "bangle"),
    ("brooch", "brooch"),
    (r"\bring\b", "ring"),
    ("lipstick", "lipstick"),
    ("sheet mask|sachet", "sachet"),
    ("compact|cushion|powder|blush", "compact"),
    ("gift", "gift"),
    ("carton", "carton"),
    ("dropper|serum|essence$|oil", "dropper"),
    ("pump|airless|shampoo|body lotion|hair mask", "pump"),
    ("cream jar|face cream|eye cream|clay mask|balm|jar", "jar"),
    ("tube|foam|sunscreen|hand cream|cleanser", "tube"),
    ("toner|water|lotion|bottle|mist", "bottle"),
)
_OTHERWISE: Final = "drum"

_METALS: Final[Sequence[tuple[str, Colour]]] = (
    ("rose gold", (214, 150, 122)),
    ("24k", (232, 178, 62)),
    ("gold", (222, 178, 96)),
    ("silver", (188, 194, 202)),
    ("platinum", (206, 208, 210)),
    ("aluminium", (190, 195, 200)),
)
_GEMS: Final[Sequence[tuple[str, Colour]]] = (
    ("nephrite", (206, 220, 192)),
    ("jad", (74, 152, 104)),
    ("pearl", (240, 230, 218)),
    ("diamond", (214, 232, 244)),
    ("sapphire", (40, 76, 176)),
    ("ruby", (190, 26, 62)),
    ("emerald", (24, 132, 88)),
    ("amethyst", (138, 84, 178)),
    ("topaz", (226, 164, 76)),
    ("tourmaline", (206, 96, 140)),
    ("garnet", (136, 28, 44)),
    ("moonstone", (206, 214, 230)),
    ("agate|carnelian", (202, 102, 60)),
    ("turquoise", (72, 176, 172)),
)
_ROUND: Final = re.compile("nephrite|jad|pearl|moonstone|agate|turquoise", re.IGNORECASE)

# What a plant looks like, and so what is made of it.
_PLANTS: Final[Sequence[tuple[str, Colour]]] = (
    ("snow lotus", (196, 214, 222)),
    ("camellia", (206, 92, 104)),
    ("osmanthus", (232, 178, 88)),
    ("bamboo dew", (144, 184, 142)),
    ("white tea", (214, 212, 186)),
    ("peony", (222, 138, 164)),
    ("rice ferment", (232, 222, 204)),
    ("sea pearl", (206, 206, 218)),
    ("ginseng", (202, 156, 104)),
    ("plum blossom", (226, 160, 176)),
    ("green orange", (176, 190, 96)),
    ("night jasmine", (92, 96, 142)),
    ("red algae", (172, 78, 78)),
    ("cloud mushroom", (182, 164, 148)),
    ("lotus seed", (186, 198, 160)),
    ("goji", (214, 94, 66)),
    ("fig", (126, 84, 118)),
    ("iris root", (150, 132, 188)),
    ("apricot", (238, 182, 138)),
    ("honey", (222, 160, 62)),
    ("amber", (150, 88, 40)),
    ("frosted", (214, 222, 222)),
    ("clear glass", (206, 222, 224)),
    ("recycled", (190, 206, 196)),
    ("bamboo", (206, 172, 118)),
    ("ceramic", (236, 232, 224)),
    ("kraft", (188, 150, 106)),
    ("linen", (226, 216, 198)),
    ("lacquer", (126, 30, 34)),
)
_CAPS: Final[Sequence[Finish]] = (
    Finish((246, 242, 238), 0.45),
    Finish((208, 168, 104), 0.6, is_metal=True),
    Finish((56, 48, 50), 0.5),
    Finish((196, 200, 204), 0.6, is_metal=True),
)
_GROUNDS: Final[Sequence[tuple[Colour, Colour]]] = (
    ((58, 54, 60), (24, 22, 26)),
    ((38, 52, 60), (16, 22, 28)),
    ((226, 220, 210), (196, 186, 172)),
    ((66, 48, 48), (28, 20, 22)),
)
_HANGING: Final = frozenset({"necklace", "earrings", "brooch"})
_JEWELS: Final = frozenset({"necklace", "earrings", "bangle", "brooch", "ring"})


class Look(NamedTuple):
    """What to draw of a product: the shape, whether its stone is round, and the scene."""

    shape: str
    is_round: bool
    scene: Scene


def look_of(name: str) -> Look:
    """How a product of this English name looks."""
    seed = crc32(name.encode())
    shape = _first(_SHAPES, name) or _OTHERWISE
    if shape in _JEWELS:
        return Look(shape, _ROUND.search(name) is not None, _jewel_scene(name, shape, seed))
    body = _first(_PLANTS, name) or _tinted(seed)
    ground = tuple(_lighter(part, 0.8) for part in body)
    below = tuple(_lighter(part, 0.52) for part in body)
    metal = _first(_METALS, name)
    cap = _CAPS[seed % len(_CAPS)]
    finishes = {
        M.BODY: Finish(body, 0.5) if metal is None else Finish(metal, 0.6, is_metal=True),
        M.CAP: cap,
        M.LABEL: Finish((250, 247, 243), 0.1),
        M.ACCENT: Finish(_darker(body), 0.25),
        M.METAL: Finish((212, 176, 112), 0.65, is_metal=True),
    }
    return Look(shape, is_round=False, scene=Scene(finishes, _rgb(ground), _rgb(below)))


def _jewel_scene(name: str, shape: str, seed: int) -> Scene:
    metal, gem = _first(_METALS, name) or (214, 174, 96), _first(_GEMS, name) or (214, 232, 244)
    above, below = _GROUNDS[seed % len(_GROUNDS)]
    of_metal = Finish(metal, 0.75, is_metal=True)
    finishes = dict.fromkeys(M, of_metal) | {M.GEM: Finish(gem, 0.8), M.PEARL: Finish(gem, 0.6)}
    pitch = {"ring": 0.3, "bangle": 0.1, "necklace": 0.05, "earrings": 0.05, "brooch": 0.05}[shape]
    return Scene(finishes, above, below, scale=0.3, pitch=pitch, stands=shape not in _HANGING)


def _first(patterns: Sequence[tuple[str, object]], name: str):  # type: ignore[no-untyped-def]
    lower = name.lower()
    return next((found for pattern, found in patterns if re.search(pattern, lower)), None)


def _tinted(seed: int) -> Colour:
    return (206 - seed % 60, 200 - seed // 7 % 50, 196 - seed // 49 % 60)


def _lighter(part: int, share: float) -> int:
    return int(part + (255 - part) * share)


def _darker(colour: Colour) -> Colour:
    return _rgb(tuple(int(part * 0.55) for part in colour))


def _rgb(parts: tuple[int, ...]) -> Colour:
    red, green, blue = parts
    return red, green, blue
