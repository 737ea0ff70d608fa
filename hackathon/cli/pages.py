"""Commands that import and export pages and agendas."""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from contextlib import nullcontext
from functools import partial
from pathlib import Path

import click

from hackathon.agenda import queries as agendas
from hackathon.agenda.feeds.exports import frab
from hackathon.agenda.feeds.services import revision_files
from hackathon.cli.context import find_event, find_event_to_change, now, refuse_archived, with_database
from hackathon.cli.new_event_options import check_fits, event_from, new_event_options
from hackathon.cli.page_corrections import (
    check_is_certain,
    correction_options,
    corrections_typed,
    doubtful_kinds,
    kinds_of,
    question_lines,
    unrecognized_lines,
)
from hackathon.cli.site import site_of
from hackathon.core.errors import BadEntry, NothingToPublish
from hackathon.core.extensions import settings
from hackathon.core.files import csv
from hackathon.events.models import Event
from hackathon.events.queries import events
from hackathon.importing.queries import imports, removed_names
from hackathon.importing.queries.page_files import file_of, json_of
from hackathon.importing.services import importing, importing_parts, undoing_imports
from hackathon.pages.merge import choices, comparison
from hackathon.pages.merge.new_event import slugs_for
from hackathon.pages.merge.plan import MergePlan, import_document
from hackathon.pages.merge.similar_presentation import open_decisions
from hackathon.pages.model.page import Page
from hackathon.pages.model.source import MAX_FILE_BYTES, MAX_UPLOAD_BYTES
from hackathon.pages.readers import json_stream
from hackathon.pages.readers.formats import CHOICES, PageFormat, page_text
from hackathon.pages.readers.understanding import check_has_content, understand_text
from hackathon.pages.recognition.understanding import Understanding
from hackathon.pages.writers.formats import WRITERS

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
SITE = "site"
_AGENDA = ("ical", "pdf", "frab-xml", "frab-json", "agenda-csv")
OUT = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.command("import")
@click.argument("file", type=FILE)
@click.option("--event", "slug", help="The event to import into; created if it does not exist.")
@new_event_options
@click.option("--dry-run", is_flag=True, help="Only show what would change.")
@click.option(
    "--json", "as_json", is_flag=True, help="Print the page as it was read, and the changes, as JSON."
)
@click.option(
    "--choose",
    "chosen",
    metavar="KEY=OPTION",
    multiple=True,
    help="Make one of the choices that `--dry-run --json` lists under merge.choices. "
    "By default, nothing in the event is overwritten or withdrawn.",
)
@click.option(
    "--as",
    "kind",
    type=click.Choice([kind.value for kind in CHOICES]),
    default=PageFormat.AUTO.value,
    show_default=True,
    help="The format; auto recognizes it.",
)
@correction_options
def import_page(
    file: Path,
    slug: str | None,
    dry_run: bool,
    as_json: bool,
    chosen: tuple[str, ...],
    kind: str,
) -> None:
    """Import the page in FILE: text copied from a browser, or one of the formats under --as.

    Start with --dry-run: it prints what would be imported, what was not recognized, and the options that
    correct it. The check page in the browser prints the same options under "As a command".

    A file can be up to 50 MB (5 MB in the browser). A file written by `hackathon export --as json` can be any
    size if it creates a new event.
    """
    is_plain = not (dry_run or as_json or chosen or corrections_typed()) and kind in (
        PageFormat.AUTO,
        PageFormat.JSON,
    )
    if is_plain and _is_large(file) and (made := _made_in_parts(file, slug)):
        click.echo(made)
        return
    text = page_text(_read(file), most=MAX_FILE_BYTES)
    understanding = understand_text(text, PageFormat(kind), corrections_typed())
    _check_has_content(understanding, text, PageFormat(kind))
    page = understanding.page
    told = dict(each.partition("=")[::2] for each in chosen)
    if dry_run:
        plan = comparison.compare_page(page, None) if slug is None else _planned(page, slug)
        changes = choices.apply_choices(
            plan, choices.choices_from_form(plan, choices.form_answers(plan, told))
        )
    else:
        check_is_certain(understanding)
        plan, changes = _applied(text, page, slug, told)
    found = import_document(page, changes)
    found["merge"]["choices"] = choices.decisions_as_json(plan)
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else changes.summary())
    _say_what_is_open(changes, understanding)


def _say_what_is_open(changes: MergePlan, understanding: Understanding) -> None:
    """Print what a person must decide, and what was not recognized."""
    for line in open_decisions(changes):
        click.echo(f"To decide: {line}", err=True)
    for report in (question_lines, doubtful_kinds, unrecognized_lines):
        for line in report(understanding):
            click.echo(line, err=True)


