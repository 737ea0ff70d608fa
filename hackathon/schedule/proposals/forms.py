"""The form for requesting a proposal from the planner."""

from flask_babel import lazy_gettext as _l
from wtforms import SelectField
from wtforms.fields import SelectChoice

from hackathon.core.forms.base_form import BaseForm
from hackathon.core.forms.entries import DecimalNumberField, NumberField
from hackathon.planner.limits import LONGEST
from hackathon.planning.drafts.models import PlanMode

MODES = {
    PlanMode.EVERYTHING: _l("Arrange everything"),
    PlanMode.UNSCHEDULED: _l("Only unscheduled topics"),
    PlanMode.IMPROVE: _l("Improve without moving pinned sessions"),
    PlanMode.FEWEST_MOVED: _l("Move as few people as possible"),
    PlanMode.ALTERNATIVE: _l("Show me an alternative"),
}


LARGEST_SEED = 2**31 - 1


class PlanForm(BaseForm):
    """What the planner may move, and how long it may take."""

    mode = SelectField(
        _l("What the planner may move"),
        choices=[SelectChoice(mode.value, words) for mode, words in MODES.items()],
        default=PlanMode.EVERYTHING.value,
    )
    seconds = DecimalNumberField(_l("Seconds"), default=10, least=1, most=LONGEST)
    seed = NumberField(_l("Seed"), least=0, most=LARGEST_SEED, is_optional=True)
