"""What an organizer sends of a wiki page: its text or its file, then what they chose of its plan."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, SelectField, TextAreaField
from wtforms.fields.choices import SelectChoice

from hackathon.domain.wiki.kinds import KINDS, Kind


class PageForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The text of a page, pasted or uploaded; a file counts more than what is pasted."""

    text = TextAreaField("The text of the page", render_kw={"rows": 12})
    upload = FileField("Or a file with that text")
    kind = SelectField(
        "Kind of page",
        choices=[SelectChoice(value=kind.value, label=name.capitalize()) for kind, name in KINDS.items()],
        default=Kind.AUTO.value,
    )

    @property
    def content(self) -> bytes:
        """The bytes that were sent."""
        uploaded: bytes = self.upload.data.read() if self.upload.data else b""
        return uploaded or (self.text.data or "").encode()

    @property
    def told(self) -> Kind:
        """The kind that was chosen."""
        return Kind(self.kind.data)


class PlanForm(FlaskForm):  # type: ignore[misc]
    """The digest of the plan that was shown; what was chosen of it is named by the plan itself."""

    seen = HiddenField()
