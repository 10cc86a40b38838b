"""Exchange rates of days; time zones of parties and places; names that sort as people sort them."""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

# As many decimal places as `hub.domain.money.minor_digits` says.
MINOR_DIGITS = """
CREATE FUNCTION minor_digits(currency text) RETURNS integer
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE
        WHEN currency IN ('BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF',
            'UGX', 'VND', 'VUV', 'XAF', 'XOF', 'XPF') THEN 0
        WHEN currency IN ('BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND') THEN 3
        ELSE 2
    END
$$
"""
# Banks fix no rates at weekends and on holidays, of which the longest row has ten days.
EXCHANGE_RATE = """
CREATE FUNCTION exchange_rate(given text, wanted text, on_day date) RETURNS numeric
LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN given = wanted THEN 1 ELSE (
        SELECT one.rate FROM (
            SELECT rate, day, 1 AS way FROM exchange_rates
            WHERE base = given AND quote = wanted AND day BETWEEN on_day - 10 AND on_day
            UNION ALL
            SELECT 1 / rate, day, 2 FROM exchange_rates
            WHERE base = wanted AND quote = given AND day BETWEEN on_day - 10 AND on_day
            UNION ALL
            SELECT there.rate / here.rate, day, 3 FROM exchange_rates here
            JOIN exchange_rates there USING (base, day)
            WHERE here.quote = given AND there.quote = wanted
                AND day BETWEEN on_day - 10 AND on_day
        ) one
        ORDER BY one.day DESC, one.way LIMIT 1
    ) END
$$
"""
# Rounded half up once; null where there is no rate, or the amount is too large.
CONVERTED_MINOR = """
CREATE FUNCTION converted_minor(minor bigint, given text, wanted text, on_day date)
RETURNS bigint LANGUAGE sql STABLE STRICT PARALLEL SAFE AS $$
    SELECT CASE WHEN abs(converted) <= 9223372036854775807 THEN converted::bigint END FROM (
        SELECT round(
            minor * exchange_rate(given, wanted, on_day)
                * power(10::numeric, minor_digits(wanted) - minor_digits(given))
        ) AS converted
    ) one
$$
"""
# Of each table the columns that stand before the name in its indexes.
_SORTED: dict[str, tuple[tuple[str, ...], ...]] = {
    "parties": ((), ("kind",)),
    "products": ((), ("owner_id",)),
}

# By letters whatever their case and accents, numbers by what they are, Chinese by GB 18030, where
# the 3,755 commonest characters stand in the order of their sounds; equal ones by the name as it
# is. In hexadecimal any collation sorts it alike. So many characters that an index holds the
# longest.
NAME_SORT_KEY = r"""
CREATE FUNCTION name_sort_key(name text) RETURNS text
LANGUAGE sql IMMUTABLE STRICT PARALLEL SAFE AS $$
    SELECT encode(convert_to(left(numbered, 100) || E'\t' || left(name, 60), 'GB18030'), 'hex')
    FROM (
        SELECT coalesce(string_agg(
            part[1] || CASE WHEN part[2] = '' THEN '' ELSE
                chr(48 + least(length(ltrim(part[2], '0')), 9)) || ltrim(part[2], '0') END,
            '' ORDER BY nth
        ), '') AS numbered
        FROM regexp_matches(
            replace(replace(replace(replace(replace(translate(
                regexp_replace(
                    normalize(casefold(btrim(left(name, 200)) COLLATE pg_c_utf8), NFKD),
                    '[\u0300-\u036f]', '', 'g'
                ),
                'øłđðħı', 'olddhi'
            ), 'ß', 'ss'), 'æ', 'ae'), 'œ', 'oe'), 'þ', 'th'), E'\t', ' '),
            '([^0-9]*)([0-9]*)', 'g'
        ) WITH ORDINALITY AS found (part, nth)
    ) one
$$
"""


def upgrade() -> None:
    op.create_table(
        "exchange_rates",
        sa.Column("base", sa.String(length=3), nullable=False),
        sa.Column("quote", sa.String(length=3), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("rate", sa.Numeric(24, 12), nullable=False),
        sa.CheckConstraint("rate > 0", name=op.f("exchange_rates_rate_is_positive")),
        sa.CheckConstraint("base <> quote", name=op.f("exchange_rates_is_between_two_currencies")),
        sa.CheckConstraint(
            "base ~ '^[A-Z]{3}$' AND quote ~ '^[A-Z]{3}$'",
            name=op.f("exchange_rates_currencies_are_iso_4217"),
        ),
        sa.PrimaryKeyConstraint("base", "quote", "day", name=op.f("pk_exchange_rates")),
    )
    op.create_index("ix_exchange_rates_quote_day", "exchange_rates", ["quote", "day"])
    for side in ("seller", "buyer"):
        op.drop_index(f"ix_orders_{side}_id_total_minor_id", "orders")
        op.create_index(
            f"ix_orders_{side}_id_total",
            "orders",
            [f"{side}_id", "currency", "total_minor", "id"],
        )
    for function in (MINOR_DIGITS, EXCHANGE_RATE, CONVERTED_MINOR):
        op.execute(function)
    op.add_column(
        "parties",
        sa.Column("time_zone", sa.String(length=32), nullable=False, server_default="UTC"),
    )
    op.add_column("locations", sa.Column("time_zone", sa.String(length=32), nullable=True))
    for table in ("parties", "locations"):
        op.create_check_constraint(
            op.f(f"{table}_time_zone_is_known"),
            table,
            "timezone(time_zone, '2000-01-01'::timestamp) > '-infinity'",
        )
    op.execute(NAME_SORT_KEY)
    for table, indexes in _SORTED.items():
        op.add_column(
            table,
            sa.Column("name_key", sa.String(), sa.Computed("name_sort_key(name)", persisted=True)),
        )
        for columns in indexes:
            op.drop_index(f"ix_{table}_{'_'.join((*columns, 'name', 'id'))}", table)
            op.create_index(
                f"ix_{table}_{'_'.join((*columns, 'name_key', 'id'))}",
                table,
                [*columns, "name_key", "id"],
            )
