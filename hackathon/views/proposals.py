"""Proposing a topic: the form, how it will look, what is like it, and a draft while it is written."""

import secrets
from collections.abc import Sequence
from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.similar import Text, similar
from hackathon.forms.topics import ProposalForm
from hackathon.models import TopicDraft
from hackathon.queries import proposals as reading
from hackathon.services import proposals
from hackathon.views import limits
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("proposals", __name__)


@bp.get("/<event>/topics/new")
@open_to(Access.SIGNED_IN)
def new(event: str) -> ResponseReturnValue:
    """Show the form that proposes a topic, with what was written before."""
    place = here(event)
    draft = reading.draft(place.event, me())
    entered = draft.entered if draft else {}
    return _page(place, ProposalForm(data={**entered, "form_key": secrets.token_urlsafe()}), draft=draft)


@bp.post("/<event>/topics/new")
@open_to(Access.SIGNED_IN)
@limits.proposals
def propose(event: str) -> ResponseReturnValue:
    """Propose a topic, or show it as it will be; what is like it is shown once before it is sent."""
    place, form = here(event), ProposalForm()
    form.offer(place.event.areas)
    if not form.validate_on_submit():
        return _page(place, form), 422

    alike = _alike(place, form)
    if request.form.get("press") == "preview" or (alike and not form.compared.data):
        return _page(place, form, alike=alike, is_preview=True)
    topic = proposals.propose(
        event=place.event,
        by=me(),
        fields=form.fields,
        leads=form.leads.data,
        form_key=form.form_key.data,
        now=datetime.now(UTC),
    )
    flash(f"Your topic is number {topic.number}. People can vote for it now.")
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


@bp.post("/<event>/topics/new/draft")
@open_to(Access.SIGNED_IN)
@limits.drafts
def keep(event: str) -> ResponseReturnValue:
    """Keep what is written, whatever it lacks; nothing written is nothing kept."""
    place, form, now = here(event), ProposalForm(), datetime.now(UTC)
    form.offer(place.event.areas)
    if form.is_blank:
        proposals.drop(event=place.event, by=me())
    else:
        proposals.keep(event=place.event, by=me(), entered=form.entered, now=now)
    if request.headers.get("X-Part") == "draft":
        return render_template("topics/_kept.html", event=place.event, kept_at=now, alike=_alike(place, form))
    flash(
        "Nothing is kept: the form is empty."
        if form.is_blank
        else "Your draft is kept. It waits here for you."
    )
    return redirect(url_for(".new", event=event), code=303)


def _alike(place: Here, form: ProposalForm) -> Sequence[Text]:
    description = (form.description.data or "")[: reading.COMPARED]
    others = reading.texts(place.event, but=form.form_key.data)
    return similar(form.title.data or "", description, others)


def _page(
    place: Here,
    form: ProposalForm,
    *,
    draft: TopicDraft | None = None,
    alike: Sequence[Text] = (),
    is_preview: bool = False,
) -> str:
    form.offer(place.event.areas)
    if alike:
        form.compared.data = "yes"
    return render_template(
        "topics/new.html",
        event=place.event,
        form=form,
        draft=draft,
        alike=alike,
        preview=form.fields if is_preview else None,
    )
