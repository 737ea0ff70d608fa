"""A draft as an agenda."""

from collections.abc import Iterator
from datetime import datetime

from hackathon.agenda.domain.ledger import Placed, told_apart
from hackathon.core.domain.agenda import Agenda, AgendaArea, AgendaRoom, AgendaSlot
from hackathon.core.text import markdown
from hackathon.core.text.shortening import shortened
from hackathon.events.models import Event
from hackathon.planning.drafts.models import Draft
from hackathon.planning.drafts.queries.placement_counts import count_placement
from hackathon.planning.problem.queries import problems

LONGEST_SUMMARY = 500


def agenda_frame(
    event: Event, case: problems.Case, previous: Agenda | None, note: str, now: datetime
) -> Agenda:
    """Return the next revision without its sessions."""
    return Agenda(
        event=event.slug,
        title=event.title,
        place=event.place,
        zone=event.zone,
        revision=previous.revision + 1 if previous else 1,
        published_at=now,
        note=note,
        hue=event.hue,
        areas=tuple(AgendaArea(slug=area.slug, name=area.name) for area in event.areas),
        rooms=tuple(
            AgendaRoom(slug=room.slug, name=room.name, capacity=room.capacity) for room in case.rooms
        ),
        slots=tuple(
            AgendaSlot(starts=slot.starts_at, ends=slot.ends_at, is_break=slot.is_break, label=slot.label)
            for slot in event.slots
        ),
        sessions=(),
    )


def placed_sessions(draft: Draft, case: problems.Case, *, with_summaries: bool = True) -> list[Placed]:
    """Return the sessions as an agenda contains them; summaries are optional, because they take time."""
    return told_apart(_each_placed(draft, case, with_summaries))


def _each_placed(draft: Draft, case: problems.Case, with_summaries: bool) -> Iterator[Placed]:
    slot_at = {slot.id: at for at, slot in enumerate(case.slots)}
    counted = count_placement(case, case.placement(draft.sessions), zone=draft.event.zone)
    # Other topics are withdrawn, or have no hosts left: they leave the agenda.
    for at, session in case.positions.sessions(draft.sessions).items():
        topic = session.topic
        if session.slot_id not in slot_at:
            continue
        last = min(slot_at[session.slot_id] + case.problem.topics[at].length, len(case.slots)) - 1
        yield Placed(
            topic=topic.number,
            occurrence=session.occurrence,
            slug=topic.slug,
            title=topic.title,
            summary=shortened(markdown.plain(topic.description), LONGEST_SUMMARY) if with_summaries else "",
            contacts=tuple(contact.person.name for contact in topic.contacts),
            area=topic.area.slug if topic.area else None,
            room=session.room.slug,
            starts=session.slot.starts_at,
            ends=case.slots[last].ends_at,
            expected=counted.expected[at],
            is_plenary=topic.is_plenary,
            missing=counted.missing[case.problem.runs[at][0]],
        )
