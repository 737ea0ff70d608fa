"""What the second of two topics is to be."""

from flask_wtf import FlaskForm
from wtforms import BooleanField

from hackathon.forms.entries import FormKeyField, LineField, ParagraphsField


class SplitForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The title and the text of a topic that was a part of another, and what it gets of that one."""

    form_key = FormKeyField()
    title = LineField(
        "Title of the second topic", required="Give it a title, so that people can vote for it."
    )
    description = ParagraphsField("Its description", rows=8)
    with_votes = BooleanField("Copy the votes, without their notes")
    with_contacts = BooleanField("Copy the contacts", default=True)
