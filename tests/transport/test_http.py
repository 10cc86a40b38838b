"""Whatever is sent to the endpoint gets a GraphQL-shaped answer with a code, and never a 500."""

import asyncio
from contextlib import nullcontext
from typing import Any

import httpx
import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from hub.context import Hub
from hub.transport import http
from tests.clients import told
from tests.partners import Partners, until_reading
from tests.patience import PATIENCE_SECONDS
from tests.served import Running

JSON = {"content-type": "application/json"}
STRICT = {"accept": "application/graphql-response+json"}

Answer = dict[str, Any]


async def ask(client: httpx.AsyncClient, query: str, **variables: object) -> Answer:
    response = await client.post("/graphql", json={"query": query, "variables": variables})
    assert response.status_code == 200
    return told(response)


def codes(response: httpx.Response) -> list[str]:
    return [error["extensions"]["code"] for error in response.json()["errors"]]


async def test_a_query_is_answered_by_post_and_by_get(client: httpx.AsyncClient) -> None:
    asked = {"query": "query Q($name: String!) { hello(name: $name) }", "operationName": "Q"}

    posted = await client.post("/graphql", json={**asked, "variables": {"name": "Wei"}})
    got = await client.get("/graphql", params={**asked, "variables": '{"name": "Wei"}'})

    for response in (posted, got):
        assert response.status_code == 200
        assert response.headers["content-type"] == "application/json; charset=utf-8"
        assert told(response) == {"data": {"hello": "Hello Wei"}}


async def test_an_answer_says_for_readers_of_which_language_it_is(
    client: httpx.AsyncClient,
) -> None:
    for header, read, named in (
        ("zh-CN, en;q=0.5", ["zh-CN", "zh"], "zh-CN"),
        ("en-GB", ["en-GB"], "en-GB"),
        ("*", [], "en"),
    ):
        response = await client.post(
            "/graphql", json={"query": "{ languages }"}, headers={"accept-language": header}
        )

        assert told(response) == {"data": {"languages": read}}
        assert response.headers["content-language"] == named
        assert "Accept-Language" in response.headers["vary"]


async def test_a_mutation_is_done_by_post_alone(client: httpx.AsyncClient) -> None:
    posted = await client.post("/graphql", json={"query": "mutation { change }"})
    got = await client.get("/graphql", params={"query": "mutation { change }"})

    assert told(posted) == {"data": {"change": 1}}
    assert (got.status_code, got.headers["allow"]) == (405, "POST")


@pytest.mark.parametrize("held_up", ["authentication", "execution"])
async def test_who_is_cut_off_by_the_servers_end_is_told_to_ask_again(
    running: Running, partners: Partners, held_up: str
) -> None:
    member = await partners.member()
    seconds = 30 if held_up == "execution" else 0
    async with (
        httpx.AsyncClient(base_url=running.url, timeout=PATIENCE_SECONDS) as client,
        partners.locked("sessions") if held_up == "authentication" else nullcontext(),
    ):
        asking = asyncio.create_task(
            client.post(
                "/graphql",
                json={"query": f"{{ slept(seconds: {seconds}) }}"},
                headers={"authorization": member.authorization},
            )
        )
        await until_reading(partners.hub, 1)
        running.server.should_exit = True
        response = await asking

    assert (response.status_code, codes(response)) == (503, ["UNAVAILABLE"])


@pytest.mark.parametrize("method", ["PUT", "DELETE", "PATCH"])
async def test_other_methods_are_not_allowed(client: httpx.AsyncClient, method: str) -> None:
    response = await client.request(method, "/graphql")

    assert (response.status_code, response.headers["allow"]) == (405, "GET, POST, OPTIONS")
    assert codes(response) == ["METHOD_NOT_ALLOWED"]


@pytest.mark.parametrize(
    ("accept", "answered"),
    [
        (None, http.JSON),
        ("*/*", http.JSON),
        ("application/*;q=0.5", http.JSON),
        ("application/json", http.JSON),
        ("application/graphql-response+json", http.GRAPHQL_RESPONSE),
        ("application/graphql-response+json; charset=utf-8, application/json;q=0.9",
         http.GRAPHQL_RESPONSE),
        ("application/graphql-response+json;q=0.5, application/json", http.JSON),
        ("multipart/mixed, application/json", http.JSON),
    ],
)  # fmt: skip
async def test_the_answer_has_the_media_type_that_is_liked_best(
    client: httpx.AsyncClient, accept: str | None, answered: str
) -> None:
    client.headers.pop("accept")
    response = await client.post(
        "/graphql", json={"query": "{ hello }"}, headers={"accept": accept} if accept else {}
    )

    assert response.headers["content-type"] == f"{answered}; charset=utf-8"


