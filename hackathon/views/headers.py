"""What every answer says about itself to a browser."""

import re
from base64 import b64encode
from hashlib import sha256

from flask import Response, current_app

# No inline script and no style attribute anywhere: what is computed goes into a served stylesheet.
POLICY = (
    "default-src 'none'; "
    "script-src 'self'; "
    "style-src 'self'; "
    "img-src 'self' data:; "
    "connect-src 'self'; "
    "font-src 'self'; "
    "form-action 'self'; "
    "base-uri 'none'; "
    "frame-ancestors 'none'; "
    "manifest-src 'self'"
)


STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def showing(letter: str) -> dict[str, str]:
    """Return the header of a page that shows a letter in a frame, where its own styles apply too.

    A frame obeys the page that it stands in. Named by their digest, these styles are all that is allowed.
    """
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in STYLE.findall(letter))
    styles = " ".join(("style-src 'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return {"Content-Security-Policy": POLICY.replace("style-src 'self'", styles)}


def add_headers(response: Response) -> Response:
    """Add the safety headers; a page that somebody is signed in to is kept by nobody else."""
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response
