"""The organizer's list of mails."""

from datetime import timedelta

import pytest

from hackathon.core.extensions import db
from hackathon.mail.domain import MailKind, MailState, ServerReply, Verdict
from hackathon.mail.models import Mail
from hackathon.mail.services import delivery, outbox
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

MAIL = "/dublin-2013/organize/messages"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def written(dublin: Dublin, answer: ServerReply | None = None, name: str = "Ian Campbell") -> Mail:
    """Write a mail, and have a server answer it."""
    mail = outbox.write(
        kind=MailKind.INVITATION,
        to="ian@xen.example",
        name=name,
        words={"link": "https://hackathon.example/i/secret"},
        event=dublin.event,
        now=NOON,
    )
    if answer is not None:
        claim = delivery.claim(worker=1, now=NOON)
        assert claim is not None
        delivery.record_outcome(claim=claim, answer=answer, claims_next=False, now=NOON)
    return mail


REFUSED = ServerReply(verdict=Verdict.NEVER, words="mx.example said: 550 No such user")
SILENT = ServerReply(verdict=Verdict.UNKNOWN, words="mx.example did not answer")
TAKEN = ServerReply(verdict=Verdict.TAKEN)


def test_before_anything_was_mailed_the_page_says_what_belongs_there(lars: Visitor) -> None:
    assert "No emails yet" in lars.get(MAIL).text


def test_every_mail_is_shown_with_what_became_of_it_and_why(lars: Visitor, dublin: Dublin) -> None:
    for answer in (TAKEN, REFUSED, SILENT, None):
        written(dublin, answer)

    page = " ".join(lars.get(MAIL).text.split())

    for words in ("All (4)", "Waiting (1)", "Sent (1)", "Failed (1)", "Unknown (1)"):
        assert words in page
    assert "mx.example said: 550 No such user" in page
    assert "secret" not in page


@pytest.mark.parametrize("more", [1, 20])
def test_the_page_reads_the_same_few_rows_however_many_mails(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    for _ in range(more):
        written(dublin)
    queries.clear()

    page = lars.get(MAIL).text

    assert page.count("Written: Wed 1 May, 13:00") == more
    assert len([each for each in queries if each.startswith("SELECT")]) == 5


def test_a_state_can_be_chosen(lars: Visitor, dublin: Dublin) -> None:
    written(dublin, REFUSED)
    written(dublin)

    assert lars.get(f"{MAIL}?state=failed").text.count("<strong>Ian") == 1
    assert lars.get(f"{MAIL}?state=nonsense").text.count("<strong>Ian") == 2
    assert "No emails in this state" in lars.get(f"{MAIL}?state=sent").text


@pytest.mark.parametrize(
    ("answer", "decision", "becomes"),
    [
        (REFUSED, "attempt", MailState.WAITING),
        (REFUSED, "removal", MailState.DROPPED),
        (SILENT, "attempt", MailState.WAITING),
        (SILENT, "arrival", MailState.SENT),
        (None, "removal", MailState.DROPPED),
    ],
)
def test_an_organizer_decides_about_a_mail(
    lars: Visitor, dublin: Dublin, answer: ServerReply | None, decision: str, becomes: MailState
) -> None:
    mail = written(dublin, answer)

    done = lars.post(f"{MAIL}/{mail.id}/{decision}")

    assert done.status_code == 303
    assert mail.state is becomes
    assert "Lars Kurth" in lars.get("/dublin-2013/organize/activity").text


@pytest.mark.parametrize("decision", ["attempt", "arrival", "removal"])
def test_a_mail_that_was_sent_meanwhile_is_not_sent_again(
    lars: Visitor, dublin: Dublin, decision: str
) -> None:
    mail = written(dublin, TAKEN)

    refused = lars.post(f"{MAIL}/{mail.id}/{decision}")

    assert refused.status_code == 409
    assert "This email has been sent" in refused.text
    assert mail.state is MailState.SENT


def test_all_that_failed_goes_out_again_at_once(lars: Visitor, dublin: Dublin) -> None:
    failed = [written(dublin, REFUSED) for _ in range(2)]
    unknown = written(dublin, SILENT)

    lars.post(f"{MAIL}/attempt")

    assert [mail.state for mail in (*failed, unknown)] == [
        MailState.WAITING,
        MailState.WAITING,
        MailState.UNKNOWN,
    ]


def test_what_is_of_no_use_any_more_is_not_sent_again(lars: Visitor, dublin: Dublin) -> None:
    mail = written(dublin, REFUSED)
    mail.good_until = NOON + timedelta(minutes=15)
    db.session.commit()

    assert lars.post(f"{MAIL}/{mail.id}/attempt").status_code == 409
    assert "Nothing to send again" in lars.post(f"{MAIL}/attempt", follow_redirects=True).text
    assert mail.state is MailState.FAILED


def test_mails_of_another_event_are_not_found(lars: Visitor, dublin: Dublin) -> None:
    mail = written(dublin)
    mail.event_id = None
    db.session.commit()

    assert lars.post(f"{MAIL}/{mail.id}/removal").status_code == 404
    assert "No emails yet" in lars.get(MAIL).text


def test_a_hostile_name_is_only_a_name(lars: Visitor, dublin: Dublin) -> None:
    written(dublin, name="<script>alert(1)</script>")

    assert "&lt;script&gt;alert(1)" in lars.get(MAIL).text
