"""Creating an event, and letting somebody in."""

from datetime import datetime, timedelta

import click

from hackathon.cli.context import find_event, now, with_database
from hackathon.domain.errors import UnknownName
from hackathon.extensions import settings
from hackathon.models import Event, Person
from hackathon.queries import people
from hackathon.services import events, organizers, signing_in

DAY = click.DateTime(formats=["%Y-%m-%d"])
GOOD_FOR = timedelta(days=1)


@click.group()
def event() -> None:
    """Create events."""


@event.command()
@click.argument("slug")
@click.option("--title", required=True)
@click.option("--timezone", required=True, help="The zone of the place, such as Europe/Dublin.")
@click.option("--from", "first", type=DAY, required=True, help="The first day, YYYY-MM-DD.")
@click.option("--to", "last", type=DAY, required=True, help="The last day, YYYY-MM-DD.")
@click.option("--place", help="Where it is, in words.")
@with_database
def create(slug: str, title: str, timezone: str, first: datetime, last: datetime, place: str | None) -> None:
    """Create an event that will stand at /SLUG/."""
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


@click.command("sign-in-link")
@click.argument("who")
@click.option("--event", "slug", help="The event that the link opens.")
@click.option("--organizer", is_flag=True, help="Also make them an organizer of the event.")
@click.option("--administrator", is_flag=True, help="Also let them run the server: organize every event.")
@with_database
def sign_in_link(who: str, slug: str | None, organizer: bool, administrator: bool) -> None:
    """Print a link that signs WHO in, once, within a day.

    WHO is an e-mail address, a handle or an exact name. With --organizer or --administrator, somebody
    unknown is added; without --event, an organizer may create events.
    """
    found = find_event(slug) if slug else None
    if administrator:
        person = organizers.make_administrator(who=who, person=_one(who))
    elif organizer:
        person = organizers.appoint(who=who, person=_one(who), event=found, now=now())
    else:
        person = find_person(who)
    click.echo(make_link(person, found))


def make_link(person: Person, event: Event | None) -> str:
    """Return the address of a link for the person, good for a day."""
    leads_to = f"/{event.slug}/" if event else "/"
    secret = signing_in.make_link(person=person, leads_to=leads_to, now=now(), good_for=GOOD_FOR)
    return f"{settings().url}/sign-in/{secret}"


def find_person(who: str) -> Person:
    """Return the one person whom an address, a handle or a name means.

    Raises UnknownName where it is nobody, or more than one.
    """
    person = _one(who)
    if person is None:
        raise UnknownName(f"Nobody here is called '{who}'. Add them on the desk's people page first.")
    return person


def _one(who: str) -> Person | None:
    found = people.named(who)
    if len(found) > 1:
        raise UnknownName(f"{len(found)} people are called '{who}'. Use an e-mail address or a handle.")
    return found[0] if found else None
