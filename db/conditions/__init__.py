"""What somebody must act on: one module for each condition, and nothing else makes it one.

A module holds `CONDITION`. What it finds anew raises an alert, and what it finds no more resolves
it; see `db.queries.alerts`.
"""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from db.enums.alerts import AlertKind


@dataclass(frozen=True)
class Condition:
    """A reason to act, as a query that finds it wherever it is.

    `found` selects, in this order, `party_id`, whose alert it is and who is told of it;
    `subject_id`, what it is about; and of `stock_item_id`, `order_id` and `shipment_id` what the
    alert leads to, the others null. It may use `:now`, and `:statuses` with `:waiting_since`, how
    long an order may stand still.

    `permission` says, in the words of `hub.policy.permissions`, whose business it is in that party.
    """

    kind: AlertKind
    permission: str
    found: str


def _declared() -> Mapping[AlertKind, Condition]:
    modules = [
        importlib.import_module(f"{__name__}.{module.name}")
        for module in pkgutil.iter_modules(__path__)
    ]
    return {module.CONDITION.kind: module.CONDITION for module in modules}


CONDITIONS: Final = _declared()
