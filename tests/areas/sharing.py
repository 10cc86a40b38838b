"""What partners show each other, which comes with the partnerships of a scene."""

from typing import Final

from tests.areas import Area

AREA: Final = Area(
    breaks={
        "Something is shown to another than the other side of its partnership": """
            INSERT INTO sharings
                (id, partnership_id, party_id, partner_id, topic, exactness, changed_at)
            SELECT uuidv7(), id, upstream_id, upstream_id, 'STOCK', 'EXACT', now()
            FROM partnerships LIMIT 1
        """
    },
)
