"""An export of any known tool makes a new event, and only what it leaves out is asked for."""

import json
import re
from datetime import date

import pytest
from sqlalchemy import select

from hackathon.core.errors import PageUndecided
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.importing.services import importing
from hackathon.pages.merge.new_event import EventAnswers, NewEvent, new_event
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import read_text
from tests.dublin import NOON
from tests.pages.readers import test_boards_and_trackers as boards
from tests.pages.readers import test_known_exports as tables
from tests.pages.readers import test_tool_exports as tools

pytestmark = pytest.mark.usefixtures("app")

EXPORTS: dict[str, object] = {
    "pretalx.csv": tables.PRETALX,
    "pretalx-speakers.csv": tables.SPEAKERS,
    "sessionize.csv": tables.SESSIONIZE,
    "devpost.csv": tables.DEVPOST,
    "gitlab.csv": tables.GITLAB,
    "jira.csv": tables.JIRA,
    "eventyay.csv": tables.EVENTYAY,
    "indico-abstracts.csv": tables.ABSTRACTS,
    "eventbrite.csv": tables.EVENTBRITE,
    "meetup.tsv": tables.MEETUP,
    "luma.csv": tables.LUMA,
    "pretix.csv": tables.PRETIX,
    "indico-registrations.csv": tables.REGISTRATIONS,
    "pretalx.json": tools.PRETALX,
    "sessionize.json": tools.SESSIONIZE,
    "indico.json": tools.INDICO,
    "eventyay.json": tools.EVENTYAY,
    "schedule.xml": tools.XML,
    "trello.json": boards.TRELLO,
    "openreview.json": boards.OPENREVIEW,
    "conference-hall.json": boards.CONFERENCE_HALL,
    "github.json": boards.GITHUB,
    "github-project.json": boards.GH_PROJECT,
    "discourse.json": boards.DISCOURSE,
}
ANSWERS: dict[str, EventAnswers] = {
    "--title": {"title": "Days in May"},
    "--from": {"first_day": date(2028, 5, 20)},
    "--to": {"last_day": date(2028, 5, 20)},
    "--timezone": {"zone": "Europe/Dublin"},
}


def target_of(page: Page) -> NewEvent:
    """Return the new event, told what the refusal asks for and nothing else."""
    try:
        return new_event(page, slug="days-in-may")
    except PageUndecided as refusal:
        asked = re.findall(r"--\w+", str(refusal))
    told: EventAnswers = {"slug": "days-in-may"}
    for option in asked:
        told |= ANSWERS[option]
    return new_event(page, **told)


@pytest.mark.parametrize("name", EXPORTS)
def test_an_export_makes_a_new_event_with_the_options_that_the_refusal_names(name: str) -> None:
    export = EXPORTS[name]
    text = export if isinstance(export, str) else json.dumps(export)
    page = read_text(text)

    importing.apply(text=text, page=page, target=target_of(page), by=None, now=NOON)

    event = db.session.scalars(select(Event)).one()
    assert len(event.topics) == len(page.topics)
    assert event.topics or page.attendees
