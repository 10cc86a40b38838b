"""Shapes as models in three dimensions: glTF in one file, with a plain material for each finish."""

import struct
from collections import defaultdict
from typing import Any, Final

import orjson

from demo.drawings.looks import Look
from demo.drawings.shapes import Material, Shape

_FLOAT: Final = 5126
_ARRAY_BUFFER: Final = 34962


def write_model(shape: Shape, look: Look) -> bytes:
    """The bytes of a GLB file: what looks like the picture, to be turned by whoever sees it."""
    corners: dict[Material, list[float]] = defaultdict(list)
    for face in shape:
        first = face.corners[0]
        for one, two in zip(face.corners[1:], face.corners[2:], strict=False):
            for point in (first, one, two):
                corners[face.material].extend(point)
    content, views, accessors, primitives, materials = b"", [], [], [], []
    for number, (material, numbers) in enumerate(corners.items()):
        finish = look.scene.finishes[material]
        packed = struct.pack(f"<{len(numbers)}f", *numbers)
        views.append(
            {
                "buffer": 0,
                "byteOffset": len(content),
                "byteLength": len(packed),
                "target": _ARRAY_BUFFER,
            }
        )
        accessors.append(
            {
                "bufferView": number,
                "componentType": _FLOAT,
                "count": len(numbers) // 3,
                "type": "VEC3",
                "min": [min(numbers[axis::3]) for axis in range(3)],
                "max": [max(numbers[axis::3]) for axis in range(3)],
            }
        )
        primitives.append({"attributes": {"POSITION": number}, "material": number})
        materials.append(
            {
                "name": material.lower(),
                "pbrMetallicRoughness": {
                    "baseColorFactor": [*(_linear(part) for part in finish.colour), 1.0],
                    "metallicFactor": 0.9 if finish.is_metal else 0.0,
                    "roughnessFactor": round(0.7 - 0.6 * finish.gloss, 2),
                },
            }
        )
        content += packed
    scene: dict[str, Any] = {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [{"primitives": primitives}],
        "materials": materials,
        "accessors": accessors,
        "bufferViews": views,
        "buffers": [{"byteLength": len(content)}],
    }
    told = orjson.dumps(scene)
    told += b" " * (-len(told) % 4)
    length = 12 + 8 + len(told) + 8 + len(content)
    return b"".join(
        (
            struct.pack("<4sII", b"glTF", 2, length),
            struct.pack("<I4s", len(told), b"JSON"),
            told,
            struct.pack("<I4s", len(content), b"BIN\0"),
            content,
        )
    )


def _linear(part: int) -> float:
    """A part of a colour as light, not as screens count it."""
    return round(float((part / 255) ** 2.2), 4)
