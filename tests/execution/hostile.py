"""Operations made to keep the loop busy that all clients share, and how long each kept it.

Every family aims at one thing that has to be bounded: at a limit, just below it, or far beyond. A
probe runs on the same loop and looks at the clock whenever its turn comes. Between two turns it
counts the CPU time of the process, not the time that passed: what other processes do meanwhile on a
busy machine is no pause of the loop, and what threads beside it do while they hold the interpreter
is one.
"""

import asyncio
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from random import Random
from typing import Any, Final

from graphql import OperationType

from hub.context import Hub, open_request
from hub.policy.viewer import Viewer
from hub.schema import schema
from hub.transport.http import BODY_BYTES_MAX
from hub.transport.operations import encode_json, read_json, read_operation, refusal, run
from tests.execution.operations import Operations
from tests.execution.sample import NOBODY, Sample
from tests.graph import viewer_of

# The longest that nothing may keep the loop for, in seconds of CPU.
PAUSE_MAX: Final = 0.1
_PING_SECONDS: Final = 0.001

Asked = Mapping[str, Any] | bytes
_Family = Callable[[Random, Sample], Asked]
FAMILIES: Final[dict[str, _Family]] = {}

_PRODUCT: Final = 'id name zh: name(language: "zh") description status createdAt'
_ORDER: Final = (
    "id number status total { amount } buyer { id name } seller { id name }"
    " lines { quantity sku { code name product { name owner { name } } } } availableActions"
)
_WORDS: Final = (
    "a",
    "月",
    "🌙",
    "é",
    "\u202e",
    "\u0000",
    "'",
    '"',
    "\\",
    "%",
    "_",
    "-",
    "&",
    "|",
    "!",
)


def _family(make: _Family) -> _Family:
    FAMILIES[make.__name__.removeprefix("_").replace("_", " ")] = make
    return make


