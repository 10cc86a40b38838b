"""Of every feed, what the conformance suite needs to know."""

from collections.abc import Awaitable, Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from db.enums.events import EventKind
from hub.ledgers import LEDGERS, Ledger
from tests.names import camel
from tests.subscriptions.trade import Trade
from tests.world import Trader

Event = dict[str, Any]


@dataclass(frozen=True)
class Case:
    """A ledger's feed, and how it is tried.

    `event` selects what an event says, among it `subject { id }` and the `fields` of the subject
    that it tells of, by the names that they have in `state`, which selects them of all subjects.
    `about` reads off an event, for each argument of the feed, the values it is found by.
    `lose` takes from the follower the right to see some of what it was told of, which `is_lost`
    knows again.
    """

    ledger: Ledger
    event: str
    state: str
    fields: Collection[str]
    about: Mapping[str, Callable[[Event], Collection[str]]]
    lose: Callable[[Trade], Awaitable[None]]
    is_lost: Callable[[Trade, Event], bool]
    # Nobody, if it is somebody who has not signed in.
    follower: Callable[[Trade], Trader | None]

    @property
    def field(self) -> str:
        return camel(self.ledger.feed)


def _of(trader: Trader) -> str:
    return f"Party:{trader.id}"


def _sides(order: Any) -> Collection[str]:
    return {order["buyer"]["id"], order["seller"]["id"]}


def _skus_of(alert: Any) -> list[Any]:
    if alert["shipment"] is not None:
        return [one["line"]["sku"] for one in alert["shipment"]["lines"]]
    return [] if alert["stockItem"] is None else [alert["stockItem"]["sku"]]


_LINES: Final = "lines { sku { id product { id } } }"
_SIDES: Final = "buyer { id } seller { id }"

_OFFERS: Final = Case(
    ledger=LEDGERS[EventKind.OFFER],
    event="kind validUntil version subject: offer { id seller { id } sku { id product { id } } }",
    state="products(first: 50) { nodes { skus { offers(first: 50)"
    " { nodes { id validUntil version } } } } }",
    fields=("validUntil", "version"),
    about={
        "kinds": lambda event: {event["kind"]},
        "skuIds": lambda event: {event["subject"]["sku"]["id"]},
        "productIds": lambda event: {event["subject"]["sku"]["product"]["id"]},
        "sellerIds": lambda event: {event["subject"]["seller"]["id"]},
    },
    lose=Trade.hide_the_rival,
    is_lost=lambda trade, event: event["subject"]["seller"]["id"] == _of(trade.rival),
    # Hears of what it is offered alone, of what all partners are, and of what everybody is.
    follower=lambda trade: trade.world.retailer,
)

