"""The page that an organizer is previewing, before it is imported."""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, exists, select

from hackathon.accounts.models import Person
from hackathon.core.database.locks import Lock
from hackathon.core.database.transactions import transaction
from hackathon.core.extensions import db
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance
from hackathon.importing.models import PageLayout, WaitingPage
from hackathon.importing.services import reading
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import PageFormat
from hackathon.pages.recognition.corrections.correction_codec import corrections_as_json
from hackathon.pages.recognition.corrections.operations import Correction, of_layout
from hackathon.pages.recognition.understanding import Understanding


@transaction(takes=Lock.SHARED)
def keep(*, event: Event, by: Person, page: reading.PageReading, kind: PageFormat, now: datetime) -> None:
    """Store the page for its sender, replacing their previous one."""
    db.session.merge(
        WaitingPage(
            event_id=event.id, person_id=by.id, text=page.text, kind=kind.value, at=now, reading=page.answer
        )
    )


def understanding_of_waiting(waiting: WaitingPage) -> Understanding:
    """Return the interpretation of a pending page; one stored by an older version is read again."""
    answer = waiting.reading or _read_again(waiting, ()).answer
    return reading.understanding_in(answer)


def page_of_waiting(waiting: WaitingPage) -> Page:
    """Return the pending page, corrected."""
    return understanding_of_waiting(waiting).page


def has_content(page: Page) -> bool:
    """Whether there is anything to import; until someone says what its topics are, there may not be."""
    return bool(page.topics or page.attendees or page.event or page.setup)


@transaction(takes=Lock.SHARED)
def correct(*, waiting: WaitingPage, corrections: Iterable[Correction]) -> None:
    """Read the page again with these corrections, replacing previous ones. Raises NotAPage."""
    waiting.reading = _read_again(waiting, tuple(corrections)).answer


def _read_again(waiting: WaitingPage, corrections: tuple[Correction, ...]) -> reading.PageReading:
    return reading.read_page(waiting.text.encode(), PageFormat(waiting.kind), corrections)


@transaction(takes=Lock.SHARED)
def keep_layout(*, event: Event, understanding: Understanding, name: str, now: datetime) -> None:
    """Store the corrections for pages with the same layout; the layout "" needs no name.

    Corrections of single lines are left out. A layout with the same name, or with the same structure and no
    name, is replaced.
    """
    same = PageLayout.name == name
    if not name:
        same &= PageLayout.fingerprint == understanding.layout
    db.session.execute(delete(PageLayout).where(PageLayout.event_id == event.id, same))
    db.session.add(
        PageLayout(
            event_id=event.id,
            name=name,
            fingerprint=understanding.layout,
            corrections=corrections_as_json(of_layout(understanding.corrections)),
            at=now,
        )
    )


@transaction(takes=Lock.SHARED)
def delete_layout(*, event: Event, key: int) -> None:
    """Delete a layout of the event; deleting it twice changes nothing."""
    db.session.execute(delete(PageLayout).where(PageLayout.event_id == event.id, PageLayout.id == key))


def layouts_for(event: Event, understanding: Understanding, by: Person) -> list[PageLayout]:
    """Return the layouts to offer for the page: those with its structure, and those with a name.

    They include this event's layouts and, after them, named ones of the person's other events.
    """
    has_name = PageLayout.name != ""
    fits = (PageLayout.fingerprint == understanding.layout) | has_name
    organizes = exists().where(
        Attendance.event_id == PageLayout.event_id, Attendance.person_id == by.id, Attendance.is_organizer
    )
    is_own = PageLayout.event_id == event.id
    rows = select(PageLayout).where(fits, is_own | (has_name & organizes))
    return list(db.session.scalars(rows.order_by(is_own.desc(), PageLayout.id)))


def named_layout(name: str) -> PageLayout | None:
    """Return the most recently saved layout of that name, of any event."""
    rows = select(PageLayout).where(PageLayout.name == name).order_by(PageLayout.id.desc())
    return db.session.scalar(rows.limit(1))
