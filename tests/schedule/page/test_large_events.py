"""The schedule of a very large event, of which one day is on the page at a time."""

import re
from datetime import UTC, datetime

import pytest

from benchmarks.events import Size, seed
from hackathon.accounts.models import Person
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import db
from hackathon.events.participation.models import Attendance
from hackathon.schedule.page.domain import MOST_CELLS
from tests.conftest import Visitor

LARGE = Size(slug="large", topics=160, rooms=80, days=2, people=3, slots=20)
SMALLER = Size(slug="smaller", topics=8, rooms=4, days=2, people=3)
DAYS = ("2027-05-16", "2027-05-17")


@pytest.fixture
def lars(visitor: Visitor) -> Visitor:
    """Somebody who organizes a large event and a smaller one."""
    person = Person(name="Lars Kurth")
    events = [seed(size, datetime.now(UTC)) for size in (LARGE, SMALLER)]
    db.session.add_all(Attendance(event=event, person=person, role=Role.ORGANIZER) for event in events)
    db.session.commit()
    return visitor.signed_in_as(person)


def days_of(page: str) -> list[str]:
    """Return the days whose cells are on a page."""
    return re.findall(r'<section class="day"\s+id="day-([0-9-]+)"', page)


def test_one_day_is_drawn_at_a_time_and_the_links_lead_to_the_others(lars: Visitor) -> None:
    address = "/large/organize/schedule"
    first, second, everything = (
        lars.get(f"{address}{chosen}").text for chosen in ("", f"?day={DAYS[1]}", "?day=all")
    )

    assert LARGE.rooms * LARGE.slots > MOST_CELLS
    assert [days_of(page) for page in (first, second, everything)] == [[DAYS[0]], [DAYS[1]], [DAYS[0]]]
    assert f'href="{address}?day={DAYS[1]}"' in first
    assert "day=all" not in first


def test_a_finding_leads_to_its_session_on_another_day(lars: Visitor) -> None:
    page = lars.get(f"/large/organize/schedule?panel=conflicts&day={DAYS[1]}").text
    links = set(re.findall(r'href="([^"]*)"\s+data-session-link', page))

    # Three contacts run all sessions, which stand in the first two slots.
    assert links
    assert all(
        link.startswith(f"/large/organize/schedule?day={DAYS[0]}&amp;panel=conflicts#card-") for link in links
    )


def test_all_days_of_a_smaller_event_are_drawn(lars: Visitor) -> None:
    page = lars.get("/smaller/organize/schedule").text

    assert days_of(page) == list(DAYS)
    assert "/smaller/organize/schedule?day=all" in page
