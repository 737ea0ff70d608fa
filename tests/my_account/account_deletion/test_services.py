"""Leaving for good, with or without one's words."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from hackathon.accounts.devices import services as devices
from hackathon.accounts.devices.models import Device
from hackathon.accounts.models import Handle, Person, PersonMerge
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.agenda.feeds.services import feeds
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.people.services import duplicates
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance, Needs
from hackathon.importing.models import PageImport, WaitingPage
from hackathon.merge_people.services import merging
from hackathon.my_account.account_deletion import services as leaving
from hackathon.my_account.data_export import queries as my_data
from hackathon.operations import jobs as upkeep
from hackathon.topics.comments.models import Comment
from hackathon.topics.services import topics
from hackathon.topics.votes import services as votes
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import FRIDAY, NOON, Dublin
from tests.mailbox import link, mails
from tests.page_builders import bring_in, counted, event, everything

pytestmark = pytest.mark.postgresql

AFTER = NOON + timedelta(days=60)


def busy(dublin: Dublin) -> Person:
    """Return Ian, of whom the server knows something of every kind."""
    ian = dublin.ian
    attendance = people_list.attendance_of(ian, event_id=dublin.event.id)
    assert attendance is not None
    attendance.needs = Needs(diet="No nuts")
    db.session.add(Comment(topic=dublin.network, person=ian, text="Which card?", written_at=NOON))
    db.session.add(Handle(person=ian, name="Ijc"))
    db.session.commit()
    votes.cast(topic=dublin.network, person=ian, choice=Choice.MUST, now=NOON)
    feeds.renew(event=dublin.event, person=ian, now=NOON)
    devices.sign_in(person=ian, words="Opera", now=NOON)
    return ian


def leave(person: Person, *, takes_words: bool = False, now: datetime = AFTER) -> None:
    leaving.leave(person=person, takes_words=takes_words, now=now)


@pytest.mark.parametrize("takes_words", [True, False])
def test_nothing_that_names_or_lets_in_is_left(visitor: Visitor, dublin: Dublin, takes_words: bool) -> None:
    ian = busy(dublin)
    # In whatever spelling it was written to, it is the person's.
    visitor.post("/sign-in", data={"email": (ian.email or "").upper()})
    activity.record(LogKind.INVITED, event=dublin.event, by=dublin.lars, now=NOON, person="Ian Campbell")
    db.session.commit()

    leave(ian, takes_words=takes_words)

    kept = repr(
        {name: rows for name, rows in everything().items() if name not in ("revision", "page_import")}
    )
    assert not [
        word for word in ("Ian Campbell", "ian@xen", "IAN@XEN", "Ijc", "nuts", "Opera") if word in kept
    ]
    known = my_data.personal_data_of(ian)
    ways_in = ("passkeys", "devices", "sign-in links", "calendar addresses", "handles", "mails")
    assert [known[each] for each in ways_in] == [[]] * len(ways_in)
    assert known["name"] == "A former participant"


def test_their_address_and_their_old_links_open_nothing_of_theirs(visitor: Visitor, dublin: Dublin) -> None:
    ian = busy(dublin)
    address = ian.email
    visitor.post("/sign-in", data={"email": address})
    old = link(mails()[-1])
    calendar = feeds.address(event=dublin.event, person=ian, now=NOON)

    leave(ian)

    assert visitor.get(f"/calendars/{calendar}.ics").status_code == 410
    assert visitor.post(old).status_code == 410
    visitor.post("/sign-in", data={"email": address})
    visitor.post(link(mails()[-1]))
    assert counted(Device, Device.person_id == ian.id) == 0


def test_kept_words_are_those_of_a_former_participant(visitor: Visitor, dublin: Dublin) -> None:
    leave(busy(dublin))

    page = visitor.get("/dublin-2013/topics/4-xen-network-improvement").text
    assert "Which card?" in page
    assert "A former participant" in page
    assert counted(Vote, Vote.person_id == dublin.ian.id) == 1
    assert people_list.attendance_of(dublin.ian, event_id=dublin.event.id) is not None


def test_removed_words_are_gone_and_topics_stay(visitor: Visitor, dublin: Dublin) -> None:
    leave(busy(dublin), takes_words=True)

    assert "Which card?" not in visitor.get("/dublin-2013/topics/4-xen-network-improvement").text
    assert counted(Vote, Vote.person_id == dublin.ian.id) == 0
    assert people_list.attendance_of(dublin.ian, event_id=dublin.event.id) is None
    assert visitor.get("/dublin-2013/topics/2-xen-on-arm-portathon").status_code == 200
    assert visitor.get("/dublin-2013/topics/2-xen-on-arm-portathon/history").status_code == 200


def test_a_place_at_an_event_to_come_is_given_up(dublin: Dublin) -> None:
    leave(dublin.ian, now=NOON)

    attendance = people_list.attendance_of(dublin.ian, event_id=dublin.event.id)
    assert attendance is not None
    assert attendance.status is Status.CANCELLED


def test_the_only_organizer_hands_over_first(dublin: Dublin) -> None:
    before = everything()

    with pytest.raises(BadEntry, match="only organizer of Xen Hackathon"):
        leave(dublin.lars)

    assert everything() == before
    attendance = people_list.attendance_of(dublin.ian, event_id=dublin.event.id)
    assert attendance is not None
    attendance.role = Role.ORGANIZER
    db.session.commit()
    leave(dublin.lars)
    assert people_list.roles_of(dublin.lars) == {dublin.event.id: Role.ATTENDEE}


def test_two_who_left_are_never_taken_for_one(dublin: Dublin) -> None:
    leave(dublin.ian)
    leave(dublin.wei)

    assert (dublin.ian.name, dublin.wei.name) == ("A former participant", "A former participant 2")


def test_a_record_that_was_joined_into_theirs_is_forgotten_too(dublin: Dublin) -> None:
    duplicates.propose(event=dublin.event, joined=dublin.msw, into=dublin.wei, reason="Same initials")
    proposal = db.session.scalars(select(PersonMerge)).one()
    merging.accept(proposal=proposal, by=dublin.lars, now=NOON)

    leave(dublin.wei)

    assert "Msw" not in repr(everything())


def test_the_page_asks_for_the_name_and_signs_out(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)

    assert "Published agendas. They never change and" in visitor.get("/account/deletion").text
    wrong = visitor.post("/account/deletion", data={"words": "keep", "name": "Lars Kurth"})
    assert wrong.status_code == 422
    assert dublin.ian.email == "ian@xen.example"
    right = visitor.post("/account/deletion", data={"words": "take", "name": "ian campbell"})

    assert right.status_code == 303
    assert "Your account has been deleted, and" in visitor.get("/").text
    assert visitor.get("/account").status_code == 401


def test_the_only_organizer_is_told_in_words(visitor: Visitor, dublin: Dublin) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(
        "/account/deletion", data={"words": "keep", "name": "Lars Kurth"}
    )

    assert answer.status_code == 422
    assert "You are the only organizer of Xen Hackathon" in answer.text
    assert "My name, to confirm" in answer.text


def test_every_event_that_has_no_other_organizer_is_named_at_once(dublin: Dublin) -> None:
    for title in ("Berlin", "Lisbon"):
        event = Event(
            slug=title.lower(), title=title, zone="UTC", first_day=FRIDAY, last_day=FRIDAY, made_at=NOON
        )
        db.session.add(Attendance(event=event, person=dublin.lars, role=Role.ORGANIZER))
        if title == "Lisbon":
            db.session.add(Attendance(event=event, person=dublin.ian, role=Role.ORGANIZER))
    db.session.commit()

    with pytest.raises(BadEntry, match="only organizer of Xen Hackathon and Berlin"):
        leave(dublin.lars)


def test_what_an_import_changed_of_them_is_not_brought_back(dublin: Dublin) -> None:
    before = {"name": "Ian Campbell", "name_key": "ian campbell"}
    written = [{"table": "person", "key": [dublin.ian.id], "before": before, "now": "a digest"}]
    others = [{"table": "person", "key": [dublin.wei.id], "before": {"name": "Wei"}, "now": "a digest"}]
    db.session.add_all(
        PageImport(event_id=dublin.event.id, at=NOON, digest="", text="", as_read={}, written=each)
        for each in (written, others)
    )
    db.session.commit()

    leave(dublin.ian)

    found = db.session.scalars(select(PageImport).order_by(PageImport.id))
    assert [each.written for each in found] == [None, others]


def test_their_name_goes_from_pages_that_came_in_and_that_wait(dublin: Dublin) -> None:
    kept = {"page": {"topics": [{"title": "Cards by Ian Campbell"}, 4, None]}}
    db.session.add_all(
        [
            PageImport(event_id=dublin.event.id, at=NOON, digest="", text="By Ian Campbell", as_read=kept),
            WaitingPage(
                event_id=dublin.event.id, person_id=dublin.lars.id, at=NOON, kind="auto",
                text="Ian Campbell, Ian Campbellson", reading=kept,
            ),
        ]
    )  # fmt: skip
    db.session.commit()

    leave(dublin.ian)

    record = db.session.scalars(select(PageImport)).one()
    waiting = db.session.scalars(select(WaitingPage)).one()
    assert "Ian Campbell" not in f"{record.text} {record.as_read} {waiting.reading}"
    assert record.as_read["page"]["topics"][1:] == [4, None]
    assert waiting.text.endswith(", Ian Campbellson")


@pytest.mark.parametrize("takes_words", [True, False])
def test_somebody_whom_a_page_brought_in_leaves_like_all_others(visitor: Visitor, takes_words: bool) -> None:
    bring_in()
    person = db.session.scalars(select(Person).join(Vote, Vote.person_id == Person.id).limit(1)).one()
    name = person.name

    leave(person, takes_words=takes_words)

    shown = [f"/{event().slug}/{path}" for path in ("people/", "topics/?page=1", "agenda/", "")]
    assert not [path for path in shown if name in visitor.get(path).text]
    assert (counted(Vote, Vote.person_id == person.id) == 0) == takes_words


def test_the_files_of_the_database_do_not_hold_the_words_of_somebody_who_left(dublin: Dublin) -> None:
    if db.engine.dialect.name != "sqlite":
        pytest.skip("only SQLite keeps its log beside the database")
    words = "a word that nobody else says"
    topics.comment(topic=dublin.portathon, by=dublin.ian, text=words, form_key="a", now=NOON)
    leave(dublin.ian, takes_words=True)
    assert words.encode() in Path(f"{db.engine.url.database}-wal").read_bytes()

    upkeep.empty_log()

    folder = Path(db.engine.url.database or "").parent
    files = [each for each in folder.rglob("*") if each.is_file()]
    assert [file.name for file in files if words.encode() in file.read_bytes()] == []
