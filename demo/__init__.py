"""The demo world: two supply chains and a year of their trade, the same for the same seed.

It is believable rather than random: goods move only as stock allows, orders cause orders, every
counter follows from its ledger. `db.consistency` says so.
"""

from demo.accounts import DEMO_ACCOUNTS, DEMO_PASSWORD, DemoAccount
from demo.loading import DemoRefused, Progress, is_empty, is_loaded, load
from demo.world import DEFAULT_SEED, World

__all__ = [
    "DEFAULT_SEED",
    "DEMO_ACCOUNTS",
    "DEMO_PASSWORD",
    "DemoAccount",
    "DemoRefused",
    "Progress",
    "World",
    "is_empty",
    "is_loaded",
    "load",
]
