"""What somebody says who puts themselves on an event's list."""

from flask_wtf import FlaskForm

from hackathon.forms.entries import LineField


class RegistrationForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Where they come from; who they are is known by their signing in, and the rest is asked afterwards."""

    affiliation = LineField("Affiliation")
