"""Security headers of every response."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from flask import Response, current_app, request
from werkzeug.wsgi import get_host

from hackathon.core.web.caching.prepared_responses import Unchanged

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


PERMISSIONS = (
    "camera=(self), publickey-credentials-get=(self), publickey-credentials-create=(self), "
    "accelerometer=(), autoplay=(), display-capture=(), geolocation=(), gyroscope=(), hid=(), "
    "magnetometer=(), microphone=(), midi=(), payment=(), screen-wake-lock=(), serial=(), usb=()"
)
"""The camera reads badges; nothing else of a device is asked for."""

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def showing(letter: str) -> dict[str, str]:
    """Return the header of a page that shows an email in a frame with its own styles.

    A frame obeys the policy of its page, so the styles are allowed by their digest, and nothing else is.
    """
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in STYLE.findall(letter))
    styles = " ".join(("style-src 'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return {"Content-Security-Policy": POLICY.replace("style-src 'self'", styles)}


def add_headers(response: Response) -> Response:
    """Add the safety headers; a page that someone is signed in to is kept by nobody else."""
    if isinstance(response, Unchanged):
        return response
    response.headers.setdefault("Content-Security-Policy", POLICY)
    response.headers.setdefault("Referrer-Policy", "same-origin")
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
    response.headers["Permissions-Policy"] = PERMISSIONS
    if response.location:
        response.headers["Location"] = _without_host(response.location)
    if current_app.config["SESSION_COOKIE_SECURE"]:
        response.headers["Strict-Transport-Security"] = "max-age=31536000"
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "private, no-cache"
    return response


def _without_host(address: str) -> str:
    """Return an address on this server without its name, since anyone may ask for it by any name."""
    parts = urlsplit(address)
    if parts.netloc != get_host(request.environ):
        return address
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
