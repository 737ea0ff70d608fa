"""What somebody who signs in sends us: an address, a code, a name."""

from flask_wtf import FlaskForm
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired

from hackathon.domain.errors import BadEntry
from hackathon.domain.people import LONGEST_EMAIL, check_email
from hackathon.domain.signing_in import DIGITS, digits_of
from hackathon.forms.entries import LineField, on_one_line

ASKED = "Write your e-mail address."
LONGEST_NAME = 100
CODE = f"Type the {DIGITS} digits of the code in the mail."


class AddressForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Whom to send a link and a code."""

    email = LineField("E-mail address", required=ASKED, longest=LONGEST_EMAIL)
    next = HiddenField()

    def validate_email(self, field: StringField) -> None:
        """Refuse what cannot be an address; whether it is known here plays no part."""
        try:
            check_email(field.data)
        except BadEntry as refusal:
            raise ValidationError(str(refusal)) from refusal


class CodeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The code of the mail, with or without the space in its middle."""

    code = StringField("Code", filters=[on_one_line, digits_of], validators=[InputRequired(CODE)])

    def validate_code(self, field: StringField) -> None:
        """Refuse what cannot be a code before it counts as a guess."""
        if len(field.data) != DIGITS:
            raise ValidationError(CODE)


class PasskeyForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """What a device answered, as JSON, and the page that was wanted."""

    credential = HiddenField()
    next = HiddenField()


class NameForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """What somebody new is called."""

    name = LineField("Your name", required="Write your name as others know it.", longest=LONGEST_NAME)
