"""Who asks the same is known by the question, whatever cursor stands in it."""

import pytest

from hub.schema import schema
from hub.subscriptions.starts import Question, question

FIELDS = "{ position event { id } }"


def asked(text: str, **variables: object) -> Question:
    return question(schema, text, None, variables)


def test_a_cursor_in_a_variable_is_no_part_of_the_question() -> None:
    text = f"subscription ($after: Cursor) {{ orderEvents(after: $after) {FIELDS} }}"

    first, second, third = asked(text, after="a"), asked(text, after="b"), asked(text)

    assert first.key == second.key == third.key
    assert [one.after for one in (first, second, third)] == ["a", "b", None]


def test_a_cursor_in_the_text_is_no_part_of_the_question() -> None:
    def of(after: str) -> Question:
        return asked(f'subscription {{ orderEvents(after: "{after}") {FIELDS} }}')

    assert of("a").key == of("b").key
    assert (of("a").after, of("b").after) == ("a", "b")


def test_a_default_cursor_counts_where_no_other_is_given() -> None:
    text = f'subscription ($after: Cursor = "d") {{ orderEvents(after: $after) {FIELDS} }}'

    assert [asked(text).after, asked(text, after="a").after, asked(text, after=None).after] == [
        "d",
        "a",
        None,
    ]


def test_a_variable_that_says_more_than_the_start_is_part_of_the_question() -> None:
    text = (
        "subscription ($it: Cursor, $kinds: [OrderEventKind!])"
        f" {{ orderEvents(after: $it, kinds: $kinds) {FIELDS} }}"
    )

    assert asked(text, it="a", kinds=["PLACED"]).key == asked(text, it="b", kinds=["PLACED"]).key
    assert asked(text, it="a", kinds=["PLACED"]).key != asked(text, it="a", kinds=[]).key
    assert asked(text, it="a").key != asked(text.replace("position", "cursor"), it="a").key


def test_the_name_of_the_operation_is_part_of_the_question() -> None:
    text = (
        f"subscription A {{ orderEvents {FIELDS} }}"
        " subscription B { orderEvents { position event { kind } } }"
    )

    keys = {question(schema, text, name, {}).key for name in ("A", "B", "A")}

    assert len(keys) == 2


@pytest.mark.parametrize(
    ("text", "variables"),
    [
        (f"subscription {{ ...F }} fragment F on Subscription {{ orderEvents {FIELDS} }}", {}),
        (f"subscription ($a: Cursor) {{ orderEvents(after: $a) {FIELDS} }}", {"a": 5}),
    ],
)
def test_what_is_not_asked_plainly_is_a_question_of_its_own(
    text: str, variables: dict[str, object]
) -> None:
    first, second = asked(text, **variables), asked(text, **variables)

    assert first.key != second.key
    assert (first.after, second.after) == (None, None)
