"""Changing a draft by hand: moving a session, pinning it, leaving a topic out."""

from datetime import datetime

from hackathon.domain.errors import BadEntry, RuleBroken, RunGoingOn
from hackathon.domain.scheduling.check import check
from hackathon.extensions import db
from hackathon.models import Draft, Person, Room, Session, Slot, Topic
from hackathon.queries import agendas, drafts, problems
from hackathon.services import activity
from hackathon.services.transactions import refuse_stale, transaction


@transaction
def place(  # noqa: PLR0913 -- each is named where it is called, and a bundle would only hide them
    *,
    draft: Draft,
    topic: Topic,
    room: Room,
    slot: Slot,
    pinned: bool,
    seen: int | None,
    by: Person | None,
    now: datetime,
    occurrence: int = 1,
) -> None:
    """Put a session of the topic in that room at that time; one that is there already takes its old place.

    Raises BadEntry for a second session of a topic that runs once, RuleBroken when a hard rule would be
    broken that was not broken before, StaleForm when the draft was changed meanwhile, and RunGoingOn
    while it is being planned.
    """
    _refuse_while_planned(draft, now)
    refuse_stale(seen, draft.version)
    broken_before = broken(draft, now)
    mine = next((each for each in draft.sessions if _is(each, topic, occurrence)), None)
    if mine is None and occurrence > 1 and not topic.may_run_twice:
        raise BadEntry(f"“{topic.title}” runs once. Let it run twice on its page under Topics first.")
    there = next(
        (each for each in draft.sessions if (each.room_id, each.slot_id) == (room.id, slot.id)), None
    )
    if there and there is not mine:
        if mine is None:
            raise RuleBroken(
                f"“{there.topic.title}” is there already. Move it away first, or choose another place."
            )
        there.room, there.slot = mine.room, mine.slot
    if mine is None:
        mine = Session(topic=topic, occurrence=occurrence)
        draft.sessions.append(mine)
    mine.room, mine.slot, mine.pinned = room, slot, pinned
    _keep(draft, broken_before, now)
    where = f"{room.name}, {slot.day:%a} {slot.starts:%H:%M}"
    activity.did(
        f"put {_called(draft, topic, occurrence)} in {where}" + (", pinned" if pinned else ""),
        event=draft.event,
        by=by,
        now=now,
    )


@transaction
def leave_out(
    *,
    draft: Draft,
    topic: Topic,
    seen: int | None,
    by: Person | None,
    now: datetime,
    occurrence: int = 1,
) -> None:
    """Take a session of the topic out of the draft.

    Raises StaleForm when the draft was changed meanwhile, and RunGoingOn while it is being planned.
    """
    _refuse_while_planned(draft, now)
    refuse_stale(seen, draft.version)
    called = _called(draft, topic, occurrence)
    draft.sessions = [each for each in draft.sessions if not _is(each, topic, occurrence)]
    draft.made_at = now
    activity.did(f"left {called} out of the draft", event=draft.event, by=by, now=now)


def _is(session: Session, topic: Topic, occurrence: int) -> bool:
    return (session.topic_id, session.occurrence) == (topic.id, occurrence)


def _called(draft: Draft, topic: Topic, occurrence: int) -> str:
    has_another = any(each.topic_id == topic.id and each.occurrence != occurrence for each in draft.sessions)
    return f"a session of “{topic.title}”" if has_another else f"“{topic.title}”"


def broken(draft: Draft, now: datetime) -> tuple[str, ...]:
    """Return the hard rules that the draft breaks as it stands, in words."""
    case = problems.of(draft.event, draft=None, published=agendas.latest(draft.event), now=now)
    report = check(case.problem, case.placement(draft.sessions))
    return report.broken


def _refuse_while_planned(draft: Draft, now: datetime) -> None:
    """Refuse a change that the plan would throw away when it is done."""
    run = drafts.going_on(draft.event)
    if run and not run.is_lost(now):
        raise RunGoingOn("A new plan is being made. Wait for it, or stop it first; then change the draft.")


def _keep(draft: Draft, broken_before: tuple[str, ...], now: datetime) -> None:
    draft.made_at = now  # also raises the version, whichever of its sessions changed
    db.session.flush()
    fresh = drafts.current(draft.event) or draft
    if new := [words for words in broken(fresh, now) if words not in broken_before]:
        raise RuleBroken(f"That cannot be: {' '.join(new)} Nothing was changed.")
