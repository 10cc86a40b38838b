"""What must be true of feeds."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Feeds have gaps": """
        SELECT feeds.id
        FROM feeds
        LEFT JOIN feed_entries ON feed_entries.feed_id = feeds.id
        GROUP BY feeds.id, feeds.position
        HAVING count(feed_entries.position) > 0
            AND (
                max(feed_entries.position) <> feeds.position
                OR max(feed_entries.position) - min(feed_entries.position) + 1
                    <> count(feed_entries.position)
            )
    """,
    "Feeds tell an event twice": """
        SELECT feed_id AS id
        FROM feed_entries
        GROUP BY feed_id, event_id
        HAVING count(*) > 1
    """,
}
