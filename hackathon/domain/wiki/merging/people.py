"""The people of a page's lists, held against those who have a part in the event."""

from dataclasses import replace

from hackathon.domain.attendance import Status
from hackathon.domain.names import normalise
from hackathon.domain.wiki.merging.known import Known
from hackathon.domain.wiki.merging.outcomes import Change, Outcome
from hackathon.domain.wiki.merging.plan import PersonPlan
from hackathon.domain.wiki.merging.settling import settle
from hackathon.domain.wiki.page import Page, PageAttendee


def compared(page: Page, here: Known) -> tuple[PersonPlan, ...]:
    """Return a plan for everybody on the page, and for who was on it when it was last read."""
    last = here.last_read["people"] if here.last_read else {}
    on_page: dict[str, PageAttendee] = {}
    for attendee in page.attendees:
        on_page.setdefault(normalise(attendee.name), attendee)
    plans = [_person(key, attendee, here, last.get(key)) for key, attendee in on_page.items()]
    gone = (
        PersonPlan(name=ours.name, change=Change.GONE, ours=ours.status)
        for key in last
        if key not in on_page and (ours := here.attendances.get(here.canonical(key)))
    )
    return (*plans, *gone)


def _person(key: str, attendee: PageAttendee, here: Known, last: str | None) -> PersonPlan:
    plan = PersonPlan(name=attendee.name, change=Change.SAME, attendee=attendee)
    ours = here.attendances.get(here.canonical(key))
    if ours is None:
        # Who was read before and is not here any more was taken off the list here.
        return plan if last else replace(plan, change=Change.NEW)
    outcome = settle(ours.status.value, attendee.status.value, last)
    if outcome is Outcome.CONFLICT and last is None and not ours.has_answered:
        # Somebody put them on our list as invited; the page knows more.
        outcome = Outcome.TAKEN if ours.status is Status.INVITED else Outcome.KEPT
    is_taken = outcome is Outcome.TAKEN
    return replace(
        plan, change=Change.CHANGED if is_taken else Change.SAME, ours=ours.status, outcome=outcome
    )
