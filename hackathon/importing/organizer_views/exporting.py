"""Exporting an event in all formats, including those that can be imported again."""

from importlib.resources import files

from flask import Blueprint, Response, abort, render_template
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.importing.queries import imports
from hackathon.importing.queries.page_files import file_of
from hackathon.outcomes.exports import markdown_section, wikitext_section
from hackathon.outcomes.queries import event_report
from hackathon.pages.writers.formats import WRITERS
from hackathon.planning.drafts.queries.published_share import published_share

bp = Blueprint("organize_export", __name__, url_prefix="/<event>/organize/export")

SECTIONS = {"md": markdown_section, "wiki": wikitext_section}


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Offer the export files, and explain the use of each."""
    place = here(event)
    is_published = agendas.current(place.event) is not None
    return render_template(
        "importing/export.html",
        writers=WRITERS.values(),
        is_published=is_published,
        pages=imports.pages_with_text(place.event),
    )


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


@bp.get("/report.<any(md, wiki):kind>")
@open_to(Access.ORGANIZER)
def report(event: str, kind: str) -> ResponseReturnValue:
    """Show the report as a section that organizers paste into the page that the event came from."""
    found = here(event).event
    published = agendas.latest(found)
    share = published_share(found, published, current_time()) if published else None
    text = SECTIONS[kind](event_report(found), share)
    return Response(text, content_type="text/plain; charset=utf-8", headers=KEPT_NOWHERE)


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
