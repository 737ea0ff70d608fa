"""Answering an invitation from its link, without an account."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.forms.confirmation import ANSWERS
from hackathon.forms.invitations import InvitationForm
from hackathon.models import Invitation
from hackathon.queries import capacity
from hackathon.services import invitation_links, invitations
from hackathon.views import access, confirmation, limits
from hackathon.views.access import Access, here, open_to
from hackathon.views.answers import SECRET_ADDRESS

bp = Blueprint("invitations", __name__, url_prefix="/<event>/invitations")


@bp.get("/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def show(event: str, secret: str) -> ResponseReturnValue:
    """Ask whether the invited person comes; opening the page changes nothing."""
    found = invitation_links.look_up(event=here(event).event, secret=secret, now=datetime.now(UTC))
    return _page(found, InvitationForm(formdata=None)), SECRET_ADDRESS


@bp.post("/<secret>")
@open_to(Access.ANYONE)
@limits.answers
def answer(event: str, secret: str) -> ResponseReturnValue:
    """Keep the answer, sign the person in at this event, and ask for the rest."""
    place, form, now = here(event), InvitationForm(), datetime.now(UTC)
    found = invitation_links.look_up(event=place.event, secret=secret, now=now)
    if not form.validate_on_submit():
        return _page(found, form), 422, SECRET_ADDRESS

    attendance = invitations.answer(
        event=place.event, secret=secret, status=form.status.data, is_remote=form.is_remote.data, now=now
    )
    leads_to = url_for(".show", event=event, secret=secret)
    if invitations.may_sign_in(attendance.person):
        access.sign_in(attendance.person, at=event)
        leads_to = url_for("confirmation.show", event=event)
    flash(confirmation.said(attendance, now))
    return redirect(leads_to, code=303)


def _page(invitation: Invitation, form: InvitationForm) -> str:
    attendance = invitation.attendance
    speaker = access.speaker()
    return render_template(
        "invitations/show.html",
        form=form,
        attendance=attendance,
        person=attendance.person,
        answers=ANSWERS,
        places=capacity.of(attendance.event),
        other=speaker if speaker not in (None, attendance.person) else None,
        signs_in=invitations.may_sign_in(attendance.person),
    )
