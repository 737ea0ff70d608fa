"""Forms for what-if questions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.accounts.models import Person
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import NumberField, PickField
from hackathon.core.translation import shown
from hackathon.core.web.filters import day as day_in_words
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planning.timetable.models import Slot
from hackathon.topics.models import Topic


def _time(slot: Slot) -> str:
    return shown(datetime.combine(slot.day, slot.starts))


class TopicTimeForm(BaseForm):
    """A topic at a certain time."""

    topic = PickField(_l("Topic"), required=_l("Please choose a topic."), id="topic-topic")
    slot = SelectField(_l("Time"), coerce=int, id="topic-slot")

    @classmethod
    def offering(cls, topics: Sequence[Topic], slots: Sequence[Slot]) -> Self:
        """Return the form with these choices."""
        form: Self = cls()
        form.topics, form.slots = topics, slots
        form.topic.offer((each.number, each.title) for each in topics)
        form.slot.choices = [SelectChoice(each.id, _time(each)) for each in slots]
        return form

    @property
    def supposition(self) -> WhatIfChange:
        """The chosen change."""
        topic = next(each for each in self.topics if each.number == self.topic.data)
        slot = next(each for each in self.slots if each.id == self.slot.data)
        words = f"“{topic.title}” begins on {_time(slot)}"  # not translated
        return WhatIfChange(words=words, topic=topic.number, at=slot.starts_at.isoformat())


class AbsenceForm(BaseForm):
    """A person who is absent for a day or a slot."""

    person = PickField(_l("Person"), required=_l("Please choose a person."), id="person-person")
    away = SelectField(_l("Away"), id="person-away")

    @classmethod
    def offering(cls, people: Sequence[Person], slots: Sequence[Slot]) -> Self:
        """Return the form with these choices."""
        form: Self = cls()
        days = sorted({slot.day for slot in slots})
        form.people = people
        form.times = {
            f"{day}": (_("all day on %(day)s", day=day_in_words(day)), [s for s in slots if s.day == day])
            for day in days
        }
        form.times |= {f"{slot.id}": (_time(slot), [slot]) for slot in slots}
        form.person.offer((each.id, each.name) for each in people)
        form.away.choices = [SelectChoice(key, words) for key, (words, _) in form.times.items()]
        return form

    @property
    def supposition(self) -> WhatIfChange:
        """The chosen change."""
        name = next(each.name for each in self.people if each.id == self.person.data)
        words, slots = self.times[self.away.data]
        away = tuple(slot.starts_at.isoformat() for slot in slots)
        return WhatIfChange(words=f"{name} is away {words}", person=self.person.data, away=away)


class ExtraRoomForm(BaseForm):
    """An additional room that is always free."""

    seats = NumberField(_l("Seats"), least=1, most=100_000, default=20, id="room-seats")

    @property
    def supposition(self) -> WhatIfChange:
        """The chosen change."""
        words = f"there is one more room with {self.seats.data} seats"  # not translated
        return WhatIfChange(words=words, seats=self.seats.data)
