"""The history of a topic: who changed what and when, and an old version brought back."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain import diffs
from hackathon.domain.addresses import without_addresses
from hackathon.domain.diffs import Piece
from hackathon.domain.versions import Content, changed
from hackathon.forms.topic_history import RestoreForm
from hackathon.queries import topic_versions, topics
from hackathon.queries.topic_versions import History
from hackathon.services import topics as topics_service
from hackathon.views.access import Access, here, me, open_to, row_number

bp = Blueprint("topic_history", __name__)

LABELS = {
    "inserted_on": "Inserted on",
    "forum": "Mailing list or forum",
    "chat": "Chat channel",
    "contact_note": "Note on contacts",
    "programme": "For a student programme",
    "length": "Slots it takes",
    "needs": "What the room needs",
    "is_plenary": "For everybody",
    "may_run_twice": "May run twice",
    "review_state": "Review",
}
"""What a field is called where its own name is not word enough."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changed:
    """A field that differs from the version before, and how."""

    label: str
    pieces: tuple[Piece, ...]


@bp.get("/<event>/topics/<address>/history")
@open_to(Access.ANYONE)
def show(event: str, address: str) -> ResponseReturnValue:
    """Show who changed what of a topic, the latest first; of a merged one, until it went up in another."""
    place = here(event)
    topic, kept = topics.find_with_past(place.event, address)
    before = request.args.get("before", type=row_number)
    if address != topic.address:
        return redirect(url_for(".show", event=event, address=topic.address, before=before), code=301)
    history = topic_versions.of(topic, before=before)
    return render_template(
        "topics/history.html",
        event=place.event,
        topic=topic,
        kept=kept,
        history=history,
        changes=[list(_changes(step.before, step.version.content, history)) for step in history.steps],
        newest=history.steps[0].version.number if history.steps and not before else None,
        may_restore=place.is_helper,
    )


@bp.post("/<event>/desk/topics/<address>/restoration")
@open_to(Access.HELPER)
def restore(event: str, address: str) -> ResponseReturnValue:
    """Bring an old version of a topic back."""
    topic, form = topics.find_itself(here(event).event, address), RestoreForm()
    if not form.validate_on_submit():
        abort(400)

    version = topic_versions.find(topic, form.number.data)
    topics_service.restore(
        topic=topic, version=version, seen=form.version.data, by=me(), now=datetime.now(UTC)
    )
    flash(f"“{topic.title}” says again what it said in version {version.number}.")
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


def _changes(before: Content | None, after: Content, history: History) -> Iterator[Changed]:
    for name in changed(before, after):
        old, new = (_words(name, content.get(name), history) for content in (before or {}, after))
        label = LABELS.get(name, name.capitalize())
        yield Changed(label=label, pieces=diffs.shortened(diffs.pieces(old, new)))


def _words(name: str, value: Any, history: History) -> str:  # noqa: ANN401 -- whatever a version holds
    """Return what a field said in words that anybody may read."""
    match name:
        case "contacts":
            lines = (_contact(person, role, history) for person, role in value or ())
            return without_addresses("\n".join(lines))
        case "area":
            return history.areas.get(value, value) if value else ""
        case "needs":
            return ", ".join(value or ())
        case "is_plenary" | "may_run_twice":
            return "yes" if value else "no"
        case "programme" | "review_state":
            return (value or "").replace("_", " ")
    return without_addresses(str(value or ""))


def _contact(person: int, role: str, history: History) -> str:
    name = history.people.get(person, "Somebody who is gone")
    return f"{name} ({role.replace('_', ' ')})"
