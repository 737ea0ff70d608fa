"""Security headers of every response."""

import re
from base64 import b64encode
from hashlib import sha256
from urllib.parse import urlsplit, urlunsplit

from flask import Response, current_app, request
from werkzeug.wsgi import get_host

from hackathon.core.web.caching.prepared_responses import Unchanged

# No inline scripts or style attributes anywhere: computed styles are in a served stylesheet.
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
"""The camera scans badges; no other device feature is needed."""

STYLE = re.compile(r"<style>(.*?)</style>", re.DOTALL)


def showing(letter: str) -> dict[str, str]:
    """Return the policy for a page that shows an email with its own styles in a frame.

    A frame inherits the policy of its page, so exactly these styles are allowed by their digest.
    """
    digests = (b64encode(sha256(style.encode()).digest()).decode() for style in STYLE.findall(letter))
    styles = " ".join(("style-src 'self'", *(f"'sha256-{digest}'" for digest in digests)))
    return {"Content-Security-Policy": POLICY.replace("style-src 'self'", styles)}


def add_headers(response: Response) -> Response:
    """Add the security headers; nobody else may cache a page of a signed-in person."""
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
    """Return a URL on this server without its host, because requests may use any host name."""
    parts = urlsplit(address)
    if parts.netloc != get_host(request.environ):
        return address
    return urlunsplit(("", "", parts.path or "/", parts.query, parts.fragment))
