"""A demo world in which policies contradict each other, for what is missing and must not be.

Who sees an order sees its parties and its goods, and commands see to it that this stays so. Here
partnerships and goods are gone behind their backs, as far as the database allows it, so that there
are errors and nulls that climb up to what may be null.
"""

import asyncpg

_TEAR = """
DELETE FROM sharings;
DELETE FROM partnerships WHERE hashtext(id::text) % 3 <> 0;
UPDATE parties SET listed = false;
UPDATE products SET status = 'DRAFT', published_at = NULL WHERE hashtext(id::text) % 2 = 0;
"""


async def tear(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute(_TEAR)
    await connection.execute("VACUUM ANALYZE")
    await connection.close()
