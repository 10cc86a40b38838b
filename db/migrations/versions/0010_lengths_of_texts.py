"""Every text has a length, to which its table holds it.

It fails, and changes nothing, where a text is longer: the error names the table, the column and the
length. Shorten what is there, and run it again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

# Of each table its columns, with how many characters they hold at most.
_LENGTHS = {
    "accounts": {"email": 254, "name": 200, "password_hash": 500},
    "categories": {"code": 200, "name": 500, "name_zh": 500},
    "cosmetic_details": {"story": 20000, "series": 200, "usage": 20000, "filing_number": 200},
    "documents": {"title": 500, "url": 2000},
    "feed_entries": {"kind": 32},
    "import_runs": {"source": 200, "fingerprint": 500},
    "imported_things": {"kind": 32, "said": 500},
    "invitations": {"email": 254},
    "jewellery_details": {
        "style": 200,
        "material": 200,
        "craft": 200,
        "gem": 200,
        "certificate_number": 200,
    },
    "jobs": {"name": 200, "key": 200, "last_error": 2000},
    "locations": {"code": 200, "name": 200, "name_zh": 200, "city": 200},
    "media": {"url": 2000, "alt": 500, "alt_zh": 500},
    "order_events": {"note": 2000},
    "orders": {"number": 200, "note": 2000},
    "parties": {"name": 200, "name_zh": 200, "status_reason": 2000},
    "partnerships": {"message": 2000},
    "products": {"name": 500, "name_zh": 500, "description": 20000, "description_zh": 20000},
    "shipments": {"carrier": 200, "tracking_number": 200},
    "skus": {"code": 200, "gtin": 200, "name": 500, "name_zh": 500},
    "stock_movements": {"reason": 2000},
    "tracking_events": {"place": 200, "note": 2000},
    "webhook_deliveries": {"error": 2000},
    "webhooks": {"address": 2000},
}
# Of lists: of all texts together.
_LISTS = {"cosmetic_details": {"ingredients": 10000, "efficacy": 10000}}


def upgrade() -> None:
    for table, columns in _LENGTHS.items():
        for column, length in columns.items():
            _hold(table, column, column, length)
    for table, columns in _LISTS.items():
        for column, length in columns.items():
            op.alter_column(table, column, type_=sa.ARRAY(sa.String()))
            _hold(table, column, f"array_to_string({column}, '')", length)


def _hold(table: str, column: str, text: str, length: int) -> None:
    name = op.f(f"{table}_{column}_up_to_{length}")
    op.create_check_constraint(name, table, f"char_length({text}) <= {length}")
