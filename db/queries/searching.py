"""How rows are found by words, and how well they fit."""

from collections.abc import Mapping
from typing import Any, Final

from sqlalchemy import ColumnElement, Integer, Text, any_, case, cast, func, literal_column, select
from sqlalchemy.dialects.postgresql import TSQUERY, aggregate_order_by
from sqlmodel.ext.asyncio.session import AsyncSession

from db.scope import unscoped
from db.search.synonyms import ADD_SYNONYMS, FORGET_SYNONYMS
from db.sql.declarations import given, table_of
from db.tables.search import SearchSynonym

_WORDS: Final = given("search", Text())


def _once(value: Any, type_: Any) -> ColumnElement[Any]:
    """The value, worked out once for all rows."""
    return select(cast(value, type_)).scalar_subquery()


_FOUND: Final = _once(func.search_query(_WORDS), TSQUERY())
_EXACT: Final = _once(func.search_query(_WORDS, literal_column("true")), TSQUERY())
_CODE: Final = _once(func.search_code(_WORDS), Text())


def has_words(search: Any) -> ColumnElement[bool]:
    """The column `search` of a row has all the words of the filter `search`."""
    return search.bool_op("@@")(_FOUND)  # type: ignore[no-any-return]


def relevance(row: Any) -> ColumnElement[int]:
    """How well a row fits the filter `search`, given its columns, as a number to sort by.

    A code that is typed whole is what is meant. Then come those with the very words in their names,
    those with others that mean the same or begin so, and those that say the words elsewhere. Among
    them shorter names say it more clearly; what is left the ratings decide, which everybody sees.
    Sales and stock have no say, because an order would tell of them whom they are not shown to.
    """
    names = row.search_names
    return cast(
        case((any_(row.search_codes) == _CODE, 4_000_000), else_=0)
        + case(
            (names.bool_op("@@")(_EXACT), 2_000_000),
            (names.bool_op("@@")(_FOUND), 1_000_000),
            (row.search.bool_op("@@")(_EXACT), 500_000),
            else_=0,
        )
        + literal_column("300000") / func.greatest(func.length(names), 1)
        + row.popularity,
        Integer(),
    )


@unscoped("words are no secret")
async def synonyms_known(session: AsyncSession) -> list[list[str]]:
    """The words of each meaning."""
    term, meaning = table_of(SearchSynonym).c.term, table_of(SearchSynonym).c.meaning
    terms = func.array_agg(aggregate_order_by(term, term))
    statement = select(terms).group_by(meaning).order_by(meaning)
    found = await (await session.connection()).execute(statement)
    return [list(terms) for terms in found.scalars()]


@unscoped("words are no secret")
async def replace_synonyms(session: AsyncSession, given: Mapping[str, Any]) -> None:
    """Have the words that `read_synonyms` has read mean the same, and no others."""
    connection = await session.connection()
    await connection.execute(FORGET_SYNONYMS)
    await connection.execute(ADD_SYNONYMS, dict(given))
