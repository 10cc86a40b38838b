"""What executors ask of whoever reads their plans."""

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple, Protocol

from graphql.execution.values import VariableValues

from hub.execution.placeholders import Placeholder
from hub.execution.plan import Plan, Selected


class Asked(NamedTuple):
    """What a field is asked for: the key in its argument `id`, what its other arguments say."""

    key: Any = None
    page: Any = None
    error: Exception | None = None


class Read(NamedTuple):
    """What a plan's statement brought: for each parent the text of every field.

    `placeholders` are those in the texts by their numbers; `refused` are errors in what was asked,
    by the place in the plan's `asking`.
    """

    rows: Sequence[Sequence[bytes]]
    placeholders: Sequence[Placeholder]
    refused: Mapping[int, Exception]


class Compiler(Protocol):
    """What reads plans: `hub.reads.compiler` makes SQL of them."""

    async def read(
        self,
        plan: Plan,
        keys: Mapping[str, Sequence[Any]] | None,
        asked: Sequence[Asked],
        request: Any,
        *,
        alone: bool,
        bytes_max: int,
    ) -> Read:
        """The texts of the plan's fields in UTF-8, for each of the parents.

        `keys` are those of the parents by column; a plan of the root has none. `alone`: nothing
        else is read for the answer but what the placeholders ask for.

        Raises:
            AnswerTooLarge: they are of more than so many bytes together, and were not brought.
        """
        ...


class Arguments(Protocol):
    """What a field is asked for in an operation: its arguments by their GraphQL names, and read."""

    def given(self, field: Selected, variables: VariableValues) -> dict[str, Any]: ...

    def asked(self, field: Selected, variables: VariableValues) -> Asked: ...
