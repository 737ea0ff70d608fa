"""The manifest and service worker, for installing the site and reading it offline."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import Blueprint, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, here, open_to

bp = Blueprint("installing", __name__)

WORKER = "events/service-worker.js"
MANIFEST = "application/manifest+json"
ICONS = (("ui/icons/icon-192.png", "192x192", "any"), ("ui/icons/icon-512.png", "512x512", "any maskable"))


@bp.get("/service-worker.js")
@open_to(Access.ANYONE)
def service_worker() -> ResponseReturnValue:
    """Send the service worker; a browser must not use an older one, so it asks every time."""
    content = Path(current_app.static_folder or "", WORKER).read_bytes()
    response = Response(content, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache, public"
    response.add_etag()
    response.make_conditional(request)
    return response


@bp.get("/offline")
@open_to(Access.ANYONE)
def offline() -> ResponseReturnValue:
    """Show the placeholder for a page that was never opened on this device."""
    return render_template("events/offline.html")


@bp.get("/manifest.webmanifest")
@open_to(Access.ANYONE)
def site_manifest() -> ResponseReturnValue:
    """Describe the site as an app."""
    return _manifest("Hackathon", url_for("site.index"))


@bp.get("/<event>/manifest.webmanifest")
@open_to(Access.ANYONE)
def event_manifest(event: str) -> ResponseReturnValue:
    """Describe an event as a web app that opens at the page "Now"."""
    return _manifest(here(event).event.title, url_for("events.home", event=event))


@bp.app_template_global()
def service_worker_address() -> str:
    """Return the address of the service worker; it changes with its content."""
    return url_for("installing.service_worker", v=_digest(current_app.static_folder or ""))


@lru_cache(maxsize=8)
def _digest(folder: str) -> str:
    return hashlib.sha256(Path(folder, WORKER).read_bytes()).hexdigest()[:12]


def _manifest(name: str, start: str) -> Response:
    return Response(
        current_app.json.dumps(
            {
                "name": name,
                "short_name": name[:20],
                "id": start,
                "start_url": start,
                "scope": "/",
                "display": "standalone",
                "background_color": "#fdfcfa",
                "theme_color": "#1f5fa8",
                "icons": [
                    {
                        "src": url_for("static", filename=file),
                        "sizes": sizes,
                        "type": "image/png",
                        "purpose": purpose,
                    }
                    for file, sizes, purpose in ICONS
                ],
            }
        ),
        mimetype=MANIFEST,
    )
