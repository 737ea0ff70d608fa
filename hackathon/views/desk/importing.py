"""Bringing a wiki page in: paste or upload it, look at what it would change and choose, then do it."""

from datetime import UTC, datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.errors import NotAPage, PlanChanged
from hackathon.domain.wiki.kinds import Kind, read_text
from hackathon.domain.wiki.merging.choices import chosen_from
from hackathon.domain.wiki.merging.words import in_words
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.source import decode
from hackathon.forms.importing import PageForm, PlanForm
from hackathon.models import WaitingPage
from hackathon.queries import imports
from hackathon.services import importing, undoing_imports, waiting_pages
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("desk_import", __name__, url_prefix="/<event>/desk/import")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Ask for a page, and show which came in before."""
    return _page(here(event), PageForm())


@bp.post("")
@open_to(Access.ORGANIZER)
def look(event: str) -> ResponseReturnValue:
    """Keep a page to look at; nothing of it comes in yet."""
    place, form = here(event), PageForm()
    if not form.validate_on_submit():
        return _page(place, form), 422
    try:
        text = decode(form.content)
        read_text(text, form.told)
    except NotAPage as refusal:
        form.text.errors = [str(refusal)]
        return _page(place, form), 422
    waiting_pages.keep(event=place.event, by=me(), text=text, kind=form.told, now=datetime.now(UTC))
    return redirect(url_for(".plan", event=event), code=303)


@bp.get("/plan")
@open_to(Access.ORGANIZER)
def plan(event: str) -> ResponseReturnValue:
    """Show what the page would change, and ask what of it shall come in."""
    place = here(event)
    waiting = imports.waiting(place.event, me())
    if waiting is None:
        return redirect(url_for(".show", event=event), code=303)
    return _plan(place, _read(waiting))


@bp.post("/application")
@open_to(Access.ORGANIZER)
def apply(event: str) -> ResponseReturnValue:
    """Bring in what was chosen of the page, if its plan is still the one that was shown."""
    place, form, now = here(event), PlanForm(), datetime.now(UTC)
    waiting = imports.waiting(place.event, me()) or abort(404)
    page, text = _read(waiting), waiting.text
    if not form.validate_on_submit():
        return _plan(place, page), 422
    try:
        changes = importing.apply(
            text=text, page=page, target=place.event, by=me(), now=now, seen=form.seen.data or "",
            sent=request.form,
        )  # fmt: skip
    except PlanChanged as refusal:
        return _plan(here(event), page, str(refusal)), 409
    flash(f"The page came in: {changes.summary()}.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/undoing")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Take an import back."""
    place = here(event)
    record = imports.find(place.event, key)
    undoing_imports.undo(record=record, by=me(), now=datetime.now(UTC))
    stays = (
        " The event that it made stays, with its days and hours." if imports.made(place.event, record) else ""
    )
    flash(f"The import is undone. Everything is as it was before.{stays}")
    return redirect(url_for(".show", event=event), code=303)


def _read(waiting: WaitingPage) -> Page:
    return read_text(waiting.text, Kind(waiting.kind))


def _page(place: Here, form: PageForm) -> str:
    return render_template(
        "desk/import.html",
        form=form,
        imports=imports.all_of(place.event),
        waiting=imports.waiting(place.event, me()),
    )


def _plan(place: Here, page: Page, refused: str = "") -> str:
    changes = importing.plan(page, place.event)
    form = PlanForm(formdata=None, data={"seen": changes.digest})
    # After a refusal what was chosen stays chosen, wherever the new plan still asks for it.
    chosen = chosen_from(changes, request.form) if refused else {}
    return render_template(
        "desk/import_plan.html",
        form=form,
        page=page,
        plan=changes,
        shown=in_words(changes),
        chosen=chosen,
        refused=refused,
    )
