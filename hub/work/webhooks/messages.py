"""What receivers are sent: an event as a query of the party's viewer tells it, signed."""

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final
from uuid import UUID

import orjson

from db.enums.events import EventKind
from db.feeds import Entry
from db.outages import is_outage
from db.sql.declarations import Row
from db.types import rfc_3339
from hub.context import Hub, open_request
from hub.execution.ids import global_id
from hub.execution.run import Schema
from hub.ledgers import LEDGERS
from hub.policy.encryption import Cipher, DecryptionFailed
from hub.policy.viewer import Viewer
from hub.subscriptions.cursors import cursor_at, feeds_of

TEST: Final = "webhook.test"


class NotTold(Exception):
    """The hub could not render an event, though the viewer may see it."""


@dataclass(frozen=True)
class Answer:
    """What came of a message; `error` is None where the receiver took it."""

    status_code: int | None
    error: str | None
    milliseconds: int


# What is asked of a fact. `docs/howto/receive-webhooks.md` shows the answers; fields may be added,
# and never taken away.
_DOCUMENTS: Final[Mapping[EventKind, str]] = {
    kind: "query ($id: ID!) { node(id: $id) { ... on "
    f"{ledger.typename} {{ {ledger.webhook} }} }} }}"
    for kind, ledger in LEDGERS.items()
}


async def message_of(hub: Hub, schema: Schema, viewer: Viewer, entry: Entry) -> bytes | None:
    """The body that tells of an entry of the viewer's feeds, or None: it may not be seen any more.

    Raises:
        NotTold: something went wrong that is not an outage.
    """
    ledger = LEDGERS[entry.kind]
    async with open_request(hub, viewer) as request:
        found = await schema.execute(
            _DOCUMENTS[ledger.kind],
            {"id": global_id(ledger.typename, entry.fact_id)},
            context_value=request,
        )
        withheld = request.withheld.take()
    if found.errors:
        for error in found.errors:
            if error.original_error is not None and is_outage(error.original_error):
                raise error.original_error
        raise NotTold(str(found.errors[0]))
    assert found.data is not None
    # What plans read are texts as yet.
    event: Any = orjson.loads(orjson.dumps(found.data["node"], default=str))
    if event is None:
        return None
    cursor = cursor_at(hub, feeds_of(viewer), entry.places)
    return _body(
        # Of a partner's stock it is told that it changed, and not why.
        f"{ledger.word}.{(event['kind'] or 'CHANGED').lower()}",
        event["occurredAt"],
        {"position": entry.position, "cursor": cursor, "event": event, **_of_event(withheld)},
    )


def _of_event(withheld: Mapping[str, Any]) -> dict[str, Any]:
    """What is withheld of an event, by paths that begin with it."""
    told = dict(withheld)
    if told:
        told["withheld"] = [
            {**one, "path": ["event", *one["path"][1:]]} for one in told["withheld"]
        ]
    return told


def test_message(now: datetime) -> bytes:
    return _body(TEST, rfc_3339(now), {})


def message_id(webhook_id: UUID, entry: Entry) -> str:
    """The same for every try, so that a receiver knows what it has dealt with.

    It is by the fact: after a replay, what everybody is told may come between others than before,
    so that a position is another event's.
    """
    return f"msg_{webhook_id.hex}_{entry.fact_id.hex}"


def secrets_of(cipher: Cipher, webhook: Row, now: datetime) -> list[str]:
    """What the webhook signs with: its secret, and for a while the one before.

    Raises:
        DecryptionFailed: its secret cannot be read.
    """
    secrets = [cipher.decrypt(webhook.secret, webhook.id)]
    if webhook.secret_before is not None and now < webhook.secret_before_until:
        # It may have been rotated because of that.
        with suppress(DecryptionFailed):
            secrets.append(cipher.decrypt(webhook.secret_before, webhook.id))
    return secrets


def signed(id: str, now: datetime, body: bytes, secrets: list[str]) -> dict[str, str]:
    """The headers of a message, by Standard Webhooks."""
    # A hub without webhooks has no use for it.
    from standardwebhooks import Webhook as Signing  # noqa: PLC0415

    signatures = [Signing(secret).sign(id, now, body.decode()) for secret in secrets]
    return {
        "content-type": "application/json",
        "user-agent": "supply-chain-hub",
        "webhook-id": id,
        "webhook-timestamp": str(int(now.timestamp())),
        "webhook-signature": " ".join(signatures),
    }


def _body(type_: str, timestamp: str, told: Mapping[str, Any]) -> bytes:
    return orjson.dumps({"type": type_, "timestamp": timestamp, "data": told}, default=str)
