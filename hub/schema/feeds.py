"""Live feeds as clients see them: one subscription and one type of delivery for each ledger."""

import inspect
from collections.abc import AsyncGenerator, Mapping
from typing import Annotated, Any, Final

import strawberry
from strawberry import UNSET
from strawberry.types import Info

from hub.execution.fields import column
from hub.execution.ids import key_of
from hub.ledgers import LEDGERS, Ledger
from hub.loaders.ledgers import Narrowing
from hub.schema.node import Node
from hub.schema.scalars import BigInt, Cursor
from hub.subscriptions.cursors import feed_cursor
from hub.subscriptions.feeds import deliveries

ID = strawberry.ID

After = Annotated[
    Cursor | None,
    strawberry.argument(
        description="Go on after the delivery with this `cursor`, or after a `feedCursor`:"
        " what has happened since comes first. Without it the feed starts now."
    ),
]

_KINDS: Final = "Only of these kinds."
# What a feed can be narrowed to by ids: what the argument takes, ids of what, and what it says.
_BY_ID: Final[Mapping[str, tuple[Any, str, str]]] = {
    "order_id": (ID, "Order", "Only of this order."),
    "sku_ids": (list[ID], "Sku", "Only what is about one of these SKUs."),
    "product_ids": (list[ID], "Product", "Only what is about one of these products."),
    "seller_ids": (list[ID], "Party", "Only what one of these sells."),
    "partner_ids": (
        list[ID],
        "Party",
        (
            "Only what is between your party and one of these: the other side of the order,"
            " or the partner whose stock it is."
        ),
    ),
}
_CURSOR = "Keep it: subscribe `after` it and the feed goes on with the next event."
_POSITION = (
    "Its place in what you are told, which counts the events of all kinds; it only ever grows."
)


@strawberry.type
class FeedQueries:
    @strawberry.field(
        description="Where what you are told stands in what this very query sees, signed in or not:"
        " subscribe `after` it and nothing is missed."
    )
    async def feed_cursor(root: Any, info: Info) -> Cursor:  # noqa: N805
        return Cursor(await feed_cursor(info.context))


def feed_subscriptions() -> type:
    """The slice of Subscription: a field for each ledger, whose facts have their types by now."""
    shown = {type_.__name__: type_ for type_ in Node.__subclasses__()}
    fields = {
        ledger.feed: _subscription(ledger, _delivery(ledger, shown[ledger.typename]))
        for ledger in LEDGERS.values()
    }
    return strawberry.type(type("FeedSubscriptions", (), fields))


def _delivery(ledger: Ledger, event: type) -> type:
    """What a feed's subscribers get. Its fields are read off whatever `deliveries` yields."""
    now = f"Its `{ledger.subject}` is as it is by now."
    fields = {
        "__annotations__": {"cursor": Cursor, "position": BigInt, "event": event},
        "cursor": column(_CURSOR),
        "position": column(_POSITION),
        "event": column(f"What happened. {now}"),
    }
    return strawberry.type(
        type(f"{ledger.typename}Delivery", (), fields),
        description="What happened, and its place in what you are told.",
    )


def _subscription(ledger: Ledger, delivery: type) -> Any:
    """The field, whose arguments are what the ledger's facts can be narrowed by."""

    async def resolve(info: Info, after: str | None = UNSET, **values: Any) -> Any:
        narrowing = _narrowing(info, values)
        return deliveries(ledger, info.context, None if after is UNSET else after, narrowing)

    info, *_ = inspect.signature(resolve).parameters.values()
    asked = inspect.Parameter("after", info.KEYWORD_ONLY, default=UNSET, annotation=After)
    resolve.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [info, asked, *(_argument(ledger, name) for name in ledger.facts.filters)],
        return_annotation=AsyncGenerator[delivery, None],  # type: ignore[valid-type]
    )
    return strawberry.subscription(resolver=resolve, description=ledger.description)


def _argument(ledger: Ledger, name: str) -> inspect.Parameter:
    takes: Any
    if name == "kinds":
        takes, says = _list_of(ledger.facts.model.model_fields["kind"].annotation), _KINDS
    else:
        takes, _, says = _BY_ID[name]
    annotation = Annotated[takes | None, strawberry.argument(description=says)]
    return inspect.Parameter(
        name, inspect.Parameter.KEYWORD_ONLY, default=UNSET, annotation=annotation
    )


def _list_of(type_: Any) -> Any:
    return list[type_]


def _narrowing(info: Info, values: Mapping[str, Any]) -> Narrowing:
    """The values that are given, as their columns have them."""
    viewer = info.context.viewer
    given = []
    for name, value in values.items():
        if value is UNSET or value is None:
            continue
        wanted: set[Any]
        if name == "kinds":
            wanted = {str(kind) for kind in value}
        else:
            ids = [value] if isinstance(value, str) else value
            wanted = {key_of(id, _BY_ID[name][1]) for id in ids}
        if name == "partner_ids" and viewer is not None:
            wanted -= {viewer.party_id}
        given.append((name, tuple(sorted(wanted))))
    return tuple(given)
