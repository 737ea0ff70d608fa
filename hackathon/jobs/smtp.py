"""Handing mails over: to a mail server, or to the console."""

import re
import smtplib
import ssl
import sys
from typing import Protocol, Self

from hackathon.config import Guard, MailServer, Settings
from hackathon.domain.mail import Answer, Outgoing, Verdict
from hackathon.exports import mime
from hackathon.exports.text import one_line

PATIENCE = 30
"""Seconds that a server may take over each of its answers."""
LONGEST_WORDS = 300
"""Characters that are kept of what a server says."""

GRANTED, WILL_FORWARD, STARTS_DATA, CLOSES = 250, 251, 354, 421
LINE_WITH_DOT = re.compile(rb"(?m)^\.")
"""Gets a second dot, since one alone ends a mail."""
FOR_EVER = range(500, 600)


class PostClosed(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """The mail server takes no mail now; the message says why."""


class Post(Protocol):
    """Takes mails, one after the other, while it is open."""

    is_open: bool

    def __enter__(self) -> Self:
        """Open it; raises PostClosed."""

    def __exit__(self, *_raised: object) -> None:
        """Close it."""

    def deliver(self, outgoing: Outgoing) -> Answer:
        """Hand one mail over."""


def post_of(settings: Settings) -> Post:
    """Return where mail goes by the settings."""
    server = settings.mail_server
    return MailServerPost(server, sender=settings.mail_from) if server else Console()


class Console:
    """Shows each mail on the console of whoever runs the server."""

    is_open = True

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_raised: object) -> None:
        sys.stdout.flush()

    def deliver(self, outgoing: Outgoing) -> Answer:
        """Print the mail."""
        edge = "-" * 72
        sys.stdout.write(f"{edge}\nMail to {outgoing.to}: {outgoing.subject}\n\n{outgoing.text}{edge}\n")
        return Answer(verdict=Verdict.TAKEN)


class MailServerPost:
    """One connection to a mail server, for as many mails as it takes."""

    is_open = False
    _smtp: smtplib.SMTP

    def __init__(self, server: MailServer, *, sender: str) -> None:
        self._server, self._sender = server, mime.address(sender)

    def __enter__(self) -> Self:
        """Connect and sign in."""
        try:
            self._smtp = self._connected()
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

    def deliver(self, outgoing: Outgoing) -> Answer:
        """Hand one mail over, and tell apart what a mail server leaves unknown from what it refused."""
        try:
            to = mime.address(outgoing.to)
            content = mime.as_bytes(outgoing)
        except ValueError as fault:
            return Answer(verdict=Verdict.NEVER, words=str(fault))
        if not (to.is_ascii or self._smtp.has_extn("smtputf8")):
            return Answer(
                verdict=Verdict.NEVER,
                words=f"{self._server.host} carries no mail to an address like {outgoing.to} (SMTPUTF8).",
            )
        return self._handed_over(to, content)

    def _handed_over(self, to: mime.Wired, content: bytes) -> Answer:
        try:
            refused = self._introduced(to)
            if refused is not None:
                return refused
            self._smtp.send(LINE_WITH_DOT.sub(b"..", content) + b".\r\n")
        except (OSError, smtplib.SMTPException) as error:
            # The end of the mail was never said, so the server has none.
            self.is_open = False
            return Answer(verdict=Verdict.LATER, words=f"{self._server.host} broke off: {_words(error)}")
        try:
            code, words = self._smtp.getreply()
        except (OSError, smtplib.SMTPException) as error:
            self.is_open = False
            return Answer(
                verdict=Verdict.UNKNOWN,
                words=f"{self._server.host} was handed the whole mail and did not answer: {_words(error)}",
            )
        return Answer(verdict=Verdict.TAKEN) if code == GRANTED else self._refused(code, words)

    def _introduced(self, to: mime.Wired) -> Answer | None:
        """Say from whom and to whom, up to where the mail itself may follow; return a refusal."""
        code, words = self._smtp.mail(str(self._sender), [] if to.is_ascii else ["SMTPUTF8"])
        if code != GRANTED:
            # Who may not send this mail may send none: a matter of settings, and of no single mail.
            self.is_open = False
            return Answer(verdict=Verdict.CLOSED, words=self._said(code, words))
        code, words = self._smtp.rcpt(str(to))
        if code in (GRANTED, WILL_FORWARD):
            code, words = self._smtp.docmd("DATA")
            if code == STARTS_DATA:
                return None
        return self._refused(code, words)

    def _refused(self, code: int, words: bytes) -> Answer:
        """Return what a refusal means, with the conversation ready for the next mail."""
        said = self._said(code, words)
        if code == CLOSES:
            self.is_open = False
            return Answer(verdict=Verdict.CLOSED, words=said)
        try:
            self._smtp.rset()
        except (OSError, smtplib.SMTPException):
            self.is_open = False
        return Answer(verdict=Verdict.NEVER if code in FOR_EVER else Verdict.LATER, words=said)

    def _closed(self, error: Exception) -> PostClosed:
        return PostClosed(f"{self._server.host} takes no mail: {_words(error)}")

    def _said(self, code: int, words: bytes) -> str:
        heard = _cut(words.decode(errors="replace"))
        return f"{self._server.host} said: {code} {heard}"

    def _connected(self) -> smtplib.SMTP:
        # The name that we say is the sender's: asking the network for our own can take long.
        where = (self._server.host, self._server.port, self._sender.domain)
        if self._server.guard is Guard.TLS:
            return smtplib.SMTP_SSL(*where, timeout=PATIENCE, context=ssl.create_default_context())
        return smtplib.SMTP(*where, timeout=PATIENCE)


def _words(error: Exception) -> str:
    """Return what went wrong, for people."""
    if isinstance(error, smtplib.SMTPResponseException):
        said = error.smtp_error
        return _cut(f"{error.smtp_code} {said.decode(errors='replace') if isinstance(said, bytes) else said}")
    return _cut(str(error) or type(error).__name__)


def _cut(words: str) -> str:
    return one_line(words)[:LONGEST_WORDS]
