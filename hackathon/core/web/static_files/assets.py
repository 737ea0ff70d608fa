"""Our styles, scripts and images, which browsers request once until they change."""

import hashlib
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import Flask, Response, current_app, request

FOR_EVER = "public, max-age=31536000, immutable"


def register(app: Flask) -> None:
    """Include a digest of a file's content in its URL from `url_for("static", ...)`."""
    app.url_defaults(_add_digest)
    app.after_request(_keep)


def _add_digest(endpoint: str, values: dict[str, Any]) -> None:
    if endpoint == "static":
        values.setdefault("v", _digest(current_app.static_folder or "", values["filename"]))


# Read once per process; a file that changes while the server runs is only seen after a restart.
@lru_cache(maxsize=256)
def _digest(folder: str, name: str) -> str:
    return hashlib.sha256(Path(folder, name).read_bytes()).hexdigest()[:12]


def _keep(response: Response) -> Response:
    if request.endpoint == "static" and "v" in request.args and response.status_code in (200, 304):
        response.headers["Cache-Control"] = FOR_EVER
    return response
