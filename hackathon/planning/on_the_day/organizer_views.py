"""Reporting incidents during the event, which plans the agenda again."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.attendance.people.queries import people_list
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.planning.on_the_day import services as on_the_day
from hackathon.planning.on_the_day.forms import AddedForm, AffectedTopicForm, AwayForm, RoomLostForm
from hackathon.planning.on_the_day.queries import today
from hackathon.planning.on_the_day.services import Absence, AddedSession, Dropped, Incident, Overrun, RoomLost
from hackathon.topics.models import Topic
from hackathon.topics.queries import people_names, topic_table

bp = Blueprint("organize_on_the_day", __name__, url_prefix="/<event>/organize")


@bp.get("/on-the-day")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the incidents that can be reported."""
    return _page(_Forms(here(event).event, current_time()))


@bp.post("/on-the-day/<any(room, away, overrun, dropped, added):what>")
@open_to(Access.ORGANIZER)
def happen(event: str, what: str) -> ResponseReturnValue:
    """Record what happened, and request a new plan."""
    place, now = here(event), current_time()
    forms = _Forms(place.event, now)
    form, read = forms.of(what)
    happened = submit(
        form, lambda: on_the_day.record_incident(event=place.event, what=read(), by=me(), now=now)
    )
    if happened is None:
        return _page(forms, form), form.answer_status

    # Whether there is a better agenda, or any, is not known yet, so this is no success message.
    words = _("Saved. The agenda is being planned again. Review the draft, then publish it.")
    flash(words, category="note")  # not translated
    return redirect(url_for("organize_schedule.show", event=event), code=303)


@dataclass(frozen=True)
class _Forms:
    """The forms of the page, and the incident that each of them reports."""

    event: Event
    now: datetime

    @cached_property
    def published(self) -> Agenda | None:
        return agendas.latest(self.event)

    @cached_property
    def topics(self) -> dict[int, Topic]:
        """The topics of the published agenda, by number."""
        held = {each.topic for each in self.published.running} if self.published else set()
        found = {each.number: each for each in topic_table.planned_topics(self.event) if each.number in held}
        # Current sessions are the most likely ones.
        now = [session.topic for session in self.running]
        return dict(sorted(found.items(), key=lambda each: (each[0] not in now, each[0])))

    @cached_property
    def running(self) -> list[AgendaSession]:
        """The current sessions."""
        sessions = self.published.running if self.published else ()
        return [each for each in sessions if each.starts <= self.now < each.ends]

    @cached_property
    def room(self) -> RoomLostForm:
        return RoomLostForm.about(self.event)

    @cached_property
    def away(self) -> AwayForm:
        today = self.now.astimezone(ZoneInfo(self.event.zone)).date()
        return AwayForm.about(self.event, people_list.choices(self.event), today=today)

    @cached_property
    def overrun(self) -> AffectedTopicForm:
        return AffectedTopicForm.about(self.published, self.topics, prefix="overrun-", whole=False)

    @cached_property
    def dropped(self) -> AffectedTopicForm:
        return AffectedTopicForm.about(self.published, self.topics, prefix="dropped-", whole=True)

    @cached_property
    def added(self) -> AddedForm:
        return AddedForm.about(secrets.token_urlsafe(16))

    def of(self, what: str) -> tuple[BaseForm, Callable[[], Incident]]:
        """Return the form of that name, and the function that reads it."""
        readers: dict[str, Callable[[], Incident]] = {
            "room": lambda: RoomLost(
                room=next(each for each in self.event.rooms if each.id == self.room.room.data)
            ),
            "away": lambda: Absence(
                attendance=people_list.find_attendance(self.event, self.away.person.data),
                day=date.fromisoformat(self.away.day.data),
                until=self.away.until.data,
            ),
            "overrun": lambda: Overrun(
                topic=self.topics[self.overrun.chosen[0]], occurrence=self.overrun.chosen[1] or 1
            ),
            "dropped": lambda: Dropped(
                topic=self.topics[self.dropped.chosen[0]], occurrence=self.dropped.chosen[1]
            ),
            "added": lambda: AddedSession(
                title=self.added.title.data,
                contact=self.added.contact.data,
                form_key=self.added.form_key.data,
            ),
        }
        return getattr(self, what), readers[what]


def _page(forms: _Forms, refused: BaseForm | None = None) -> str:
    return render_template(
        "planning/on_the_day/day.html",
        forms=forms,
        refused=refused,
        names=people_names.names(forms.event),
        today=today(forms.event, forms.published, forms.now) if forms.published else None,
    )
