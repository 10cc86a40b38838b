"""Files that parties send, and media and papers of products that are such files."""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None


def _words(name: str, *words: str) -> sa.Enum:
    return sa.Enum(
        *words,
        name=f"{name}_is_known",
        native_enum=False,
        create_constraint=True,
        length=32,
    )


_KIND = _words("filekind", "IMAGE", "VIDEO", "MODEL_3D", "SPIN_360", "DOCUMENT")
_STATUS = _words("filestatus", "AWAITED", "RECEIVED", "READY", "REFUSED")
# How long a text may be: of a name, a code, a note.
_LENGTHS = {"name": 200, "content_type": 200, "sha256": 200, "reason": 2_000}


def upgrade() -> None:
    op.create_table(
        "files",
        sa.Column("id", sa.Uuid(), primary_key=True),
        sa.Column("owner_id", sa.Uuid(), sa.ForeignKey("parties.id"), nullable=False),
        sa.Column("kind", _KIND, nullable=False),
        sa.Column("status", _STATUS, nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("parts", sa.Integer(), nullable=False),
        sa.Column("byte_count", sa.BigInteger(), nullable=False),
        sa.Column("content_type", sa.String()),
        sa.Column("sha256", sa.String()),
        sa.Column("width", sa.Integer()),
        sa.Column("height", sa.Integer()),
        sa.Column("reason", sa.String()),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("parts > 0", name="parts_are_positive"),
        sa.CheckConstraint("byte_count > 0", name="bytes_are_positive"),
        sa.CheckConstraint("(width IS NULL) = (height IS NULL)", name="measures_are_both_known"),
        *(
            sa.CheckConstraint(f"char_length({text}) <= {most}", name=f"{text}_up_to_{most}")
            for text, most in _LENGTHS.items()
        ),
    )
    for columns in (["owner_id", "created_at", "id"], ["created_at", "id"]):
        op.create_index(f"ix_files_{'_'.join(columns)}", "files", columns)

    # What lay elsewhere was never fetched by the hub, so there is nothing to make files of.
    op.execute("DELETE FROM media")
    op.execute("DELETE FROM documents")
    for table in ("media", "documents"):
        op.drop_column(table, "url")
        op.add_column(
            table, sa.Column("file_id", sa.Uuid(), sa.ForeignKey("files.id"), nullable=False)
        )
        op.create_index(f"ix_{table}_file_id", table, ["file_id"])
    op.drop_column("reviews", "pictures")
    op.add_column(
        "reviews",
        sa.Column("picture_ids", sa.ARRAY(sa.Uuid()), nullable=False, server_default="{}"),
    )
    op.alter_column("reviews", "picture_ids", server_default=None)
    op.add_column("media", sa.Column("parts", sa.Integer(), nullable=False))
    op.add_column("media", sa.Column("width", sa.Integer()))
    op.add_column("media", sa.Column("height", sa.Integer()))
