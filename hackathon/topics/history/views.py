"""The history of a topic, and restoring an old version."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.text import diffs
from hackathon.core.text.addresses import without_addresses
from hackathon.core.text.diffs import Piece
from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.clock import current_time
from hackathon.topics.history import queries as topic_versions
from hackathon.topics.history.domain import Content, changed
from hackathon.topics.history.forms import RestoreForm
from hackathon.topics.history.queries import History
from hackathon.topics.labels import CONTACT_ROLES, FIELDS, PROGRAMME_STATES, review_label
from hackathon.topics.queries import topics
from hackathon.topics.services import topics as topics_service

bp = Blueprint("topic_history", __name__)


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangedField:
    """A field that differs from the previous version, and the difference."""

    label: str
    pieces: tuple[Piece, ...]


@bp.get("/<event>/topics/<address>/history")
@open_to(Access.ANYONE)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show the history of a topic, newest first; for a merged topic, up to the merge."""
    place = here(event)
    topic, kept = topics.find_with_past(place.event, address)
    before = request.args.get("before", type=row_number)
    if address != topic.address:
        return redirect(url_for(".show", event=event, address=topic.address, before=before), code=301)
    history = topic_versions.history_of(topic, before=before)
    return render_template(
        "topics/history/history.html",
        event=place.event,
        topic=topic,
        kept=kept,
        history=history,
        changes=[list(_changes(step.before, step.version.content, history)) for step in history.steps],
        newest=history.steps[0].version.number if history.steps and not before else None,
        may_restore=place.is_helper,
    )


@bp.post("/<event>/organize/topics/<address>/restoration")
@open_to(Access.HELPER)
def restore(event: str, address: str) -> ResponseReturnValue:
    """Restore an old version of a topic."""
    topic, form = topics.find_itself(here(event).event, address), RestoreForm()
    if not form.validate():
        abort(400)

    version = topic_versions.find(topic, form.number.data)
    topics_service.restore(topic=topic, version=version, seen=form.version.data, by=me(), now=current_time())
    flash(_("“%(topic)s” restored to version %(number)s.", topic=topic.title, number=version.number))
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


def _changes(before: Content | None, after: Content, history: History) -> Iterator[ChangedField]:
    for name in changed(before, after):
        old, new = (_words(name, content.get(name), history) for content in (before or {}, after))
        yield ChangedField(label=str(FIELDS[name]), pieces=diffs.shortened(diffs.pieces(old, new)))


def _words(name: str, value: Any, history: History) -> str:  # noqa: ANN401 -- a version holds any JSON value
    """Return the value of a field as text without private addresses."""
    match name:
        case "contacts":
            lines = (_contact(person, role, history) for person, role in value or ())
            return without_addresses("\n".join(lines))
        case "area":
            return history.areas.get(value, value) if value else ""
        case "needs":
            return ", ".join(value or ())
        case "is_plenary" | "may_run_twice":
            return str(_("yes") if value else _("no"))
        case "programme" | "review_state" if value:
            return _state(name, value)
    return without_addresses(str(value or ""))


def _state(name: str, value: str) -> str:
    if name == "programme":
        return str(PROGRAMME_STATES[ProgrammeState(value)])
    return review_label(ReviewState(value))


def _contact(person: int, role: str, history: History) -> str:
    name = history.people.get(person, _("Deleted person"))
    return f"{name} ({CONTACT_ROLES[ContactRole(role)]})"
