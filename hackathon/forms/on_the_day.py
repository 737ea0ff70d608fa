"""What an organizer may say of the running event; each form is one thing that happened."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Self

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.domain.agenda import Agenda
from hackathon.domain.events import days_of
from hackathon.domain.hours import in_words
from hackathon.forms.entries import ClockField, FormKeyField, LineField, PickField
from hackathon.models import Attendance, Event


class RoomLostForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Which room is lost."""

    room = PickField("Room", required="Choose the room that is lost.")

    @classmethod
    def about(cls, event: Event) -> Self:
        """Return the form with the event's rooms."""
        form: Self = cls(prefix="room-")
        form.room.offer((room.id, room.name) for room in event.rooms)
        return form


class AwayForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Who comes later, on which day, and when."""

    person = PickField("Who", required="Choose who comes later.")
    day = SelectField("Day")
    until = ClockField("Away until", required="Say when they will be there.")

    @classmethod
    def about(cls, event: Event, people: Sequence[Attendance], *, today: date) -> Self:
        """Return the form with who is on the event's list, and its days; it begins with today's."""
        form: Self = cls(prefix="away-", data={"day": today.isoformat()})
        form.person.offer((each.person_id, each.person.name) for each in people)
        days = days_of(event.first_day, event.last_day)
        form.day.choices = [SelectChoice(day.isoformat(), in_words(day)) for day in days]
        return form


class TopicForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Which topic overruns, or is dropped; of one that runs twice, which session."""

    topic = PickField("Topic", required="Choose a topic.", coerce=str)

    @classmethod
    def about(cls, agenda: Agenda | None, topics: Iterable[int], *, prefix: str, whole: bool) -> Self:
        """Return the form with the sessions of these topics; `prefix` tells two such forms on a page apart.

        With `whole`, both sessions of a topic may be named together.
        """
        form: Self = cls(prefix=prefix)
        held = [agenda.of_topics([number]) for number in topics] if agenda else []
        form.topic.offer(choice for of_topic in held for choice in _choices(of_topic, whole=whole))
        return form

    @property
    def chosen(self) -> tuple[int, int | None]:
        """The number of the topic, and which of its sessions where it has two."""
        number, _, occurrence = self.topic.data.partition("-")
        return int(number), int(occurrence) if occurrence else None


def _choices(agenda: Agenda, *, whole: bool) -> Iterator[tuple[str, str]]:
    """Yield what may be said of the sessions of one topic."""
    several = len(agenda.running) > 1
    for at, session in enumerate(agenda.running):
        topic = f"#{session.topic} {session.title}"
        if not at and (whole or not several):
            yield str(session.topic), f"{topic}, both sessions" if several else topic
        if several:
            when = agenda.when(session.starts)
            yield f"{session.topic}-{session.occurrence}", f"#{session.topic} {session.name}, {when}"


class AddedForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Something new to hold, and who holds it."""

    form_key = FormKeyField()
    title = LineField("Title", required="Write what it is about, in a few words.")
    contact = LineField("Contact")

    @classmethod
    def about(cls, form_key: str) -> Self:
        """Return the empty form."""
        form: Self = cls(prefix="added-", data={"form_key": form_key})
        return form
