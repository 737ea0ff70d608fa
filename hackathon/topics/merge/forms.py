"""The form for merging a topic into another."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import SelectMultipleField, widgets

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import PickField, VersionField, choices
from hackathon.topics.labels import FIELDS
from hackathon.topics.merge.domain import TEXTS
from hackathon.topics.models import Topic

ALWAYS_BOTH = "references"


class MergeForm(BaseForm):
    """The topic to merge into, and the fields for which to keep both texts."""

    version = VersionField()
    kept = PickField(_l("Merge into"), required=_l("Please choose a topic to merge into."))
    both = SelectMultipleField(
        _l("If both topics have text, keep both for"),
        choices=choices({name: FIELDS[name] for name in TEXTS if name != ALWAYS_BOTH}),
        widget=widgets.ListWidget(prefix_label=False),
        option_widget=widgets.CheckboxInput(),
    )

    def offer(self, topics: Sequence[Topic]) -> None:
        """Offer these topics as choices."""
        self.kept.offer((topic.id, f"#{topic.number} {topic.title}") for topic in topics)
