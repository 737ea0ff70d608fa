"""Data for the page that reports an incident: title, times to choose from, incident."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from flask_babel import gettext as _

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.translation import shown
from hackathon.events.models import Event
from hackathon.planning.rooms.models import Room
from hackathon.schedule.incidents.domain.incidents import (
    Cancellation,
    HostMissing,
    Incident,
    LostRoom,
    Plenary,
    RoomFull,
    SessionOverrun,
    Swap,
)
from hackathon.schedule.incidents.services.adding import FreeCell

OVERRUN_MINUTES, USUAL_OVERRUN = (5, 10, 15, 30), 15
PLENARY_MINUTES, USUAL_PLENARY = (10, 15, 30, 60), 15
MOST_TIMES = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportContext:
    """The published agenda, the present moment, and the requested time of day as typed."""

    event: Event
    agenda: Agenda
    now: datetime
    until: str

    @property
    def minute(self) -> datetime:
        """The present moment, rounded to minutes."""
        return self.now.replace(second=0, microsecond=0)

    def moment_after(self, moment: datetime, usual: datetime) -> datetime:
        """Return the first time after another that shows the requested local time."""
        try:
            clock = time.fromisoformat(self.until).replace(tzinfo=None)
        except ValueError:
            return usual
        local = self.agenda.local(moment)
        found = datetime.combine(local.date(), clock, tzinfo=ZoneInfo(self.agenda.zone))
        return (found if found > local else found + timedelta(days=1)).astimezone(moment.tzinfo)


@dataclass(frozen=True, kw_only=True)
class Report:
    """A report: the incident, its title, and the times to choose from."""

    event: Event
    agenda: Agenda
    incident: Incident
    kind: str
    title: str
    session: AgendaSession | None = None
    times: Sequence[datetime] = ()
    until: datetime | None = None
    notice: str = ""


def about_session(asked: ReportContext, kind: str, session: AgendaSession) -> Report:
    """Return a report about a session; an overrunning session ends at a chosen time."""
    ends = max(session.ends, asked.minute)
    until = asked.moment_after(session.starts, ends + timedelta(minutes=USUAL_OVERRUN))
    incidents: dict[str, Incident] = {
        "overrun": SessionOverrun(session=session.key, until=until),
        "host": HostMissing(session=session.key),
        "swap": Swap(session=session.key),
        "off": Cancellation(session=session.key),
        "full": RoomFull(session=session.key),
    }
    is_timed = kind == "overrun"
    return Report(
        event=asked.event,
        agenda=asked.agenda,
        incident=incidents[kind],
        kind=kind,
        title=session.name,
        session=session,
        times=[ends + timedelta(minutes=each) for each in OVERRUN_MINUTES] if is_timed else (),
        until=until if is_timed else None,
        notice=_full(asked.agenda, session) if kind == "full" else "",
    )


def _full(agenda: Agenda, session: AgendaSession) -> str:
    room = agenda.room(session.room).name
    words: str = _("“%(session)s” in %(room)s is full.", session=session.name, room=room)
    return words


def about_room(asked: ReportContext, room: Room) -> Report:
    """Return a report about an unusable room; by default until the end of a slot."""
    today = asked.agenda.slots_on(asked.agenda.local(asked.now).date())
    ends = sorted({each.ends for each in today if not each.is_break and each.ends > asked.now})
    times = [*ends[: MOST_TIMES - 1], ends[-1]] if len(ends) > MOST_TIMES else ends
    until = asked.moment_after(asked.now, times[0] if times else asked.minute + timedelta(hours=1))
    return Report(
        event=asked.event,
        agenda=asked.agenda,
        incident=LostRoom(room=room.slug, until=until),
        kind="room",
        title=_("%(room)s can't be used", room=room.name),
        times=times,
        until=until,
    )


def about_plenary(asked: ReportContext) -> Report:
    """Return a report about a plenary in the largest room, with the notice for every open page."""
    times = [asked.minute + timedelta(minutes=each) for each in PLENARY_MINUTES]
    until = asked.moment_after(asked.now, times[PLENARY_MINUTES.index(USUAL_PLENARY)])
    largest = max(asked.agenda.rooms, key=lambda each: each.capacity, default=None)
    clock = shown(asked.agenda.local(until).time())
    return Report(
        event=asked.event,
        agenda=asked.agenda,
        incident=Plenary(until=until),
        kind="plenary",
        title=_("Plenary now"),
        times=times,
        until=until,
        notice=_(
            "Plenary now in %(room)s, until %(time)s.", room=largest.name if largest else "", time=clock
        ),
    )


def cell_words(agenda: Agenda, cell: FreeCell) -> str:
    """Return the time and room of a free cell in words."""
    words: str = _(
        "%(moment)s, %(room)s (%(seats)s seats)",
        moment=shown(agenda.local(cell.slot.starts_at)),
        room=cell.room.name,
        seats=cell.room.capacity,
    )
    return words
