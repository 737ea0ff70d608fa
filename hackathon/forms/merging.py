"""Into which topic another one is to go up."""

from collections.abc import Sequence

from flask_wtf import FlaskForm
from wtforms import SelectMultipleField, widgets

from hackathon.domain.uniting import TEXTS
from hackathon.forms.entries import PickField, VersionField, choices
from hackathon.models import Topic

ALWAYS_BOTH = "references"


class MergeForm(FlaskForm):  # type: ignore[misc]  # Flask-WTF is published without types
    """The topic that is kept, and the fields where both texts shall stand."""

    version = VersionField()
    kept = PickField("Which topic stands for both?", required="Choose the topic that is kept.")
    both = SelectMultipleField(
        "Where both have a text, keep both for",
        choices=choices({name: name.capitalize() for name in TEXTS if name != ALWAYS_BOTH}),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def offer(self, topics: Sequence[Topic]) -> None:
        """Offer the topics that may be kept."""
        self.kept.offer((topic.id, f"#{topic.number} {topic.title}") for topic in topics)
