"""Handling a submitted form: its service runs, or the form is shown again with the input."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from flask_babel import lazy_gettext as _l

from hackathon.core.database.transactions import READS_ONLY
from hackathon.core.errors import (
    BadEntry,
    FormExpired,
    LinkSpent,
    NotAPage,
    NotYours,
    ProviderFailed,
    ReadingStopped,
    Refusal,
    StaleForm,
    TooOften,
)
from hackathon.core.extensions import db
from hackathon.core.forms.base_form import BaseForm, from_database
from hackathon.core.translation import translated
from hackathon.core.web.idempotency import claiming
from hackathon.planner.errors import BadProblem

R = TypeVar("R")

STATUS: dict[type[Exception], int] = {
    LinkSpent: 410, ProviderFailed: 502, ReadingStopped: 503, NotAPage: 422, BadProblem: 422, BadEntry: 422,
    NotYours: 403, FormExpired: 400,
}  # fmt: skip

EXPIRED = _l("This form has expired. Nothing you typed is lost: please send it again.")
OVERTAKEN = _l(
    "Someone else changed this while you were writing. The saved values are shown next to "
    "yours. Sending the form again replaces them with yours."
)
LOOK_AGAIN = _l(
    "Someone else changed this in the meantime. Please check what is shown now, then send it again."
)

# After these, the form itself is useless, so they have pages of their own.
_OF_NO_USE = (LinkSpent, ProviderFailed, TooOften)


@dataclass(frozen=True, slots=True)
class Saved(Generic[R]):
    """A form that was saved, and its service's result."""

    result: R


def status_of(refusal: Refusal | BadProblem) -> int:
    """Return the status of the response that explains a refusal."""
    return next((STATUS[kind] for kind in type(refusal).__mro__ if kind in STATUS), 409)


def submit(
    form: BaseForm, save: Callable[[], R], *, now_is: Callable[[], BaseForm | int] | None = None
) -> Saved[R] | None:
    """Validate a form and save it; return None, with the errors on the form, if it is refused.

    Then respond with the page and `form.answer_status`; the form still contains everything that was typed.
    `now_is` is called if someone else was faster. It returns the form with the values they saved, so that
    both can be shown side by side, or only the current version, if the form contains no copy of its subject.
    Either way, sending the form again refers to the values that are now shown.
    """
    if db.session.info.get(READS_ONLY):
        _refused(form, 400, EXPIRED)
        return None
    if not form.validate():
        _refused(form, 422)
        return None
    try:
        with claiming():
            return Saved(save())
    except _OF_NO_USE:
        raise
    except StaleForm as refusal:
        _refused(form, 409, _overtaken(form, now_is) if now_is else translated(refusal))
        if "form_key" in form:
            # Sending it again is a new request, not a repetition of this one.
            form["form_key"].data = secrets.token_urlsafe(16)
    except Refusal as refusal:
        _refused(form, status_of(refusal), translated(refusal), at=refusal.at)
    except BadProblem as refusal:
        _refused(form, status_of(refusal), str(refusal))
    return None


def _overtaken(form: BaseForm, now_is: Callable[[], BaseForm | int]) -> str:
    with from_database():
        now = now_is()
    if isinstance(now, BaseForm):
        form.show_conflict(now)
        return str(OVERTAKEN)
    form["version"].data, form["version"].raw_data = now, None
    return str(LOOK_AGAIN)


def _refused(form: BaseForm, status: int, words: str = "", *, at: str = "") -> None:
    form.answer_status = status
    if words and at in form:
        form[at].errors = [*form[at].errors, words]
    elif words:
        form.form_errors.append(words)
