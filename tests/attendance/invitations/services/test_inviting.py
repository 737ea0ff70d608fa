"""Inviting people: one, many, again, and not after all."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from functools import partial

import pytest
from icalendar import Calendar
from sqlalchemy import event as events
from sqlalchemy import func, select

from hackathon.accounts.models import Person
from hackathon.activity.models import Activity
from hackathon.attendance.invitations.domain import read
from hackathon.attendance.invitations.models import Invitation
from hackathon.attendance.invitations.services import invitation_links, inviting
from hackathon.attendance.registration.services import attendances
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, LinkSpent
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.mail.domain import MailKind
from hackathon.mail.models import Mail
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql

LATER = NOON + timedelta(hours=1)


def invite(dublin: Dublin, text: str, now: datetime = NOON) -> int:
    return inviting.invite_all(event=dublin.event, entries=read(text).entries, by=dublin.lars, now=now)


def part(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def named(name: str) -> Person:
    return db.session.scalars(select(Person).where(Person.name == name)).one()


def written() -> list[tuple[MailKind, str]]:
    return [(each.kind, each.to_address) for each in db.session.scalars(select(Mail).order_by(Mail.id))]


def test_everybody_of_a_list_is_invited_by_mail(dublin: Dublin) -> None:
    assert invite(dublin, "George Dunlap <george@xen.example>, Citrix\nTim Deegan <tim@xen.example>") == 2

    george = named("George Dunlap")
    assert (george.email, george.affiliation) == ("george@xen.example", "Citrix")
    assert (part(george).status, part(george).is_shown) == (Status.INVITED, False)
    assert written() == [
        (MailKind.INVITATION, "george@xen.example"), (MailKind.INVITATION, "tim@xen.example"),
    ]  # fmt: skip


def test_an_invitation_goes_to_the_address_of_the_list_and_not_to_one_that_it_folds_to(
    dublin: Dublin,
) -> None:
    dublin.kelly.email = "kelly@strasse.example"
    db.session.commit()

    assert invite(dublin, "K. Stra\u00dfe <Kelly@Stra\u00dfe.example>\nWei <wei@xn--strae-oqa.example>") == 2

    assert written() == [
        (MailKind.INVITATION, "Kelly@Stra\u00dfe.example"),
        (MailKind.INVITATION, "wei@xn--strae-oqa.example"),
    ]
    assert named("K. Stra\u00dfe") != dublin.kelly


def test_a_list_of_a_helper_gives_nobody_a_way_in_as_somebody_who_is_known(dublin: Dublin) -> None:
    part(dublin.ian).role = Role.HELPER
    db.session.commit()
    text = "Kelly Kingsley <i@xen.example>\nMsw <also@xen.example>\nNew <new@xen.example>"

    inviting.invite_all(event=dublin.event, entries=read(text).entries, by=dublin.ian, now=NOON)

    assert (dublin.kelly.email, dublin.msw.email) == (None, None)
    assert [to for _, to in written()] == ["also@xen.example", "new@xen.example"]
    inviting.invite_all(event=dublin.event, entries=read(text).entries, by=dublin.lars, now=NOON)
    assert dublin.kelly.email == "i@xen.example"


def test_the_mail_holds_the_link_and_the_date_for_the_calendar(dublin: Dublin) -> None:
    invite(dublin, "george@xen.example")

    mail = db.session.scalars(select(Mail)).one()
    secret = mail.text.partition("/dublin-2013/invitations/")[2].split()[0]
    found = invitation_links.look_up(event=dublin.event, secret=secret, now=NOON)
    assert found.attendance.person.email == "george@xen.example"
    (entry,) = Calendar.from_ical(mail.calendar or b"").walk("VEVENT")
    assert (mail.calendar_method, str(entry["uid"])) == ("REQUEST", part(named("George")).calendar_uid)
    assert mail.reply_to == "lars@xen.example"


def test_a_list_sent_twice_writes_each_mail_once(dublin: Dublin) -> None:
    assert [invite(dublin, "george@xen.example") for _ in range(2)] == [1, 0]

    assert written() == [(MailKind.INVITATION, "george@xen.example")]


def test_who_answered_is_not_asked_again(dublin: Dublin) -> None:
    assert invite(dublin, "Ian Campbell <ian@xen.example>") == 0
    assert part(dublin.ian).status is Status.CONFIRMED


def test_who_is_known_by_name_alone_gets_the_address(dublin: Dublin) -> None:
    assert invite(dublin, "kelly kingsley <kelly@xen.example>, Rackspace") == 1

    assert (dublin.kelly.email, dublin.kelly.affiliation) == ("kelly@xen.example", "Rackspace")
    assert len(db.session.scalars(select(Attendance)).all()) == 5


def test_a_handle_that_nobody_claimed_becomes_the_person(dublin: Dublin) -> None:
    invite(dublin, "Msw <msw@xen.example>")

    assert (dublin.msw.email, part(dublin.msw).status) == ("msw@xen.example", Status.INVITED)


def test_a_namesake_is_left_to_the_organizer(dublin: Dublin) -> None:
    text = "Ian Campbell <other@xen.example>\nTim Deegan <tim@xen.example>\nTim Deegan <tim@y.example>"

    assert invite(dublin, text) == 1
    assert (dublin.ian.email, named("Tim Deegan").email) == ("ian@xen.example", "tim@xen.example")


def test_a_list_gives_nobody_the_account_of_an_organizer(dublin: Dublin) -> None:
    dublin.lars.email = None
    db.session.commit()

    assert invite(dublin, "Lars Kurth <mallory@evil.example>") == 0
    assert dublin.lars.email is None


def test_who_has_not_answered_is_reminded_once(dublin: Dublin) -> None:
    invite(dublin, "george@xen.example\ntim@xen.example")
    attendances.answer(event=dublin.event, person=named("Tim"), status=Status.DECLINED, hours=None, now=NOON)
    remind = partial(inviting.remind, event=dublin.event, by=dublin.lars)

    assert [remind(now=at) for at in (NOON, LATER, LATER)] == [0, 1, 0]
    assert written()[-1] == (MailKind.INVITATION_REMINDER, "george@xen.example")


def test_the_first_link_works_after_the_second_was_sent(dublin: Dublin) -> None:
    first, second = (
        inviting.invite(attendance=part(dublin.kelly), by=dublin.lars, now=NOON).rpartition("/")[2]
        for _ in range(2)
    )

    for secret in (first, second):
        assert (
            invitation_links.look_up(event=dublin.event, secret=secret, now=NOON).attendance.person
            is dublin.kelly
        )


def test_a_withdrawn_invitation_ends_its_links_and_leaves_the_calendar(dublin: Dublin) -> None:
    invite(dublin, "george@xen.example")
    george = part(named("George"))
    for _ in range(2):
        inviting.withdraw(attendance=george, by=dublin.lars, now=LATER)

    assert george.status is Status.CANCELLED
    assert written()[1:] == [(MailKind.WITHDRAWAL, "george@xen.example")]
    mail = db.session.scalars(select(Mail).where(Mail.kind == MailKind.WITHDRAWAL)).one()
    (entry,) = Calendar.from_ical(mail.calendar or b"").walk("VEVENT")
    assert (mail.calendar_method, str(entry["uid"]), entry["sequence"]) == ("CANCEL", george.calendar_uid, 1)
    assert all(each.withdrawn_at == LATER for each in db.session.scalars(select(Invitation)))


def test_who_was_withdrawn_may_be_invited_again_with_a_new_link(dublin: Dublin) -> None:
    old = inviting.invite(attendance=part(dublin.kelly), by=dublin.lars, now=NOON).rpartition("/")[2]
    inviting.withdraw(attendance=part(dublin.kelly), by=dublin.lars, now=NOON)
    new = inviting.invite(attendance=part(dublin.kelly), by=dublin.lars, now=LATER).rpartition("/")[2]

    assert part(dublin.kelly).status is Status.INVITED
    assert invitation_links.look_up(event=dublin.event, secret=new, now=LATER)
    with pytest.raises(LinkSpent):
        invitation_links.look_up(event=dublin.event, secret=old, now=LATER)


def test_nobody_is_invited_to_what_has_ended(dublin: Dublin) -> None:
    dublin.event.held_phase = None
    db.session.commit()

    with pytest.raises(BadEntry, match="Reopen it"):
        invite(dublin, "george@xen.example", now=NOON + timedelta(days=30))


@pytest.mark.parametrize("more", [1, 20])
def test_a_list_is_compared_with_the_same_few_questions(
    dublin: Dublin, queries: list[str], more: int
) -> None:
    text = "\n".join(f"Person {number} <p{number}@xen.example>" for number in range(more))
    queries.clear()

    invite(dublin, text)

    assert len([each for each in queries if each.startswith("SELECT")]) <= 15


def many(number: int) -> str:
    return "\n".join(f"Person {each:03} <person-{each}@xen.example>" for each in range(number))


def commits() -> Iterator[list[int]]:
    """Note how many mails somebody else can see whenever a part is kept."""
    seen: list[int] = []

    def look(_session: object) -> None:
        with db.engine.connect() as other:
            seen.append(other.scalar(select(func.count()).select_from(Mail)) or 0)

    events.listen(db.session, "after_commit", look)
    yield seen
    events.remove(db.session, "after_commit", look)


kept = pytest.fixture(commits)


def test_a_long_list_is_kept_in_parts_so_that_others_write_meanwhile(dublin: Dublin, kept: list[int]) -> None:
    assert invite(dublin, many(120)) == 120

    assert kept == [50, 100, 120]
    assert len({address for _, address in written()}) == 120
    assert db.session.scalars(select(Activity.words).order_by(Activity.id)).all() == [
        "Lars Kurth invited 50 people", "Lars Kurth invited 50 people", "Lars Kurth invited 20 people",
    ]  # fmt: skip


def test_a_list_that_was_broken_off_is_sent_again_and_nobody_gets_two_mails(dublin: Dublin) -> None:
    said = iter(["kept", "kept"])

    def stop(_session: object) -> None:
        if next(said, None) is None:
            raise KeyboardInterrupt

    events.listen(db.session, "before_commit", stop)
    with pytest.raises(KeyboardInterrupt):
        invite(dublin, many(120))
    events.remove(db.session, "before_commit", stop)
    assert len(written()) == 100

    assert invite(dublin, many(120)) == 20

    assert [address for _, address in written()] == [f"person-{each}@xen.example" for each in range(120)]


def test_many_are_reminded_in_parts_and_once(dublin: Dublin, kept: list[int]) -> None:
    invite(dublin, many(120))
    kept.clear()

    assert [inviting.remind(event=dublin.event, by=None, now=LATER) for _ in range(2)] == [120, 0]

    assert kept == [170, 220, 240]
    reminders = [address for kind, address in written() if kind is MailKind.INVITATION_REMINDER]
    assert len(reminders) == len(set(reminders)) == 120
