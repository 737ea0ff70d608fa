"""Dublin with a topic that is published in two sessions, for tests of all that shows them."""

from datetime import date

from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.attendance.registration.services import availability
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.models import RunState
from hackathon.planning.runs import jobs as job
from hackathon.planning.runs import services as planning
from hackathon.publication.services import publishing
from tests.dublin import FRIDAY, NOON, THURSDAY, Dublin


def publish_twice(dublin: Dublin) -> list[Person]:
    """Publish the network on both days, since those who want it come on one only; return who they are."""
    let(dublin, twice=True)
    crowd = dublin.crowd(6, voting=dublin.network, choice=Choice.MUST)
    for at, person in enumerate(crowd):
        come(dublin, person, THURSDAY if at % 2 else FRIDAY)
    plan(dublin)
    publishing.publish(event=dublin.event, note="", by=dublin.lars, now=NOON)
    return crowd


def let(dublin: Dublin, *, twice: bool) -> None:
    """Say whether the network may run twice."""
    dublin.network.may_run_twice = twice
    db.session.commit()


def come(dublin: Dublin, person: Person, day: date) -> None:
    """Let somebody be there on one day only."""
    found = select(Attendance).where(
        Attendance.event_id == dublin.event.id, Attendance.person_id == person.id
    )
    opening = next(each for each in dublin.event.hours if each.day == day)
    hours = Hours(day=opening.day, arrives=opening.opens, leaves=opening.closes)
    availability.replace(attendance=db.session.scalars(found).one(), hours=[hours])
    db.session.commit()


def plan(dublin: Dublin) -> None:
    """Plan the event, as its worker would."""
    run = planning.queue(event=dublin.event, limits=Limits(seconds=5), by=dublin.lars, now=NOON)
    job.perform(run, clock=lambda: NOON)
    assert run.state is RunState.DONE
