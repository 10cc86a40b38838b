"""What a product and its SKUs may say."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final
from uuid import UUID

from stdnum import ean
from stdnum.exceptions import ValidationError

from db.enums.catalogue import DocumentKind, Trade
from db.lengths import CODE
from hub.domain.errors import ErrorCode, Faults, Refused
from hub.domain.texts import LocalizedText

MEDIA_MAX: Final = 40
DOCUMENTS_MAX: Final = 40
SKUS_MAX: Final = 200
# Of ingredients, and of what a product does.
WORDS_MAX: Final = 300
MONTHS_MAX: Final = 1_200
# As the column holds: eight digits, three of them after the point.
_CARATS_BELOW: Final = 100_000
_CARATS_PLACES: Final = 3


@dataclass(frozen=True)
class DescribedMedium:
    """A picture, film or model, by its file."""

    file_id: UUID
    alt: Sequence[LocalizedText] = ()


@dataclass(frozen=True)
class DescribedDocument:
    """A paper about a product, by its file."""

    kind: DocumentKind
    title: Sequence[LocalizedText]
    file_id: UUID
    issued_on: date | None = None
    valid_until: date | None = None


def check_documents(documents: Sequence[DescribedDocument], faults: Faults) -> None:
    """Collect what is wrong with the days of documents."""
    for place, one in enumerate(documents):
        if one.issued_on and one.valid_until and one.valid_until < one.issued_on:
            faults.found.append(
                Refused(
                    ErrorCode.INVALID_INPUT,
                    f"It would be valid until {one.valid_until}, before it was issued on"
                    f" {one.issued_on}.",
                    ("documents", str(place), "validUntil"),
                )
            )


def check_count(count: int, most: int, *field: str) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, there are too many.
    """
    if count > most:
        raise Refused(ErrorCode.INVALID_INPUT, f"Up to {most} are taken here, not {count}.", field)


def check_trade(trade: Trade, wanted: Trade) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, the details are of another trade than the product.
    """
    if trade is not wanted:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The product is of the trade {trade}, and these details are those of {wanted}.",
            ("productId",),
        )


def check_months(months: int | None) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, nothing keeps so long.
    """
    if months is not None and not 0 < months <= MONTHS_MAX:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"It keeps from 1 to {MONTHS_MAX} months, not {months}.",
            ("shelfLifeMonths",),
        )


def check_carats(carats: Decimal | None) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, no gem weighs so much, or it is told finer than is kept.
    """
    if carats is None:
        return
    is_fit = carats.is_finite() and 0 < carats < _CARATS_BELOW
    if not is_fit or carats != round(carats, _CARATS_PLACES):
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"A gem weighs more than 0 and less than {_CARATS_BELOW:,} carats, told to"
            f" {_CARATS_PLACES} places.",
            ("gemCarats",),
        )


def check_code(code: str, field: str) -> None:
    """
    Raises:
        Refused: INVALID_INPUT, it is blank or too long to be the code of a SKU.
    """
    if not code.strip() or len(code) > CODE:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"The code of a SKU has from 1 to {CODE} characters; this one has {len(code.strip())}.",
            (field,),
        )


def refuse_code(code: str, field: str) -> Refused:
    return Refused(
        ErrorCode.SKU_TAKEN, f"Another SKU of yours has the code {code}; give another.", (field,)
    )


def read_gtin(given: str | None) -> str | None:
    """A GTIN as it is kept, None for a blank one.

    Raises:
        Refused: INVALID_INPUT, it has other than 8, 12, 13 or 14 digits, or the last is wrong.
    """
    if given is None or not given.strip():
        return None
    try:
        return str(ean.validate(given))
    except ValidationError:
        raise Refused(
            ErrorCode.INVALID_INPUT,
            f"{given.strip()[:40]} is no GTIN: that has 8, 12, 13 or 14 digits, the last of which"
            " checks the others.",
            ("gtin",),
        ) from None


def read_words(given: Sequence[str], field: str, faults: Faults) -> list[str]:
    """Words of a list in their order, without blanks around them and each once."""
    with faults.collect():
        check_count(len(given), WORDS_MAX, field)
    said = [" ".join(word.split()) for word in given]
    faults.found += [
        Refused(ErrorCode.INVALID_INPUT, "It is blank; leave it out.", (field, str(place)))
        for place, word in enumerate(said)
        if not word
    ]
    return list(dict.fromkeys(said))
