"""Commands that create events, and sign people in and out."""

import shlex
from dataclasses import asdict
from datetime import datetime, timedelta

import click

from hackathon.accounts import queries as people
from hackathon.accounts.devices import services as devices
from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.services import signing_in
from hackathon.cli.context import DAY, find_event, find_event_to_change, now, refuse_archived, with_database
from hackathon.core.domain.phases import Phase
from hackathon.core.errors import BadEntry, UnknownName
from hackathon.core.extensions import settings
from hackathon.event_settings import queries as reading
from hackathon.event_settings.services import archiving, deleting, events, organizers
from hackathon.events.models import Event

FOLLOW = "dates"
GOOD_FOR = timedelta(days=1)


@click.group()
def event() -> None:
    """Create events, and set their phases."""


@event.command()
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--timezone", required=True, help="The time zone, such as Europe/Dublin.")
@click.option("--from", "first", type=DAY, required=True, help="The first day, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, YYYY-MM-DD.")
@click.option("--place", help="The venue or city.")
@with_database
def create(slug: str, title: str, timezone: str, first: datetime, last: datetime, place: str | None) -> None:
    """Create an event at /SLUG/."""
    made = events.create(
        slug=slug,
        title=title,
        zone=timezone,
        first_day=first.date(),
        last_day=last.date(),
        place=place,
        by=None,
        now=now(),
    )
    click.echo(f"Created {made.title}. Next: hackathon sign-in-link WHO --event {slug} --organizer")


@event.command()
@click.argument("slug")
@click.argument(
    "to", required=False, type=click.Choice([*(each.value for each in Phase), FOLLOW]), metavar="[PHASE]"
)
@with_database
def phase(slug: str, to: str | None) -> None:
    """Print or set the phase of an event.

    PHASE is preparing, proposing, voting, scheduled, running or ended: the event stays in that phase whatever
    its dates say: a later phase advances it, an earlier one reopens it. “dates” makes it follow its dates
    again.
    """
    found, moment = find_event(slug), now()
    if to is not None:
        refuse_archived(found)
        held = None if to == FOLLOW else Phase(to)
        events.hold(event=found, phase=held, seen=None, by=None, now=moment)
    by = "archived" if found.is_archived else "set by an organizer" if found.held_phase else "by its dates"
    click.echo(f"{found.slug}: {found.phase(moment)} ({by})")


@event.command()
@click.argument("slug")
@click.option("--reopen", is_flag=True, help="Make the event editable again.")
@with_database
def archive(slug: str, reopen: bool) -> None:
    """Archive an event, which makes it read-only, or reopen it."""
    found = find_event(slug)
    if reopen:
        archiving.reopen(event=found, by=None, now=now())
    else:
        archiving.archive(event=found, seen=None, by=None, now=now())
    click.echo(f"{found.title} is {'archived' if found.is_archived else 'open'}.")


@event.command()
@click.argument("slug")
@click.option("--title", help="The title of the event, to confirm that you mean it.")
@with_database
def delete(slug: str, title: str | None) -> None:
    """Delete an event and everything in it; without --title, only list what would be deleted."""
    found = find_event_to_change(slug)
    if title is None:
        for name, count in asdict(reading.what_is_lost(found)).items():
            click.echo(f"{count:6} {name}")
        raise BadEntry(f"Nothing is deleted. To delete it, add --title {shlex.quote(found.title)}.")
    deleting.delete(event=found, typed=title, seen=None, by=None, now=now())
    click.echo(f"/{slug}/ is deleted.")


@click.command("sign-in-link")
@click.argument("who")
@click.option("--event", "slug", help="The event that the link opens.")
@click.option("--organizer", is_flag=True, help="Also make them an organizer of the event.")
@click.option("--administrator", is_flag=True, help="Also let them run the server: organize every event.")
@with_database
def sign_in_link(who: str, slug: str | None, organizer: bool, administrator: bool) -> None:
    """Print a link that signs WHO in. It works once, within one day.

    WHO is an email address, a handle or an exact name. With --organizer or --administrator, an unknown person
    is added; without --event, an organizer may create events.
    """
    found = find_event(slug) if slug else None
    if administrator:
        person = organizers.make_administrator(who=who, person=_one(who))
    elif organizer:
        person = organizers.appoint(who=who, person=_one(who), event=found, now=now())
    else:
        person = find_person(who)
    click.echo(make_link(person, found))


@click.command("sign-out")
@click.argument("who")
@with_database
def sign_out(who: str) -> None:
    """Sign WHO out on all their devices, such as a lost phone. They can sign in again.

    WHO is an email address, a handle or an exact name.
    """
    person = find_person(who)
    devices.sign_out_everywhere(person=person)
    click.echo(f"{person.name} is signed out on all devices.")


def make_link(person: Person, event: Event | None) -> str:
    """Return a sign-in link for the person, valid for a day."""
    leads_to = f"/{event.slug}/" if event else "/"
    secret = signing_in.make_link(person=person, leads_to=leads_to, now=now(), good_for=GOOD_FOR)
    return f"{settings().url}/sign-in/{secret}"


def find_person(who: str) -> Person:
    """Return the person with that address, handle or name.

    Raises UnknownName if there is none, or more than one.
    """
    person = _one(who)
    if person is None:
        raise UnknownName(f"Nobody here is called '{who}'. Add them under People first.")
    return person


def _one(who: str) -> Person | None:
    found = people.named(who)
    if len(found) > 1:
        raise UnknownName(f"{len(found)} people are called '{who}'. Use an email address or a handle.")
    return found[0] if found else None
