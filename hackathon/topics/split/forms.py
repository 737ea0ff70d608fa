"""The form for splitting a topic."""

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import FormKeyField, LineField, ParagraphsField


class SplitForm(BaseForm):
    """Title and description of the new topic, and what to copy from the original."""

    form_key = FormKeyField()
    title = LineField(_l("Title of the new topic"), required=_l("Please enter a title."))
    description = ParagraphsField(_l("Description"), rows=8)
    with_votes = BooleanField(_l("Copy votes, without notes"))
    with_contacts = BooleanField(_l("Copy contacts"), default=True)
