"""Mails are written in the transaction of what causes them."""

from types import SimpleNamespace

import pytest
from flask import Flask

from hackathon.core.background import background_tasks
from hackathon.core.database.transactions import transaction
from hackathon.core.errors import NotYours
from hackathon.core.extensions import db
from hackathon.mail.domain import MailKind, MailState
from hackathon.mail.exports import rendering
from hackathon.mail.models import Mail
from hackathon.mail.services import outbox
from tests.dublin import NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

LINK = "https://hackathon.example/i/secret"


def invited(dublin: Dublin, name: str = "Ian Campbell", to: str = "ian@xen.example") -> Mail:
    return outbox.write(
        kind=MailKind.INVITATION,
        to=to,
        name=name,
        words={"link": LINK},
        event=dublin.event,
        person=dublin.ian,
        now=NOON,
    )


@transaction
def twice_and_then(dublin: Dublin, *, refused: bool) -> None:
    """Write two mails in one transaction, which may come to nothing."""
    invited(dublin)
    invited(dublin)
    if refused:
        raise NotYours("no")


def test_a_mail_says_the_same_as_text_and_as_html(dublin: Dublin) -> None:
    mail = invited(dublin)

    assert (mail.state, mail.subject, mail.sender_name) == (
        MailState.WAITING, "Invitation: Xen Hackathon", "Xen Hackathon",
    )  # fmt: skip
    assert mail.text == (
        "Hello Ian Campbell,\n\n"
        "You are invited to Xen Hackathon. Will you attend? One tap is enough,\n"
        "and you don't need an account.\n\n"
        "When: 16–17 May 2013\nWhere: Dublin, Ireland\n\n"  # noqa: RUF001 -- an en dash is what is printed
        f"Answer the invitation:\n{LINK}\n\n"
        "This button opens your personal page, so please don't forward it.\n\n"
        "-- \nXen Hackathon\nhttp://127.0.0.1:8000/dublin-2013/\n\n"
        "You are receiving this email because an organizer of Xen Hackathon\ninvited you.\n"
    )
    assert f'<a class="button" href="{LINK}">Answer the invitation</a>' in mail.html


def test_a_hostile_name_is_markup_nowhere_and_stays_on_its_line(dublin: Dublin) -> None:
    mail = invited(dublin, name='<b>"Bobby\r\nBcc: all@xen.example\x00')

    assert mail.to_name == '<b>"Bobby Bcc: all@xen.example'
    assert 'Hello <b>"Bobby Bcc: all@xen.example,' in mail.text
    assert "<b>" not in mail.html.split("Hello")[1].split(",")[0]


def test_every_mail_has_an_identity_of_its_own(dublin: Dublin) -> None:
    assert invited(dublin).message_id != invited(dublin).message_id


def test_what_comes_to_nothing_leaves_no_mail_and_no_work(dublin: Dublin) -> None:
    background_tasks.periodic_queue().flush()

    with pytest.raises(NotYours):
        twice_and_then(dublin, refused=True)

    assert db.session.query(Mail).count() == 0
    assert len(background_tasks.periodic_queue()) == 0


def test_many_mails_of_one_transaction_are_one_piece_of_work(dublin: Dublin) -> None:
    background_tasks.periodic_queue().flush()

    twice_and_then(dublin, refused=False)

    assert db.session.query(Mail).count() == 2
    assert len(background_tasks.periodic_queue()) == 1


def test_what_no_event_sends_comes_from_the_site(app: Flask) -> None:
    with app.app_context():
        letter = rendering.draw(
            "invitation",
            {
                "event": SimpleNamespace(title="A", first_day=THURSDAY, last_day=THURSDAY, place=None),
                "title": "Hackathons",
                "address": "",
                "greeting": "",
                "unsubscribe": None,
                "link": LINK,
            },
            hue=None,
            templates=app.jinja_env,
        )

    assert letter.text.startswith("You are invited to A.")
    assert "\n\n-- \nHackathons\n\nYou are receiving" in letter.text
