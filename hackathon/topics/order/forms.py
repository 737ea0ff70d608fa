"""The form for saying that one topic comes after another."""

from collections.abc import Sequence
from typing import Self

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.validators import ValidationError

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import PickField
from hackathon.topics.models import Topic


class OrderForm(BaseForm):
    """One topic that comes after another."""

    then = PickField(_l("Topic"), required=_l("Choose a topic."))
    first = PickField(_l("Comes after"), required=_l("Choose the topic that it comes after."))

    @classmethod
    def offering(cls, topics: Sequence[Topic]) -> Self:
        """Return the form with these choices."""
        form: Self = cls()
        form.topics = {topic.number: topic for topic in topics}
        for each in (form.first, form.then):
            each.offer((topic.number, topic.title) for topic in topics)
        return form

    def validate_first(self, field: SelectField) -> None:
        """Reject a topic that would come after itself."""
        if field.data == self.then.data:
            raise ValidationError(_("Choose two different topics."))

    @property
    def chosen(self) -> dict[str, Topic]:
        """The keys of the two chosen topics, as keyword arguments for the service."""
        return {"first": self.topics[self.first.data], "then": self.topics[self.then.data]}
