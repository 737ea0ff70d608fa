"""What an organizer sends of a wiki page: its text or its file, then the plan that was looked at."""

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField


class PageForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The text of a page, pasted or uploaded; a file counts more than what is pasted."""

    text = TextAreaField("The text of the page", render_kw={"rows": 12})
    upload = FileField("Or a file with that text", render_kw={"accept": ".txt,.text,text/plain"})

    @property
    def content(self) -> bytes:
        """The bytes that were sent."""
        uploaded: bytes = self.upload.data.read() if self.upload.data else b""
        return uploaded or (self.text.data or "").encode()


class PlanSeenForm(FlaskForm):  # type: ignore[misc]
    """The same text once more, and the digest of the plan that was shown for it."""

    text = HiddenField()
    seen = HiddenField()
