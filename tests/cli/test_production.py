"""A production hub, from empty servers to partners: by one command, the graph and its mail."""

from __future__ import annotations

import io
import re
import time
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes, policy
from typing import Any, Final
from uuid import uuid4

import httpx
import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope
from aiosmtpd.smtp import Session as SmtpSession

from tests.cli.processes import run, serving
from tests.conftest import free_port
from tests.patience import PATIENCE_SECONDS
from tests.preloaded import HUB, Popen

PASSWORD: Final = "correct horse battery"


class Mailbox:
    """A real SMTP server that keeps what it is handed; aiosmtpd calls it."""

    def __init__(self) -> None:
        self._mails: list[tuple[str, str]] = []

    async def handle_DATA(self, _: SMTP, __: SmtpSession, envelope: Envelope) -> str:  # noqa: N802
        content = envelope.content
        assert isinstance(content, bytes)
        text = message_from_bytes(content, policy=policy.default).get_body()
        assert text is not None
        self._mails += [(to, text.get_content()) for to in envelope.rcpt_tos]
        return "250 OK"

    def token_for(self, email: str) -> str:
        """The token in the newest mail to somebody, once it has come."""
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            for to, text in reversed(self._mails):
                found = re.search(r"\?token=(\S+)", text)
                if to == email and found is not None:
                    return found[1]
            time.sleep(0.1)
        pytest.fail(f"No mail came to {email}.")


@contextmanager
def mailbox() -> Iterator[tuple[Mailbox, int]]:
    box, port = Mailbox(), free_port()
    controller = Controller(box, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        yield box, port
    finally:
        controller.stop()


class Client:
    """Somebody at the graph, once signed in."""

    def __init__(self, port: int) -> None:
        self._url = f"http://127.0.0.1:{port}/graphql"
        self._headers: dict[str, str] = {}

    def ask(self, document: str, **variables: Any) -> Any:
        answer = httpx.post(
            self._url,
            json={"query": document, "variables": variables},
            headers=self._headers,
            timeout=PATIENCE_SECONDS,
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def change(self, name: str, selection: str, /, **input: Any) -> Any:
        """What a mutation answers, which must not be a refusal."""
        kind = name[0].upper() + name[1:]
        document = (
            f"mutation ($input: {kind}Input!)"
            f" {{ {name}(input: $input) {{ {selection} errors {{ code message }} }} }}"
        )
        answer = self.ask(document, input={"requestId": str(uuid4()), **input})[name]
        assert answer["errors"] == [], answer
        return answer

    def act_by(self, name: str, /, **input: Any) -> None:
        """Sign in, or up, or by an invitation."""
        token = self.change(name, "accessToken", **input)["accessToken"]
        self._headers = {"authorization": f"Bearer {token}"}


@pytest.mark.usefixtures("own_servers")
def test_the_first_operator_takes_in_companies_who_become_partners(
    port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    with mailbox() as (box, mail_port):
        monkeypatch.setenv("HUB_ENVIRONMENT", "production")
        monkeypatch.setenv("HUB_SECRET", "V8s!kq2Zr7Lw0xYt5Nb3Hd6Jf9Mg1Pc4")
        monkeypatch.setenv("HUB_MAIL_URL", f"smtp://127.0.0.1:{mail_port}")
        monkeypatch.setenv("HUB_PUBLIC_URL", "https://hub.example")
        monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
        assert run("migrate") == 0
        assert run("account", "create", "root@hub.example", "--name", "Root") == 0

        worker = Popen([*HUB, "work"])
        try:
            with serving(port):
                _found_a_chain(port, box)
        finally:
            worker.terminate()
            worker.wait(timeout=PATIENCE_SECONDS)


def _found_a_chain(port: int, box: Mailbox) -> None:
    operator, brand, buyer, retailer = (Client(port) for _ in range(4))
    operator.act_by("signIn", email="root@hub.example", password=PASSWORD)
    brand_id = operator.change(
        "createParty",
        "party { id status }",
        kind="BRAND",
        name="Bloom",
        country="FR",
        ownerEmail="ada@bloom.example",
    )["party"]["id"]
    brand.act_by(
        "acceptInvitation",
        token=box.token_for("ada@bloom.example"),
        password=PASSWORD,
        name="Ada",
    )
    brand.change("inviteMember", "invitation { id }", email="bo@bloom.example", role="BUYER")
    buyer.act_by(
        "acceptInvitation", token=box.token_for("bo@bloom.example"), password=PASSWORD, name="Bo"
    )
    retailer.act_by(
        "signUp",
        email="grace@rose.example",
        password=PASSWORD,
        name="Grace",
        kind="RETAILER",
        partyName="Rose & Co",
    )
    waiting = operator.ask("{ parties(filter: {status: [APPLIED]}) { nodes { id name status } } }")[
        "parties"
    ]["nodes"]
    assert [one["name"] for one in waiting] == ["Rose & Co"]
    operator.change(
        "admitParty", "party { status }", partyId=waiting[0]["id"], reason="Papers seen"
    )
    partnership = retailer.change(
        "requestPartnership",
        "partnership { id status }",
        partnerId=brand_id,
        terms={"currency": "EUR", "paymentDays": 30},
        message="We sell in Lyon.",
    )["partnership"]
    approved = brand.change(
        "approvePartnership",
        "partnership { status paymentDays creditLimit { amount } downstream { name } }",
        partnershipId=partnership["id"],
        terms={"currency": "EUR", "paymentDays": 14, "creditLimitMinor": 500_000},
    )["partnership"]
    assert approved == {
        "status": "ACTIVE",
        "paymentDays": 14,
        "creditLimit": {"amount": "5000.00"},
        "downstream": {"name": "Rose & Co"},
    }
    members = "{ viewer { role party { name statusReason members { role account { email } } } } }"
    assert buyer.ask(members)["viewer"] == {
        "role": "BUYER",
        "party": {
            "name": "Bloom",
            "statusReason": None,
            "members": [
                {"role": "OWNER", "account": {"email": "ada@bloom.example"}},
                {"role": "BUYER", "account": {"email": "bo@bloom.example"}},
            ],
        },
    }
    assert retailer.ask("{ viewer { party { statusReason } } }")["viewer"]["party"] == {
        "statusReason": "Papers seen"
    }
    retailer.change("requestPasswordReset", "", email="grace@rose.example")
    retailer.change(
        "resetPassword",
        "",
        token=box.token_for("grace@rose.example"),
        password="staple battery horse",
    )
    retailer.act_by("signIn", email="grace@rose.example", password="staple battery horse")
