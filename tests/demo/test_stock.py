"""The ledger of the demo world refuses what stock cannot do."""

from __future__ import annotations

from uuid import uuid4

import pytest

from db.enums.stock import MovementKind
from demo.chance import Calendar, Chance
from demo.names import City, Words
from demo.parties import Guild, Trader
from demo.rows import Rows
from demo.stock import Ledger
from hub.domain.errors import Refused
from tests.conftest import NOW


def trader() -> Trader:
    name, location_ids = Words("Somebody", "某人"), (uuid4(), uuid4())
    return Trader(uuid4(), Guild.BRAND, name, City("Suzhou", "CN"), "CNY", location_ids, 1)


@pytest.fixture
def ledger() -> Ledger:
    return Ledger(Rows(), Chance(1), Calendar(NOW))


def test_goods_are_taken_from_the_first_location_on(ledger: Ledger) -> None:
    party, sku_id = trader(), uuid4()
    first = ledger.open(party, sku_id, 0, place=0, quantity=3)
    second = ledger.open(party, sku_id, 0, place=1, quantity=5)

    holds = ledger.reserve(party, sku_id, 4, 1, uuid4())

    assert [(hold.item, hold.quantity) for hold in holds] == [(first, 3), (second, 1)]
    assert ledger.available(party, sku_id) == 4


def test_more_than_there_is_cannot_be_held(ledger: Ledger) -> None:
    party, sku_id = trader(), uuid4()
    ledger.open(party, sku_id, 0, place=0, quantity=3)

    with pytest.raises(Refused, match="3 pieces of .* are available; 4 were asked for"):
        ledger.reserve(party, sku_id, 4, 1, uuid4())


@pytest.mark.parametrize(
    ("kind", "pieces"),
    [
        (MovementKind.ADJUSTED, -4),
        (MovementKind.RESERVED, 4),
        (MovementKind.RELEASED, 1),
        (MovementKind.SHIPPED, 1),
        (MovementKind.RECEIVED, 1),
    ],
)
def test_stock_is_never_negative_or_oversold(
    ledger: Ledger, kind: MovementKind, pieces: int
) -> None:
    item = ledger.open(trader(), uuid4(), 0, place=0, quantity=3)

    with pytest.raises(Refused):
        ledger.move(item, kind, pieces, 1)


def test_movements_are_written_in_time_order(ledger: Ledger) -> None:
    item = ledger.open(trader(), uuid4(), 10, place=0, quantity=3)

    with pytest.raises(AssertionError, match="back in time"):
        ledger.move(item, MovementKind.ADJUSTED, 1, 9)
