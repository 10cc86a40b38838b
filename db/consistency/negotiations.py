"""What must be true of negotiations."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Negotiations are not where their history leads": """
        SELECT negotiations.id
        FROM negotiations
        LEFT JOIN LATERAL (
            SELECT version, status FROM negotiation_events
            WHERE negotiation_events.negotiation_id = negotiations.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE negotiations.version IS DISTINCT FROM newest.version
            OR negotiations.status <> newest.status
    """,
    "Negotiations are about something else than what was proposed last": """
        SELECT negotiations.id
        FROM negotiations
        LEFT JOIN LATERAL (
            SELECT id FROM negotiation_events
            WHERE negotiation_events.negotiation_id = negotiations.id
                AND kind IN ('ASKED', 'PROPOSED')
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE negotiations.terms_id IS DISTINCT FROM newest.id
    """,
    "Prices were agreed on that nobody said": """
        SELECT negotiation_lines.id
        FROM negotiations
        JOIN negotiation_lines ON negotiation_lines.event_id = negotiations.terms_id
        WHERE negotiations.status = 'AGREED' AND negotiation_lines.price_minor IS NULL
    """,
}
