"""Bringing a wiki page in; the event and its agenda out."""

import json
import sys
from collections.abc import Mapping
from pathlib import Path

import click

from hackathon.cli.context import find_event, now, with_database
from hackathon.domain.errors import BadEntry, NothingToPublish, PageUndecided
from hackathon.domain.wiki.kinds import KINDS, Kind, read_text
from hackathon.domain.wiki.merging import choices, merge
from hackathon.domain.wiki.merging.new_event import NewEvent, guessed_zones, new_event, slug_for
from hackathon.domain.wiki.merging.plan import MergePlan, document
from hackathon.domain.wiki.merging.same_words import left_open
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.source import LARGEST_FILE, decode
from hackathon.domain.wiki.writers import WRITERS
from hackathon.exports import csv, frab
from hackathon.extensions import settings
from hackathon.models import Event
from hackathon.queries import agendas, events, imports
from hackathon.queries.page_files import file_of
from hackathon.services import importing, revision_files, undoing_imports

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_AGENDA = ("ical", "pdf", "frab-xml", "frab-json", "agenda-csv")
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--event", "slug", help="The event to bring it into; one that is not there yet is created.")
@click.option("--timezone", "zone", help="The zone of a new event's place, such as Europe/Dublin.")
@click.option("--place", help="Where a new event is, in words.")
@click.option("--dry-run", is_flag=True, help="Only say what would change.")
@click.option("--json", "as_json", is_flag=True, help="Print the page as it was read, and what changes.")
@click.option(
    "--choose",
    "chosen",
    metavar="KEY=OPTION",
    multiple=True,
    help="Decide something that the plan asks, as `--dry-run --json` names it under merge, choices. "
    "Without, nothing of ours is overwritten or withdrawn.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in KINDS]),
    default=Kind.AUTO.value,
    show_default=True,
    help="How the page is written down; auto recognises it.",
)
def import_page(
    file: Path,
    slug: str | None,
    zone: str | None,
    place: str | None,
    dry_run: bool,
    as_json: bool,
    chosen: tuple[str, ...],
    kind: str,
) -> None:
    """Bring in the page in FILE: its text as pasted or printed, or its source, as --as lists them.

    A file may have up to 50 MB; what a browser sends may have 5.
    """
    text = decode(_read(file), most=LARGEST_FILE)
    page = read_text(text, Kind(kind))
    told = dict(each.partition("=")[::2] for each in chosen)
    if dry_run:
        plan = merge.compare(page, None) if slug is None else _planned(page, slug)
        changes = choices.decided(plan, choices.chosen_from(plan, choices.told(plan, told)))
    else:
        plan, changes = _applied(text, page, slug or slug_for(page), zone, place, told)
    found = document(page, changes)
    found["merge"]["choices"] = choices.as_json(plan)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else changes.summary())
    for line in left_open(changes):
        click.echo(f"To decide: {line}", err=True)
    for question in page.questions:
        click.echo(f"To decide: {question.text}", err=True)


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(LARGEST_FILE + 1)  # one byte too many is enough to be refused


@with_database
def _planned(page: Page, slug: str | None) -> MergePlan:
    return importing.plan(page, events.get(slug) if slug else None)


@with_database
def _applied(
    text: str, page: Page, slug: str | None, zone: str | None, place: str | None, told: Mapping[str, str]
) -> tuple[MergePlan, MergePlan]:
    target = events.get(slug) if slug else None
    if target and zone and zone != target.zone:
        raise BadEntry(f"/{target.slug}/ is in {target.zone}. Change that on its settings page.")
    plan = importing.plan(page, target)
    changes = importing.apply(
        text=text,
        page=page,
        target=target or _new_event(page, slug, zone, place),
        by=None,
        now=now(),
        seen=plan.digest,
        sent=choices.told(plan, told),
    )
    return plan, changes


def _new_event(page: Page, slug: str | None, zone: str | None, place: str | None) -> NewEvent:
    try:
        return new_event(page, slug=slug, zone=zone, place=place)
    except PageUndecided:
        if zone or page.event is None or not sys.stdin.isatty():
            raise
    said = place or " ".join(part for part in (page.event.city, page.event.country) if part)
    guess = next(iter(guessed_zones(said)), None)
    return new_event(page, slug=slug, zone=click.prompt("Time zone of the place", default=guess), place=place)


@click.command("undo-import")
@click.argument("event")
@click.option(
    "--with-event", is_flag=True, help="Also remove the event, if the import made it and it is bare."
)
@with_database
def undo_import(event: str, with_event: bool) -> None:
    """Take the last import into EVENT back, while nothing that it wrote has changed."""
    found = find_event(event)
    record = imports.last(found) or (imports.maker(found) if with_event else None)
    if record is None:
        raise BadEntry(f"Nothing was imported into {found.title} that could be undone.")
    summary, stays = record.summary, imports.made(found, record) and not with_event
    undoing_imports.undo(record=record, by=None, now=now(), with_event=with_event)
    click.echo(f"Undone: {summary}")
    if stays:
        click.echo(f"/{found.slug}/ stays, with its days and hours; --with-event removes it too.", err=True)


@click.command()
@click.argument("event")
@click.option(
    "--as",
    "kind",
    required=True,
    type=click.Choice([*(kind.value for kind in WRITERS), *_AGENDA]),
    help="The event as a page (with votes, comments and people), or its published agenda: "
    + ", ".join(_AGENDA)
    + ".",
)
@click.option("-o", "--output", type=OUT, help="Write to this file in place of standard output.")
@with_database
def export(event: str, kind: str, output: Path | None) -> None:
    """Write EVENT as a file: as a page that can be imported again, or its published agenda.

    A page of the kind json is everything, and csv is a table of the topics.
    """
    found = find_event(event)
    content = file_of(found, Kind(kind)).content if kind in WRITERS else _agenda(found, kind)
    if output:
        output.write_bytes(content)
    else:
        sys.stdout.buffer.write(content)


def _agenda(event: Event, kind: str) -> bytes:
    edition = agendas.current(event)
    if edition is None:
        raise NothingToPublish(
            f"{event.title} has no published agenda yet. Run: hackathon publish {event.slug}"
        )
    revision = agendas.revision(event, edition.number)
    agenda = revision.agenda
    url = f"{settings().url}/{agenda.event}"
    match kind:
        case "ical":
            return revision_files.content(revision=revision, name="agenda.ics", now=now())
        case "pdf":
            return revision_files.content(revision=revision, name=agendas.PAPER, now=now())
        case "agenda-csv":
            return csv.sessions(agenda)
        case "frab-xml":
            return frab.schedule_xml(agenda, url)
        case _:
            return frab.schedule_json(agenda, url)
