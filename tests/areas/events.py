"""Feeds."""

from typing import Final

from tests.areas import Area

# An entry in the feed of some party, for each of the positions.
_ENTER: Final = """
    INSERT INTO feed_entries (
        feed_id, position, sequenced_at, sequence, event_id, kind, fact_id, aggregate_id, version,
        recorded_at
    )
    SELECT party.id, position, now(), 1, 1, 'ORDER', uuidv7(), uuidv7(), 1, now()
    FROM (SELECT min(id::text)::uuid AS id FROM parties) AS party, unnest(ARRAY[{}]) AS position
"""

AREA: Final = Area(
    breaks={
        "Feeds have gaps": f"""
            WITH entered AS ({_ENTER.format("7")})
            INSERT INTO feeds (id, position) SELECT min(id::text)::uuid, 8 FROM parties
        """,
        "Feeds tell an event twice": _ENTER.format("1, 2"),
    }
)
