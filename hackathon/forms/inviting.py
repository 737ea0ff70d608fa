"""The list of people to invite, pasted or as a file."""

import codecs

from flask_wtf import FlaskForm
from flask_wtf.file import FileField
from wtforms import HiddenField, TextAreaField


class InviteForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """Whom to invite, in any shape; a file counts more than what is pasted."""

    text = TextAreaField("The list", render_kw={"rows": 8, "spellcheck": "false"})
    upload = FileField("Or a file, such as CSV from a table")

    @property
    def content(self) -> str:
        """The text that was sent."""
        uploaded: bytes = self.upload.data.read() if self.upload.data else b""
        return _decoded(uploaded) if uploaded else (self.text.data or "")


class InviteSeenForm(FlaskForm):  # type: ignore[misc]
    """The same list once more, after it was looked at."""

    text = HiddenField()


def _decoded(content: bytes) -> str:
    """Return a file's text; tables are saved in more ways than one, and none of them says in which."""
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return content.decode("utf-16", errors="replace")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")
