"""Models in three dimensions: glTF in one file, which asks for nothing from elsewhere."""

import struct
from typing import Any, Final

import orjson

from hub.domain.errors import ErrorCode, Refused

_HEADER: Final = struct.Struct("<4sIIII")
_JSON: Final = 0x4E4F534A


def check_model(sent: bytes) -> None:
    """See that a model is whole, and that whoever shows it would fetch nothing else.

    Raises:
        Refused: NOT_ACCEPTED, it is not.
    """
    try:
        _, _, length, first_length, first = _HEADER.unpack_from(sent)
        if length != len(sent) or first != _JSON:
            raise ValueError("its header says otherwise than it is")
        scene: dict[str, Any] = orjson.loads(sent[_HEADER.size : _HEADER.size + first_length])
        parts = [*scene.get("buffers", ()), *scene.get("images", ())]
        addresses = [one["uri"] for one in parts if "uri" in one]
    except (struct.error, orjson.JSONDecodeError, ValueError, TypeError, AttributeError) as error:
        raise Refused(
            ErrorCode.NOT_ACCEPTED, f"The model cannot be read as GLB: {error}. Export it anew."
        ) from None
    if any(not str(one).startswith("data:") for one in addresses):
        raise Refused(
            ErrorCode.NOT_ACCEPTED,
            "The model refers to other files; export it as one file with all that it needs.",
        )
