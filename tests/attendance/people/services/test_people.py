"""Who comes to an event: adding people, and changing what is known of them."""

from dataclasses import replace
from datetime import time, timedelta

import pytest
from sqlalchemy import func, select

from hackathon.accounts import queries
from hackathon.accounts.domain import PersonFields
from hackathon.accounts.models import Handle, Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.activity.models import Activity
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.people.services import people
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry, LinkSpent, NotYours, Refusal, StaleForm
from hackathon.core.extensions import db
from hackathon.event_settings.services import organizers
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin

pytestmark = pytest.mark.postgresql

MORNING = Hours(day=THURSDAY, arrives=time(9), leaves=time(12))
EVENING = Hours(day=FRIDAY, arrives=time(16), leaves=time(18))


def attendance(dublin: Dublin, person: Person) -> Attendance:
    return db.session.scalars(
        select(Attendance).where(Attendance.event_id == dublin.event.id, Attendance.person_id == person.id)
    ).one()


def fields(mine: Attendance) -> PersonFields:
    return PersonFields(
        name=mine.person.name,
        affiliation=mine.person.affiliation,
        email=mine.person.email,
        handles=tuple(each.name for each in mine.person.handles),
        status=mine.status,
        role=mine.role,
        hours=tuple(
            Hours(day=each.day, arrives=each.arrives, leaves=each.leaves) for each in mine.availability
        ),
    )


def elsewhere(*organizers: Person) -> Event:
    """Make another event that these people organize."""
    event = Event(
        slug="boston-2014", title="Boston", zone="America/New_York", first_day=THURSDAY, last_day=FRIDAY,
        made_at=NOON,
    )  # fmt: skip
    db.session.add(event)
    db.session.add_all(Attendance(event=event, person=each, role=Role.ORGANIZER) for each in organizers)
    db.session.commit()
    return event


def last_words() -> str | None:
    return db.session.scalar(select(Activity.words).order_by(Activity.id.desc()).limit(1))


def test_a_person_is_added_whole(dublin: Dublin) -> None:
    wanted = PersonFields(
        name="George Dunlap",
        affiliation="Citrix",
        email="george@xen.example",
        handles=("Gwd", "Dunlapg"),
        status=Status.MAYBE,
        role=Role.ORGANIZER,
        hours=(MORNING, EVENING),
    )

    mine = people.add(event=dublin.event, fields=wanted, by=dublin.lars, now=NOON)

    assert fields(mine) == replace(wanted, handles=("Dunlapg", "Gwd"))
    assert last_words() == "Lars Kurth added George Dunlap"


def test_an_email_address_is_kept_as_written_and_found_by_its_key(dublin: Dublin) -> None:
    wanted = PersonFields(name="George Dunlap", email="George@Stra\u00dfe.Example")

    george = people.add(event=dublin.event, fields=wanted, by=None, now=NOON).person

    assert george.email == "George@Stra\u00dfe.Example"
    assert list(queries.named("george@xn--strae-oqa.example")) == [george]
    assert list(queries.named("george@strasse.example")) == []


@pytest.mark.parametrize(("name", "email"), [("lars kurth", None), ("L. Kurth", "Lars@xen.example")])
def test_nobody_is_on_the_list_twice(dublin: Dublin, name: str, email: str | None) -> None:
    with pytest.raises(BadEntry, match="Lars Kurth is already on the list"):
        people.add(event=dublin.event, fields=PersonFields(name=name, email=email), by=dublin.lars, now=NOON)

    assert db.session.scalar(select(func.count()).select_from(Person)) == 6


def test_a_handle_that_nobody_claimed_becomes_the_person(dublin: Dublin) -> None:
    mine = people.add(event=dublin.event, fields=PersonFields(name="msw"), by=dublin.lars, now=NOON)

    assert mine.person == dublin.msw
    assert [each.name for each in mine.person.handles] == ["Msw"]


def test_somebody_known_by_address_from_another_event_is_the_same_person(dublin: Dublin) -> None:
    event = elsewhere()

    mine = people.add(
        event=event, fields=PersonFields(name="Ian", email="ian@xen.example"), by=dublin.lars, now=NOON
    )

    assert mine.person == dublin.ian
    assert mine.person.name == "Ian Campbell"


def test_a_change_reads_back_as_it_was_written(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.kelly)
    wanted = PersonFields(
        name="Kelly K. Kingsley",
        affiliation="Rackspace",
        email="kelly@xen.example",
        handles=("kk",),
        status=Status.CONFIRMED,
        role=Role.ORGANIZER,
        hours=(MORNING,),
    )

    people.change(attendance=mine, fields=wanted, seen=people_list.version_of(mine), by=dublin.lars, now=NOON)

    assert fields(mine) == wanted
    assert mine.answered_at == NOON
    assert last_words() == "Lars Kurth changed Kelly K. Kingsley"


def test_hours_are_replaced_and_forgotten(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.ian)
    for hours in ((MORNING, EVENING), (EVENING, replace(MORNING, leaves=time(11))), ()):
        people.change(
            attendance=mine, fields=replace(fields(mine), hours=hours), seen=None, by=None, now=NOON
        )

        assert fields(mine).hours == tuple(sorted(hours, key=lambda each: each.day))


def test_an_address_of_somebody_else_is_refused(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.konrad)

    with pytest.raises(BadEntry, match="Ian Campbell"):
        people.change(
            attendance=mine,
            fields=replace(fields(mine), email="IAN@xen.example"),
            seen=None,
            by=dublin.lars,
            now=NOON,
        )
    assert mine.person.email is None


