"""What search knows of words, beside the texts themselves."""

from uuid import UUID

from sqlalchemy import ARRAY, Index, func
from sqlmodel import Field, SQLModel

from db.lengths import LIST, NAME, WORD
from db.types import Text, key


class HanCharacter(SQLModel, table=True):
    """How a Chinese character is written in simplified form, and read: `readings` without tones.

    Rows are made of `db.search.characters` by migrations.
    """

    __tablename__ = "han_characters"

    character: str = Field(primary_key=True, sa_type=Text(WORD))
    simplified: str = Field(sa_type=Text(WORD))
    readings: list[str] = Field(sa_type=ARRAY(Text(LIST)))


class SearchSynonym(SQLModel, table=True):
    """A word in one of its meanings: all words of a meaning find what one of them finds.

    Words are in small letters and simplified characters, with one space between them. The operator
    says which there are.
    """

    __tablename__ = "search_synonyms"

    term: str = Field(primary_key=True, sa_type=Text(NAME))
    meaning: int = Field(primary_key=True, sa_column_kwargs={"autoincrement": False})


class SearchWord(SQLModel, table=True):
    """A word in the name of a product, then or now: what a word that nobody knows may have meant.

    Two who write at once may each write down the same one, so that none waits for the other.
    """

    __tablename__ = "search_words"
    __table_args__ = (
        Index("ix_search_words_word", "word", postgresql_ops={"word": "text_pattern_ops"}),
    )

    id: UUID = key(sa_column_kwargs={"server_default": func.uuidv7()})
    word: str = Field(sa_type=Text(NAME))
