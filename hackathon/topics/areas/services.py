"""Editing the areas of an event as one list."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import inspect

from hackathon.accounts.models import Person
from hackathon.activity import services as activity
from hackathon.activity.messages import LogKind
from hackathon.core.database.transactions import refuse_stale, touch, transaction
from hackathon.core.errors import BadEntry
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.core.text.names import former_slug, free_slug, normalize, slugify
from hackathon.events.models import Event
from hackathon.topics.areas.domain import AreaLine
from hackathon.topics.areas.models import Area


@transaction
def arrange(
    *, event: Event, lines: Sequence[AreaLine], seen: int | None, by: Person | None, now: datetime
) -> None:
    """Replace the event's areas with those of the lines, ordered by position.

    An area that is not listed any more is deleted; its topics stay, without an area. A renamed area keeps its
    slug. Raises StaleForm, and BadEntry for two areas of the same name.
    """
    refuse_stale(seen, event.version)
    _refuse_twins(lines)
    known = {area.slug: area for area in event.areas}
    kept = {line.slug for line in lines}
    for slug in known.keys() - kept:
        db.session.delete(known[slug])
    # Deleted first, so that names that moved to another row do not collide.
    db.session.flush()

    slugs = set(known)
    for position, line in enumerate(sorted(lines, key=lambda line: line.position)):
        area = known.get(line.slug or "")
        if area is None:
            slug = free_slug(slugify(line.name) or "area", taken=slugs)
            area = Area(event_id=event.id, slug=slug)
            slugs.add(area.slug)
            db.session.add(area)
        area.name, area.position = line.name, position
    touch(event)
    activity.record(LogKind.CHANGED_AREAS, event=event, by=by, now=now)


class NamedAreas:
    """Finds the areas of an event by name during an import, and adds missing ones at the end.

    A renamed area keeps its slug, so a page that still has the old name finds it by that.
    """

    def __init__(self, event: Event) -> None:
        self._event = event
        self._known = {normalize(area.name): area for area in event.areas}
        self._slugs = {area.slug for area in event.areas}
        self._renamed = {area.slug: area for area in event.areas if area.slug not in _slugs_of(area.name)}

    def named(self, name: str) -> Area:
        """Return the area of that name, adding it if necessary."""
        key, slug = normalize(name), slugify(name)
        if key not in self._known:
            renamed = (self._renamed[each] for each in _slugs_of(name) if each in self._renamed)
            self._known[key] = next(renamed, None) or self._add(name, slug or "area")
        return self._known[key]

    def _add(self, name: str, slug: str) -> Area:
        free = free_slug(slug, taken=self._slugs)
        area = Area(event=self._event, slug=free, name=name, position=len(self._slugs))
        self._slugs.add(free)
        db.session.add(area)
        if inspect(self._event).persistent:
            touch(self._event)  # the URL of its colours contains its version
        return area


def _slugs_of(name: str) -> tuple[str, ...]:
    """Return the slugs that an area of that name may have."""
    return tuple(dict.fromkeys(filter(None, (slugify(name), former_slug(name)))))


def _refuse_twins(lines: Sequence[AreaLine]) -> None:
    seen: set[str] = set()
    for line in lines:
        key = normalize(line.name)
        if not key:
            raise BadEntry(message("Please enter a name for the area, or clear its name to remove it."))
        if key in seen:
            raise BadEntry(
                message("Two areas are called “%(line)s”. Please rename one of them.", line=line.name)
            )
        seen.add(key)
