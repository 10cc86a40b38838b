"""Texts in any language, in place of columns for Chinese; accounts say which they read."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

# Of each table its texts, with how many characters they hold at most, and whether they had a
# column for Chinese.
_TEXTS = {
    "categories": {"name": (500, True)},
    "cosmetic_details": {"story": (20000, False), "series": (200, False), "usage": (20000, False)},
    "documents": {"title": (500, False)},
    "jewellery_details": {
        "style": (200, False),
        "material": (200, False),
        "craft": (200, False),
        "gem": (200, False),
    },
    "locations": {"name": (200, True)},
    "media": {"alt": (500, True)},
    "parties": {"name": (200, True)},
    "products": {"name": (500, True), "description": (20000, True)},
    "skus": {"name": (500, True)},
}
_SEARCHED = {
    "parties": "search_lexemes(all_texts(name, name_translations))",
    "products": "search_lexemes(all_texts(name, name_translations) || ' '"
    " || all_texts(description, description_translations))",
}

# The tags are those that `hub.domain.languages` makes. Whoever reads a text in no language that it
# is in takes the plain one, so that must be there.
ARE_TRANSLATIONS = """
CREATE FUNCTION are_translations(source text, translations jsonb, characters_max integer)
RETURNS boolean LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT CASE
        WHEN translations = '{}' THEN true
        WHEN jsonb_typeof(translations) <> 'object' OR source IS NULL THEN false
        ELSE NOT EXISTS (
            SELECT FROM jsonb_each(translations) AS one (language, said)
            WHERE language !~
                '^[a-z]{2,3}(-[A-Z][a-z]{3})?(-([A-Z]{2}|[0-9]{3}))?(-[a-z0-9]{4,8})*$'
            OR jsonb_typeof(said) <> 'string'
            OR char_length(said #>> '{}') NOT BETWEEN 1 AND characters_max
        )
    END
$$
"""
ALL_TEXTS = """
CREATE FUNCTION all_texts(source text, translations jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT concat_ws(' ', source,
        (SELECT string_agg(said, ' ') FROM jsonb_each_text(translations) AS one (language, said)))
$$
"""


# For whoever writes a text that may be there in other languages alone.
ANY_TEXT = """
CREATE FUNCTION any_text(source text, translations jsonb) RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT coalesce(source,
        (SELECT said FROM jsonb_each_text(translations) AS one (language, said) LIMIT 1))
$$
"""


def upgrade() -> None:
    op.execute(ANY_TEXT)
    op.execute(ARE_TRANSLATIONS)
    op.execute(ALL_TEXTS)
    for table in _SEARCHED:
        op.drop_column(table, "search")
    for table, texts in _TEXTS.items():
        for text, (length, had_chinese) in texts.items():
            _translate(table, text, length, had_chinese=had_chinese)
    for table, searched in _SEARCHED.items():
        op.add_column(
            table, sa.Column("search", postgresql.TSVECTOR(), sa.Computed(searched, persisted=True))
        )
        op.create_index(f"ix_{table}_search", table, ["search"], postgresql_using="gin")
    op.add_column("accounts", sa.Column("language", sa.String(35), nullable=True))


def _translate(table: str, text: str, length: int, *, had_chinese: bool) -> None:
    translations = f"{text}_translations"
    op.add_column(
        table,
        sa.Column(translations, postgresql.JSONB(), nullable=False, server_default="{}"),
    )
    if had_chinese:
        plain: sa.ColumnClause[str] = sa.column(text)
        chinese: sa.ColumnClause[str] = sa.column(f"{text}_zh")
        rows = sa.table(table, plain, chinese, sa.column(translations))
        op.execute(
            rows.update()
            .where(chinese != "")
            .values(
                {
                    translations: sa.func.jsonb_build_object("zh", chinese),
                    text: sa.func.coalesce(plain, chinese),
                }
            )
        )
        op.drop_column(table, f"{text}_zh")
    op.create_check_constraint(
        f"{text}_is_in_languages_up_to_{length}",
        table,
        f"are_translations({text}, {translations}, {length})",
    )
