"""Names on a page that belong to people who deleted their account after an earlier import."""

from sqlalchemy import select

from hackathon.core.extensions import db
from hackathon.core.text.name_digests import is_among
from hackathon.events.models import Event
from hackathon.importing.models import PageImport
from hackathon.pages.merge.removed_names import without_names
from hackathon.pages.model.page import Page

REMOVED = "removed"
"""The key in what was read of a page under which the digests of such names are kept."""
NAMES, ALL = "names", "all"
"""What a form says where the names on the page are of other people than those who were deleted."""


def without_removed(page: Page, event: Event | None) -> tuple[Page, tuple[str, ...]]:
    """Return the page without the people who were deleted, and their names as the page gives them."""
    if event is None:
        return page, ()
    kept = db.session.scalars(select(PageImport.as_read[REMOVED]).where(PageImport.event_id == event.id))
    digests = [digest for each in kept for digest in each or ()]
    return without_names(page, lambda name: is_among(name, digests)) if digests else (page, ())
