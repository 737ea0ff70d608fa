"""Claiming mails and settling what became of them."""

from datetime import timedelta

import pytest

from hackathon.core.database import liveness
from hackathon.core.extensions import db
from hackathon.mail.domain import DELAYS, KEPT_FOR, MailKind, MailState, ServerReply, Verdict
from hackathon.mail.models import Mail
from hackathon.mail.services import delivery, outbox
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

TAKEN = ServerReply(verdict=Verdict.TAKEN)
LATER = ServerReply(verdict=Verdict.LATER, words="busy")


def write(dublin: Dublin, kind: MailKind = MailKind.INVITATION) -> Mail:
    words = {"link": "https://hackathon.example/i/secret"}
    return outbox.write(kind=kind, to="ian@xen.example", name="", words=words, event=dublin.event, now=NOON)


def test_a_mail_is_claimed_once(dublin: Dublin) -> None:
    write(dublin)

    assert delivery.claim(worker=1, now=NOON) is not None
    assert delivery.claim(worker=1, now=NOON) is None


def test_what_somebody_waits_for_goes_before_what_many_get(dublin: Dublin) -> None:
    write(dublin)
    prompt = write(dublin, MailKind.WITHDRAWAL)

    claim = delivery.claim(worker=1, now=NOON)

    assert claim is not None
    assert claim.mail == prompt.id


def test_a_mail_is_given_up_after_some_days(dublin: Dublin) -> None:
    mail, now = write(dublin), NOON
    tries = 0
    while claim := delivery.claim(worker=1, now=now):
        tries += 1
        delivery.record_outcome(claim=claim, answer=LATER, claims_next=False, now=now)
        now = mail.next_try_at

    assert (mail.state, mail.last_error, tries) == (MailState.FAILED, "busy", len(DELAYS) + 1)
    assert timedelta(days=2) < now - NOON < timedelta(days=4)


def test_a_mail_that_a_killed_sender_had_not_ended_waits_again_at_once(dublin: Dublin) -> None:
    mail = write(dublin)
    with liveness.living() as worker:
        delivery.claim(worker=worker, now=NOON)
        delivery.tidy(now=NOON)
        states = [mail.state]

    delivery.tidy(now=NOON)

    assert [*states, mail.state] == [MailState.SENDING, MailState.WAITING]


def test_a_mail_that_a_killed_sender_was_ending_is_unknown_at_once(dublin: Dublin) -> None:
    mail = write(dublin)
    with liveness.living() as worker:
        claim = delivery.claim(worker=worker, now=NOON)
        assert claim is not None
        assert delivery.hand_over(claim=claim, now=NOON)

    delivery.tidy(now=NOON)

    assert (mail.state, mail.last_error) == (MailState.UNKNOWN, delivery.LOST)
    assert delivery.claim(worker=2, now=NOON + timedelta(days=9)) is None


def test_a_sign_in_mail_that_a_killed_sender_was_ending_is_sent_again(dublin: Dublin) -> None:
    mail = write(dublin)
    mail.kind = MailKind.SIGN_IN
    db.session.commit()
    claim = delivery.claim(worker=1, now=NOON)
    assert claim is not None
    delivery.hand_over(claim=claim, now=NOON)

    delivery.tidy(now=NOON)

    assert mail.state is MailState.WAITING


def test_a_sender_that_was_taken_for_dead_does_not_end_its_mail(dublin: Dublin) -> None:
    write(dublin)
    slow = delivery.claim(worker=1, now=NOON)
    assert slow is not None
    delivery.tidy(now=NOON)

    assert not delivery.hand_over(claim=slow, now=NOON)
    assert delivery.claim(worker=2, now=NOON) is not None
    assert not delivery.hand_over(claim=slow, now=NOON)


def test_a_sender_that_was_only_slow_still_says_what_became_of_it(dublin: Dublin) -> None:
    mail = write(dublin)
    claim = delivery.claim(worker=1, now=NOON)
    assert claim is not None
    delivery.hand_over(claim=claim, now=NOON)
    delivery.tidy(now=NOON + timedelta(hours=1))

    delivery.record_outcome(claim=claim, answer=TAKEN, claims_next=False, now=NOON + timedelta(hours=1))

    assert mail.state is MailState.SENT


def test_a_mail_that_comes_too_late_is_not_sent(dublin: Dublin) -> None:
    mail = write(dublin)
    mail.good_until = NOON + timedelta(minutes=15)
    db.session.commit()

    delivery.tidy(now=NOON + timedelta(minutes=15))

    assert (mail.state, mail.last_error) == (MailState.FAILED, delivery.TOO_LATE)


def test_what_was_sent_long_ago_is_forgotten(dublin: Dublin) -> None:
    write(dublin)
    claim = delivery.claim(worker=1, now=NOON)
    assert claim is not None
    delivery.record_outcome(claim=claim, answer=TAKEN, claims_next=False, now=NOON)
    waiting = write(dublin)

    delivery.tidy(now=NOON + KEPT_FOR + timedelta(seconds=1))

    assert [mail.id for mail in db.session.query(Mail)] == [waiting.id]


def test_all_that_is_due_waits_for_a_server_that_is_closed(dublin: Dublin) -> None:
    mails = [write(dublin), write(dublin)]

    delivery.put_off(words="no answer", now=NOON)

    assert {mail.last_error for mail in mails} == {"no answer"}
    assert not delivery.is_due(NOON)
    assert delivery.is_due(NOON + timedelta(minutes=1))
