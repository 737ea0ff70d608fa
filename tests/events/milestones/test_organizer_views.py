"""The named dates of an event: changed on the organizer area, shown on its first page, sent as a calendar."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from hackathon.core.domain.topics import TopicFields
from hackathon.core.errors import ProposalsClosed
from hackathon.core.extensions import db
from hackathon.events.models import Milestone
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

PAGE = "/dublin-2013/organize/dates"


def form(dublin: Dublin, *lines: tuple[str, str, str, str]) -> dict[str, str]:
    """Return the form with these lines: key, name, day, last day."""
    names = ("key", "name", "starts", "ends")
    fields = {
        f"milestones-{number}-{name}": value
        for number, line in enumerate(lines)
        for name, value in zip(names, line, strict=True)
    }
    return {"version": str(dublin.event.version), **fields}


def test_dates_are_added_moved_and_removed_as_one_list(visitor: Visitor, dublin: Dublin) -> None:
    lars = visitor.signed_in_as(dublin.lars)
    lars.post(PAGE, data=form(dublin, ("", "Apply", "2013-05-03", ""), ("", "Decide", "2013-05-09", "")))
    first, _ = dublin.event.milestones
    uid = first.uid

    moved = (str(first.id), "Apply", "2013-05-04", "2013-05-06")
    assert lars.post(PAGE, data=form(dublin, moved)).status_code == 303

    assert [(each.name, each.uid, each.sequence) for each in dublin.event.milestones] == [("Apply", uid, 1)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (("", "Apply", "", ""), "has no day"),
        (("", "", "2013-05-03", ""), "Please enter a name for this"),
        (("", "Apply", "2013-05-03", "2013-05-01"), "ends before it starts"),
    ],
)
def test_a_date_that_cannot_be_is_refused_on_the_form(
    visitor: Visitor, dublin: Dublin, line: tuple[str, str, str, str], words: str
) -> None:
    answer = visitor.signed_in_as(dublin.lars).post(PAGE, data=form(dublin, line))

    assert answer.status_code == 422
    assert words in answer.text
    assert dublin.event.milestones == []


def test_the_first_page_shows_the_dates_on_one_line(client: FlaskClient, dublin: Dublin) -> None:
    dublin.event.milestones = [Milestone(name="Apply", starts=NOON.date(), changed_at=NOON)]
    dublin.event.votes_close = NOON + timedelta(days=3)
    db.session.commit()

    page = client.get("/dublin-2013/").text

    assert page.index("Apply") < page.index("Voting closes") < page.index("The event")


def test_the_dates_are_a_calendar_of_whole_days(client: FlaskClient, dublin: Dublin) -> None:
    assert "BEGIN:VEVENT" not in client.get("/dublin-2013/dates.ics").text
    dublin.event.milestones = [Milestone(name="Apply", starts=NOON.date(), changed_at=NOON)]
    db.session.commit()

    answer = client.get("/dublin-2013/dates.ics")

    assert "DTSTART;VALUE=DATE:20130501\r\nDTEND;VALUE=DATE:20130502\r\nSUMMARY:Apply" in answer.text
    again = client.get("/dublin-2013/dates.ics", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


def test_after_the_deadline_only_organizers_add_topics(visitor: Visitor, dublin: Dublin) -> None:
    dublin.event.proposals_close = NOON
    db.session.commit()

    assert "Proposals are closed" in visitor.get("/dublin-2013/topics/").text
    with pytest.raises(ProposalsClosed):
        topics.propose(
            event=dublin.event, by=dublin.ian, fields=TopicFields(title="Late"), leads=True,
            form_key="a key", now=NOON,
        )  # fmt: skip
