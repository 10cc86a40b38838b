"""Documents are parsed, measured and validated once, and big ones are refused before that hurts."""

import gc
import weakref
from contextlib import suppress

import pytest
import strawberry
from graphql import Node, OperationType, Visitor, get_introspection_query, visit

from hub.execution import documents
from hub.execution.documents import InvalidDocument
from hub.execution.run import Schema
from hub.schema import schema as graph
from tests.calls import counting_calls


@strawberry.type
class Query:
    @strawberry.field
    def hello(self) -> str:
        return "Hello"


def new_schema() -> Schema:
    return Schema(query=Query, page_size=1, page_size_max=1)


SCHEMA = new_schema()


def test_a_document_is_prepared_once() -> None:
    assert SCHEMA.documents.prepare("{ hello }") is SCHEMA.documents.prepare("{ hello }")


def test_schemas_do_not_share_documents() -> None:
    other = new_schema()

    assert SCHEMA.documents.prepare("{ hello }") is not other.documents.prepare("{ hello }")


def test_no_more_text_is_kept_than_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_CHARACTERS_KEPT_MAX", 1_000)
    schema = new_schema()
    first, *others = [f"query Q{n} {{ hello }}" for n in range(100)]
    before = weakref.ref(schema.documents.prepare(first))

    for text in others:
        schema.documents.prepare(text)
    gc.collect()

    assert before() is None
    assert schema.documents.prepare(others[-1]) is schema.documents.prepare(others[-1])


def test_a_long_document_is_kept_only_while_it_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(documents, "_CHARACTERS_KEPT_MAX", 100)
    schema = new_schema()

    long = schema.documents.prepare("query Long { hello }")
    assert schema.documents.prepare("query Long { hello }") is long

    left = weakref.ref(long)
    del long
    gc.collect()
    assert left() is None


async def test_strawberry_runs_what_was_prepared_and_finds_the_same_errors() -> None:
    good = await SCHEMA.execute("{ hello }")
    bad = await SCHEMA.execute("{ nothing }")
    worse = await SCHEMA.execute("{", allowed_operation_types=[OperationType.QUERY])  # type: ignore[list-item]

    assert good.data == {"hello": "Hello"}
    for result in (bad, worse):
        assert result.data is None
        assert len(result.errors or []) == 1


def test_what_graphiql_asks_about_the_schema_is_within_the_limits() -> None:
    question = get_introspection_query(
        specified_by_url=True,
        directive_is_repeatable=True,
        schema_description=True,
        input_value_deprecation=True,
    )

    assert graph.documents.prepare(question).definitions


BOMBS = {
    "fragments that double 80 times": "{ ...F0 }"
    + "".join(
        f"fragment F{n} on Query {{ ...F{n + 1} a: __typename ...F{n + 1} }}" for n in range(80)
    )
    + "fragment F80 on Query { __typename }",
    "the same field over and over": "{" + "__typename " * 4_900 + "}",
    "the same field in many fragments": "{"
    + " ".join(f"...F{n}" for n in range(300))
    + "}"
    + " ".join(f"fragment F{n} on Query {{ viewer {{ role }} }}" for n in range(300)),
    "deep and wide": "{ viewer { party { " + "country name id " * 1_600 + "} } }",
    "tokens": "{ " + "a " * 400_000 + "}",
    "one long string": '{ node(id: "' + "x" * 900_000 + '") { id } }',
    "directives": "{ __typename " + "@skip(if: true) " * 700 + "}",
    "arguments": "{ node(" + 'id: "x" ' * 1_200 + ") { id } }",
    "variables": "query (" + " ".join(f"$v{n}: Int" for n in range(1_200)) + ") { __typename }",
    "nested lists": "{ nodes(ids: " + "[" * 150 + "]" * 150 + ") { id } }",
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_no_document_holds_the_loop_up_for_long(bomb: str) -> None:
    with counting_calls() as calls, suppress(InvalidDocument):
        graph.documents.prepare(bomb)

    assert calls.count < 1_000_000  # a quarter of a second's, about


def test_no_token_is_kept_with_a_document() -> None:
    class Places(Visitor):
        def enter(self, node: Node, *_: object) -> None:
            assert node.loc is not None
            found.append((node.loc.start, node.loc.start_token, node.loc.end_token))

    found: list[tuple[int, object, object]] = []
    visit(SCHEMA.documents.prepare("query Q { again: hello ... on Query { hello } }"), Places())

    assert {start for start, _, _ in found} >= {0, 6, 10, 17}
    assert {token for _, *both in found for token in both} == {None}