@pytest.mark.parametrize("accept", ["text/html", "text/xml", "application/json;q=x"])
async def test_a_media_type_that_is_not_spoken_is_refused(
    client: httpx.AsyncClient, accept: str
) -> None:
    response = await client.post(
        "/graphql", json={"query": "{ hello }"}, headers={"accept": accept}
    )

    assert response.status_code == 406


@pytest.mark.parametrize(
    "content_type",
    [None, "text/plain", "application/x-www-form-urlencoded", "multipart/form-data",
     "application/json; charset=utf-16"],
)  # fmt: skip
async def test_only_json_is_taken_so_that_no_other_sites_form_can_ask(
    client: httpx.AsyncClient, content_type: str | None
) -> None:
    response = await client.post(
        "/graphql",
        content=b'{"query": "mutation { change }"}',
        headers={"content-type": content_type} if content_type else {},
    )

    assert response.status_code == 415
    assert codes(response) == ["UNSUPPORTED_MEDIA_TYPE"]


@pytest.mark.parametrize(
    "body",
    [
        b"", b"null", b"5", b'"x"', b"[]", b"true", b"{", b"\xff\xfe", b'{"query": "\xff"}',
        b'{"query": "{ hello }", "query"}', b"[" * 100_000, b'{"a":' * 100_000,
        b'{"query": "\\ud800"}', b"{}", b'{"query": null}', b'{"query": 5}', b'{"query": []}',
        b'{"query": ""}', b'{"query": "  "}', b'{"query": "{ hello }", "variables": []}',
        b'{"query": "{ hello }", "variables": "x"}', b'{"query": "{ hello }", "variables": 5}',
        b'{"query": "{ hello }", "operationName": 0}', b'{"query": "{ hello }", "extensions": 5}',
        b'{"id": "1"}',
    ],
    ids=lambda body: body[:40],
)  # fmt: skip
@pytest.mark.parametrize("headers", [JSON, JSON | STRICT], ids=["json", "strict"])
async def test_a_body_that_is_no_request_is_refused(
    client: httpx.AsyncClient, body: bytes, headers: dict[str, str]
) -> None:
    response = await client.post("/graphql", content=body, headers=headers)

    assert response.status_code == 400
    assert codes(response) == ["BAD_REQUEST"]
    assert "data" not in response.json()


def _chain(length: int) -> str:
    """Fragments that spread one another in a row."""
    links = (f"fragment F{n} on Query {{ ...F{n + 1} }}" for n in range(length))
    return f"{{ ...F0 }} {' '.join(links)} fragment F{length} on Query {{ hello }}"


@pytest.mark.parametrize(
    ("query", "variables", "code"),
    [
        ("{", None, "GRAPHQL_PARSE_FAILED"),
        ("\x00", None, "GRAPHQL_PARSE_FAILED"),
        ('{ hello(name: "\\ud800") }', None, "GRAPHQL_PARSE_FAILED"),
        ("{ a " * 3_000, None, "GRAPHQL_PARSE_FAILED"),
        ("{ nothing }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ hello(name: 5) }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ big(n: 9223372036854775808) }", None, "GRAPHQL_VALIDATION_FAILED"),
        (f"{{ big(n: {'9' * 10_000}) }}", None, "GRAPHQL_VALIDATION_FAILED"),
        ("{ hello { name } }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("fragment F on Query { hello }", None, "GRAPHQL_VALIDATION_FAILED"),
        ("query A { hello } query B { hello }", None, "OPERATION_NOT_FOUND"),
        ('{ hello(name: "a\\u0000b") }', None, "BAD_INPUT"),
        ('{ hello(name: "a\\u{0}b") }', None, "BAD_INPUT"),
        ('{ hello(name: "a\x00b") }', None, "BAD_INPUT"),
        ("query ($n: BigInt!) { big(n: $n) }", {"n": 2**63}, "BAD_INPUT"),
        ("query ($n: BigInt!) { big(n: $n) }", {"n": "1"}, "BAD_INPUT"),
        ("query ($n: BigInt!) { big(n: $n) }", {"n": None}, "BAD_INPUT"),
        ("query ($n: BigInt!) { big(n: $n) }", {}, "BAD_INPUT"),
        ("query ($n: String!) { hello(name: $n) }", {"n": "a\x00b"}, "BAD_INPUT"),
        ("query ($n: String!) { hello(name: $n) }", {"x": {"a\x00b": 1}}, "BAD_INPUT"),
        ("query ($n: String!) { hello(name: $n) }", {"n": 5}, "BAD_INPUT"),
        ("query ($ids: [UUID!]!) { ids(ids: $ids) }", {"ids": ["x"]}, "BAD_INPUT"),
        ("query ($v: Nested!) { nested(value: $v) }", {"v": {"more": 5}}, "BAD_INPUT"),
        ("{ " + "again { " * 20 + "hello" + "}" * 21, None, "TOO_COMPLEX"),
        ("{ " + " ".join(f"a{n}: hello" for n in range(201)) + "}", None, "TOO_COMPLEX"),
        ("{ " + "hello " * 400 + "}", None, "TOO_COMPLEX"),
        ("{again" * 800 + "{hello}" + "}" * 800, None, "GRAPHQL_PARSE_FAILED"),
        (_chain(550), None, "TOO_COMPLEX"),
    ],
    ids=lambda value: str(value)[:40],
)
async def test_a_request_that_cannot_be_run_says_why(
    client: httpx.AsyncClient, query: str, variables: object, code: str
) -> None:
    body = {"query": query, "variables": variables}

    lenient = await client.post("/graphql", json=body)
    strict = await client.post("/graphql", json=body, headers=STRICT)

    assert (lenient.status_code, strict.status_code) == (200, 400)
    for response in (lenient, strict):
        assert set(codes(response)) == {code}
        assert "data" not in response.json()


async def test_variables_may_not_be_nested_absurdly(client: httpx.AsyncClient) -> None:
    value: dict[str, Any] = {}
    for _ in range(300):
        value = {"more": [value]}

    response = await client.post(
        "/graphql",
        json={"query": "query ($v: Nested!) { nested(value: $v) }", "variables": {"v": value}},
    )

    assert codes(response) == ["BAD_INPUT"]


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=60)
    | st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
        lambda inner: st.lists(inner) | st.dictionaries(
            st.sampled_from(["query", "variables", "operationName", "n"]) | st.text(), inner
        ),
    ).map(lambda value: orjson.dumps(value, default=str) if _is_json(value) else b"?")
)  # fmt: skip
async def test_no_body_whatsoever_is_too_much(client: httpx.AsyncClient, body: bytes) -> None:
    response = await client.post("/graphql", content=body, headers=JSON)

    assert response.status_code < 500
    assert "INTERNAL" not in codes(response)


