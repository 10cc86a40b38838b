"""What may be said in a mapping, and what is refused with a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from hub.domain.imports import MappingError, read_mapping
from tests.domain.imports.readers import MAPPINGS, ORDER, STOCK, TOP


@pytest.mark.parametrize("path", sorted(MAPPINGS.glob("*.toml")), ids=lambda path: path.name)
def test_a_mapping_that_is_shipped_can_be_read(path: Path) -> None:
    assert read_mapping(path.read_text(encoding="utf-8")).files


@pytest.mark.parametrize(
    ("toml", "sentence"),
    [
        ("source = ", "The mapping is not valid TOML: Invalid value"),
        (STOCK, "source: is missing"),
        ('source = "s"', "file: is missing"),
        (
            TOP + STOCK + "colour = 1",
            "file[1].stock[1].colour: the mapping language has no",
        ),
        (TOP + "[[file]]\nname = '*'", "file[1]: makes nothing of its records"),
        (TOP + STOCK + 'location = { constant = "a\\u0000" }', "may have a NUL character"),
        (TOP + STOCK + "location = 'Main'", "'Main' must say what it is: { column = \"Main\" }"),
        (TOP + STOCK + "location = {}", "give exactly one of column, constant and template"),
        (
            TOP + STOCK + "location = { column = 'x', constant = 'y' }",
            "give exactly one of column, constant and template",
        ),
        (TOP + STOCK + "location = []", "location: must not be an empty list"),
        (TOP + STOCK + "location = { column = 'x', extract = '(' }", "is not a regular expression"),
        (TOP + STOCK + "location = { column = 'x', map = 'y' }", "there is no table values.y"),
        ("timezone = 'Mars/Base'\n" + TOP + STOCK, "'Mars/Base' is not a time zone"),
        ("timezone = '../etc'\n" + TOP + STOCK, "'../etc' is not a time zone"),
        (
            TOP.replace("EUR", "euro") + STOCK,
            "currency: 'euro' is not a currency code of ISO 4217 such as GBP; EUR is",
        ),
        (TOP + STOCK + "party = { column = 'x', format = 'iso' }", "no such word"),
        (
            TOP + ORDER.replace('"at" }', '"at", timezone = "Nowhere" }'),
            "'Nowhere' is not a time zone",
        ),
        (
            TOP + ORDER.replace('"at" }', '"at", format = "%d.%Q" }'),
            "format[1]: '%d.%Q' is not a pattern of dates: 'Q' is a bad directive",
        ),
        (
            TOP + ORDER.replace('"at" }', '"at", format = "DD.MM.YYYY" }'),
            "format[1]: 'DD.MM.YYYY' is not a pattern of dates: write it like",
        ),
        (TOP + "[[file]]\nname='*'\n[file.sku]\nkey={column='a'}", "sku.product must say which"),
        (
            TOP + "[[file]]\nname='*'\n[file.order]\nkey={column='a'}\nplaced_at={column='a'}",
            "order.buyer must say who bought",
        ),
        (
            TOP + "[[file]]\nname='*'\n[file.line]\nquantity={constant=1}\nunit_price={column='a'}",
            "line.order must say which order",
        ),
        (
            TOP + "[[file]]\nname='*'\n[file.line]\norder={column='a'}\nquantity={constant=1}\n"
            "unit_price={column='a'}",
            "line.sku must say what was ordered",
        ),
        (TOP + "[[file]]\nname='*'\n[file.stock]\non_hand={column='a'}", "stock.sku must say what"),
        ("source='s'\ncurrency='EUR'\n" + ORDER, "order.seller or a table seller must say who"),
        ("source='s'\n" + STOCK, "stock.party or a table seller must say whose"),
        (
            "source='s'\n[[file]]\nname='*'\n[file.product]\nkey={column='a'}",
            "product.owner or a table seller must say whose",
        ),
        ("source='s'\nseller={name='S'}\n" + ORDER, "order.currency or currency must name"),
    ],
)
def test_a_faulty_mapping_is_refused_with_a_sentence(toml: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(toml)

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("encoding = 'klingon'", "'klingon' is not an encoding of text"),
        ("encoding = 'base64'", "'base64' is not an encoding of text"),
        ("encoding = 'utf-7'", "cannot be read line by line; save the file as utf-8"),
        ("delimiter = ';;'", "delimiter: string should have at most 1 character"),
        ('delimiter = "\\n"', "must be a character within a line"),
        ("decimal = 'x'", "decimal: input should be"),
        ("thousands = '.'", "decimal and thousands cannot both be '.'"),
        ("header = []", "header: must not be an empty list"),
    ],
)
def test_a_file_that_cannot_be_read_so_is_refused(line: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(TOP + STOCK.replace("[file.stock]", f"{line}\n[file.stock]"))

    assert sentence in str(refused.value)


@pytest.mark.parametrize(
    ("condition", "sentence"),
    [
        ("{ column = 'a', op = 'is' }", "op: input should be 'empty'"),
        ("{ column = 'a', op = 'empty', value = 'x' }", "the test empty takes no value"),
        ("{ column = 'a', op = 'one_of', value = 'x' }", "the test one_of takes a list of texts"),
        ("{ column = 'a', op = 'at_most', value = 'x' }", "the test at_most takes a number"),
        ("{ column = 'a', op = 'equals' }", "the test equals takes a text"),
        ("{ column = 'a', op = 'matches', value = '[' }", "is not a regular expression"),
    ],
)
def test_a_test_that_makes_no_sense_is_refused(condition: str, sentence: str) -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(
            f"{TOP}{STOCK}\n[[file.reject]]\ncode = 'X'\nreason = 'x'\nwhen = [{condition}]"
        )

    assert sentence in str(refused.value)


def test_all_faults_of_a_mapping_are_told_at_once() -> None:
    with pytest.raises(MappingError) as refused:
        read_mapping(TOP + STOCK + "colour = 1\ntaste = 2")

    assert "colour" in str(refused.value)
    assert "taste" in str(refused.value)


def test_a_file_is_read_by_the_first_part_that_fits_its_name() -> None:
    mapping = read_mapping(TOP + STOCK.replace("*.csv", "stock-*.CSV") + STOCK)

    assert mapping.file_for("Stock-1.csv")[0] == 0
    assert mapping.file_for("other.csv")[0] == 1
    with pytest.raises(MappingError, match="notes.txt fits no file of the mapping"):
        mapping.file_for("notes.txt")
