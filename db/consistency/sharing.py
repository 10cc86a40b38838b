"""What must be true of what partners show each other."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Something is shown to another than the other side of its partnership": """
        SELECT sharings.id
        FROM sharings JOIN partnerships ON partnerships.id = sharings.partnership_id
        WHERE (sharings.party_id, sharings.partner_id) NOT IN (
            (upstream_id, downstream_id), (downstream_id, upstream_id)
        )
    """,
}
