"""Finding the people that a page or form names, or adding them."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import select

from hackathon.accounts.models import Handle, Person, PersonMerge, PersonMergeState
from hackathon.core.extensions import db
from hackathon.core.text.emails import email_as_written, email_key
from hackathon.core.text.names import normalize
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

AT_ONCE = 1000
"""How many names one query contains; databases limit the number of parameters."""


class NamedPeople:
    """The people named on one page of one event; each name is one person, however often it occurs.

    Names are only treated as one person if they are equal after normalizing, or if an organizer merged them.
    `owners` maps wiki user names to people, if the page says so; the owner of a known handle doesn't change.
    """

    def __init__(self, event: Event, names: Iterable[str], owners: Mapping[str, str] | None = None) -> None:
        self._owners = owners
        keys = sorted({normalize(name) for name in names})
        here = set(db.session.scalars(select(Attendance.person_id).where(Attendance.event_id == event.id)))
        self._handles = {handle.name_key: handle.person for handle in _with_handles(keys)}
        self._people = _one_each(_with_names(keys), here)
        self._joined = {each.from_id: each.into for each in _accepted(event)}
        self.same_address: list[tuple[Person, Person]] = []
        """Pairs of people: a new one, and the one whose address the page gives them."""

    @property
    def everybody(self) -> list[Person]:
        """Everyone the page has named so far."""
        return [*self._people.values(), *self._handles.values()]

    def person(self, name: str, *, affiliation: str | None = None, email: str | None = None) -> Person:
        """Return the person with that name on the page, as an attendee or a contact."""
        key = normalize(name)
        found = self._people.get(key) or self._handles.get(key)
        if found is None:
            found = self._people[key] = Person(name=name, affiliation=affiliation)
            db.session.add(found)
            # Only new people get their address from a page: a page must not give anyone access to another
            # account.
            self._address(found, email)
        return self._joined.get(found.id, found)

    def author(self, handle: str) -> Person:
        """Return the owner of a wiki user name; it becomes their handle if it is unclaimed.

        If the page says which names are wiki user names, any other name is a person's real name.
        """
        key = normalize(handle)
        if key not in self._handles:
            if self._owners is not None and key not in self._owners:
                return self.person(handle)
            person = self.person(self._owners[key] if self._owners else handle)
            db.session.add(Handle(name=handle, person=person))
            self._handles[key] = person
        found = self._handles[key]
        return self._joined.get(found.id, found)

    def _address(self, person: Person, email: str | None) -> None:
        address = email_as_written(email)
        if address is None:
            return
        with db.session.no_autoflush:
            owner = db.session.scalar(select(Person).where(Person.email_key == email_key(address)))
        if owner is None:
            person.email = address
            db.session.flush()
        else:
            self.same_address.append((person, owner))


def _one_each(people: Iterable[Person], here: set[int]) -> dict[str, Person]:
    """Return the person for each name: the one who attends this event, or else the only one so named."""
    of_name: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        of_name[person.name_key].append(person)
    chosen = {}
    for key, namesakes in of_name.items():
        candidates = [each for each in namesakes if each.id in here] or namesakes
        # If several people have that name, it's unknown which one is meant, so a new person is added.
        if len(candidates) == 1 or candidates is not namesakes:
            chosen[key] = candidates[0]
    return chosen


def _with_names(keys: Sequence[str]) -> Iterator[Person]:
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield from db.session.scalars(select(Person).where(Person.name_key.in_(some)).order_by(Person.id))


def _with_handles(keys: Sequence[str]) -> Iterator[Handle]:
    for start in range(0, len(keys), AT_ONCE):
        some = keys[start : start + AT_ONCE]
        yield from db.session.scalars(select(Handle).where(Handle.name_key.in_(some)))


def _accepted(event: Event) -> Iterator[PersonMerge]:
    yield from db.session.scalars(
        select(PersonMerge).where(
            PersonMerge.event_id == event.id, PersonMerge.state == PersonMergeState.ACCEPTED
        )
    )
