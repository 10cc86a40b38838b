"""Words that the database stores as text and clients read as enum values: one module an area.

What a word means to clients stands beside it; the check of its column (`db.types.words`) and the
enum of the graph follow from the same declaration.
"""

from enum import StrEnum
from typing import Self


class DescribedEnum(StrEnum):
    """Words with their meanings. Its docstring is what clients read of it as a whole.

    Every member's value equals its name, so a word reads the same in SQL, in Python and in GraphQL.
    """

    description: str

    # Python asks for a member by its word alone, and does not come here then.
    def __new__(cls, word: str, description: str = "") -> Self:
        member = str.__new__(cls, word)
        member._value_ = word
        member.description = description
        return member
