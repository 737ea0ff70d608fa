"""Forms for importing a page: its text or file, and the choices in its plan."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, TextAreaField

from hackathon.core.errors import NONE_ALIKE, Columns
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import LineField, choices
from hackathon.importing.messages import FORMATS
from hackathon.pages.readers.formats import PageFormat


class PageForm(BaseForm):
    """The text of a page, pasted or uploaded; a file takes precedence over pasted text."""

    columns: Columns = NONE_ALIKE
    text = TextAreaField(_l("Text of the page"), render_kw={"rows": 12})
    upload = FileField(_l("Or a file"))
    kind = SelectField(
        _l("Kind of page"),
        choices=choices({kind.value: label for kind, label in FORMATS.items()}),
        default=PageFormat.AUTO.value,
    )

    @property
    def content(self) -> bytes:
        """The submitted bytes."""
        uploaded: bytes = self.upload.data.read() if self.upload.data else b""
        return uploaded or (self.text.data or "").encode()

    @property
    def told(self) -> PageFormat:
        """The selected kind of page."""
        return PageFormat(self.kind.data)


class CheckForm(BaseForm):
    """The name for a layout to save; corrections are named by the interpretation of the page."""

    name = LineField(_l("Name of the layout"))


class ImportPlanForm(BaseForm):
    """The digest of the plan that was shown; the plan itself names the choices."""

    seen = HiddenField()