def test_a_handle_of_somebody_else_is_refused(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.konrad)

    with pytest.raises(BadEntry, match="“Msw” is the handle of Msw"):
        people.change(
            attendance=mine, fields=replace(fields(mine), handles=("msw",)), seen=None, by=None, now=NOON
        )


def test_a_handle_that_is_left_out_is_free_again(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.konrad)
    for handles in (("konrad", "kwilk"), ("kwilk",)):
        people.change(
            attendance=mine, fields=replace(fields(mine), handles=handles), seen=None, by=None, now=NOON
        )

    assert list(db.session.scalars(select(Handle.name).order_by(Handle.name))) == ["Msw", "kwilk"]


def test_nobody_takes_the_name_of_somebody_on_the_list(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.konrad)

    with pytest.raises(BadEntry, match="Wei Liu"):
        people.change(
            attendance=mine, fields=replace(fields(mine), name="wei.liu"), seen=None, by=None, now=NOON
        )
    assert mine.person.name == "Konrad Wilk"


def test_the_last_organizer_stays_one(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.lars)
    plain = replace(fields(mine), role=Role.ATTENDEE)

    with pytest.raises(BadEntry, match="only organizer"):
        people.change(attendance=mine, fields=plain, seen=None, by=dublin.lars, now=NOON)
    ians = attendance(dublin, dublin.ian)
    people.change(
        attendance=ians, fields=replace(fields(ians), role=Role.ORGANIZER), seen=None, by=None, now=NOON
    )
    people.change(attendance=mine, fields=plain, seen=None, by=dublin.lars, now=NOON)

    organizers = select(Attendance.person_id).where(Attendance.is_organizer)
    assert db.session.scalars(organizers).all() == [dublin.ian.id]


def test_a_stale_change_changes_nothing(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.ian)
    seen = people_list.version_of(mine)
    people.change(
        attendance=mine, fields=replace(fields(mine), hours=(MORNING,)), seen=seen, by=None, now=NOON
    )

    with pytest.raises(StaleForm):
        people.change(attendance=mine, fields=replace(fields(mine), hours=()), seen=seen, by=None, now=NOON)
    assert fields(mine).hours == (MORNING,)


def test_a_sign_in_link_works_for_a_day(dublin: Dublin) -> None:
    mine = attendance(dublin, dublin.ian)

    secret = people.make_sign_in_link(attendance=mine, by=dublin.lars, now=NOON)

    link = signing_in.look_up(secret, NOON + timedelta(hours=23))
    assert (link.person, link.leads_to) == (dublin.ian, "/dublin-2013/")
    with pytest.raises(LinkSpent):
        signing_in.look_up(secret, NOON + timedelta(hours=24))
    assert last_words() == "Lars Kurth created a sign-in link for Ian Campbell"


@pytest.mark.parametrize("creates", [True, False])
def test_an_organizer_takes_over_nobody_who_may_do_more(dublin: Dublin, *, creates: bool) -> None:
    elsewhere(*([] if creates else [dublin.ian]))
    dublin.ian.creates_events = creates
    db.session.commit()
    mine = attendance(dublin, dublin.ian)

    with pytest.raises(Refusal, match="more rights on this server"):
        people.make_sign_in_link(attendance=mine, by=dublin.lars, now=NOON)
    with pytest.raises(Refusal, match="more rights on this server"):
        people.change(
            attendance=mine,
            fields=replace(fields(mine), email="lars@elsewhere.example"),
            seen=None,
            by=dublin.lars,
            now=NOON,
        )
    assert dublin.ian.email == "ian@xen.example"


def test_organizers_of_the_same_events_help_each_other_in(dublin: Dublin) -> None:
    elsewhere(dublin.ian, dublin.lars)

    secret = people.make_sign_in_link(attendance=attendance(dublin, dublin.ian), by=dublin.lars, now=NOON)

    assert signing_in.look_up(secret, NOON).person == dublin.ian


@pytest.mark.parametrize("role", [Role.REVIEWER, Role.HELPER, Role.ORGANIZER])
def test_only_organizers_give_roles(dublin: Dublin, role: Role) -> None:
    helper, kelly = attendance(dublin, dublin.ian), attendance(dublin, dublin.kelly)
    helper.role = Role.HELPER
    db.session.commit()
    wanted = replace(fields(kelly), role=role)

    with pytest.raises(NotYours, match="Only organizers can change roles"):
        people.change(attendance=kelly, fields=wanted, seen=None, by=dublin.ian, now=NOON)
    people.change(attendance=kelly, fields=wanted, seen=None, by=dublin.lars, now=NOON)

    assert kelly.role is role
    assert "Kelly Kingsley" in (last_words() or "")


def test_who_has_the_shell_names_who_runs_the_server(dublin: Dublin) -> None:
    root = organizers.make_administrator(who="Root@example.org", person=None)
    organizers.make_administrator(who="ian@xen.example", person=dublin.ian)

    assert (root.name, root.email) == ("Root", "Root@example.org")
    assert root.is_administrator
    assert dublin.ian.is_administrator
    with pytest.raises(NotYours, match="Ian Campbell has more rights"):
        people.make_sign_in_link(attendance=attendance(dublin, dublin.ian), by=dublin.lars, now=NOON)
