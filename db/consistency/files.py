"""What must be true of files, and of what shows them."""

from collections.abc import Mapping
from typing import Final

STATEMENTS: Final[Mapping[str, str]] = {
    "Products are shown by files that are not ready, of others, or of another kind": """
        SELECT media.id
        FROM media
        JOIN products ON products.id = media.product_id
        JOIN files ON files.id = media.file_id
        WHERE (files.status, files.owner_id, files.kind, files.parts)
            IS DISTINCT FROM ('READY', products.owner_id, media.kind, media.parts)
        UNION ALL
        SELECT documents.id
        FROM documents
        JOIN products ON products.id = documents.product_id
        JOIN files ON files.id = documents.file_id
        WHERE (files.status, files.owner_id, files.kind)
            IS DISTINCT FROM ('READY', products.owner_id, 'DOCUMENT')
    """,
}
