"""Global ids: opaque to clients, readable to people, cheap to make: `Order:0199…`."""

import re
from typing import Final
from uuid import UUID

from hub.execution.errors import RequestError

# UUID() also reads braces, URNs and capitals; an id has one form only.
_ID: Final = re.compile(r"([^:]*):([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")


# In the metadata of an input's field: the type whose id, or ids, it takes.
ID_OF: Final = "id_of"


def global_id(typename: str, id: UUID) -> str:
    return f"{typename}:{id}"


def split_id(text: str) -> tuple[str, UUID]:
    """The type name and the key in a global id.

    Raises:
        RequestError: BAD_ID, it is not one.
    """
    found = _ID.fullmatch(text)
    if found is not None:
        return found[1], UUID(found[2])
    raise RequestError(
        "BAD_ID",
        f"{text[:80]!r} is not an id of the hub; ids look like 'Order:0199…' and come from it.",
    )


def key_of(text: str, *typenames: str) -> UUID:
    """The key in a global id of one of the types.

    Raises:
        RequestError: BAD_ID, it is not an id of such a type.
    """
    typename, key = split_id(text)
    if typename not in typenames:
        wanted = " or ".join(typenames)
        raise RequestError(
            "BAD_ID", f"{text[:80]!r} is the id of a {typename[:40]}, not of a {wanted}."
        )
    return key
