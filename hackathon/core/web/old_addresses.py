"""Redirects from former addresses of pages."""

from functools import lru_cache
from pathlib import Path

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.utils import redirect

from hackathon.core.web.access import Access, open_to

bp = Blueprint("old_addresses", __name__)

RENAMED_PAGES = {"day": "on-the-day", "joins": "merge-people", "log": "activity", "mail": "messages"}
"""The first path segments of organizer pages that changed when `desk` became `organize`."""


@bp.route("/<slug>/desk/", methods=["GET", "POST"], defaults={"page": ""})
@bp.route("/<slug>/desk/<path:page>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def organizer_area(slug: str, page: str) -> ResponseReturnValue:
    """Redirect to the organizer area; 308 keeps the method, so a form on an open page is still sent."""
    first, *rest = page.split("/")
    address = "/".join((slug, "organize", RENAMED_PAGES.get(first, first), *rest))
    query = f"?{request.query_string.decode()}" if request.query_string else ""
    return redirect(f"{request.script_root}/{address}{query}", code=308)


def _schedule(slug: str, rest: str) -> ResponseReturnValue:
    return redirect(f"{request.script_root}/{slug}/organize/schedule{rest}", code=308)


@bp.get("/<slug>/organize/plan", defaults={"panel": ""})
@bp.get("/<slug>/organize/plan/order", defaults={"panel": "?panel=order"})
@bp.get("/<slug>/organize/plan/drafts", defaults={"panel": "?panel=versions"})
@bp.get("/<slug>/organize/publish", defaults={"panel": "?panel=publish"})
@open_to(Access.ANYONE)
def replaced_by_schedule(slug: str, panel: str) -> ResponseReturnValue:
    """Redirect from the pages that the schedule replaced to the matching panel."""
    return _schedule(slug, panel)


@bp.post("/<slug>/organize/plan", defaults={"action": "/plan"})
@bp.post("/<slug>/organize/plan/order", defaults={"action": "/order"})
@bp.post("/<slug>/organize/plan/order/removal", defaults={"action": "/order/removal"})
@bp.post("/<slug>/organize/publication", defaults={"action": "/publication"})
@open_to(Access.ANYONE)
def sent_to_schedule(slug: str, action: str) -> ResponseReturnValue:
    """Redirect the forms of those pages to their new address; 308 keeps the submitted values."""
    return _schedule(slug, action)


@bp.post("/<slug>/organize/plan/drafts/<int:number>/restoration")
@open_to(Access.ANYONE)
def restored_as_version(slug: str, number: int) -> ResponseReturnValue:
    """Redirect the form that restored a previous draft to its new address."""
    return _schedule(slug, f"/versions/{number}/restoration")


@bp.route("/<slug>/organize/draft/<int:number>", methods=["GET", "POST"], defaults={"rest": ""})
@bp.route("/<slug>/organize/draft/<int:number><path:rest>", methods=["GET", "POST"])
@open_to(Access.ANYONE)
def replaced_by_session(slug: str, number: int, rest: str) -> ResponseReturnValue:  # noqa: ARG001 -- the slug of the topic
    """Redirect to the page of a session; its old form had other fields, so its values are dropped."""
    run = f"?run={request.args['session']}" if request.args.get("session") == "2" else ""
    code = 308 if request.method == "GET" else 303
    return redirect(f"{request.script_root}/{slug}/organize/schedule/sessions/{number}{run}", code=code)


@bp.get("/static/<any(css, js, img):kind>/<path:name>")
@open_to(Access.ANYONE)
def sorted_by_subject(kind: str, name: str) -> ResponseReturnValue:  # noqa: ARG001 -- the folder it was in
    """Redirect styles and scripts of cached pages to their present folders."""
    file = _static_files(current_app.static_folder or "").get(name.rpartition("/")[2])
    return redirect(url_for("static", filename=file), code=308) if file else abort(404)


@lru_cache(maxsize=8)
def _static_files(folder: str) -> dict[str, str]:
    """Map each file name to its path; names are unique."""
    return {file.name: str(file.relative_to(folder)) for file in Path(folder).rglob("*.*")}
