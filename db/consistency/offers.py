"""What must be true of offers."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    # What is older than the ledger has no history.
    "Offers are not where their history leads": """
        SELECT offers.id
        FROM offers
        LEFT JOIN LATERAL (
            SELECT version, valid_until FROM offer_events
            WHERE offer_events.offer_id = offers.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE offers.version <> coalesce(newest.version, 0)
            OR newest.version IS NOT NULL
                AND newest.valid_until IS DISTINCT FROM offers.valid_until
    """,
}
