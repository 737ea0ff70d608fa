"""Proposing a topic: the form, a preview, similar topics and drafts."""

import secrets
from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.text.similar import Text, similar
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.topics.forms.topics import ProposalForm
from hackathon.topics.models import Topic
from hackathon.topics.proposals import queries as reading
from hackathon.topics.proposals import services as proposals
from hackathon.topics.proposals.models import TopicDraft
from hackathon.topics.services.topics import refuse_unless_proposals

bp = Blueprint("proposals", __name__)


@bp.get("/<event>/topics/new")
@open_to(Access.SIGNED_IN)
def new(event: str) -> ResponseReturnValue:
    """Show the proposal form, filled with the saved draft."""
    place = here(event)
    refuse_unless_proposals(place.event, current_time())
    draft = reading.draft(place.event, me())
    entered = draft.entered if draft else {}
    return _page(place, ProposalForm(data={**entered, "form_key": secrets.token_urlsafe()}), draft=draft)


@bp.post("/<event>/topics/new")
@open_to(Access.SIGNED_IN)
@limits.proposals
def propose(event: str) -> ResponseReturnValue:
    """Propose a topic or preview it; similar topics are shown once before it is added."""
    place, form = here(event), ProposalForm()
    form.offer(place.event.areas)
    proposed = submit(form, lambda: _proposed(place, form))
    if proposed is None:
        return _page(place, form), form.answer_status

    topic = proposed.result
    if topic is None:
        return _page(place, form, alike=_alike(place, form), is_preview=True)
    flash(_("Topic proposed as number %(number)s. People can now vote for it.", number=topic.number))
    return redirect(url_for("topics.show", event=event, address=topic.address), code=303)


@bp.post("/<event>/topics/new/draft")
@open_to(Access.SIGNED_IN)
@limits.drafts
def keep(event: str) -> ResponseReturnValue:
    """Save the form as a draft without validating it; an empty form deletes the draft."""
    place, form, now = here(event), ProposalForm(), current_time()
    form.offer(place.event.areas)
    if form.is_blank:
        proposals.drop(event=place.event, by=me())
    else:
        proposals.keep(event=place.event, by=me(), entered=form.entered, now=now)
    if request.headers.get("X-Part") == "draft":
        return render_template("topics/_kept.html", event=place.event, kept_at=now, alike=_alike(place, form))
    flash(_("The form is empty, so no draft was saved.") if form.is_blank else _("Draft saved."))
    return redirect(url_for(".new", event=event), code=303)


def _proposed(place: Here, form: ProposalForm) -> Topic | None:
    """Propose the topic; return None if the preview or similar topics must be shown first."""
    if request.form.get("press") == "preview" or (not form.compared.data and _alike(place, form)):
        return None
    return proposals.propose(
        event=place.event,
        by=me(),
        fields=form.fields,
        leads=form.leads.data,
        form_key=form.form_key.data,
        now=current_time(),
    )


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
        "topics/proposals/new.html",
        event=place.event,
        form=form,
        draft=draft,
        alike=alike,
        preview=form.fields if is_preview else None,
    )
