"""Languages by BCP 47: tags in one spelling, and which of a text's languages suits a reader."""

import re
from functools import lru_cache
from typing import Final

from db.lengths import LANGUAGE

# What plain columns of text are in, as far as their texts are in a language of which that is known.
DEFAULT: Final = "en"
# So many languages are looked for in a text before its default one is taken.
CANDIDATES_MAX: Final = 8

_HEADERS_KEPT_MAX: Final = 256
_HEADER_CHARACTERS_MAX: Final = 1_000
# Language, script, region and variants; extensions and private use say nothing of texts.
_TAG: Final = re.compile(
    r"([a-z]{2,3})(-[a-z]{4})?(-(?:[a-z]{2}|[0-9]{3}))?"
    r"((?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3}))*)(?:-[a-z0-9](?:-[a-z0-9]{2,8})+)*"
)
_QUALITY: Final = re.compile(r"q\s*=\s*(0(?:\.[0-9]{0,3})?|1(?:\.0{0,3})?)")

Languages = tuple[str, ...]


def canonical_tag(tag: str) -> str:
    """The tag as it is kept: `zh-hans-cn` is `zh-Hans-CN`, without extensions.

    Raises:
        ValueError: it is not a language tag.
    """
    found = _TAG.fullmatch(tag.lower()) if len(tag) <= LANGUAGE else None
    if found is None:
        raise ValueError(f"'{tag[:80]}' is not a language tag of BCP 47 such as zh or pt-BR")
    language, script, region, variants = found.groups()
    return f"{language}{(script or '').title()}{(region or '').upper()}{variants}"


@lru_cache(maxsize=_HEADERS_KEPT_MAX)
def languages_of(*tags: str) -> Languages:
    """For whoever reads these languages: which are looked for in a text, the best one first.

    That is lookup by RFC 4647: each tag, then the tag without its end, until nothing is left of it.
    What comes after the default language is never looked for, since that is there anyway.
    """
    candidates: dict[str, None] = {}
    for tag in tags:
        left = tag
        while left:
            if left == DEFAULT or len(candidates) == CANDIDATES_MAX:
                return (*candidates,)
            candidates[left] = None
            left = left.rpartition("-")[0]
    return (*candidates,)


@lru_cache(maxsize=_HEADERS_KEPT_MAX)
def read_accept_language(header: str | None) -> Languages | None:
    """The tags in such a header, by RFC 9110, the most wanted first; None where it says none."""
    wanted: list[tuple[float, str]] = []
    for part in (header or "")[:_HEADER_CHARACTERS_MAX].split(","):
        tag, _, parameter = part.strip().partition(";")
        quality = _QUALITY.fullmatch(parameter.strip().lower()) if parameter else None
        if parameter and quality is None:
            continue
        try:
            wanted.append(
                (1.0 if quality is None else float(quality[1]), canonical_tag(tag.strip()))
            )
        except ValueError:
            continue
    wanted.sort(key=lambda one: -one[0])
    return tuple(tag for weight, tag in wanted if weight > 0) or None
