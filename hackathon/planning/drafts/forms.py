"""The form for publishing a draft."""

from wtforms import BooleanField

from hackathon.core.forms.entries import ParagraphsField, VersionField
from hackathon.core.forms.kept_form import KeptForm


class PublishForm(KeptForm):
    """The note for a new revision, for the version of the draft the organizer saw."""

    version = VersionField()
    note = ParagraphsField("What's new (optional)", longest=500)
    tells = BooleanField("Email people whose own agenda changes", default=True)
