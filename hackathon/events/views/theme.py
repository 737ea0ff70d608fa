"""The colours of an event as a stylesheet, because the security policy forbids styles in pages."""

from flask import Blueprint, Response, abort, request

from hackathon.core.appearance import theme
from hackathon.core.web.access import Access, open_to
from hackathon.events.queries import events

bp = Blueprint("theme", __name__)


@bp.get("/<event>/theme.css")
@open_to(Access.ANYONE)
def stylesheet(event: str) -> Response:
    """Send the event's accent colour and the marks of its areas; it is the same for everyone."""
    found = events.get(event) or abort(404)
    sheet = theme.stylesheet(found.hue, [area.slug for area in found.areas])
    response = Response(sheet, mimetype="text/css")
    response.cache_control.public = True
    response.cache_control.max_age = 60
    response.add_etag()
    response.make_conditional(request)
    return response