def _around(chance: Random, limit: int) -> int:
    """A number at the limit, next to it, or somewhere below or beyond."""
    return chance.choice(
        (limit, limit - 1, limit + 1, limit // 2, chance.randint(1, limit), limit * 3)
    )


def _joined(texts: Iterator[str]) -> str:
    return " ".join(texts)


def _aliased(text: str, count: int) -> str:
    return _joined(f"a{n}: {text}" for n in range(count))


# Documents


@_family
def _deep(chance: Random, sample: Sample) -> Asked:
    text = "id"
    for n in range(_around(chance, 20)):
        text = (
            f"owner {{ products(first: {chance.choice((1, 1, 2, 9))}) {{ nodes {{ {text} }} }} }}"
        )
        if n > 60:
            break
    return {"query": f"{{ products(first: 1) {{ nodes {{ {text} }} }} }}"}


@_family
def _nested_braces(chance: Random, sample: Sample) -> Asked:
    count = _around(chance, 2_500)
    opening, closing = chance.choice((("{a", "}"), ("[", "]"), ("{a:", "}"), ("(", ")")))
    return {"query": f"{{ products(filter: {opening * count}{closing * count}) {{ id }} }}"}


@_family
def _wide(chance: Random, sample: Sample) -> Asked:
    fields = _joined(f"{one}" for _ in range(_around(chance, 300)) for one in _PRODUCT.split())
    return {"query": f"{{ products(first: {_around(chance, 500)}) {{ nodes {{ {fields} }} }} }}"}


@_family
def _aliases_of_lists(chance: Random, sample: Sample) -> Asked:
    size, count = chance.choice(((900, 101), (900, 50), (100, 199), (1000, 99), (1, 200)))
    what = chance.choice(("id", _PRODUCT, "id name skus { code }"))
    lists = _joined(f"a{n}: products(first: {size}) {{ nodes {{ {what} }} }}" for n in range(count))
    return {"query": f"{{ {lists} }}"}


@_family
def _aliases_of_fields(chance: Random, sample: Sample) -> Asked:
    fields = _joined(f"{'k' * 40}{n}: description" for n in range(_around(chance, 200)))
    return {"query": f"{{ products(first: {_around(chance, 1000)}) {{ nodes {{ {fields} }} }} }}"}


@_family
def _fragments(chance: Random, sample: Sample) -> Asked:
    count = chance.choice((10, 40, 80, 300, 900))
    pieces = [f"fragment f{n} on Product {{ ...f{n + 1} ...f{n + 1} id }}" for n in range(count)]
    last = chance.choice(("{ id }", "{ ...f0 }", "{ ...nowhere }", "{ owner { id } }"))
    pieces.append(f"fragment f{count} on Product {last}")
    return {"query": f"{{ products {{ nodes {{ ...f0 }} }} }} {' '.join(pieces)}"}


@_family
def _conflicts(chance: Random, sample: Sample) -> Asked:
    lists = _joined(
        f"same: products(first: {n % chance.choice((1, 2, 7)) + 1}) {{ nodes {{ id x: name"
        f" x: {chance.choice(('id', 'name', 'description'))} }} }}"
        for n in range(_around(chance, 100))
    )
    return {"query": f"{{ {lists} }}"}


@_family
def _directives(chance: Random, sample: Sample) -> Asked:
    one = chance.choice(("@skip(if: false)", "@include(if: $yes)", "@nothing", "@skip(if: true)"))
    many = one * chance.choice((1, 2, 500, 900))
    fields = _joined(f"f{n}: name {one}" for n in range(chance.choice((1, 150, 199))))
    text = f"query ($yes: Boolean!) {{ products {{ nodes {{ id {many} {fields} }} }} }}"
    return {"query": text, "variables": {"yes": chance.choice((True, False, None))}}


@_family
def _many_operations(chance: Random, sample: Sample) -> Asked:
    count = _around(chance, 400)
    texts = _joined(f"query Q{n} {{ viewer {{ role }} }}" for n in range(count))
    return {"query": texts, "operationName": chance.choice((None, "Q1", f"Q{count}", "x" * 90_000))}


@_family
def _unknown_names(chance: Random, sample: Sample) -> Asked:
    fields = _joined(f"prodcts{n}" for n in range(_around(chance, 1_000)))
    where = chance.choice(("{{ {} }}", "{{ products {{ nodes {{ {} }} }} }}"))
    return {"query": where.format(fields)}


@_family
def _many_variables(chance: Random, sample: Sample) -> Asked:
    count = _around(chance, 800)
    declared = ", ".join(f"$v{n}: {chance.choice(('Int', 'ID', '[ID!]'))}" for n in range(count))
    given: dict[str, Any] = {f"v{n}": chance.choice((1, "x", None, [], {})) for n in range(count)}
    return {"query": f"query ({declared}) {{ viewer {{ role }} }}", "variables": given}


@_family
def _noise(chance: Random, sample: Sample) -> Asked:
    filler = chance.choice((" ", ",", "\n", "# x\n", "\ufeff", '"""x"""', "é", "\\u0041", "$", "&"))
    count = _around(chance, 50_000 // len(filler))
    return {"query": f"{{ viewer {{ role {filler * count} }} }}"}


@_family
def _introspection(chance: Random, sample: Sample) -> Asked:
    below = "name"
    for _ in range(chance.choice((1, 3, 7, 15))):
        below = chance.choice((f"name type {{ {below} }}", f"fields {{ name type {{ {below} }} }}"))
    below = f"name fields {{ type {{ ofType {{ fields {{ {below} }} }} }} }}"
    by_name = "query ($n: String!) { __type(name: $n) { fields { name } } }"
    return chance.choice(
        (
            {"query": f"{{ __schema {{ types {{ {below} }} }} }}"},
            {"query": f"{{ {_aliased('__schema { types { name } }', 160)} }}"},
            {"query": "{ " + _aliased('__type(name: "Order") { name }', 199) + " }"},
            {"query": by_name, "variables": {"n": chance.choice(("Order", "x" * 900_000))}},
            {"query": f"{{ __schema {{ types {{ fields {{ name }} }} }} {'__typename ' * 300} }}"},
        )
    )


# Values


def _text_of(chance: Random, length: int) -> str:
    return (chance.choice(_WORDS) + chance.choice(_WORDS)) * (length // 2)


@_family
def _lists_in_variables(chance: Random, sample: Sample) -> Asked:
    count = chance.choice((999, 1_000, 1_001, 4_999, 20_000, 200_000))
    one: Any = chance.choice((sample.ids[None]["Order"][0], "x", 0, None, [], {}, {"a": 1}))
    return {
        "query": "query ($ids: [ID!]!) { nodes(ids: $ids) { id } }",
        "variables": {"ids": [one] * count},
    }


@_family
def _lists_in_inputs(chance: Random, sample: Sample) -> Asked:
    count = chance.choice((400, 500, 999, 1_000, 1_600, 15_000))
    sku = chance.choice((sample.ids[None]["Sku"][0], "x", 7, None))
    line: Any = chance.choice(
        ({"skuId": sku, "quantity": 1}, {"skuId": sku}, {}, [], None, {"x": 1})
    )
    return _placing(sample, lines=[line] * count)


@_family
def _unknown_fields_of_inputs(chance: Random, sample: Sample) -> Asked:
    count = chance.choice((50, 1_000, 2_400, 4_900, 20_000))
    names = (chance.choice(("note", "lines", "sellerId", "x")) + str(n) for n in range(count))
    return _placing(sample, lines=[], **dict.fromkeys(names, 1))


def _placing(sample: Sample, **input: Any) -> Asked:
    seller = sample.ids[None]["Party"][0]
    return {
        "query": "mutation ($input: PlaceOrderInput!) { placeOrder(input: $input)"
        " { errors { code message field } } }",
        "variables": {
            "input": {
                "requestId": "0199d7a8-5b1e-7c3a-9d60-3f1c2b4a5d6e",
                "sellerId": seller,
                **input,
            }
        },
    }


@_family
def _huge_texts(chance: Random, sample: Sample) -> Asked:
    text = _text_of(chance, chance.choice((2_000, 2_001, 50_000, 150_000)))
    return chance.choice(
        (
            _placing(sample, lines=[], note=text),
            {"query": "query ($t: ID!) { node(id: $t) { id } }", "variables": {"t": text}},
            {
                "query": "query ($t: Cursor) { orders(after: $t) { nodes { id } } }",
                "variables": {"t": text},
            },
            {
                "query": "mutation ($t: String!) { signIn(input: {requestId:"
                ' "0199d7a8-5b1e-7c3a-9d60-3f1c2b4a5d6e", email: $t, password: $t})'
                " { errors { code } } }",
                "variables": {"t": text},
            },
        )
    )


@_family
def _searches(chance: Random, sample: Sample) -> Asked:
    text = chance.choice(("", " ", chance.choice(sample.texts["search"]))) + _text_of(
        chance, chance.choice((10, 100, 180, 200, 250, 9_000))
    )
    what = chance.choice(("products", "parties"))
    return {
        "query": f"query ($t: String) {{ {what}(search: $t, first: 1000) {{ totalCount nodes"
        " { id name } } }",
        "variables": {"t": text},
    }


@_family
def _ids(chance: Random, sample: Sample) -> Asked:
    known = [id for of in sample.ids[None].values() for id in of]
    some = chance.choice((known, ["x"], ["Order:x"], ["Order:" + "0" * 36], ["é" * 300]))
    ids = [chance.choice(some) for _ in range(chance.choice((1_000, 1_001, 500)))]
    below = chance.choice(
        ("id", f"id ... on Order {{ {_ORDER} }} ... on Product {{ {_PRODUCT} skus {{ code }} }}")
    )
    return {
        "query": f"query ($ids: [ID!]!) {{ nodes(ids: $ids) {{ __typename {below} }} }}",
        "variables": {"ids": ids},
    }


@_family
def _filters(chance: Random, sample: Sample) -> Asked:
    count = _around(chance, 1_000)
    code = chance.choice((chance.choice(sample.texts["code"]), "x" * 200, "x" * 201))
    return {
        "query": "query ($f: SkuFilter, $o: OrderFilter, $s: StockFilter)"
        " { skus(filter: $f, first: 1000) { nodes { id } } orders(filter: $o, orderBy: TOTAL)"
        " { nodes { id } } stock(filter: $s) { nodes { id } } }",
        "variables": {
            "f": {"code": [code] * count},
            "o": {"number": [str(n) for n in range(min(count, 900))]},
            "s": {"skuIds": [*sample.ids[None]["Sku"]] * 20},
        },
    }


@_family
def _numbers(chance: Random, sample: Sample) -> Asked:
    number = chance.choice(
        ("-1", "0", "1000", "1001", "2147483647", "2147483648", "9" * 4_000, "1e400", "-0", "1.5",
         "1" + "0" * 40_000, "null", "true", '"5"')
    )  # fmt: skip
    if chance.random() < 0.5:
        return {"query": f"{{ products(first: {number}) {{ nodes {{ id }} }} }}"}
    text = '{"query":"query ($n: Int) { products(first: $n) { nodes { id } } }","variables":{"n":'
    return f"{text}{number}}}}}".encode()


@_family
def _bodies(chance: Random, sample: Sample) -> Asked:
    viewer = {"query": "{ viewer { role } }"}
    deep = b'{"query":"{ viewer { role } }","variables":%b1%b}' % (b'{"a":' * 30_000, b"}" * 30_000)
    return chance.choice(
        (
            b"null", b"[]", b"\xff" * 1_000, b"5", b'"x"', b"{", deep,
            b"[" * 100_000, b'{"query":' + b"[" * 500_000, b'{"a":' * 100_000,
            b'{"query":"' + b"\\ud800" * 8_000 + b'"}',
            encode_json({**viewer, "variables": {str(n): n for n in range(60_000)}}),
            encode_json({**viewer, "extensions": {"x": [{}] * 200_000}}),
        )
    )  # fmt: skip


# Answers


@_family
def _large_answers(chance: Random, sample: Sample) -> Asked:
    count = chance.choice((2, 4, 9))
    what, below = chance.choice(
        (
            ("products", f"{_PRODUCT} skus {{ code name offers(first: 3) {{ nodes {{ id }} }} }}"),
            (
                "products",
                " ".join(f'd{n}: description e{n}: description(language: "zh")' for n in range(10)),
            ),
            ("stock", "id onHand reserved sku { code name product { name owner { name } } }"),
            ("orders", _ORDER.replace("availableActions", "")),
        )
    )
    lists = _joined(f"a{n}: {what}(first: 900) {{ nodes {{ {below} }} }}" for n in range(count))
    return {"query": f"{{ {lists} }}"}


@_family
def _worked_out(chance: Random, sample: Sample) -> Asked:
    fields = _joined(f"w{n}: availableActions" for n in range(chance.choice((1, 5, 15, 19))))
    lists = _joined(
        f"a{n}: orders(first: 1000) {{ nodes {{ {fields} }} }}"
        for n in range(chance.choice((1, 2, 9)))
    )
    return {"query": f"{{ {lists} }}"}


@_family
def _errors_in_every_row(chance: Random, sample: Sample) -> Asked:
    wrong = chance.choice(
        (
            "skus { offers(first: -1) { nodes { id } } }",
            'owner { products(after: "x") { nodes { id } } }',
            "skus { a: offers(first: 1, last: 1) { nodes { id } } code }",
        )
    )
    lists = _joined(
        f"a{n}: products(first: 900) {{ nodes {{ {_PRODUCT} {wrong} }} }}"
        for n in range(chance.choice((1, 3)))
    )
    return {"query": f"{{ {lists} }}"}


@_family
def _counts(chance: Random, sample: Sample) -> Asked:
    lists = _joined(
        f"a{n}: {chance.choice(('products', 'orders', 'stock', 'skus', 'parties'))}"
        f"(first: {chance.choice((0, 1))}) {{ totalCount }}"
        for n in range(_around(chance, 190))
    )
    return {"query": f"{{ {lists} }}"}


@_family
def _pages_under_pages(chance: Random, sample: Sample) -> Asked:
    outer, inner = chance.choice(((1000, 90), (90, 1000), (300, 300), (40, 40), (1000, 1000)))
    below = f"partnerships(first: {inner}) {{ totalCount nodes {{ id upstream {{ name }} }} }}"
    return {
        "query": f"{{ parties(first: {outer}) {{ nodes {{ id name {below}"
        f" products(first: {inner}) {{ nodes {{ id name }} pageInfo {{ endCursor }} }} }} }} }}"
    }


@_family
def _several_changes(chance: Random, sample: Sample) -> Asked:
    count = _around(chance, 100)
    known = 'requestId: "0199d7a8-5b1e-7c3a-9d60-3f1c2b4a5d6e"'
    errors = "errors { code message field }"
    one = chance.choice(
        (
            f'confirmOrder(input: {{{known}, orderId: "x"}}) {{ {errors} }}',
            f'setThreshold(input: {{{known}, stockItemId: "x"}}) {{ {errors} }}',
        )
    )
    return {"query": f"mutation {{ {_aliased(one, count)} }}"}


@dataclass
class Pauses:
    """The longest that operations kept the loop, by family, in seconds of CPU, and how many."""

    longest: dict[str, float] = field(default_factory=dict)
    asked: dict[str, int] = field(default_factory=dict)
    # What was asked when the loop was kept for too long.
    culprits: dict[str, str] = field(default_factory=dict)

    def add(self, other: "Pauses") -> None:
        for family, pause in other.longest.items():
            self.longest[family] = max(self.longest.get(family, 0), pause)
            self.asked[family] = self.asked.get(family, 0) + other.asked[family]
        self.culprits |= other.culprits

    @property
    def too_long(self) -> list[str]:
        return [family for family, pause in self.longest.items() if pause > PAUSE_MAX]


class Probe:
    """Takes a turn of the loop a thousand times a second, and notes how long it had to wait."""

    def __init__(self) -> None:
        self.longest = 0.0
        self._last = time.process_time()

    def look(self) -> None:
        now = time.process_time()
        self.longest = max(self.longest, now - self._last)
        self._last = now

    async def run(self) -> None:
        while True:
            await asyncio.sleep(_PING_SECONDS)
            self.look()

    def begin(self) -> None:
        self.longest, self._last = 0.0, time.process_time()


class Hostile:
    """Asks one hub what nobody should ask."""

    def __init__(self, hub: Hub, sample: Sample) -> None:
        self._hub = hub
        self._sample = sample
        self._operations = Operations(schema._schema, sample)
        self._viewers: dict[str, Viewer | None] = {NOBODY: None}
        self.pauses = Pauses()
        # The codes of errors, and None for answers without.
        self.codes: dict[str | None, int] = {}

    async def ask(self, seeds: Iterator[int], count: int) -> None:
        """Ask so many operations, of each family in turn, and random ones."""
        probe = Probe()
        with running(probe):
            names = [*FAMILIES, "random"]
            for n, seed in zip(range(count), seeds, strict=False):
                family = names[n % len(names)]
                chance = Random(f"{family} {seed}")
                who = chance.choice(self._sample.viewers)
                if family == "random":
                    made = self._operations.query(seed)
                    who = made.viewer
                    asked: Asked = {"query": made.document, "variables": made.variables}
                else:
                    asked = FAMILIES[family](chance, self._sample)
                body = asked if isinstance(asked, bytes) else encode_json(asked)
                viewer = await self._viewer(who)
                if len(body) > BODY_BYTES_MAX:
                    continue
                await asyncio.sleep(2 * _PING_SECONDS)
                probe.begin()
                await self._run(body, viewer)
                probe.look()
                self._note(family, probe.longest, f"seed {seed}: {body[:300]!r}")

    async def _viewer(self, who: str) -> Viewer | None:
        if who not in self._viewers:
            self._viewers[who] = await viewer_of(self._hub, who)
        return self._viewers[who]

    async def _run(self, body: bytes, viewer: Viewer | None) -> None:
        """As the endpoint does it, from the body to the bytes of the answer."""
        policy = self._hub.policy
        try:
            operation = await read_operation(
                schema,
                read_json(body),
                cost_max=policy.cost_max,
                introspection=policy.introspection,
            )
            if operation.kind is OperationType.SUBSCRIPTION:
                return
            async with open_request(self._hub, viewer) as request:
                answer = await run(schema, operation, request)
        except Exception as error:
            answer = refusal(error)
        encode_json(answer.body())
        for code in {one["extensions"]["code"] for one in answer.errors} or {None}:
            self.codes[code] = self.codes.get(code, 0) + 1

    def _note(self, family: str, pause: float, asked: str) -> None:
        pauses = self.pauses
        pauses.asked[family] = pauses.asked.get(family, 0) + 1
        if pause > pauses.longest.get(family, 0):
            pauses.longest[family] = pause
            if pause > PAUSE_MAX:
                pauses.culprits[family] = asked


@contextmanager
def running(probe: Probe) -> Iterator[None]:
    task = asyncio.create_task(probe.run())
    try:
        yield
    finally:
        task.cancel()
