"""Forms for incidents during the event."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.clocks import ClockField
from hackathon.core.forms.entries import FormKeyField, LineField, PickField
from hackathon.core.text.messages import LongDay
from hackathon.core.translation import shown
from hackathon.events.domain import days_of
from hackathon.events.models import Event


class RoomLostForm(BaseForm):
    """The room that is lost."""

    room = PickField(_l("Room"), required=_l("Please choose a room."))

    @classmethod
    def about(cls, event: Event) -> Self:
        """Return the form with the event's rooms."""
        form: Self = cls(prefix="room-")
        form.room.offer((room.id, room.name) for room in event.rooms)
        return form


class AwayForm(BaseForm):
    """The person who arrives later, the day and the time."""

    person = PickField(_l("Person"), required=_l("Please choose a person."))
    day = SelectField(_l("Day"))
    until = ClockField(_l("Away until"), required=_l("Please enter a time."))

    @classmethod
    def about(cls, event: Event, people: Iterable[tuple[int, str]], *, today: date) -> Self:
        """Return the form with these people, by key and name, and the event's days; today is selected."""
        form: Self = cls(prefix="away-", data={"day": today.isoformat()})
        form.person.offer(people)
        days = days_of(event.first_day, event.last_day)
        form.day.choices = [SelectChoice(day.isoformat(), shown(LongDay(day))) for day in days]
        chosen = next((day for day in days if day.isoformat() == form.day.data), None)
        form.until.is_on(chosen, event.zone)
        return form


class AffectedTopicForm(BaseForm):
    """The topic that overruns or is dropped and, if it runs twice, the session."""

    topic = PickField(_l("Topic"), required=_l("Please choose a topic."), coerce=str)

    @classmethod
    def about(cls, agenda: Agenda | None, topics: Iterable[int], *, prefix: str, whole: bool) -> Self:
        """Return the form with the sessions of these topics; `prefix` distinguishes two such forms on a page.

        With `whole`, both sessions of a topic can be selected together.
        """
        form: Self = cls(prefix=prefix)
        held: dict[int, list[AgendaSession]] = defaultdict(list)
        for session in agenda.running if agenda else ():
            held[session.topic].append(session)
        form.topic.offer(
            choice
            for number in topics
            if agenda
            for choice in _choices(agenda, held.get(number, []), whole=whole)
        )
        return form

    @property
    def chosen(self) -> tuple[int, int | None]:
        """The number of the topic and, if it has two sessions, which one."""
        number, _, occurrence = self.topic.data.partition("-")
        return int(number), int(occurrence) if occurrence else None


def _choices(agenda: Agenda, sessions: Sequence[AgendaSession], *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield the choices for the sessions of one topic."""
    several = len(sessions) > 1
    for at, session in enumerate(sessions):
        topic = f"#{session.topic} {session.title}"
        if not at and (whole or not several):
            yield str(session.topic), (_("%(topic)s, both sessions", topic=topic) if several else topic)
        if several:
            when = shown(agenda.local(session.starts))
            yield f"{session.topic}-{session.occurrence}", f"#{session.topic} {session.name}, {when}"


class AddedForm(BaseForm):
    """A new session and its host."""

    form_key = FormKeyField()
    title = LineField(_l("Title"), required=_l("Please enter a title."))
    contact = LineField(_l("Contact"))

    @classmethod
    def about(cls, form_key: str) -> Self:
        """Return the empty form."""
        form: Self = cls(prefix="added-", data={"form_key": form_key})
        return form
