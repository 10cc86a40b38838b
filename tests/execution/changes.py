"""Random mutations: mostly such as the viewer may make, by what is open to it."""

from typing import Any, Final
from uuid import UUID

from tests.execution.choosing import INSTANTS, WORDS, Choosing

# The mutation that takes an order through the action.
_STEPS: Final = {
    "CONFIRM": "confirmOrder",
    "REJECT": "rejectOrder",
    "START_PRODUCTION": "startProduction",
    "FINISH_PRODUCTION": "finishProduction",
    "CANCEL": "cancelOrder",
    "COMPLETE": "completeOrder",
}


class Changes(Choosing):
    """Draws mutations and their inputs."""

    def one(self) -> tuple[str, dict[str, Any]]:
        """A mutation and its input: one that is open to the viewer, or one that is refused."""
        chance, ids = self._chance, self._sample.ids
        open_ = self._sample.actions[self._viewer]
        action, order_id = chance.choice(open_) if open_ and self._happens(0.8) else ("", "")
        order_id = order_id or self._id(["Order"])
        if self._wrong():
            order_id = chance.choice(ids[None]["Order"])
        request_id = str(UUID(int=chance.getrandbits(128), version=4))
        step = {"requestId": request_id, "orderId": order_id}
        if self._happens(0.3):
            step["note"] = chance.choice(WORDS)
        if action in _STEPS and self._happens(0.9):
            return _STEPS[action], step
        if action.startswith("SHIP") and self._happens(0.9):
            return "shipOrder", self._shipping(step)
        if action.startswith("RECEIVE") and self._happens(0.9):
            return "receiveShipment", self._receipt(request_id)
        match chance.choice(("place", "place", "place", "stock", "stock", "step", "ship", "own")):
            case "place":
                return "placeOrder", self._order(request_id)
            case "stock":
                return "adjustStock", {
                    "requestId": request_id,
                    "locationId": self._id(["Location"]),
                    "skuId": self._id(["Sku"]),
                    "delta": chance.choice((1, 5, -1, -7, 0, -(10**6), 2**31 - 1)),
                    "reason": chance.choice(WORDS),
                }
            case "ship":
                if self._happens(0.5):
                    return "receiveShipment", self._receipt(request_id)
                return "shipOrder", self._shipping(step)
            case "own":
                return chance.choice(
                    (
                        ("signOut", {"requestId": request_id}),
                        ("refreshSession", {"requestId": request_id, "refreshToken": "x"}),
                    )
                )
        return chance.choice([*_STEPS.values()]), step

    def _order(self, request_id: str) -> dict[str, Any]:
        chance = self._chance
        asked = {"requestId": request_id, **self.wanted()}
        if self._happens(0.3):
            asked["note"] = chance.choice(WORDS)
        if self._happens(0.1):
            asked["deliverToId"] = self._id(["Location"])
        if self._happens(0.1):
            asked["causedById"] = self._id(["Order"])
        if self._happens(0.1):
            asked["expectedTotalMinor"] = chance.choice((0, 1000, -1))
        return asked

    def wanted(self) -> dict[str, Any]:
        """Of whom what is to be bought: mostly what somebody sells to the viewer."""
        chance = self._chance
        deals = self._sample.deals[self._viewer]
        lines: list[dict[str, Any]] = []
        seller_id = self._id(["Party"])
        if deals and self._happens(0.85):
            deal = chance.choice(deals)
            seller_id = deal["seller"]["id"]
            lines = [{"skuId": deal["sku"]["id"], "quantity": deal["minimumQuantity"]}]
        while not lines or self._happens(0.2):
            quantity = chance.choice((1, 3, 0, -2, 10**6))
            lines.append({"skuId": self._id(["Sku"]), "quantity": quantity})
        return {"sellerId": seller_id, "lines": lines}

    def _shipping(self, step: dict[str, Any]) -> dict[str, Any]:
        chance = self._chance
        asked: dict[str, Any] = dict(step)
        known = self._sample.lines.get(step["orderId"])
        if known and self._happens(0.5):
            quantity = chance.choice((1, 1, 2, 0, -1, 10**6))
            asked["lines"] = [{"lineId": chance.choice(known), "quantity": quantity}]
        if self._happens(0.5):
            asked["carrier"] = "顺丰"
        if self._happens(0.3):
            asked["estimatedArrival"] = chance.choice(INSTANTS)
        return asked

    def _receipt(self, request_id: str) -> dict[str, Any]:
        return {"requestId": request_id, "shipmentId": self._id(["Shipment"])}