def _is_json(value: object) -> bool:
    try:
        orjson.dumps(value)
    except TypeError:
        return False
    return True


async def test_a_fragment_bomb_is_refused_at_once(client: httpx.AsyncClient) -> None:
    bomb = "{ ...F0 }" + "".join(
        f"fragment F{n} on Query {{ a: again {{ ...F{n + 1} }} b: again {{ ...F{n + 1} }} }}"
        for n in range(80)  # spread out they would be 2 to the power of 80 fields
    )
    bomb += "fragment F80 on Query { hello }"

    response = await client.post("/graphql", json={"query": bomb})

    assert codes(response) == ["TOO_COMPLEX"]


async def test_fragments_in_a_circle_are_refused(client: httpx.AsyncClient) -> None:
    circle = (
        "{ ...A } fragment A on Query { again { ...B } } fragment B on Query { again { ...A } }"
    )

    response = await client.post("/graphql", json={"query": circle})

    assert codes(response) == ["GRAPHQL_VALIDATION_FAILED"]


async def test_a_body_past_the_limit_is_refused(client: httpx.AsyncClient) -> None:
    body = orjson.dumps({"query": "{ hello }", "variables": {"x": "x" * http.BODY_BYTES_MAX}})

    response = await client.post("/graphql", content=body, headers=JSON)

    assert response.status_code == 413
    assert codes(response) == ["TOO_LARGE"]


async def test_a_body_that_breaks_off_troubles_nobody(client: httpx.AsyncClient) -> None:
    received = iter([{"type": "http.request", "body": b"{", "more_body": True}])
    sent: list[Any] = []

    async def receive() -> Any:
        return next(received, {"type": "http.disconnect"})

    async def send(message: Any) -> None:
        sent.append(message)

    scope = {
        "type": "http", "method": "POST", "path": "/graphql", "query_string": b"",
        "headers": [(b"content-type", b"application/json")],
    }  # fmt: skip
    await client._transport.app(scope, receive, send)  # type: ignore[attr-defined]

    assert sent[0]["status"] == 400


@pytest.mark.parametrize(
    ("how", "code"),
    [("rule", "NOT_FOUND"), ("request", "BAD_ID"), ("cursor", "BAD_CURSOR"),
     ("graphql", "INTERNAL")],
)  # fmt: skip
async def test_an_error_of_a_field_has_its_own_code(
    client: httpx.AsyncClient, how: str, code: str
) -> None:
    answer = await ask(client, "query ($how: String!) { refused(how: $how) }", how=how)

    assert answer["data"] == {"refused": None}
    [error] = answer["errors"]
    assert (error["path"], error["extensions"]["code"]) == (["refused"], code)


