"""Search by pairs of Chinese characters, codes, pinyin and synonyms, in place of phrases."""

from pathlib import Path

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from db.search.characters import characters
from db.search.synonyms import ADD_SYNONYMS, SYNONYMS, read_synonyms

revision = "0022"
down_revision = "0021"
branch_labels = None
depends_on = None

_FUNCTIONS = Path(__file__).with_suffix(".sql")
_OF_PRODUCTS = ("skus", "cosmetic_details", "jewellery_details", "documents")


def upgrade() -> None:
    op.execute("CREATE EXTENSION IF NOT EXISTS fuzzystrmatch")
    for table in ("products", "parties"):
        op.drop_column(table, "search")
        op.add_column(table, sa.Column("search", postgresql.TSVECTOR()))
        op.create_index(f"ix_{table}_search", table, ["search"], postgresql_using="gin")
    op.execute("DROP FUNCTION search_lexemes(text)")
    op.execute("DROP FUNCTION search_query(text)")
    op.execute("DROP FUNCTION search_text(text)")
    op.add_column("products", sa.Column("search_names", postgresql.TSVECTOR()))
    for column in ("search_codes", "search_attributes"):
        op.add_column(
            "products",
            sa.Column(column, sa.ARRAY(sa.String()), server_default="{}", nullable=False),
        )
    op.create_index(
        "ix_products_search_attributes", "products", ["search_attributes"], postgresql_using="gin"
    )
    op.add_column(
        "products", sa.Column("popularity", sa.Integer(), server_default="0", nullable=False)
    )
    for text in ("material", "gem"):
        op.create_index(f"ix_jewellery_details_{text}", "jewellery_details", [text])
    _know_words()
    for function in _FUNCTIONS.read_text("utf-8").split("\n\n"):
        op.get_bind().exec_driver_sql(function)
    op.get_bind().execute(ADD_SYNONYMS, read_synonyms(SYNONYMS.read_text("utf-8")))
    for table in _OF_PRODUCTS:
        for event, name in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD")):
            op.execute(
                f"CREATE TRIGGER forget_descriptions_after_{event.lower()} AFTER {event} ON {table}"
                f" REFERENCING {name} TABLE AS changed"
                " FOR EACH STATEMENT EXECUTE FUNCTION forget_descriptions()"
            )
    op.execute("UPDATE parties SET search = NULL")
    op.execute("UPDATE products SET search = NULL")
    op.execute("UPDATE product_ratings SET stars = stars")


def _know_words() -> None:
    op.create_table(
        "han_characters",
        sa.Column("character", sa.String(), primary_key=True),
        sa.Column("simplified", sa.String(), nullable=False),
        sa.Column("readings", sa.ARRAY(sa.String()), nullable=False),
        sa.CheckConstraint("char_length(character) <= 32", name="character_up_to_32"),
        sa.CheckConstraint("char_length(simplified) <= 32", name="simplified_up_to_32"),
        sa.CheckConstraint(
            "char_length(array_to_string(readings, '')) <= 10000", name="readings_up_to_10000"
        ),
    )
    arrays = list(zip(*characters(), strict=True))
    op.get_bind().execute(
        sa.text(
            "INSERT INTO han_characters SELECT character, simplified, string_to_array(said, ' ')"
            " FROM unnest(CAST(:characters AS text[]), CAST(:simplified AS text[]),"
            " CAST(:readings AS text[])) AS one (character, simplified, said)"
        ),
        {
            "characters": list(arrays[0]),
            "simplified": list(arrays[1]),
            "readings": [" ".join(said) for said in arrays[2]],
        },
    )
    op.create_table(
        "search_synonyms",
        sa.Column("term", sa.String(), primary_key=True),
        sa.Column("meaning", sa.Integer(), primary_key=True, autoincrement=False),
        sa.CheckConstraint("char_length(term) <= 200", name="term_up_to_200"),
    )
    op.create_table(
        "search_words",
        sa.Column("id", sa.Uuid(), server_default=sa.func.uuidv7(), primary_key=True),
        sa.Column("word", sa.String(), nullable=False),
        sa.CheckConstraint("char_length(word) <= 200", name="word_up_to_200"),
    )
    op.create_index(
        "ix_search_words_word",
        "search_words",
        ["word"],
        postgresql_ops={"word": "text_pattern_ops"},
    )
