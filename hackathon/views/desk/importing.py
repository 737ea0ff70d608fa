"""Bringing a wiki page in: paste or upload it, look at what it would change, then do it."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.errors import NotAPage
from hackathon.domain.wiki.kinds import Kind, read_text
from hackathon.domain.wiki.merging.words import in_words
from hackathon.domain.wiki.page import Page
from hackathon.domain.wiki.source import decode
from hackathon.forms.importing import PageForm, PlanSeenForm
from hackathon.queries import imports
from hackathon.services import importing
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
    """Show what a page would change; nothing is changed yet."""
    place, form = here(event), PageForm()
    if not form.validate_on_submit():
        return _page(place, form), 422
    try:
        text = decode(form.content)
        page = read_text(text, form.told)
    except NotAPage as refusal:
        form.text.errors = [str(refusal)]
        return _page(place, form), 422
    return _plan(place, text, page, form.told)


@bp.post("/application")
@open_to(Access.ORGANIZER)
def apply(event: str) -> ResponseReturnValue:
    """Bring the page in, if its plan is still the one that was shown."""
    place, form = here(event), PlanSeenForm()
    text = decode((form.text.data or "").encode())
    kind = form.told
    page = read_text(text, kind)
    if not form.validate_on_submit():
        return _plan(place, text, page, kind), 422

    changes = importing.apply(
        text=text, page=page, target=place.event, by=me(), now=datetime.now(UTC), seen=form.seen.data or ""
    )
    flash(f"The page came in: {changes.summary()}.")
    return redirect(url_for(".show", event=event), code=303)


def _page(place: Here, form: PageForm) -> str:
    return render_template("desk/import.html", form=form, imports=imports.all_of(place.event))


def _plan(place: Here, text: str, page: Page, kind: Kind) -> str:
    changes = importing.plan(page, place.event)
    form = PlanSeenForm(formdata=None, data={"text": text, "kind": kind, "seen": changes.digest})
    return render_template(
        "desk/import_plan.html", form=form, page=page, plan=changes, shown=in_words(changes)
    )
