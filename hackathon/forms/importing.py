"""What an organizer sends of a wiki page: its text or its file, then the plan that was looked at."""

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


class PlanSeenForm(FlaskForm):  # type: ignore[misc]
    """The same text once more, of which kind it is, and the digest of the plan that was shown for it."""

    text = HiddenField()
    kind = HiddenField(default=Kind.AUTO.value)
    seen = HiddenField()

    @property
    def told(self) -> Kind:
        """The kind that was chosen; what is none of ours is recognised once more."""
        return next((kind for kind in KINDS if kind == self.kind.data), Kind.AUTO)
