"""What must be true of feeds."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Feeds have gaps": """
        SELECT feeds.party_id AS id
        FROM feeds
        LEFT JOIN feed_entries ON feed_entries.party_id = feeds.party_id
        GROUP BY feeds.party_id, feeds.position
        HAVING count(feed_entries.position) > 0
            AND (
                max(feed_entries.position) <> feeds.position
                OR max(feed_entries.position) - min(feed_entries.position) + 1
                    <> count(feed_entries.position)
            )
    """,
    "Feeds tell an event twice": """
        SELECT party_id AS id
        FROM feed_entries
        GROUP BY party_id, event_id
        HAVING count(*) > 1
    """,
}
