"""Versions of the schedule: listed, named, compared with the draft, restored."""

from typing import Any

from flask import Blueprint, flash, jsonify, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.errors import Refusal
from hackathon.core.forms.base_form import BaseForm
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import status_of
from hackathon.planning.drafts.queries import drafts
from hackathon.schedule.changes.answers import answer_change, page_of, refused, wants_json
from hackathon.schedule.proposals.exports import effect_document, move_document
from hackathon.schedule.versions import queries as versions
from hackathon.schedule.versions import services
from hackathon.schedule.versions.forms import VersionForm
from hackathon.schedule.versions.queries import Version

bp = Blueprint("organize_schedule_versions", __name__, url_prefix="/<event>/organize/schedule/versions")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """List the versions, newest first."""
    before = request.args.get("before", type=int)
    return jsonify(
        versions=[_document(version) for version in versions.list_versions(here(event).event, before=before)]
    )


@bp.get("/<int(max=2147483647):number>")
@open_to(Access.ORGANIZER)
def compare(event: str, number: int) -> ResponseReturnValue:
    """Return the effect of restoring a version."""
    found = here(event).event
    version = drafts.find_kept(found, number)
    comparison = versions.compare_version(found, drafts.outline(found), version, current_time())
    return jsonify(
        version=comparison.version,
        moves=[move_document(move) for move in comparison.moves],
        percent_now=comparison.percent_now,
        percent_then=comparison.percent_then,
        **effect_document(comparison.effect),
    )


@bp.post("")
@open_to(Access.ORGANIZER)
def keep(event: str) -> ResponseReturnValue:
    """Save the draft under a name; with `version`, save a copy of that version; with `rename`, rename it."""
    found, form, now = here(event).event, VersionForm(), current_time()
    if not form.validate():
        return refused(found, Refusal(" ".join(problem.words for problem in form.problems)), 422)
    number = request.form.get("version", type=int)
    version = drafts.find_kept(found, number) if number else None
    try:
        if version is not None and "rename" in request.form:
            services.rename(version=version, name=form.name.data, by=me(), now=now)
        else:
            version = services.keep(event=found, name=form.name.data, of=version, by=me(), now=now)
    except Refusal as refusal:
        return refused(found, refusal, status_of(refusal))
    if wants_json():
        return jsonify(version=version.id, name=version.name)
    flash(_("Version saved as “%(name)s”.", name=version.name))
    return redirect(f"{page_of(found)}?panel=versions", code=303)


@bp.post("/<int(max=2147483647):number>/restoration")
@open_to(Access.ORGANIZER)
def restore(event: str, number: int) -> ResponseReturnValue:
    """Restore a version to the draft."""
    found, person = here(event).event, me()
    version = drafts.find_kept(found, number)
    return answer_change(
        found,
        person,
        BaseForm(),
        lambda now: services.restore(event=found, version=version, by=person, now=now),
    )


def _document(version: Version) -> dict[str, Any]:
    return {
        "id": version.id,
        "made_at": version.made_at.isoformat(),
        "name": version.name,
        "revision": version.revision,
        "by_planner": version.is_by_planner,
        "current": version.is_current,
        "sessions": version.sessions,
    }
