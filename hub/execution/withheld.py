"""Fields that a viewer may not read: null in an answer, and named beside it with their rule.

In texts a mark with the rule's number stands for such a value, until the text is whole; then the
marks tell the paths. A mark that ends with a semicolon stands before what is told instead.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any, Final, NamedTuple, Protocol

import strawberry
from strawberry.extensions import FieldExtension

from hub.execution.errors import RequestError

WITHHELD: Final = b"\x04"
# So many are named; of the others it is told how many they are.
NAMED_MAX: Final = 100

Path = tuple[str | int, ...]

_TOKEN: Final = re.compile(
    rb'"([^"\\]*(?:\\.[^"\\]*)*)"(:?)|([\[\]{},])|' + WITHHELD + rb"(\d+)", re.DOTALL
)
_MARK: Final = re.compile(WITHHELD + rb"\d+")
_MARK_OF_VALUE: Final = re.compile(WITHHELD + rb"\d+;")


class FieldRule(Protocol):
    """Who may read a field, in words; contexts and compilers know how it is decided."""

    @property
    def sentence(self) -> str: ...

    @property
    def sentence_zh(self) -> str: ...


# Rules by the numbers that stand for them in texts.
_RULES: Final[list[FieldRule]] = []


def mark_withheld(rule: FieldRule) -> str:
    """What stands in texts for a value that the rule withholds; with a `;` before another one."""
    if rule not in _RULES:
        _RULES.append(rule)
    return f"{WITHHELD.decode()}{_RULES.index(rule)}"


def refuse_withheld(rule: FieldRule) -> RequestError:
    """The error of a list that would tell by its order or choice of rows what a rule withholds."""
    return RequestError(
        "FIELD_WITHHELD",
        f"{rule.sentence} The order or the filters of this list would tell it of rows of others:"
        " ask for those of which you may read it, or in another way.",
    )


class Withheld:
    """What is withheld in one answer, as `extensions` tell it."""

    def __init__(self) -> None:
        self._found: list[tuple[Path, FieldRule]] = []
        self._count = 0

    def add(self, path: Path, rule: FieldRule) -> None:
        self._count += 1
        if len(self._found) < NAMED_MAX:
            self._found.append((path, rule))

    def take(self) -> dict[str, Any]:
        """The extensions that name what was added, which is then forgotten."""
        if not self._count:
            return {}
        told: dict[str, Any] = {
            "withheld": [
                {"path": [*path], "rule": rule.sentence, "ruleZh": rule.sentence_zh}
                for path, rule in self._found
            ]
        }
        if self._count > len(self._found):
            told["withheldMore"] = self._count - len(self._found)
        self._found, self._count = [], 0
        return told

    def take_marks(self, key: str, text: bytes) -> bytes:
        """The text of the root's field with nulls in place of marks, whose paths are added."""
        self._found += _named(key, text, NAMED_MAX - len(self._found))
        self._count += text.count(WITHHELD)
        return without_marks(text)

    def take_marks_in(self, key: str, text: bytes, value: Any) -> None:
        """Add the paths of the text's marks, as far as they lead to something in the value."""
        for path, rule in _named(key, text, len(text)):
            if _leads(path[1:], value):
                self.add(path, rule)


def without_marks(text: bytes) -> bytes:
    """The text with nulls, or what is told instead, in place of what is withheld."""
    return _MARK.sub(b"null", _MARK_OF_VALUE.sub(b"", text))


def _named(key: str, text: bytes, most: int) -> Iterator[tuple[Path, FieldRule]]:
    """The paths of the first marks in a JSON text, with their rules."""
    place: list[str | int] = []
    for token in _TOKEN.finditer(text):
        if most <= 0:
            return
        name, colon, sign, rule = token.groups()
        if rule is not None:
            yield (key, *place), _RULES[int(rule)]
            most -= 1
        elif name is not None:
            if colon:
                place[-1] = name.decode()
        elif sign in b"[{":
            place.append(0 if sign == b"[" else "")
        elif sign in b"]}":
            place.pop()
        elif isinstance(place[-1], int):
            place[-1] += 1


def _leads(path: Sequence[str | int], value: Any) -> bool:
    for step in path:
        try:
            value = value[step]
        except (IndexError, KeyError, TypeError):
            return False
    return True


class Coarser(NamedTuple):
    """What is told in place of what a rule withholds: a function of the row's column `of`.

    `seen_by` is the rule of who is told that much; None where everybody is.
    """

    compute: Callable[[Any], Any]
    of: str
    seen_by: FieldRule | None


class Withholding(FieldExtension):
    """Withholds a field by its rule where graphql-core runs it."""

    def __init__(self, rule: FieldRule, coarser: Sequence[Coarser]) -> None:
        self.rule = rule
        self.coarser = coarser

    async def resolve_async(
        self, next_: Any, source: Any, info: strawberry.Info, **kwargs: Any
    ) -> Any:
        if await info.context.may_read(self.rule, source):
            found = await next_(source, info, **kwargs)
            return await found if hasattr(found, "__await__") else found
        info.context.withheld.add(tuple(info.path.as_list()), self.rule)
        for one in self.coarser:
            if one.seen_by is None or await info.context.may_read(one.seen_by, source):
                return one.compute(getattr(source, one.of))
        return None
