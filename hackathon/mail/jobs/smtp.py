"""Handing emails to a mail server, or printing them to the console."""

import re
import smtplib
import socket
import ssl
import sys
from collections.abc import Callable
from typing import Protocol, Self

from hackathon.config import Settings
from hackathon.core.text.files import one_line
from hackathon.core.text.shortening import shortened
from hackathon.mail.domain import Outgoing, ServerReply, Verdict
from hackathon.mail.exports import mime
from hackathon.mail_server import Guard, MailServer

PATIENCE = 30
"""Seconds to wait for each response of the server."""
LONGEST_WORDS = 300
"""The most characters of a server's message that are kept."""

GRANTED, WILL_FORWARD, STARTS_DATA, CLOSES = 250, 251, 354, 421
LINE_WITH_DOT = re.compile(rb"(?m)^\.")
"""A line that starts with a dot gets a second one, because a single dot ends an email."""
FOR_EVER = range(500, 600)

HandOver = Callable[[], bool]
"""Records that an email is about to be completed; returns whether this sender may still send it."""

NOT_OURS = ServerReply(verdict=Verdict.LATER, words="Another sender took this email.")  # not translated


class PostClosed(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """The mail server accepts no mail now; the message says why."""


class Post(Protocol):
    """A way of sending emails one after the other, while it is open."""

    is_open: bool

    def __enter__(self) -> Self:
        """Open it; raises PostClosed."""

    def __exit__(self, *_raised: object) -> None:
        """Close it."""

    def deliver(self, outgoing: Outgoing, hand_over: HandOver) -> ServerReply:
        """Send one email.

        Just before its end is sent, `hand_over` is called; if it returns false, it isn't sent.
        """


def post_of(settings: Settings) -> Post:
    """Return the way of sending mail that the settings select."""
    server = settings.mail_server
    return MailServerPost(server, sender=settings.mail_from) if server else Console()


class Console:
    """Prints each email to the server's console."""

    is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        sys.stdout.flush()

    def deliver(self, outgoing: Outgoing, hand_over: HandOver) -> ServerReply:
        """Print the email."""
        if not hand_over():
            return NOT_OURS
        edge = "-" * 72
        heading = f"Mail to {outgoing.to}: {outgoing.subject}"  # not translated
        sys.stdout.write(f"{edge}\n{heading}\n\n{outgoing.text}{edge}\n")
        return ServerReply(verdict=Verdict.TAKEN)


class MailServerPost:
    """A connection to a mail server, for as many emails as the server accepts."""

    is_open = False
    _smtp: smtplib.SMTP

    def __init__(self, server: MailServer, *, sender: str) -> None:
        self._server, self._sender = server, mime.address(sender)

    def __enter__(self) -> Self:
        """Connect and sign in."""
        try:
            self._smtp = self._connected()
            if self._smtp.sock is not None:
                # The end of an email is a separate packet; with Nagle's algorithm it would be delayed by 40
                # ms.
                self._smtp.sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        except (OSError, smtplib.SMTPException) as error:
            raise self._closed(error) from error
        try:
            if self._server.guard is Guard.STARTTLS:
                self._smtp.starttls(context=ssl.create_default_context())
            self._smtp.ehlo_or_helo_if_needed()
            if self._server.user:
                self._smtp.login(self._server.user, self._server.password)
        except (OSError, smtplib.SMTPException) as error:
            self._smtp.close()
            raise self._closed(error) from error
        self.is_open = True
        return self

    def __exit__(self, *_raised: object) -> None:
        self._smtp.close()

    def deliver(self, outgoing: Outgoing, hand_over: HandOver) -> ServerReply:
        """Send one email, and distinguish an unknown outcome from a refusal."""
        try:
            to = mime.address(outgoing.to)
            content = mime.as_bytes(outgoing)
        except ValueError as error:
            return ServerReply(verdict=Verdict.NEVER, words=str(error))
        if not (to.is_ascii or self._smtp.has_extn("smtputf8")):
            fault = (
                f"{self._server.host} can't deliver to {outgoing.to}: it lacks SMTPUTF8."  # not translated
            )
            return ServerReply(verdict=Verdict.NEVER, words=fault)
        return self._handed_over(to, content, hand_over)

    def _handed_over(self, to: mime.WireAddress, content: bytes, hand_over: HandOver) -> ServerReply:
        try:
            refused = self._introduced(to)
            if refused is not None:
                return refused
            self._smtp.send(LINE_WITH_DOT.sub(b"..", content))
            if not hand_over():
                self.is_open = False
                return NOT_OURS
            self._smtp.send(b".\r\n")
        except (OSError, smtplib.SMTPException) as error:
            # The server can't have received the end of the email, so it doesn't have the email.
            self.is_open = False
            fault = f"{self._server.host} closed the connection: {_words(error)}"  # not translated
            return ServerReply(verdict=Verdict.LATER, words=fault)
        try:
            code, words = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.is_open = False
            host, cause = self._server.host, _words(error)
            silence = f"{host} took the whole email, then went silent: {cause}"  # not translated
            return ServerReply(verdict=Verdict.UNKNOWN, words=silence)
        return ServerReply(verdict=Verdict.TAKEN) if code == GRANTED else self._refused(code, words)

    def _introduced(self, to: mime.WireAddress) -> ServerReply | None:
        """Send sender and recipient, up to where the email itself may follow; return a refusal, if any."""
        code, words = self._smtp.mail(str(self._sender), [] if to.is_ascii else ["SMTPUTF8"])
        if code != GRANTED:
            # A sender that is refused here can't send anything: the settings are wrong, not this email.
            self.is_open = False
            return ServerReply(verdict=Verdict.CLOSED, words=self._said(code, words))
        code, words = self._smtp.rcpt(str(to))
        if code in (GRANTED, WILL_FORWARD):
            code, words = self._smtp.docmd("DATA")
            if code == STARTS_DATA:
                return None
        return self._refused(code, words)

    def _refused(self, code: int, words: bytes) -> ServerReply:
        """Return the meaning of a refusal, with the connection reset for the next email."""
        said = self._said(code, words)
        if code == CLOSES:
            self.is_open = False
            return ServerReply(verdict=Verdict.CLOSED, words=said)
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.is_open = False
        return ServerReply(verdict=Verdict.NEVER if code in FOR_EVER else Verdict.LATER, words=said)

    def _closed(self, error: Exception) -> PostClosed:
        return PostClosed(f"{self._server.host} does not accept email: {_words(error)}")  # not translated

    def _said(self, code: int, words: bytes) -> str:
        heard = _cut(words.decode(errors="replace"))
        return f"{self._server.host} said: {code} {heard}"

    def _connected(self) -> smtplib.SMTP:
        # We introduce ourselves with the sender's domain: looking up our own host name can take long.
        where = (self._server.host, self._server.port, self._sender.domain)
        if self._server.guard is Guard.TLS:
            return smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=ssl.create_default_context())
        return smtplib.SMTP(*where, timeout=PATIENCE)


def _words(error: Exception) -> str:
    """Return the reason in words."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _cut(f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}")
    return _cut(str(error) or type(error).__name__)


def _cut(words: str) -> str:
    return shortened(one_line(words), LONGEST_WORDS)
