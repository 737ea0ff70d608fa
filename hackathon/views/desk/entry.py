"""What every form of the desk does with a rule's "no" about what was entered: say it on the form itself."""

from collections.abc import Callable

from flask_wtf import FlaskForm

from hackathon.domain.errors import BadEntry


def accepted(form: FlaskForm, act: Callable[[], object]) -> bool:
    """Do what a form asks; return whether it was done.

    What was entered wrongly is said on the form, which keeps all that was typed; every other refusal
    becomes its own page.
    """
    if not form.validate_on_submit():
        return False
    try:
        act()
    except BadEntry as refusal:
        form.form_errors.append(str(refusal))
        return False
    return True


def left_the_draft(topics: int) -> str:
    """Return what to say of that many topics that left the draft; nothing where none did."""
    if not topics:
        return ""
    who = "One topic" if topics == 1 else f"{topics} topics"
    return f" {who} left the draft with it: plan again, or place them by hand."
