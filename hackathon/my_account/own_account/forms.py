"""Forms for changing one's own name and email address."""

from flask_babel import lazy_gettext as _l

from hackathon.accounts.sign_in.forms import ASKED, LONGEST_NAME
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField
from hackathon.core.text.emails import LONGEST_EMAIL


class OwnNameForm(BaseForm):
    """The person's new name."""

    name = LineField(
        _l("Your name"), required=_l("Please enter your name as others know it."), longest=LONGEST_NAME
    )


class OwnAddressForm(BaseForm):
    """The person's new email address, which they sign in with."""

    email = LineField(_l("New email address"), required=ASKED, longest=LONGEST_EMAIL)


class ConfirmForm(BaseForm):
    """A confirmation without any fields."""
