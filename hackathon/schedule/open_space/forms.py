"""Forms for pitching a topic and claiming an open slot."""

import secrets
from collections.abc import Iterable
from typing import Self

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField
from hackathon.topics.models import Topic


class PitchForm(BaseForm):
    """A title, and who pitches it."""

    form_key = FormKeyField()
    title = LineField(_l("Topic"), required=_l("Please enter a title."))
    contact = LineField(_l("Pitched by"))

    @classmethod
    def empty(cls) -> Self:
        """Return an empty form, or one with the submitted values."""
        form: Self = cls(data={"form_key": secrets.token_urlsafe(16)})
        return form


class ClaimForm(BaseForm):
    """One of the person's topics, or the title of a new one."""

    form_key = FormKeyField()
    topic = SelectField(_l("Topic"))
    title = LineField(_l("Title of a new topic"))

    @classmethod
    def about(cls, topics: Iterable[Topic]) -> Self:
        """Return the form with the available topics."""
        form: Self = cls(data={"form_key": secrets.token_urlsafe(16)})
        form.topic.choices = [
            SelectChoice("", _l("A new topic")),
            *(SelectChoice(str(topic.number), topic.title) for topic in topics),
        ]
        return form
