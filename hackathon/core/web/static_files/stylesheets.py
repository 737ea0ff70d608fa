"""Combines the stylesheets of a page, so that phones wait for one response before rendering."""

import hashlib
from functools import lru_cache
from gzip import compress
from pathlib import Path

from flask import Blueprint, abort, current_app, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, open_to
from hackathon.core.web.caching.prepared_responses import PUBLIC, prepared
from hackathon.core.web.static_files.assets import FOR_EVER

bp = Blueprint("stylesheets", __name__)

_UI = (
    "tokens", "reset", "base", "layout", "header", "button", "form", "table", "badge", "notice", "tabs",
    "list",
)  # fmt: skip
_PAGE = (
    *(f"ui/{sheet}" for sheet in _UI),
    "topics/topic",
    "topics/votes/vote",
    "topics/comments/comment",
    "overview/home",
    "ui/utilities",
    "ui/printed",
)
_ORGANIZER = (*_PAGE, "ui/organize")

GROUPS = {
    "page": _PAGE,
    "organizer": _ORGANIZER,
    "overview": (*_ORGANIZER, "overview/overview"),
    "tables": (*_ORGANIZER, "ui/bulk", "planning/tables/tables"),
    "schedule": (
        *_ORGANIZER,
        "ui/bars",
        "planning/plan",
        *(f"schedule/{sheet}" for sheet in ("schedule", "grid", "panels", "phone")),
    ),
}
"""The stylesheets for each kind of page, in cascade order."""


@bp.get("/stylesheets/<name>.css")
@open_to(Access.ANYONE)
def joined(name: str) -> ResponseReturnValue:
    """Send the combined stylesheet of one kind of page."""
    if name not in GROUPS:
        abort(404)
    plain, zipped = _joined(current_app.static_folder or "", name)
    return prepared(
        lambda is_zipped: zipped if is_zipped else plain,
        etag=_digest(plain),
        media_type="text/css; charset=utf-8",
        cache=FOR_EVER if "v" in request.args else PUBLIC,
    )


@bp.app_template_global()
def stylesheet(name: str) -> str:
    """Return the address of the combined stylesheet for a kind of page, which changes with its content."""
    plain, _ = _joined(current_app.static_folder or "", name)
    return url_for("stylesheets.joined", name=name, v=_digest(plain))


# Read once per process; a file that changes while the server runs is only seen after a restart.
@lru_cache(maxsize=16)
def _joined(folder: str, name: str) -> tuple[bytes, bytes]:
    plain = b"\n".join(Path(folder, f"{sheet}.css").read_bytes() for sheet in GROUPS[name])
    return plain, compress(plain, mtime=0)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()[:12]