def _check_has_content(understanding: Understanding, text: str, kind: PageFormat) -> None:
    """Raise NotAPage where there is nothing to import, after saying what could be corrected."""
    if not (understanding.page.topics or understanding.page.attendees):
        for line in kinds_of(understanding):
            click.echo(line, err=True)
    check_has_content(understanding, text, kind)


def _is_large(file: Path) -> bool:
    """Whether this is a large page of our own, to be read in parts."""
    return file.stat().st_size > MAX_UPLOAD_BYTES and json_stream.is_json_document(file)


@with_database
def _made_in_parts(file: Path, slug: str | None) -> str | None:
    """Create an event from a page. None if the event exists, so that it has to be compared."""
    frame = json_stream.read_without_topics(file)
    if any(events.get(each) for each in ((slug,) if slug else slugs_for(frame))):
        return None
    target = event_from(frame, slug)
    with file.open("rb") as stream:
        digest = hashlib.file_digest(stream, "sha256").hexdigest()
    topics = partial(json_stream.iterate_topics, file)
    number = importing_parts.apply(digest=digest, frame=frame, topics=topics, target=target, now=now())
    return f"Created /{target.slug}/ with {number:,} topics and {len(frame.attendees):,} people."


def _read(file: Path) -> bytes:
    with file.open("rb") as stream:
        return stream.read(MAX_FILE_BYTES + 1)  # one byte too many is enough to be refused


@with_database
def _planned(page: Page, slug: str | None) -> MergePlan:
    event = events.get(slug) if slug else None
    return importing.plan(_without_removed(page, event), event)


def _without_removed(page: Page, event: Event | None) -> Page:
    left, removed = removed_names.without_removed(page, event)
    for name in removed:
        click.echo(
            f"Left out: {name} asked to be deleted. Please remove the name from the page, too.", err=True
        )
    return left


@with_database
def _applied(text: str, page: Page, slug: str | None, told: Mapping[str, str]) -> tuple[MergePlan, MergePlan]:
    known = (events.get(each) for each in ((slug,) if slug else slugs_for(page)))
    target = next(filter(None, known), None)
    refuse_archived(target)
    if target:
        check_fits(target)
    plan = importing.plan(_without_removed(page, target), target)
    changes = importing.apply(
        text=text,
        page=page,
        target=target or event_from(page, slug),
        by=None,
        now=now(),
        seen=plan.digest,
        sent=choices.form_answers(plan, told),
    )
    return plan, changes


@click.command("undo-import")
@click.argument("event")
@click.option(
    "--with-event", is_flag=True, help="Also remove the event, if the import created it and it is empty."
)
@with_database
def undo_import(event: str, with_event: bool) -> None:
    """Undo the last import into EVENT, unless what it wrote has changed since."""
    found = find_event_to_change(event)
    record = imports.last(found) or (imports.maker(found) if with_event else None)
    if record is None:
        raise BadEntry(f"There is no import into {found.title} to undo.")
    summary, stays = record.summary, imports.made(found, record) and not with_event
    undoing_imports.undo(record=record, by=None, now=now(), with_event=with_event)
    click.echo(f"Undone: {summary}")
    if stays:
        click.echo(
            f"/{found.slug}/ is kept, with its days and opening hours; --with-event removes it, too.",
            err=True,
        )


@click.command()
@click.argument("event")
@click.option(
    "--as",
    "kind",
    required=True,
    type=click.Choice([*(kind.value for kind in WRITERS), *_AGENDA, SITE]),
    help="The event as a page (with votes, comments and people), or its published agenda: "
    + ", ".join(_AGENDA)
    + ".",
)
@click.option("-o", "--output", type=OUT, help="Write to this file instead of standard output.")
@with_database
def export(event: str, kind: str, output: Path | None) -> None:
    """Write EVENT to a file, as a page that can be imported again or as its published agenda.

    json contains everything, csv is a table of the topics, and site is a ZIP file of the public pages for any
    web server.
    """
    found = find_event(event)
    with output.open("wb") if output else nullcontext(sys.stdout.buffer) as stream:
        for part in _parts(found, kind):
            stream.write(part)


def _parts(event: Event, kind: str) -> Iterable[bytes]:
    if kind == SITE:
        return [site_of(event)]
    if kind == PageFormat.JSON:
        return json_of(event)
    return [file_of(event, PageFormat(kind)).content if kind in WRITERS else _agenda(event, kind)]


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
