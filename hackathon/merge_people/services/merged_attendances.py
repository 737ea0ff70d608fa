"""Moving an attendance to another record of the same person, and moving it back."""

from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any

from sqlalchemy import select, update

from hackathon.accounts.models import Person
from hackathon.attendance.invitations.models import Invitation
from hackathon.attendance.people.queries import people_list
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.errors import PersonMergeImpossible
from hackathon.core.extensions import db
from hackathon.core.text.messages import Message, message
from hackathon.events.participation.models import Attendance, Availability

Moved = dict[str, Any]
"""The moved data, as stored in `PersonMerge.moved`."""

_AS_THEY_ARE = ("is_remote", "is_shown", "is_approved", "offers_lapsed")
_MOMENTS = ("answered_at", "waits_since", "checked_in_at")


def move(*, event_id: int, joined: Person, into: Person) -> Moved | None:
    """Move the attendance if only the first record has one; otherwise set it aside.

    The links of both invitations still work. The needs of the first record move to the second if that has
    none, and are not recorded for undoing, because they must be deletable on time.
    Raises PersonMergeImpossible if the first record has more rights at the event.
    """
    mine = people_list.attendance_of(joined, event_id=event_id)
    theirs = people_list.attendance_of(into, event_id=event_id)
    if mine is None:
        return None
    if theirs is None:
        mine.person_id = into.id
        db.session.flush()
        return {"set_aside": None}
    if not theirs.role.includes(mine.role):
        raise PersonMergeImpossible(
            message(
                "%(joined)s has a role at the event (%(role)s) that %(into)s does not have. Give "
                "%(into)s that role first.",
                joined=joined.name,
                role=mine.role.value,
                into=into.name,
            )
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
    """Undo `move`; raises PersonMergeImpossible if the first record has a new attendance."""
    if moved is None:
        return
    theirs = people_list.attendance_of(into, event_id=event_id)
    if theirs is None or people_list.attendance_of(joined, event_id=event_id):
        raise changed_since(message("The attendance"))
    if moved["set_aside"] is None:
        theirs.person_id = joined.id
        return
    mine = _from_words(moved["set_aside"], event_id, joined)
    db.session.add(mine)
    db.session.flush()
    _hand_over(moved.get("invitations", ()), mine)


def changed_since(what: Message) -> PersonMergeImpossible:
    """Return the refusal to undo a merge because moved data was changed."""
    return PersonMergeImpossible(
        message("%(what)s changed after the merge, so it can't be undone. Please fix it manually.", what=what)
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
            [
                each.day.isoformat(),
                each.arrives.isoformat(),
                each.leaves.isoformat(),
                each.arrives_fold,
                each.leaves_fold,
            ]
            for each in attendance.availability
        ],
    }


def _from_words(words: Moved, event_id: int, person: Person) -> Attendance:
    # Merges by earlier versions recorded less.
    moments = {name: words.get(name) for name in _MOMENTS}
    return Attendance(
        event_id=event_id,
        person_id=person.id,
        status=Status(words["status"]),
        role=Role(words["role"]),
        **{name: words[name] for name in _AS_THEY_ARE if name in words},
        **{name: datetime.fromisoformat(moment) if moment else None for name, moment in moments.items()},
        availability=[
            Availability(
                day=date.fromisoformat(day),
                arrives=time.fromisoformat(arrives),
                leaves=time.fromisoformat(leaves),
                arrives_fold=folds[0] if folds else 0,
                leaves_fold=folds[1] if folds else 0,
            )
            for day, arrives, leaves, *folds in words["presences"]
        ],
    )
