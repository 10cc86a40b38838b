"""The feeds that every party has, and how what they tell of is named."""

from collections.abc import Mapping
from typing import Final

from db.enums.events import EventKind
from hub.ledgers import LEDGERS, Ledger
from tests.names import camel

# By the field that subscribers ask.
FEEDS: Final[Mapping[str, Ledger]] = {camel(one.feed): one for one in LEDGERS.values()}
NAMES: Final[Mapping[EventKind, str]] = {feed.kind: name for name, feed in FEEDS.items()}
# Of those that tell of nothing else, traders note every change. Orders also move stock, and nobody
# makes an alert.
WHOLE: Final = {NAMES[EventKind.ORDER], NAMES[EventKind.SHIPMENT]}
