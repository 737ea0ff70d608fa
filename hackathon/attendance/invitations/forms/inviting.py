"""Forms for inviting a list of people."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField

from hackathon.core.errors import NONE_ALIKE, Columns
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.text.decoding import text_of


class InviteForm(BaseForm):
    """A list in any format; a file takes precedence over pasted text."""

    columns: Columns = NONE_ALIKE
    text = TextAreaField(_l("List of people"), render_kw={"rows": 8, "spellcheck": "false"})
    upload = FileField(_l("Or a file, for example CSV"))

    @property
    def content(self) -> str:
        """The submitted text; raises BadEntry for a file that is not text."""
        uploaded: bytes = self.upload.data.read() if self.upload.data else b""
        return text_of(uploaded) if uploaded else (self.text.data or "")


class InviteSeenForm(BaseForm):
    """The same list again, after it was checked."""

    text = HiddenField()
