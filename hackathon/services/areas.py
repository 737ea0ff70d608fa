"""The areas of an event: named, ordered, added and removed as one list."""

from collections.abc import Sequence
from datetime import datetime

from hackathon.domain.areas import AreaLine
from hackathon.domain.errors import BadEntry
from hackathon.domain.names import free_slug, normalise, slugify
from hackathon.extensions import db
from hackathon.models import Area, Event, Person
from hackathon.services import activity
from hackathon.services.transactions import refuse_stale, touch, transaction


@transaction
def arrange(
    *, event: Event, lines: Sequence[AreaLine], seen: int | None, by: Person | None, now: datetime
) -> None:
    """Make the event's areas those of the lines, in the order of their positions.

    An area that no line names any more goes, and its topics stay without one. A renamed area keeps its
    address. Raises StaleForm, and BadEntry for two areas of one name.
    """
    refuse_stale(seen, event.version)
    _refuse_twins(lines)
    known = {area.slug: area for area in event.areas}
    kept = {line.slug for line in lines}
    for slug in known.keys() - kept:
        db.session.delete(known[slug])
    # In one stroke, so that what two lines swap never meets.
    db.session.flush()

    slugs = set(known)
    for position, line in enumerate(sorted(lines, key=lambda each: each.position)):
        area = known.get(line.slug or "")
        if area is None:
            slug = free_slug(slugify(line.name) or "area", taken=slugs)
            area = Area(event_id=event.id, slug=slug)
            slugs.add(area.slug)
            db.session.add(area)
        area.name, area.position = line.name, position
    touch(event)
    activity.did("changed the areas", event=event, by=by, now=now)


class NamedAreas:
    """The areas of an event by their names, as a page that comes in has them; a new one is added at the end.

    A renamed area keeps its address, so a page that still has the name of the address means it.
    """

    def __init__(self, event: Event) -> None:
        self._event = event
        self._known = {normalise(area.name): area for area in event.areas}
        self._slugs = {area.slug for area in event.areas}
        self._renamed = {area.slug: area for area in event.areas if slugify(area.name) not in ("", area.slug)}

    def named(self, name: str) -> Area:
        """Return the area of that name."""
        key, slug = normalise(name), slugify(name)
        if key not in self._known:
            self._known[key] = self._renamed.get(slug) or self._add(name, slug or "area")
        return self._known[key]

    def _add(self, name: str, slug: str) -> Area:
        free = free_slug(slug, taken=self._slugs)
        area = Area(event=self._event, slug=free, name=name, position=len(self._slugs))
        self._slugs.add(free)
        db.session.add(area)
        return area


def _refuse_twins(lines: Sequence[AreaLine]) -> None:
    seen: set[str] = set()
    for line in lines:
        key = normalise(line.name)
        if not key:
            raise BadEntry("An area needs a name. Write one, or empty the whole line to remove it.")
        if key in seen:
            raise BadEntry(f"Two areas are called “{line.name}”. Give one of them another name.")
        seen.add(key)
