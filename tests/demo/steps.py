"""Where the life of an order may lead, told apart from the code that leads it."""

from __future__ import annotations

# Each row reads: from this status, such an event leads to these.
STEPS: dict[tuple[str | None, str], set[str]] = {
    (None, "PLACED"): {"PLACED"},
    ("PLACED", "CONFIRMED"): {"CONFIRMED"},
    ("PLACED", "REJECTED"): {"REJECTED"},
    ("CONFIRMED", "PRODUCTION_STARTED"): {"IN_PRODUCTION"},
    ("IN_PRODUCTION", "PRODUCTION_FINISHED"): {"READY"},
    ("CONFIRMED", "PARTIALLY_SHIPPED"): {"PARTIALLY_SHIPPED"},
    ("READY", "PARTIALLY_SHIPPED"): {"PARTIALLY_SHIPPED"},
    ("CONFIRMED", "SHIPPED"): {"SHIPPED"},
    ("READY", "SHIPPED"): {"SHIPPED"},
    ("PARTIALLY_SHIPPED", "SHIPPED"): {"SHIPPED"},
    ("PARTIALLY_SHIPPED", "PARTIALLY_RECEIVED"): {"PARTIALLY_SHIPPED"},
    ("SHIPPED", "PARTIALLY_RECEIVED"): {"SHIPPED"},
    ("SHIPPED", "DELIVERED"): {"DELIVERED"},
    ("DELIVERED", "COMPLETED"): {"COMPLETED"},
    ("PLACED", "CANCELLED"): {"CANCELLED"},
    ("CONFIRMED", "CANCELLED"): {"CANCELLED"},
    ("IN_PRODUCTION", "CANCELLED"): {"CANCELLED"},
    ("READY", "CANCELLED"): {"CANCELLED"},
}
