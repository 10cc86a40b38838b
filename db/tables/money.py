"""What one currency was worth in another."""

from datetime import date
from decimal import Decimal

from sqlalchemy import CheckConstraint, Index, Numeric
from sqlmodel import Field, SQLModel

from db.types import CURRENCY_CODE


class ExchangeRate(SQLModel, table=True):
    """So much of `quote` was paid on a day for one of `base`.

    `exchange_rate` finds the one for two currencies and a day, also the other way round or by way
    of a third currency; `converted_minor` converts an amount by it.
    """

    __tablename__ = "exchange_rates"
    __table_args__ = (
        CheckConstraint("rate > 0", name="rate_is_positive"),
        CheckConstraint("base <> quote", name="is_between_two_currencies"),
        CheckConstraint(
            f"base ~ '{CURRENCY_CODE}' AND quote ~ '{CURRENCY_CODE}'",
            name="currencies_are_iso_4217",
        ),
        Index("ix_exchange_rates_quote_day", "quote", "day"),
    )

    base: str = Field(primary_key=True, max_length=3)
    quote: str = Field(primary_key=True, max_length=3)
    day: date = Field(primary_key=True)
    rate: Decimal = Field(sa_type=Numeric(24, 12))
