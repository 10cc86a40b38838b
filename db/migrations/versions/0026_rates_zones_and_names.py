"""Exchange rates of days; time zones of parties and places."""

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
