"""Addresses of parties and of orders; what buyers say of an order."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

_LENGTHS = {
    "recipient": 200,
    "phone": 200,
    "lines": 2000,
    "city": 200,
    "region": 200,
    "postcode": 200,
}
_NULLABLE = {"phone", "region", "postcode"}


def _address(table: str) -> list[sa.schema.SchemaItem]:
    columns: list[sa.schema.SchemaItem] = [
        sa.Column(name, sa.String(), nullable=name in _NULLABLE) for name in _LENGTHS
    ]
    checks = [
        sa.CheckConstraint(
            f"char_length({name}) <= {most}", name=op.f(f"{table}_{name}_up_to_{most}")
        )
        for name, most in _LENGTHS.items()
    ]
    country = sa.CheckConstraint(
        "country ~ '^[A-Z]{2}$'", name=op.f(f"{table}_country_is_iso_3166")
    )
    return [*columns, sa.Column("country", sa.String(length=2), nullable=False), *checks, country]


def upgrade() -> None:
    op.create_table(
        "addresses",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("party_id", sa.Uuid(), nullable=False),
        *_address("addresses"),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["party_id"], ["parties.id"], name=op.f("fk_addresses_party_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_addresses")),
    )
    op.create_index(
        "ix_addresses_party_id_created_at_id", "addresses", ["party_id", "created_at", "id"]
    )
    op.create_table(
        "order_addresses",
        sa.Column("order_id", sa.Uuid(), nullable=False),
        *_address("order_addresses"),
        sa.ForeignKeyConstraint(
            ["order_id"], ["orders.id"], name=op.f("fk_order_addresses_order_id")
        ),
        sa.PrimaryKeyConstraint("order_id", name=op.f("pk_order_addresses")),
    )
    op.add_column("orders", sa.Column("requested_for", sa.Date(), nullable=True))
    op.add_column("orders", sa.Column("buyer_reference", sa.String(), nullable=True))
    op.create_check_constraint(
        op.f("orders_buyer_reference_up_to_200"), "orders", "char_length(buyer_reference) <= 200"
    )
