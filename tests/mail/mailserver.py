"""A real mail server for tests: takes mail, refuses it, or says nothing."""

import asyncio
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

Heard = Any
"""What aiosmtpd hands over, which is published without types."""

SILENCE = "silence"
"""In place of an answer: none, until the other side has had enough."""


@dataclass(kw_only=True)
class MailServer:
    """Answers each command as a test says; by default it takes everything.

    `answers` maps a recipient to the answers that mails to them get, one after the other, at `at`.
    """

    port: int
    at: str = "DATA"
    answers: dict[str, list[str]] = field(default_factory=dict)
    taken: list[EmailMessage] = field(default_factory=list)
    recipients: list[str] = field(default_factory=list)
    connections: int = 0
    before: Callable[[str], None] = lambda _command: None
    """Called before MAIL, RCPT and DATA are answered, and when a mail is TAKEN, before that is said."""

    @property
    def url(self) -> str:
        """The address as the setting has it."""
        return f"smtp://127.0.0.1:{self.port}"

    async def handle_EHLO(  # noqa: N802 -- as aiosmtpd calls it
        self, _server: Heard, session: Heard, _envelope: Heard, name: str, said: list[str]
    ) -> list[str]:
        """Begin a conversation."""
        self.connections += 1
        session.host_name = name
        return said

    async def handle_MAIL(  # noqa: N802 -- as aiosmtpd calls it
        self, _server: Heard, _session: Heard, envelope: Heard, address: str, _options: Heard
    ) -> str:
        """Hear from whom a mail comes."""
        self.before("MAIL")
        envelope.mail_from = address
        return await self._answer("MAIL", address)

    async def handle_RCPT(  # noqa: N802 -- as aiosmtpd calls it
        self, _server: Heard, _session: Heard, envelope: Heard, address: str, _options: Heard
    ) -> str:
        """Hear to whom it goes."""
        self.before("RCPT")
        envelope.rcpt_tos.append(address)
        return await self._answer("RCPT", address)

    async def handle_DATA(self, _server: Heard, _session: Heard, envelope: Heard) -> str:  # noqa: N802 -- as aiosmtpd calls it
        """Read the mail itself."""
        self.before("DATA")
        (address,) = envelope.rcpt_tos
        answer = await self._answer("DATA", address)
        if answer.startswith("250"):
            read = message_from_bytes(envelope.content.replace(b"\r\n", b"\n"), policy=default)
            assert isinstance(read, EmailMessage)
            self.taken.append(read)
            self.recipients.append(address)
            self.before("TAKEN")
        return answer

    async def _answer(self, command: str, address: str) -> str:
        waiting = self.answers.get(address, []) if command == self.at else []
        answer = waiting.pop(0) if waiting else "250 OK"
        if answer == SILENCE:
            await asyncio.Event().wait()
        return answer


@contextmanager
def mail_server() -> Iterator[MailServer]:
    """Run a mail server on a free port."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = MailServer(port=port)
    controller = Controller(server, hostname="127.0.0.1", port=port, enable_SMTPUTF8=False)
    controller.start()
    try:
        yield server
    finally:
        controller.stop()
