"""Words that are one when something is looked for, as the operator writes them down."""

from pathlib import Path
from typing import Final

from sqlalchemy import TextClause, text

from db.lengths import NAME

# Those that a new database knows.
SYNONYMS: Final = Path(__file__).with_name("synonyms.txt")

FORGET_SYNONYMS: Final[TextClause] = text("DELETE FROM search_synonyms")
# Words are kept as texts are searched.
ADD_SYNONYMS: Final[TextClause] = text(
    "INSERT INTO search_synonyms (term, meaning)"
    " SELECT DISTINCT term, meaning"
    " FROM unnest(CAST(:words AS text[]), CAST(:meanings AS integer[])) AS one (word, meaning),"
    "  trim(regexp_replace(search_normal(word), '[^[:alnum:]]+', ' ', 'g')) AS term"
    " WHERE term <> ''"
)


def read_synonyms(source: str) -> dict[str, list[str] | list[int]]:
    """What `ADD_SYNONYMS` is run with: a line for each meaning, its words between commas.

    Raises:
        ValueError: a line has but one word, or one that is too long or a single character, which
            is a part of too many others.
    """
    words: list[str] = []
    meanings: list[int] = []
    for number, line in enumerate(source.splitlines(), start=1):
        said = [word for word in map(str.strip, line.replace("，", ",").split(",")) if word]
        if not said or line.lstrip().startswith("#"):
            continue
        if len(said) == 1:
            raise ValueError(f"Line {number} has but one word, {said[0]!r}; put two or more.")
        for word in said:
            if not 1 < len(word) <= NAME:
                raise ValueError(
                    f"Line {number}: a word has from 2 to {NAME} characters, {word[:40]!r} has"
                    f" {len(word)}."
                )
        words += said
        meanings += [number] * len(said)
    return {"words": words, "meanings": meanings}