CASES: Final[Mapping[str, Case]] = {
    "offers to everybody": replace(_OFFERS, follower=lambda _: None),
    **{
        case.field: case
        for case in (
            Case(
                ledger=LEDGERS[EventKind.ORDER],
                event=f"kind status: to version subject: order {{ id {_SIDES} {_LINES} }}",
                state="orders(first: 100) { nodes { id status version } }",
                fields=("status", "version"),
                about={
                    "orderId": lambda event: {event["subject"]["id"]},
                    "kinds": lambda event: {event["kind"]},
                    "skuIds": lambda event: {
                        line["sku"]["id"] for line in event["subject"]["lines"]
                    },
                    "productIds": lambda event: {
                        line["sku"]["product"]["id"] for line in event["subject"]["lines"]
                    },
                    "partnerIds": lambda event: _sides(event["subject"]),
                },
                lose=Trade.hand_over_the_rival,
                is_lost=lambda trade, event: event["subject"]["buyer"]["id"] == _of(trade.rival),
                follower=lambda trade: trade.world.brand,
            ),
            Case(
                ledger=LEDGERS[EventKind.STOCK],
                # Of a partner's stock, what was on hand, its version and the kind are null.
                event="kind onHand available version subject: item { id }"
                " party { id } sku { id product { id } }",
                state="stock(first: 100) { nodes { id onHand available version } }",
                fields=("onHand", "available", "version"),
                about={
                    "kinds": lambda event: {event["kind"]} - {None},
                    "skuIds": lambda event: {event["sku"]["id"]},
                    "productIds": lambda event: {event["sku"]["product"]["id"]},
                    "partnerIds": lambda event: {event["party"]["id"]},
                },
                lose=Trade.stop_sharing,
                is_lost=lambda trade, event: event["party"]["id"] == _of(trade.world.brand),
                follower=lambda trade: trade.world.retailer,
            ),
            Case(
                ledger=LEDGERS[EventKind.SHIPMENT],
                event="kind status estimatedArrival version subject: shipment { id"
                f" order {{ id {_SIDES} }} lines {{ line {{ sku {{ id product {{ id }} }} }} }} }}",
                state="orders(first: 100) { nodes { shipments"
                " { id status estimatedArrival version } } }",
                fields=("status", "estimatedArrival", "version"),
                about={
                    "orderId": lambda event: {event["subject"]["order"]["id"]},
                    "kinds": lambda event: {event["kind"]},
                    "skuIds": lambda event: {
                        one["line"]["sku"]["id"] for one in event["subject"]["lines"]
                    },
                    "productIds": lambda event: {
                        one["line"]["sku"]["product"]["id"] for one in event["subject"]["lines"]
                    },
                    "partnerIds": lambda event: _sides(event["subject"]["order"]),
                },
                lose=Trade.hand_over_the_rival,
                is_lost=lambda trade, event: _of(trade.rival) in _sides(event["subject"]["order"]),
                follower=lambda trade: trade.world.brand,
            ),
            Case(
                ledger=LEDGERS[EventKind.ALERT],
                event="kind status version subject: alert { id kind"
                f" stockItem {{ sku {{ id product {{ id }} }} }} order {{ id {_SIDES} }}"
                " shipment { lines { line { sku { id product { id } } } } } }",
                state="alerts(first: 100) { nodes { id status version } }",
                fields=("status", "version"),
                about={
                    "orderId": lambda event: (
                        {event["subject"]["order"]["id"]} if event["subject"]["order"] else set()
                    ),
                    "kinds": lambda event: {event["kind"]},
                    "skuIds": lambda event: {sku["id"] for sku in _skus_of(event["subject"])},
                    "productIds": lambda event: {
                        sku["product"]["id"] for sku in _skus_of(event["subject"])
                    },
                    "partnerIds": lambda event: (
                        _sides(event["subject"]["order"]) if event["subject"]["order"] else set()
                    ),
                },
                lose=Trade.hand_over_deliveries,
                is_lost=lambda _, event: event["subject"]["kind"] == "DELAYED_DELIVERY",
                follower=lambda trade: trade.world.brand,
            ),
            _OFFERS,
            Case(
                ledger=LEDGERS[EventKind.NEGOTIATION],
                event="kind status version subject: negotiation"
                f" {{ id {_SIDES} terms {{ {_LINES} }} }}",
                state="negotiations(first: 100) { nodes { id status version } }",
                fields=("status", "version"),
                about={
                    "kinds": lambda event: {event["kind"]},
                    "skuIds": lambda event: {
                        line["sku"]["id"] for line in event["subject"]["terms"]["lines"]
                    },
                    "productIds": lambda event: {
                        line["sku"]["product"]["id"] for line in event["subject"]["terms"]["lines"]
                    },
                    "partnerIds": lambda event: _sides(event["subject"]),
                },
                lose=Trade.hand_over_the_rivals_negotiations,
                is_lost=lambda trade, event: event["subject"]["buyer"]["id"] == _of(trade.rival),
                follower=lambda trade: trade.world.brand,
            ),
            Case(
                ledger=LEDGERS[EventKind.REQUISITION],
                event="kind status version message subject: requisition { id note }",
                state="requisitions(first: 100) { nodes { id status version } }",
                fields=("status", "version"),
                about={"kinds": lambda event: {event["kind"]}},
                lose=Trade.hand_over_the_first_requisition,
                is_lost=lambda _, event: event["subject"]["note"] == Trade.FIRST,
                follower=lambda trade: trade.world.retailer,
            ),
        )
    },
}
