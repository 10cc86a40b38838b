"""Subscriptions that ask the same have the same key, whatever cursor stands in them."""

import pytest

from hub.schema import schema
from hub.subscriptions.cohort_keys import CohortKey, cohort_key

FIELDS = "{ position event { id } }"


def asked(text: str, **variables: object) -> CohortKey:
    return cohort_key(schema, text, None, variables)


def test_a_cursor_in_a_variable_is_no_part_of_the_key() -> None:
    text = f"subscription ($after: Cursor) {{ orderEvents(after: $after) {FIELDS} }}"

    first, second, third = asked(text, after="a"), asked(text, after="b"), asked(text)

    assert first.asked == second.asked == third.asked
    assert [one.after for one in (first, second, third)] == ["a", "b", None]


def test_a_cursor_in_the_text_is_no_part_of_the_key() -> None:
    def of(after: str) -> CohortKey:
        return asked(f'subscription {{ orderEvents(after: "{after}") {FIELDS} }}')

    assert of("a").asked == of("b").asked
    assert (of("a").after, of("b").after) == ("a", "b")


def test_a_default_cursor_counts_where_no_other_is_given() -> None:
    text = f'subscription ($after: Cursor = "d") {{ orderEvents(after: $after) {FIELDS} }}'

    assert [asked(text).after, asked(text, after="a").after, asked(text, after=None).after] == [
        "d",
        "a",
        None,
    ]


def test_a_variable_that_says_more_than_the_start_is_part_of_the_key() -> None:
    text = (
        "subscription ($it: Cursor, $kinds: [OrderEventKind!])"
        f" {{ orderEvents(after: $it, kinds: $kinds) {FIELDS} }}"
    )

    assert (
        asked(text, it="a", kinds=["PLACED"]).asked == asked(text, it="b", kinds=["PLACED"]).asked
    )
    assert asked(text, it="a", kinds=["PLACED"]).asked != asked(text, it="a", kinds=[]).asked
    assert asked(text, it="a").asked != asked(text.replace("position", "cursor"), it="a").asked


def test_the_name_of_the_operation_is_part_of_the_key() -> None:
    text = (
        f"subscription A {{ orderEvents {FIELDS} }}"
        " subscription B { orderEvents { position event { kind } } }"
    )

    keys = {cohort_key(schema, text, name, {}).asked for name in ("A", "B", "A")}

    assert len(keys) == 2


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (f"subscription {{ ...F }} fragment F on Subscription {{ orderEvents {FIELDS} }}", {}),
        (f"subscription ($a: Cursor) {{ orderEvents(after: $a) {FIELDS} }}", {"a": 5}),
    ],
)
def test_what_is_not_asked_plainly_has_a_key_of_its_own(
    text: str, variables: dict[str, object]
) -> None:
    first, second = asked(text, **variables), asked(text, **variables)

    assert first.asked != second.asked
    assert (first.after, second.after) == (None, None)
