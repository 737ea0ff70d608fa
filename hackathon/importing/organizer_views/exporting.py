"""Exporting an event in all formats, including those that can be imported again."""

from importlib.resources import files

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.core.web.access import Access, here, open_to
from hackathon.importing.queries.page_files import file_of
from hackathon.pages.writers.formats import WRITERS

bp = Blueprint("organize_export", __name__, url_prefix="/<event>/organize/export")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Offer the export files, and explain the use of each."""
    place = here(event)
    is_published = agendas.current(place.event) is not None
    return render_template("importing/export.html", writers=WRITERS.values(), is_published=is_published)


@bp.get("/page.<suffix>")
@open_to(Access.ORGANIZER)
def page(event: str, suffix: str) -> ResponseReturnValue:
    """Send the event as a page of one kind."""
    place = here(event)
    kind = next((writer.kind for writer in WRITERS.values() if writer.suffix == suffix), None)
    if kind is None:
        abort(404)
    file = file_of(place.event, kind)
    return _attached(file.content, file.name, file.media_type)


@bp.get("/page.schema.json")
@open_to(Access.ORGANIZER)
def schema(event: str) -> ResponseReturnValue:
    """Send the JSON Schema of the JSON."""
    here(event)
    document = files("hackathon").joinpath("schemas", "page.schema.json").read_bytes()
    return _attached(document, "page.schema.json", "application/schema+json")


def _attached(content: bytes, name: str, media_type: str) -> Response:
    # A slug contains nothing that a header would have to quote.
    return Response(
        content, content_type=media_type, headers={"Content-Disposition": f'attachment; filename="{name}"'}
    )
