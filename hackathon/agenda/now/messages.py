"""Short notes beside a session's title that say what happened to it."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from hackathon.agenda.domain.changes import AgendaChange, ChangeKind
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.clocks import ending_at
from hackathon.core.web.filters import clock, moment

_WITHOUT_PLACE = {ChangeKind.CANCELLED: _l("Cancelled"), ChangeKind.RENAMED: _l("Renamed")}


def in_short(change: AgendaChange, agenda: Agenda) -> str:
    """Return a short note about a change in the reader's language: "Moved to Dodder, 15:00"."""
    session, before = change.session, change.before
    if change.kind in _WITHOUT_PLACE:
        return str(_WITHOUT_PLACE[change.kind])
    place = {"room": agenda.room(session.room).name, "time": _start(change, agenda)}
    if change.kind is ChangeKind.RETURNED:
        words = _("Back in the agenda: %(room)s, %(time)s", **place)
    elif before is None:
        words = _("New: %(room)s, %(time)s", **place)
    elif (before.starts, before.room) == (session.starts, session.room):
        words = _("Ends at %(time)s", time=ending_at(session.starts, session.ends, agenda.zone))
    elif before.room == session.room:
        words = _("Moved to %(time)s", time=place["time"])
    else:
        words = _("Moved to %(room)s, %(time)s", **place)
    return str(words)


def _start(change: AgendaChange, agenda: Agenda) -> str:
    """Return the session's start, with its day if that has changed."""
    starts, before = change.session.starts, change.before
    is_same_day = before is not None and agenda.local(before.starts).date() == agenda.local(starts).date()
    return clock(starts, agenda.zone) if is_same_day else moment(starts, agenda.zone)
