"""A plenary from the organizer's side: everyone is expected, and the table says where."""

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planner.model.problem import Problem
from hackathon.planning.problem.queries import problems
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.topics.votes import services as votes
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin


def asked(dublin: Dublin) -> Problem:
    return problems.load_problem(dublin.event, draft=None, published=None, now=NOON).problem


def status_of(person: Person) -> Attendance:
    return db.session.scalars(select(Attendance).where(Attendance.person_id == person.id)).one()


def test_a_plenary_is_for_everyone_who_is_expected(dublin: Dublin) -> None:
    votes.cast(topic=dublin.network, person=dublin.msw, choice=Choice.WILL, now=NOON)
    dublin.crowd(3, voting=dublin.portathon)
    status_of(dublin.konrad).status = Status.DECLINED
    status_of(dublin.kelly).status = Status.WAITLISTED
    db.session.commit()
    assert asked(dublin).expected == 0

    dublin.network.is_plenary = True
    db.session.commit()

    # Lars, Ian and Wei, the crowd of three, and Msw, who votes without having answered.
    problem = asked(dublin)
    assert problem.expected == 7
    assert [problem.demand[at] for at, topic in enumerate(problem.topics) if topic.plenary] == [7]


def test_the_table_names_the_room_of_a_plenary_which_is_the_largest(visitor: Visitor, dublin: Dublin) -> None:
    dublin.roadmap.is_plenary = True
    db.session.commit()
    job.perform(planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON))
    lars = visitor.signed_in_as(dublin.lars)

    page = " ".join(lars.get("/dublin-2013/organize/schedule").text.split())

    cell = page.split("Plenary, held in", 1)[1].split("</tr>", 1)[0]
    assert "<bdi>Liffey</bdi>" in cell
    assert dublin.roadmap.title in cell
    assert "6 of " in cell
