"""Mails on their way: against a mail server that takes them, refuses them, hangs, or is not there."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from hackathon.core.extensions import db
from hackathon.mail.domain import Invite, MailKind, MailState
from hackathon.mail.jobs import mail as job
from hackathon.mail.jobs import smtp
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox
from tests.dublin import Dublin
from tests.mail.mailserver import SILENCE, MailServer, mail_server

pytestmark = pytest.mark.postgresql

NOW = datetime.now(UTC)

Write = Callable[..., Mail]


@pytest.fixture
def server(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServer]:
    """Run a mail server that the application sends its mail to."""
    with mail_server() as running:
        settings = replace(
            app.config["SETTINGS"], smtp_url=running.url, mail_from="hackathon@hackathon.example"
        )
        monkeypatch.setitem(app.config, "SETTINGS", settings)
        yield running


@pytest.fixture
def _little_patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """Wait less long for a silent server than one should."""
    monkeypatch.setattr(smtp, "PATIENCE", 1.0)


@pytest.fixture
def write(dublin: Dublin) -> Write:
    """Return what puts a mail into the outbox."""

    def write_mail(to: str, name: str = "", calendar: Invite | None = None) -> Mail:
        return outbox.write(
            kind=MailKind.INVITATION,
            to=to,
            name=name,
            words={"link": "https://hackathon.example/i/secret"},
            event=dublin.event,
            calendar=calendar,
            now=NOW,
        )

    return write_mail


def sent() -> list[Mail]:
    """Send what is due and return all mails, as they then stand."""
    job.send_mail()
    db.session.rollback()
    return list(db.session.query(Mail).order_by(Mail.id))


def test_mails_arrive_as_they_were_written_over_one_connection(server: MailServer, write: Write) -> None:
    calendar = Invite(method="REQUEST", content=b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n")
    write("ian@xen.example", "Ian", calendar)
    write("lars@xen.example", "Lars")

    states = [mail.state for mail in sent()]

    assert states == [MailState.SENT, MailState.SENT]
    assert server.connections == 1
    first = server.taken[0]
    assert (first["To"], first["From"]) == (
        "Ian <ian@xen.example>",
        "Xen Hackathon <hackathon@hackathon.example>",
    )
    assert [part.get_content_type() for part in first.iter_parts()] == [
        "text/plain", "text/html", "text/calendar",
    ]  # fmt: skip
    text, _html, invite = first.iter_parts()
    assert text.get_content().startswith("Hello Ian,\n\nYou are invited")
    assert invite["Content-Type"].params["method"] == "REQUEST"
    assert invite.get_payload(decode=True) == calendar.content


def test_of_a_mail_that_was_sent_its_secret_links_are_not_kept(server: MailServer, write: Write) -> None:
    write("ian@xen.example")

    (mail,) = sent()

    assert "secret" in server.taken[0].as_string()
    assert (mail.text, mail.html, mail.subject) == ("", "", "Invitation: Xen Hackathon")


def test_a_recipient_whom_the_server_refuses_for_good_is_not_tried_again(
    server: MailServer, write: Write
) -> None:
    server.at, server.answers = "RCPT", {"nobody@xen.example": ["550 No such user here"]}
    write("nobody@xen.example")
    write("ian@xen.example")

    refused, taken = sent()

    assert (refused.state, refused.last_error) == (
        MailState.FAILED,
        "127.0.0.1 said: 550 No such user here",
    )
    assert taken.state is MailState.SENT


def test_a_mail_that_is_refused_for_now_waits_longer_each_time_and_then_goes(
    server: MailServer, write: Write
) -> None:
    server.answers = {"ian@xen.example": ["451 Try later", "451 Try later"]}
    waits = []
    write("ian@xen.example")
    for _ in range(2):
        (mail,) = sent()
        assert (mail.state, mail.last_error) == (MailState.WAITING, "127.0.0.1 said: 451 Try later")
        waits.append(round((mail.next_try_at - datetime.now(UTC)) / timedelta(minutes=1)))
        mail.next_try_at = NOW
        db.session.commit()

    (mail,) = sent()

    assert waits == [1, 5]
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 3, "")


@pytest.mark.usefixtures("_little_patience")
def test_a_mail_that_was_handed_over_without_an_answer_is_not_sent_again_by_itself(
    server: MailServer, write: Write
) -> None:
    server.answers = {"ian@xen.example": [SILENCE]}
    write("ian@xen.example")

    (mail,) = sent()
    (still,) = sent()

    assert mail.state is MailState.UNKNOWN
    assert mail.last_error.startswith("127.0.0.1 took the whole email, then went silent")
    assert (still.state, still.attempts, server.taken) == (MailState.UNKNOWN, 1, [])


@pytest.mark.usefixtures("_little_patience")
def test_a_server_that_hangs_before_it_has_the_mail_is_asked_again_later(
    server: MailServer, write: Write
) -> None:
    server.at, server.answers = "RCPT", {"ian@xen.example": [SILENCE]}
    write("ian@xen.example")

    (mail,) = sent()

    assert (mail.state, mail.attempts) == (MailState.WAITING, 1)
    assert mail.last_error.startswith("127.0.0.1 closed the connection: ")
    assert mail.last_error.endswith("timed out")


@pytest.mark.parametrize(
    ("at", "who", "answer"),
    [
        ("RCPT", "ian@xen.example", "421 Going down"),
        ("MAIL", "hackathon@hackathon.example", "550 Not you"),
    ],
)
def test_a_server_that_takes_no_mail_now_keeps_all_waiting_and_counts_no_attempt(
    server: MailServer, write: Write, at: str, who: str, answer: str
) -> None:
    server.at, server.answers = at, {who: [answer]}
    write("ian@xen.example")
    write("lars@xen.example")

    mails = sent()

    assert [(mail.state, mail.attempts) for mail in mails] == [(MailState.WAITING, 0)] * 2
    assert {mail.last_error for mail in mails} == {f"127.0.0.1 said: {answer}"}
    assert all(mail.next_try_at > datetime.now(UTC) for mail in mails)
    assert server.connections == 1


def test_without_a_server_all_mail_waits(app: Flask, write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    settings = replace(app.config["SETTINGS"], smtp_url="smtp://127.0.0.1:1")
    monkeypatch.setitem(app.config, "SETTINGS", settings)
    write("ian@xen.example")
    write("lars@xen.example")

    mails = sent()

    assert [(mail.state, mail.attempts) for mail in mails] == [(MailState.WAITING, 0)] * 2
    assert "127.0.0.1 does not accept email: " in mails[0].last_error
    assert "refused" in mails[0].last_error


def test_without_a_setting_mail_is_shown_on_the_console(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    write("ian@xen.example", "Ian")

    (mail,) = sent()

    assert mail.state is MailState.SENT
    assert "Mail to ian@xen.example: Invitation: Xen Hackathon\n\nHello Ian," in capsys.readouterr().out


@pytest.mark.parametrize(
    ("to", "arrives_at"),
    [
        ("IAN+xen@Xen.EXAMPLE", "IAN+xen@Xen.EXAMPLE"),
        ("ian@müller.example", "ian@xn--mller-kva.example"),
    ],
)
def test_capitals_tags_and_domains_in_any_script_arrive(
    server: MailServer, write: Write, to: str, arrives_at: str
) -> None:
    write(to)

    assert [mail.state for mail in sent()] == [MailState.SENT]
    assert server.recipients == [arrives_at]


def test_an_address_that_the_server_cannot_carry_fails_in_words(server: MailServer, write: Write) -> None:
    write("jörg@xen.example")
    write("ian@")

    unicode, broken = sent()

    assert (unicode.state, broken.state) == (MailState.FAILED, MailState.FAILED)
    assert unicode.last_error == "127.0.0.1 can't deliver to jörg@xen.example: it lacks SMTPUTF8."
    assert broken.last_error == "“ian@” is no address that mail can go to."
    assert server.taken == []


def test_a_job_that_arrives_twice_sends_once(server: MailServer, write: Write) -> None:
    write("ian@xen.example")

    sent()
    sent()

    assert len(server.taken) == 1
