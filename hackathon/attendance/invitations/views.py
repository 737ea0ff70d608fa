"""Answering an invitation from its link, without an account."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.accounts import login_session
from hackathon.attendance.invitations.forms.invitations import InvitationForm
from hackathon.attendance.invitations.models import Invitation
from hackathon.attendance.invitations.services import invitation_links, invitations
from hackathon.attendance.registration.forms.confirmation import ANSWERS
from hackathon.attendance.registration.views import confirmation
from hackathon.attendance.waitlist import queries as capacity
from hackathon.core.web import access, limits
from hackathon.core.web.access import Access, here, open_to
from hackathon.core.web.caching.prepared_responses import SECRET_ADDRESS
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit

bp = Blueprint("invitations", __name__, url_prefix="/<event>/invitations")


@bp.get("/<secret>")
@open_to(Access.ANYONE)
@limits.secrets
def show(event: str, secret: str) -> ResponseReturnValue:
    """Show the invitation; opening the page changes nothing."""
    found = invitation_links.look_up(event=here(event).event, secret=secret, now=current_time())
    return _page(found, InvitationForm(formdata=None)), SECRET_ADDRESS


@bp.post("/<secret>")
@open_to(Access.ANYONE)
@limits.answers
def answer(event: str, secret: str) -> ResponseReturnValue:
    """Save the answer, sign the person in for this event, and ask for details."""
    place, form, now = here(event), InvitationForm(), current_time()
    found = invitation_links.look_up(event=place.event, secret=secret, now=now)
    answered = submit(
        form,
        lambda: invitations.answer(
            event=place.event, secret=secret, status=form.status.data, is_remote=form.is_remote.data, now=now
        ),
    )
    if answered is None:
        return _page(found, form), form.answer_status, SECRET_ADDRESS

    attendance = answered.result
    leads_to = url_for(".show", event=event, secret=secret)
    if invitations.may_sign_in(attendance.person):
        login_session.sign_in(attendance.person, at=event)
        leads_to = url_for("confirmation.show", event=event)
    flash(confirmation.said(attendance, now))
    return redirect(leads_to, code=303)


def _page(invitation: Invitation, form: InvitationForm) -> str:
    attendance = invitation.attendance
    speaker = access.speaker()
    return render_template(
        "attendance/invitations/show.html",
        form=form,
        attendance=attendance,
        person=attendance.person,
        answers=ANSWERS,
        places=capacity.capacity_of(attendance.event),
        other=speaker if speaker not in (None, attendance.person) else None,
        signs_in=invitations.may_sign_in(attendance.person),
    )
