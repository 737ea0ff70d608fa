"""Forms for what-if questions."""

from collections.abc import Sequence
from datetime import date
from typing import Self

from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.accounts.models import Person
from hackathon.core.forms.entries import NumberField, PickField
from hackathon.core.forms.kept_form import KeptForm
from hackathon.planner.explanation.what_if import Supposition
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic


def _time(slot: Slot) -> str:
    return f"{_date(slot.day)}, {slot.starts:%H:%M}"


def _date(day: date) -> str:
    return f"{day:%a} {day.day} {day:%b}"


class TopicTimeForm(KeptForm):
    """A topic at a certain time."""

    topic = PickField("Topic", required="Choose a topic.", id="topic-topic")
    slot = SelectField("Time", coerce=int, id="topic-slot")

    @classmethod
    def offering(cls, topics: Sequence[Topic], slots: Sequence[Slot]) -> Self:
        """Return the form with these to choose from."""
        form: Self = cls()
        form.topics, form.slots = topics, slots
        form.topic.offer((each.number, each.title) for each in topics)
        form.slot.choices = [SelectChoice(each.id, _time(each)) for each in slots]
        return form

    @property
    def supposition(self) -> Supposition:
        """What was chosen."""
        topic = next(each for each in self.topics if each.number == self.topic.data)
        slot = next(each for each in self.slots if each.id == self.slot.data)
        words = f"“{topic.title}” begins on {_time(slot)}"
        return Supposition(words=words, topic=topic.number, at=slot.starts_at.isoformat())


class AbsenceForm(KeptForm):
    """Someone away for a day or a slot."""

    person = PickField("Person", required="Please choose a person.", id="person-person")
    away = SelectField("Away", id="person-away")

    @classmethod
    def offering(cls, people: Sequence[Person], slots: Sequence[Slot]) -> Self:
        """Return the form with these to choose from."""
        form: Self = cls()
        days = sorted({slot.day for slot in slots})
        form.people = people
        form.times = {
            f"{day}": (f"all day on {_date(day)}", [s for s in slots if s.day == day]) for day in days
        }
        form.times |= {f"{slot.id}": (_time(slot), [slot]) for slot in slots}
        form.person.offer((each.id, each.name) for each in people)
        form.away.choices = [SelectChoice(key, words) for key, (words, _) in form.times.items()]
        return form

    @property
    def supposition(self) -> Supposition:
        """What was chosen."""
        name = next(each.name for each in self.people if each.id == self.person.data)
        words, slots = self.times[self.away.data]
        away = tuple(slot.starts_at.isoformat() for slot in slots)
        return Supposition(words=f"{name} is away {words}", person=self.person.data, away=away)


class ExtraRoomForm(KeptForm):
    """One more room, free at all times."""

    seats = NumberField("Seats", least=1, most=100_000, default=20, id="room-seats")

    @property
    def supposition(self) -> Supposition:
        """What was chosen."""
        words = f"there is one more room with {self.seats.data} seats"
        return Supposition(words=words, seats=self.seats.data)
