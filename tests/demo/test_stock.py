"""The ledger of the demo world refuses what stock cannot do."""

from __future__ import annotations

from uuid import uuid4

import pytest

from db.enums import MovementKind
from demo.chance import Calendar, Chance
from demo.names import City, Words
from demo.parties import Guild, Trader
from demo.rows import Rows
from demo.stock import Ledger, StockGoesWrong
from tests.conftest import NOW


def trader(name: str = "Somebody") -> Trader:
    location_ids = (uuid4(), uuid4())
    return Trader(
        uuid4(), Guild.BRAND, Words(name, name), City("Suzhou", "CN"), "CNY", location_ids, 1
    )


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
    party, sku_id = trader("Baiyu"), uuid4()
    ledger.open(party, sku_id, 0, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="1 pieces of .* are missing at Baiyu"):
        ledger.reserve(party, sku_id, 4, 1, uuid4())


@pytest.mark.parametrize(
    ("on_hand", "reserved", "incoming"), [(-4, 0, 0), (0, 4, 0), (0, -1, 0), (0, 0, -1)]
)
def test_stock_is_never_negative_or_oversold(
    ledger: Ledger, on_hand: int, reserved: int, incoming: int
) -> None:
    item = ledger.open(trader(), uuid4(), 0, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="impossible"):
        ledger.move(
            item,
            MovementKind.ADJUSTED,
            1,
            on_hand=on_hand,
            reserved=reserved,
            incoming=incoming,
        )


def test_movements_are_written_in_time_order(ledger: Ledger) -> None:
    item = ledger.open(trader(), uuid4(), 10, place=0, quantity=3)

    with pytest.raises(StockGoesWrong, match="already happened"):
        ledger.move(item, MovementKind.ADJUSTED, 9, on_hand=1)
