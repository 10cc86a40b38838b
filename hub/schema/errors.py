"""Why a change was refused, as clients see it."""

import strawberry

from hub.domain.errors import ErrorCode
from hub.execution.fields import column


@strawberry.type(description="One reason why a change was refused.")
class UserError:
    code: ErrorCode = column("The kind of reason; it stays the same.")
    message: str = column("What is, what was asked, and what to do.")
    field: list[str] | None = column("The path of the offending input, if it is one.")
