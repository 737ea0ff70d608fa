"""Writing to many: whom it reaches, what each gets, and that nobody gets it twice."""

import re
from dataclasses import replace

import pytest

from hackathon.accounts.models import Person
from hackathon.announcements import queries as announcements
from hackathon.announcements import services as announcing
from hackathon.announcements.domain import AgendaPart, AnnouncementFields, Audience, PartKind
from hackathon.core.domain.attendance import Status
from hackathon.core.errors import BadEntry, LinkSpent, StaleForm
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.models import Mail
from tests.agendas import few
from tests.dublin import NOON, Dublin
from tests.published import freeze

FIELDS = AnnouncementFields(
    audience=Audience.EVERYBODY,
    subject="Hotel, {name}",
    text="Hello {name},\n\nbook *soon*: {link}",
    reply_to="lars@xen.example",
)


def announce(dublin: Dublin, key: str = "a", fields: AnnouncementFields = FIELDS) -> int:
    return announcing.announce(event=dublin.event, fields=fields, form_key=key, by=dublin.lars, now=NOON)


def mails() -> list[Mail]:
    return list(db.session.query(Mail).order_by(Mail.id))


def reached(dublin: Dublin, audience: Audience) -> list[str]:
    return [each.name for each in announcements.recipients(dublin.event, audience)]


def test_each_gets_a_mail_of_their_own(dublin: Dublin) -> None:
    assert announce(dublin) == 2

    ian, lars = mails()
    assert (ian.to_address, ian.subject, ian.reply_to) == (
        "ian@xen.example", "Hotel, Ian Campbell", "lars@xen.example",
    )  # fmt: skip
    assert ian.text.startswith("Hello Ian Campbell,\n\nbook *soon*: http://127.0.0.1:8000/dublin-2013/invit")
    assert "<p>book <em>soon</em>: <a href=" in ian.html
    links = {re.search(r"invitations/(\S+)", mail.text) for mail in (ian, lars)}
    assert len({link[1] for link in links if link}) == 2


def test_the_same_form_sent_twice_is_sent_once(dublin: Dublin) -> None:
    assert [announce(dublin), announce(dublin), announce(dublin, key="b")] == [2, 0, 2]
    assert len(mails()) == 4


def test_another_text_from_a_page_that_was_sent_before_is_not_taken_for_the_same(dublin: Dublin) -> None:
    announce(dublin)
    sent = len(mails())

    with pytest.raises(StaleForm, match="already sent with different content"):
        announce(dublin, fields=replace(FIELDS, text="The room has changed."))

    assert len(mails()) == sent


def test_whom_an_audience_reaches(dublin: Dublin) -> None:
    dublin.kelly.email, dublin.wei.email = "kelly@xen.example", "wei@xen.example"
    wei = db.session.query(Attendance).filter_by(person_id=dublin.wei.id).one()
    wei.status = Status.DECLINED
    db.session.commit()

    found = {each: reached(dublin, each) for each in Audience}

    assert found == {
        Audience.EVERYBODY: ["Ian Campbell", "Kelly Kingsley", "Lars Kurth"],
        Audience.UNANSWERED: ["Kelly Kingsley"],
        Audience.CONFIRMED: ["Ian Campbell", "Lars Kurth"],
        Audience.MAYBE: [],
        Audience.WAITLISTED: [],
        Audience.CONTACTS: ["Ian Campbell", "Lars Kurth", "Wei Liu"],
    }
    assert announcements.numbers(dublin.event) == {each: len(names) for each, names in found.items()}


def test_who_left_the_list_gets_nothing_until_they_return(dublin: Dublin) -> None:
    announcing.unsubscribe(event=dublin.event, person=dublin.ian, now=NOON)
    announcing.unsubscribe(event=dublin.event, person=dublin.ian, now=NOON)
    without = reached(dublin, Audience.CONFIRMED)

    announcing.subscribe(event=dublin.event, person=dublin.ian)

    assert without == ["Lars Kurth"]
    assert reached(dublin, Audience.CONFIRMED) == ["Ian Campbell", "Lars Kurth"]


def test_the_address_for_leaving_names_one_person_at_one_event(dublin: Dublin) -> None:
    address = announcing.unsubscribe_address(event=dublin.event, person=dublin.ian)
    secret = address.rpartition("/")[2]

    assert announcing.whose(event=dublin.event, secret=secret) == dublin.ian
    for altered in ("", "nonsense", secret[:-1], f"{secret}x", secret.swapcase()):
        with pytest.raises(LinkSpent):
            announcing.whose(event=dublin.event, secret=altered)


def test_what_reaches_nobody_is_not_sent(dublin: Dublin) -> None:
    nobody = AnnouncementFields(audience=Audience.MAYBE, subject="Hotel", text="Book.")

    with pytest.raises(BadEntry, match="Nobody in this group both has an email address"):
        announce(dublin, fields=nobody)

    # The same form can be sent again, to others.
    assert announce(dublin) == 2


def test_a_preview_is_what_is_sent_but_for_the_links_that_are_the_persons_own(dublin: Dublin) -> None:
    shown = announcing.preview(event=dublin.event, fields=FIELDS, to=dublin.ian, by=dublin.lars)
    announce(dublin)

    sent = mails()[0]
    text = re.sub(r"invitations/\S+", "…", re.sub(r"announcements/\S+", "announcements/…", sent.text))
    assert (shown.subject, shown.text) == (sent.subject, text)


def test_an_organizer_can_send_it_to_themselves_first(dublin: Dublin) -> None:
    announcing.try_out(event=dublin.event, fields=FIELDS, by=dublin.lars, now=NOON)

    assert [mail.to_address for mail in mails()] == ["lars@xen.example"]
    with pytest.raises(BadEntry, match="have an email address for you"):
        announcing.try_out(event=dublin.event, fields=FIELDS, by=Person(name="Nobody"), now=NOON)


def test_a_part_of_the_agenda_reaches_those_who_host_or_want_it_and_shows_the_subject(dublin: Dublin) -> None:
    freeze(dublin.event, few())
    session = AgendaPart(PartKind.SESSION, str(dublin.toolstacks.number))
    liffey = AgendaPart(PartKind.ROOM, "liffey")

    def told(part: AgendaPart) -> list[str]:
        return [each.name for each in announcements.recipients(dublin.event, Audience.EVERYBODY, part)]

    assert told(session) == ["Ian Campbell"]
    assert told(liffey) == ["Ian Campbell", "Lars Kurth"]
    assert (session, 'Xen on ARM "Portathon"') in announcements.parts(dublin.event, NOON)
    assert AgendaPart.read(str(liffey)) == liffey
    assert AgendaPart.read("nonsense-1") is None

    fields = replace(FIELDS, part=session, is_shown=True, subject="Bring your boards, {name}")
    assert announce(dublin, fields=fields) == 1
    assert dublin.event.notice == "Bring your boards"