async def test_a_defect_is_told_as_an_id_that_is_in_the_log(client: httpx.AsyncClient) -> None:
    with capture_logs() as logs:
        answer = await ask(client, "{ hello brokenAlone }")

    assert answer["data"] == {"hello": "Hello you", "brokenAlone": None}
    [error] = answer["errors"]
    assert error["extensions"]["code"] == "INTERNAL"
    assert "4711" not in str(answer)
    [entry] = [entry for entry in logs if entry["event"] == "internal_error"]
    assert entry["error_id"] == error["extensions"]["errorId"]
    assert isinstance(entry["exc_info"], ZeroDivisionError)


async def test_a_result_that_does_not_fit_its_type_is_a_defect(client: httpx.AsyncClient) -> None:
    with capture_logs():
        answer = await ask(client, "{ small }")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["INTERNAL"]


async def test_a_value_that_the_database_cannot_hold_is_bad_input(
    client: httpx.AsyncClient,
) -> None:
    answer = await ask(client, "{ stored(n: 99999999999) }")

    assert [error["extensions"]["code"] for error in answer["errors"]] == ["BAD_INPUT"]


async def test_several_operations_need_a_name(client: httpx.AsyncClient) -> None:
    asked = {"query": "query A { hello } query B { me }"}

    named = await client.post("/graphql", json={**asked, "operationName": "A"})
    misnamed = await client.post("/graphql", json={**asked, "operationName": "C"})

    assert told(named) == {"data": {"hello": "Hello you"}}
    assert codes(misnamed) == ["OPERATION_NOT_FOUND"]


async def test_a_subscription_needs_a_socket(client: httpx.AsyncClient) -> None:
    response = await client.post("/graphql", json={"query": "subscription { count(to: 1) }"})

    assert response.status_code == 400
    assert codes(response) == ["NEEDS_STREAM"]


async def test_a_bearer_token_says_who_asks(client: httpx.AsyncClient, partners: Partners) -> None:
    member = await partners.member()
    client.headers["authorization"] = member.authorization

    assert await ask(client, "{ me }") == {"data": {"me": member.viewer.email}}


@pytest.mark.parametrize(
    ("authorization", "code"),
    [("", "TOKEN_MALFORMED"), ("Basic x", "TOKEN_MALFORMED"), ("Bearer", "TOKEN_MALFORMED"),
     ("Bearer a b", "TOKEN_MALFORMED"), ("Bearer x", "TOKEN_INVALID"),
     ("Bearer a.b.c", "TOKEN_INVALID")],
)  # fmt: skip
async def test_a_bad_token_is_refused_and_not_taken_for_nobody(
    client: httpx.AsyncClient, authorization: str, code: str
) -> None:
    response = await client.post(
        "/graphql", json={"query": "{ hello }"}, headers={"authorization": authorization}
    )

    assert response.status_code == 401
    assert response.headers["www-authenticate"].startswith("Bearer")
    assert codes(response) == [code]


async def test_an_outage_is_told_and_over_when_it_is_over(
    client: httpx.AsyncClient, hub: Hub, partners: Partners
) -> None:
    asked = {"query": "{ stored(n: 1) }"}
    await client.post("/graphql", json=asked)

    with capture_logs():
        sleeping = asyncio.create_task(
            client.post("/graphql", json={"query": "{ slept(seconds: 5) }"})
        )
        await partners.cut_sleeping()
        cut = await sleeping
    after = await client.post("/graphql", json=asked)

    assert cut.status_code == 503
    assert codes(cut) == ["UNAVAILABLE"]
    assert told(after) == {"data": {"stored": 1}}


@pytest.mark.parametrize(
    ("field", "code", "message"),
    [
        ("sleptTooLong", "TOO_COMPLEX", "longer than 30 seconds"),
        ("tooLarge", "ANSWER_TOO_LARGE", "too large for the database"),
    ],
)
async def test_what_is_too_much_for_the_database_is_the_clients_to_mend(
    client: httpx.AsyncClient, field: str, code: str, message: str
) -> None:
    response = await client.post("/graphql", json={"query": f"{{ {field} }}"})
    after = await client.post("/graphql", json={"query": "{ stored(n: 1) }"})

    assert response.status_code == 200
    assert codes(response) == [code]
    assert message in response.json()["errors"][0]["message"]
    assert told(after) == {"data": {"stored": 1}}


async def test_no_connection_is_left_behind(client: httpx.AsyncClient, hub: Hub) -> None:
    answers = await asyncio.gather(*(ask(client, "{ stored(n: 7) }") for _ in range(30)))

    assert answers == [{"data": {"stored": 7}}] * 30
    assert hub.database.reading == 0


async def test_an_empty_operation_name_is_none(client: httpx.AsyncClient) -> None:
    got = await client.get("/graphql", params={"query": "query A { hello }", "operationName": ""})
    asked = {"query": "query A { hello }", "operationName": "", "variables": None}
    posted = await client.post("/graphql", json=asked | {"extensions": None})

    assert got.json()["data"] == posted.json()["data"] == {"hello": "Hello you"}
