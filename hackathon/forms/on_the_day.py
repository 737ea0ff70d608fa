"""What an organizer may say of the running event; each form is one thing that happened."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from flask_wtf import FlaskForm
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.domain.events import days_of
from hackathon.domain.hours import in_words
from hackathon.forms.entries import ClockField, FormKeyField, LineField, PickField
from hackathon.models import Attendance, Event, Topic


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
    """Which topic overruns, or is dropped."""

    topic = PickField("Topic", required="Choose a topic.")

    @classmethod
    def about(cls, topics: Sequence[Topic], *, prefix: str) -> Self:
        """Return the form with these topics; `prefix` tells two such forms on a page apart."""
        form: Self = cls(prefix=prefix)
        form.topic.offer((each.number, f"#{each.number} {each.title}") for each in topics)
        return form


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
