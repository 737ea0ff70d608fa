"""The published event as static files for any web server."""

import io
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from flask import current_app
from flask.testing import FlaskClient

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain.filters import contacts_of
from hackathon.core.errors import NothingToPublish
from hackathon.core.extensions import settings
from hackathon.events.models import Event
from hackathon.outcomes.materials.queries import materials_by_topic
from hackathon.outcomes.queries import file_path

# Forms and scripts need the server, and nobody can sign in to files.
LEFT_OUT = re.compile(
    r'<form\b.*?</form>|<script\b.*?</script>|<p class="site-who">.*?</p>'
    r'|<link rel="manifest"[^>]*>|<template\b.*?</template>|<p class="stale".*?</p>',
    re.DOTALL,
)
STATIC = (".css", ".png", ".svg")


def site_of(event: Event) -> bytes:
    """Return a ZIP file of the event's public pages, as visitors who are not signed in see them.

    Its root belongs at the root of a web server. Raises NothingToPublish without a published agenda.
    """
    if agendas.latest(event) is None:
        raise NothingToPublish(
            f"{event.title} has no published agenda yet. Run: hackathon publish {event.slug}"
        )
    client = current_app.test_client()
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for address, name in _pages(event):
            content = _read(client, address)
            if content is not None:
                archive.writestr(name, content)
        static = Path(current_app.static_folder or "")
        for file in sorted(static.rglob("*")):
            if file.suffix in STATIC:
                archive.write(file, f"static/{file.relative_to(static)}")
    return written.getvalue()


def _pages(event: Event) -> Iterator[tuple[str, str]]:
    """Yield the addresses of the pages and files, each with its path in the archive."""
    agenda, root = agendas.latest(event), f"/{event.slug}/"
    pages = ["", "agenda/", "topics/", "changes/", "report"]
    topics = [topic for topic in event.topics if not topic.is_withdrawn]
    pages += [f"topics/{topic.address}" for topic in topics]
    pages += [f"topics/{topic.address}/outcome" for topic in topics]
    pages += [f"people/{name}" for name in contacts_of(agenda)] if agenda else []
    for page in pages:
        address = f"{root}{page}?page=all" if page == "topics/" else root + page
        yield address, f"{event.slug}/{page}".rstrip("/") + "/index.html"
    for file in ("theme.css", "agenda.ics", "agenda.pdf", "schedule.xml", "schedule.json", "report.md"):
        yield root + file, f"{event.slug}/{file}"
    files = materials_by_topic(event)
    for topic in topics:
        for material in files.get(topic.id, ()):
            path = file_path(event, topic, material)
            yield path, unquote(path).lstrip("/")
    yield "/stylesheets/page.css", "stylesheets/page.css"


def _read(client: FlaskClient, address: str) -> bytes | None:
    """Return the response for a visitor, without parts that need the server; None if there is none."""
    answer = client.get(address, base_url=settings().url)
    if answer.status_code != 200:
        return None
    if answer.mimetype != "text/html":
        return bytes(answer.data)
    return LEFT_OUT.sub("", answer.text).encode()
