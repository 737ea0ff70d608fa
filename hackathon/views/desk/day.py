"""The running event: what happened is written down here, and the agenda planned again."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_wtf import FlaskForm

from hackathon.domain.agenda import Agenda, AgendaSession
from hackathon.forms.on_the_day import AddedForm, AwayForm, RoomLostForm, TopicForm
from hackathon.models import Event, Topic
from hackathon.queries import agendas, desk
from hackathon.queries import people as attending
from hackathon.services import on_the_day
from hackathon.services.on_the_day import Added, Away, Dropped, Happening, Overrun, RoomLost
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_day", __name__, url_prefix="/<event>/desk")


@bp.get("/day")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what may be said to have happened."""
    return _page(_Forms(here(event).event, datetime.now(UTC)))


@bp.post("/day/<any(room, away, overrun, dropped, added):what>")
@open_to(Access.ORGANIZER)
def happen(event: str, what: str) -> ResponseReturnValue:
    """Write down what happened, and have the agenda planned again."""
    place, now = here(event), datetime.now(UTC)
    forms = _Forms(place.event, now)
    form, read = forms.of(what)
    if not accepted(form, lambda: on_the_day.happened(event=place.event, what=read(), by=me(), now=now)):
        return _page(forms), 422

    flash("Written down. The agenda is being planned again; look at it, then publish.")
    return redirect(url_for("desk_plan.show", event=event), code=303)


@dataclass(frozen=True)
class _Forms:
    """The forms of the page, and what each of them says has happened."""

    event: Event
    now: datetime

    @cached_property
    def published(self) -> Agenda | None:
        return agendas.latest(self.event)

    @cached_property
    def topics(self) -> dict[int, Topic]:
        """The topics that the published agenda holds, by number."""
        held = {each.topic for each in self.published.running} if self.published else set()
        found = {each.number: each for each in desk.planned_topics(self.event) if each.number in held}
        # What runs now is what is most likely meant.
        now = [session.topic for session in self.running]
        return dict(sorted(found.items(), key=lambda each: (each[0] not in now, each[0])))

    @cached_property
    def running(self) -> list[AgendaSession]:
        """The sessions that run now."""
        sessions = self.published.running if self.published else ()
        return [each for each in sessions if each.starts <= self.now < each.ends]

    @cached_property
    def room(self) -> RoomLostForm:
        return RoomLostForm.about(self.event)

    @cached_property
    def away(self) -> AwayForm:
        today = self.now.astimezone(ZoneInfo(self.event.zone)).date()
        return AwayForm.about(self.event, attending.attending(self.event), today=today)

    @cached_property
    def overrun(self) -> TopicForm:
        return TopicForm.about(self.published, self.topics, prefix="overrun-", whole=False)

    @cached_property
    def dropped(self) -> TopicForm:
        return TopicForm.about(self.published, self.topics, prefix="dropped-", whole=True)

    @cached_property
    def added(self) -> AddedForm:
        return AddedForm.about(secrets.token_urlsafe(16))

    def of(self, what: str) -> tuple[FlaskForm, Callable[[], Happening]]:
        """Return the form of that name, and how what it says is read."""
        readers: dict[str, Callable[[], Happening]] = {
            "room": lambda: RoomLost(
                room=next(each for each in self.event.rooms if each.id == self.room.room.data)
            ),
            "away": lambda: Away(
                attendance=desk.find_attendance(self.event, self.away.person.data),
                day=date.fromisoformat(self.away.day.data),
                until=self.away.until.data,
            ),
            "overrun": lambda: Overrun(
                topic=self.topics[self.overrun.chosen[0]], occurrence=self.overrun.chosen[1] or 1
            ),
            "dropped": lambda: Dropped(
                topic=self.topics[self.dropped.chosen[0]], occurrence=self.dropped.chosen[1]
            ),
            "added": lambda: Added(
                title=self.added.title.data,
                contact=self.added.contact.data,
                form_key=self.added.form_key.data,
            ),
        }
        return getattr(self, what), readers[what]


def _page(forms: _Forms) -> str:
    return render_template(
        "desk/day.html",
        forms=forms,
        names=desk.names(forms.event),
        running=forms.running,
    )
