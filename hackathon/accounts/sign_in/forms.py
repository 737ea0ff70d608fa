"""The sign-in forms: email address, code and name."""

from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, StringField, ValidationError
from wtforms.validators import InputRequired

from hackathon.accounts.sign_in.domain import DIGITS, digits_of
from hackathon.core.errors import BadEntry
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField, on_one_line
from hackathon.core.text.emails import LONGEST_EMAIL, check_email
from hackathon.core.translation import translated

ASKED = _l("Please enter your email address.")
LONGEST_NAME = 100
CODE = _l("Please enter the %(digits)s digits of the code in the email.", digits=DIGITS)


class AddressForm(BaseForm):
    """The address to send a link and a code to."""

    email = LineField(_l("Email address"), required=ASKED, longest=LONGEST_EMAIL)
    next = HiddenField()

    def validate_email(self, field: StringField) -> None:
        """Reject an invalid address; whether it is known here doesn't matter."""
        try:
            check_email(field.data)
        except BadEntry as refusal:
            raise ValidationError(translated(refusal)) from refusal


class CodeForm(BaseForm):
    """The code from the email, with or without the space in the middle."""

    code = StringField(_l("Code"), filters=[on_one_line, digits_of], validators=[InputRequired(CODE)])

    def validate_code(self, field: StringField) -> None:
        """Reject an invalid code before it counts as a guess."""
        if len(field.data) != DIGITS:
            raise ValidationError(CODE)


class PasskeyForm(BaseForm):
    """A device's response, as JSON, and the page to continue to."""

    credential = HiddenField()
    next = HiddenField()


class NameForm(BaseForm):
    """The name of a new person."""

    name = LineField(
        _l("Your name"), required=_l("Please enter the name others know you by."), longest=LONGEST_NAME
    )
