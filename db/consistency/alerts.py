"""What must be true of alerts and their history."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Alerts are not where their history leads": """
        SELECT alerts.id
        FROM alerts
        LEFT JOIN LATERAL (
            SELECT version, status FROM alert_events
            WHERE alert_events.alert_id = alerts.id
            ORDER BY version DESC
            LIMIT 1
        ) AS newest ON true
        WHERE (alerts.version, alerts.status) IS DISTINCT FROM (newest.version, newest.status)
    """,
}
