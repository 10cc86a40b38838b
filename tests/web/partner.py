"""Somebody else who trades on the hub, by HTTP."""

from collections import Counter
from typing import Any
from uuid import uuid4

import httpx

from tests.mutations import input_of
from tests.patience import PATIENCE_SECONDS


class Partner:
    """Somebody else who trades on the hub, by HTTP."""

    def __init__(self, url: str, email: str) -> None:
        self._http = httpx.Client(base_url=url, timeout=PATIENCE_SECONDS)
        signed_in = self.change("signIn", "accessToken", email=email, password="demo")
        self._http.headers["authorization"] = f"Bearer {signed_in['accessToken']}"

    def __enter__(self) -> "Partner":
        return self

    def __exit__(self, *_: object) -> None:
        self._http.close()

    def ask(self, query: str, **variables: Any) -> Any:
        answer = self._http.post("/graphql", json={"query": query, "variables": variables}).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def change(self, mutation: str, selection: str, **fields: Any) -> Any:
        answer = self.ask(
            f"mutation ($input: {input_of(mutation)}!)"
            f" {{ {mutation}(input: $input) {{ {selection} errors {{ message }} }} }}",
            input={"requestId": str(uuid4()), **fields},
        )[mutation]
        assert answer["errors"] == [], answer["errors"]
        return answer

    @property
    def party_id(self) -> str:
        party_id: str = self.ask("{ viewer { party { id } } }")["viewer"]["party"]["id"]
        return party_id

    def sold_to_consumers(self) -> dict[str, str]:
        """The name of a product that this party has plenty of and sells to all, and its own."""
        me = self.ask("{ viewer { party { id name } } }")["viewer"]["party"]
        items = self.ask(
            """
            query ($party: ID!) {
              stock(first: 50, filter: { partyId: $party }, orderBy: MOST_AVAILABLE) {
                nodes {
                  sku {
                    product { name skus { id } }
                    offers(first: 20, filter: { audience: [CONSUMERS] }) {
                      nodes { seller { id } madeToOrder }
                    }
                  }
                }
              }
            }
            """,
            party=me["id"],
        )["stock"]["nodes"]
        skus = [item["sku"] for item in items if len(item["sku"]["product"]["skus"]) == 1]
        name = next(
            sku["product"]["name"]
            for sku in skus
            for offer in sku["offers"]["nodes"]
            if offer["seller"]["id"] == me["id"] and not offer["madeToOrder"]
        )
        return {"name": name, "seller": me["name"]}

    def codes_of_plenty(self, pieces: int) -> list[str]:
        """Codes of articles, each of one, that this party can buy so many pieces of."""
        skus = self.ask("{ skus(first: 400) { nodes { code } } }")["skus"]["nodes"]
        codes = Counter(sku["code"] for sku in skus)
        lines = [f"{code} {pieces}" for code, count in codes.items() if count == 1]
        self.change("emptyCart", "cart { version }")
        self.change("pasteIntoCart", "cart { version }", text="\n".join(lines[:150]))
        orders = self.ask(
            """
            {
              cart {
                orders { lines { sku { code } } quote { lines { problems { code } } } }
              }
            }
            """
        )["cart"]["orders"]
        self.change("emptyCart", "cart { version }")
        return [
            line["sku"]["code"]
            for order in orders
            for line, quoted in zip(order["lines"], order["quote"]["lines"], strict=True)
            if not quoted["problems"]
        ]

    def order_again_from(self, seller_id: str) -> str:
        """Place the order of something bought before that the seller has now, and tell its id."""
        orders = self.ask(
            """
            query ($seller: ID!) {
              orders(first: 50, filter: { sellerId: $seller }) {
                nodes { lines { quantity sku { id } } }
              }
            }
            """,
            seller=seller_id,
        )["orders"]["nodes"]
        # What others sell or this party owns of the same article is no help: the seller is asked.
        lines = next(
            lines
            for order in orders
            for line in order["lines"]
            if not self._problems_with(
                seller_id,
                lines := [{"skuId": line["sku"]["id"], "quantity": line["quantity"]}],
            )
        )
        placed = self.change("placeOrder", "order { id }", sellerId=seller_id, lines=lines)
        order_id: str = placed["order"]["id"]
        return order_id

    def _problems_with(self, seller_id: str, lines: list[dict[str, Any]]) -> list[Any]:
        """Find out why lines cannot be ordered from a seller now."""
        quote = self.ask(
            """
            query ($seller: ID!, $lines: [QuoteLineInput!]!) {
              quote(sellerId: $seller, lines: $lines) {
                problems { message }
                lines { problems { message } }
              }
            }
            """,
            seller=seller_id,
            lines=lines,
        )["quote"]
        problems: list[Any] = quote["problems"]
        return problems + [one for line in quote["lines"] for one in line["problems"]]

    def pieces_of(self, order_id: str) -> int:
        """How many pieces are ordered in the first line of an order."""
        query = "query ($id: ID!) { order(id: $id) { lines { quantity } } }"
        quantity: int = self.ask(query, id=order_id)["order"]["lines"][0]["quantity"]
        return quantity

    def confirm(self, order_id: str) -> None:
        self.change("confirmOrder", "order { id }", orderId=order_id)

    def ship(self, order_id: str) -> str:
        shipped = self.change(
            "shipOrder", "shipment { id }", orderId=order_id, carrier="SF Express"
        )
        shipment_id: str = shipped["shipment"]["id"]
        return shipment_id

    def receive(self, shipment_id: str) -> None:
        self.change("receiveShipment", "shipment { id }", shipmentId=shipment_id)
