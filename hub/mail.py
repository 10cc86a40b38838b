"""Mail: how it leaves the hub."""

import re
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from typing import Final, Protocol
from urllib.parse import unquote, urlsplit

import structlog

_SECONDS_MAX: Final = 30.0
_PORTS: Final = {"smtp": 587, "smtps": 465}

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Mail:
    """A mail of plain text to one address."""

    to: str
    subject: str
    text: str


class Mailer(Protocol):
    """Takes mail; once `send` has returned, somebody else has it."""

    async def send(self, mail: Mail) -> None: ...


class LoggedMail:
    """Writes mail into the log, for development."""

    async def send(self, mail: Mail) -> None:
        log.info("mail", to=mail.to, subject=mail.subject, text=mail.text)


class Smtp:
    """Hands mail to an SMTP server: over TLS from the start (`smtps`), or once it is offered.

    Args:
        url: `smtp://user:password@host:587` or `smtps://user:password@host:465`; user, password and
            port may be left out.
        sender: whom mail is from, such as `Hub <hub@example.org>`.
    """

    def __init__(self, url: str, sender: str) -> None:
        self._parts = urlsplit(url)
        self._sender = sender

    async def send(self, mail: Mail) -> None:
        """
        Raises:
            aiosmtplib.SMTPException: the server cannot be reached or does not take it.
        """
        import aiosmtplib  # noqa: PLC0415  only a worker sends mail

        parts = self._parts
        message = EmailMessage()
        message["From"], message["To"], message["Subject"] = self._sender, mail.to, mail.subject
        message["Date"] = formatdate(usegmt=True)
        message["Message-ID"] = make_msgid(domain=_domain_of(self._sender))
        message.set_content(mail.text)
        await aiosmtplib.send(
            message,
            hostname=parts.hostname,
            port=parts.port or _PORTS[parts.scheme],
            username=None if parts.username is None else unquote(parts.username),
            password=None if parts.password is None else unquote(parts.password),
            use_tls=parts.scheme == "smtps",
            timeout=_SECONDS_MAX,
        )


def _domain_of(sender: str) -> str | None:
    found = re.search(r"@([^>\s]+)", sender)
    return None if found is None else found[1]
