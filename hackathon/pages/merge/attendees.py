"""Compares the attendee lists of a page with the people of the event."""

from dataclasses import replace

from hackathon.core.domain.attendance import Status
from hackathon.core.text.names import normalize
from hackathon.pages.merge.existing import ExistingEvent
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import PersonPlan
from hackathon.pages.merge.resolution import resolve_field
from hackathon.pages.model.page import Page, PageAttendee


def compare_attendees(page: Page, here: ExistingEvent) -> tuple[PersonPlan, ...]:
    """Return a plan for everyone on the page, and for everyone who was on it when it was last read."""
    last = here.last_read["people"] if here.last_read else {}
    on_page: dict[str, PageAttendee] = {}
    for attendee in page.attendees:
        on_page.setdefault(normalize(attendee.name), attendee)
    plans = [_person(key, attendee, here, last.get(key)) for key, attendee in on_page.items()]
    gone = (
        PersonPlan(name=ours.name, change=Change.NOT_ON_PAGE, ours=ours.status)
        for key in last
        if key not in on_page and (ours := here.attendances.get(here.canonical(key)))
    )
    return (*plans, *gone)


def _person(key: str, attendee: PageAttendee, here: ExistingEvent, last: str | None) -> PersonPlan:
    plan = PersonPlan(name=attendee.name, change=Change.SAME, attendee=attendee)
    ours = here.attendances.get(here.canonical(key))
    if ours is None:
        # Who was read before and is not here any more was taken off the list here.
        return plan if last else replace(plan, change=Change.NEW)
    outcome = resolve_field(ours.status.value, attendee.status.value, last)
    if outcome is Outcome.CONFLICT and last is None and not ours.has_answered:
        # Someone put them on our list as invited; the page knows more.
        outcome = Outcome.TAKEN if ours.status is Status.INVITED else Outcome.KEPT
    is_taken = outcome is Outcome.TAKEN
    return replace(
        plan, change=Change.CHANGED if is_taken else Change.SAME, ours=ours.status, outcome=outcome
    )
