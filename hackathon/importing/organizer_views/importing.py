"""Importing a page: paste or upload it, review the changes, choose, and import."""

from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.errors import ColumnsAlike, NotAPage, ReadingStopped
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.columns import WHICH_COLUMN, chosen
from hackathon.core.web.submitting import submit
from hackathon.importing.forms import ImportPlanForm, PageForm
from hackathon.importing.messages import format_label
from hackathon.importing.models import WaitingPage
from hackathon.importing.queries import imports, removed_names
from hackathon.importing.services import importing, pending_pages, reading, undoing_imports
from hackathon.pages.merge.choices import choices_from_form
from hackathon.pages.merge.presentation import present_plan
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import is_packed, page_text, with_chosen_columns

bp = Blueprint("organize_import", __name__, url_prefix="/<event>/organize/import")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Ask for a page, and show previous imports."""
    return _page(here(event), PageForm())


@bp.post("")
@open_to(Access.ORGANIZER)
def look(event: str) -> ResponseReturnValue:
    """Store a page for previewing; nothing is imported yet."""
    place, form = here(event), PageForm()
    if submit(form, lambda: _keep(place, form)) is None:
        return _page(place, form), form.answer_status

    return redirect(url_for("organize_import_check.show", event=event), code=303)


@bp.get("/plan")
@open_to(Access.ORGANIZER)
def plan(event: str) -> ResponseReturnValue:
    """Show what the page would change, and ask which changes to import."""
    place = here(event)
    waiting = imports.waiting(place.event, me())
    if waiting is None:
        return redirect(url_for(".show", event=event), code=303)
    page = pending_pages.page_of_waiting(waiting)
    if not pending_pages.has_content(page):
        return _to_check(event)
    return _plan(place, page, with_removed=request.args.get(removed_names.NAMES) == removed_names.ALL)


@bp.post("/application")
@open_to(Access.ORGANIZER)
def apply(event: str) -> ResponseReturnValue:
    """Import the chosen changes, if the plan is still the one that was shown."""
    place, form, now = here(event), ImportPlanForm(), current_time()
    waiting = imports.waiting(place.event, me()) or abort(404)
    page, text = pending_pages.page_of_waiting(waiting), waiting.text
    with_removed = request.form.get(removed_names.NAMES) == removed_names.ALL
    if not pending_pages.has_content(page):
        return _to_check(event)
    came_in = submit(
        form,
        lambda: importing.apply(
            text=text, page=page, target=place.event, by=me(), now=now, seen=form.seen.data or "",
            sent=request.form,
        ),
    )  # fmt: skip
    if came_in is None:
        return _plan(here(event), page, form, with_removed=with_removed), form.answer_status

    _remember_layout(here(event), waiting, now)
    flash(_("Page imported: %(summary)s.", summary=translated(came_in.result.summary_message())))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/undoing")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Undo an import."""
    place = here(event)
    record = imports.find(place.event, key)
    undoing_imports.undo(record=record, by=me(), now=current_time())
    if imports.made(place.event, record):
        flash(_("Import undone. The event that it created stays, with its days and opening hours."))
    else:
        flash(_("Import undone. Everything is as it was before."))
    return redirect(url_for(".show", event=event), code=303)


def _to_check(event: str) -> ResponseReturnValue:
    """Redirect to where people can say what the topics are."""
    return redirect(url_for("organize_import_check.show", event=event), code=303)


def _remember_layout(place: Here, waiting: WaitingPage, now: datetime) -> None:
    understanding = pending_pages.understanding_of_waiting(waiting)
    if understanding.corrections:
        pending_pages.keep_layout(event=place.event, understanding=understanding, name="", now=now)


def _keep(place: Here, form: PageForm) -> None:
    data, kind = form.content, form.told
    if (columns := chosen()) and not is_packed(data):
        text, kind = with_chosen_columns(page_text(data), kind, columns)
        data = text.encode()
    if not is_packed(data):
        form.text.data = page_text(data)  # a file can't be shown as one line of text
    try:
        page = reading.read_page(data, kind)
    except ColumnsAlike as question:
        form.columns = question.columns
        raise NotAPage(WHICH_COLUMN) from question
    except ReadingStopped:
        raise
    except NotAPage as refusal:
        raise NotAPage(refusal.message, at="text") from refusal
    pending_pages.keep(event=place.event, by=me(), page=page, kind=kind, now=current_time())


def _page(place: Here, form: PageForm) -> str:
    return render_template(
        "importing/import.html",
        form=form,
        format_label=format_label,
        imports=imports.all_of(place.event),
        waiting=imports.unfinished(place.event, me()),
        layouts=imports.named_layouts(place.event),
    )


def _plan(
    place: Here, page: Page, refused: ImportPlanForm | None = None, *, with_removed: bool = False
) -> str:
    left, removed = removed_names.without_removed(page, place.event)
    page = page if with_removed else left
    changes = importing.plan(page, place.event)
    form = ImportPlanForm(formdata=None, data={"seen": changes.digest})
    form.form_errors.extend(refused.form_errors if refused else ())
    # After a refusal, choices are kept for the questions that the new plan still asks.
    chosen = choices_from_form(changes, request.form) if refused else {}
    return render_template(
        "importing/import_plan.html",
        form=form,
        page=page,
        plan=changes,
        shown=present_plan(changes),
        chosen=chosen,
        removed=removed,
        with_removed=with_removed,
        all_names=removed_names.ALL,
    )
