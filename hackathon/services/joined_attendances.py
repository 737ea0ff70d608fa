"""A person's part in one event, moved to another record of the same person and given back exactly."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, update

from hackathon.domain.attendance import Status
from hackathon.domain.errors import JoinImpossible
from hackathon.domain.roles import Role
from hackathon.extensions import db
from hackathon.models import Attendance, Invitation, Person, Presence
from hackathon.queries import people

Moved = dict[str, Any]
"""What moved, as `JoinProposal.moved` keeps it."""

_AS_THEY_ARE = ("is_remote", "is_shown", "is_approved", "offers_lapsed")
_MOMENTS = ("answered_at", "waits_since", "checked_in_at")


def move(*, event_id: int, joined: Person, into: Person) -> Moved | None:
    """Move the attendance where only the first record has one; else set it aside and keep the second's.

    The links of both invitations go on working. What the first record said it needs is given to the second
    if that said nothing, and is not written down: it must be deletable on its day.
    Raises JoinImpossible where the first record may do more at the event than the second.
    """
    mine = people.attendance_of(joined, event_id=event_id)
    theirs = people.attendance_of(into, event_id=event_id)
    if mine is None:
        return None
    if theirs is None:
        mine.person_id = into.id
        db.session.flush()
        return {"set_aside": None}
    if not theirs.role.includes(mine.role):
        raise JoinImpossible(
            f"{joined.name} may do more at the event ({mine.role.value}) than {into.name}. "
            f"Give {into.name} that role first."
        )
    links = list(db.session.scalars(select(Invitation.id).where(Invitation.attendance_id == mine.id)))
    _hand_over(links, theirs)
    set_aside = _in_words(mine)
    if mine.needs is not None and theirs.needs is None:
        mine.needs.attendance = theirs
        db.session.flush()
    db.session.delete(mine)
    db.session.flush()
    return {"set_aside": set_aside, "invitations": links}


def give_back(moved: Moved | None, *, event_id: int, joined: Person, into: Person) -> None:
    """Undo `move`; raises JoinImpossible where the first record was given a new part meanwhile."""
    if moved is None:
        return
    theirs = people.attendance_of(into, event_id=event_id)
    if theirs is None or people.attendance_of(joined, event_id=event_id):
        raise changed_since("The attendance")
    if moved["set_aside"] is None:
        theirs.person_id = joined.id
        return
    mine = _from_words(moved["set_aside"], event_id, joined)
    db.session.add(mine)
    db.session.flush()
    _hand_over(moved.get("invitations", ()), mine)


def changed_since(what: str) -> JoinImpossible:
    """Return the refusal to undo a join, because something that it moved is not as it left it."""
    return JoinImpossible(
        f"{what} was changed after the join, so that cannot be undone. Change by hand what is wrong."
    )


def _hand_over(invitations: Iterable[int], to: Attendance) -> None:
    db.session.execute(
        update(Invitation).where(Invitation.id.in_(invitations)).values(attendance_id=to.id),
        execution_options={"synchronize_session": False},
    )


def _in_words(attendance: Attendance) -> Moved:
    moments = {name: getattr(attendance, name) for name in _MOMENTS}
    return {
        "status": attendance.status.value,
        "role": attendance.role.value,
        **{name: getattr(attendance, name) for name in _AS_THEY_ARE},
        **{name: moment.isoformat() if moment else None for name, moment in moments.items()},
        "presences": [
            [each.day.isoformat(), each.arrives.isoformat(), each.leaves.isoformat()]
            for each in attendance.presences
        ],
    }


def _from_words(words: Moved, event_id: int, person: Person) -> Attendance:
    # A join that an earlier version made says less.
    moments = {name: words.get(name) for name in _MOMENTS}
    return Attendance(
        event_id=event_id,
        person_id=person.id,
        status=Status(words["status"]),
        role=Role(words["role"]),
        **{name: words[name] for name in _AS_THEY_ARE if name in words},
        **{name: datetime.fromisoformat(moment) if moment else None for name, moment in moments.items()},
        presences=[
            Presence(
                day=date.fromisoformat(day),
                arrives=time.fromisoformat(arrives),
                leaves=time.fromisoformat(leaves),
            )
            for day, arrives, leaves in words["presences"]
        ],
    )
