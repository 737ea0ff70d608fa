"""Names on a page that belong to people who deleted their account after an earlier import."""

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.core.text.name_digests import is_among
from hackathon.events.models import Event
from hackathon.importing.models import PageImport
from hackathon.pages.merge.removed_names import without_names
from hackathon.pages.model.page import Page

REMOVED = "removed"
"""The key of the digests of removed names in a page's interpretation."""
NAMES, ALL = "names", "all"
"""The fields of a form that declare names on the page to be those of other people than the deleted ones."""


def without_removed(page: Page, event: Event | None) -> tuple[Page, tuple[str, ...]]:
    """Return the page without the deleted people, and their names as the page has them."""
    if event is None:
        return page, ()
    kept = db.session.scalars(select(PageImport.as_read[REMOVED]).where(PageImport.event_id == event.id))
    digests = [digest for each in kept for digest in each or ()]
    return without_names(page, lambda name: is_among(name, digests)) if digests else (page, ())
