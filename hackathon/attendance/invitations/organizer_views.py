"""Inviting a list of people or one person, and sending reminders."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.attendance.invitations import queries as invitees
from hackathon.attendance.invitations.domain import AddressList, read, settled
from hackathon.attendance.invitations.forms.inviting import InviteForm, InviteSeenForm
from hackathon.attendance.invitations.queries import Outcome
from hackathon.attendance.invitations.services import inviting
from hackathon.attendance.people.queries import people_list
from hackathon.attendance.registration.services import registering
from hackathon.core.domain.attendance import Status
from hackathon.core.errors import BadEntry, ColumnsAlike
from hackathon.core.web import limits
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.columns import WHICH_COLUMN, chosen
from hackathon.core.web.submitting import submit

bp = Blueprint("organize_invitations", __name__, url_prefix="/<event>/organize/people")


@bp.get("/invitations")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Show the form for a list, and how many people have not answered."""
    return _page(here(event), InviteForm())


@bp.post("/invitations")
@open_to(Access.HELPER)
def look(event: str) -> ResponseReturnValue:
    """Preview a list before anyone is invited."""
    place, form = here(event), InviteForm()
    found = submit(form, lambda: _read(form))
    if found is None:
        return _page(place, form), form.answer_status
    return _preview(place, form.text.data, found.result), KEPT_NOWHERE


@bp.post("/invitations/sending")
@open_to(Access.HELPER)
@limits.invitations
def send(event: str) -> ResponseReturnValue:
    """Invite everyone on the checked list."""
    place, form = here(event), InviteSeenForm()
    sent = submit(
        form,
        lambda: inviting.invite_all(
            event=place.event, entries=read(form.text.data or "").entries, by=me(), now=current_time()
        ),
    )
    if sent is None:
        return _preview(place, form.text.data or "", read(form.text.data or ""), form), form.answer_status

    invited = sent.result
    flash(ngettext("Sending %(num)s invitation.", "Sending %(num)s invitations.", invited))
    return redirect(url_for("organize_people.show", event=event, status="invited"), code=303)


@bp.post("/invitations/reminders")
@open_to(Access.HELPER)
@limits.invitations
def remind(event: str) -> ResponseReturnValue:
    """Remind everyone who has not answered."""
    reminded = inviting.remind(event=here(event).event, by=me(), now=current_time())
    flash(
        ngettext(
            "Sending %(num)s reminder. Nobody is reminded twice within ten minutes.",
            "Sending %(num)s reminders. Nobody is reminded twice within ten minutes.",
            reminded,
        )
    )
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/invitation")
@open_to(Access.HELPER)
@limits.invitations
def invite(event: str, person: int) -> ResponseReturnValue:
    """Invite one person and show their link once."""
    attendance = people_list.find_attendance(here(event).event, person)
    address = inviting.invite(attendance=attendance, by=me(), now=current_time())
    page = render_template(
        "attendance/invitations/invitation_link.html", person=attendance.person, address=address
    )
    return page, KEPT_NOWHERE


@bp.post("/<int(max=2147483647):person>/invitation/withdrawal")
@open_to(Access.ORGANIZER)
def withdraw(event: str, person: int) -> ResponseReturnValue:
    """Withdraw a person's invitation."""
    attendance = people_list.find_attendance(here(event).event, person)
    inviting.withdraw(attendance=attendance, by=me(), now=current_time())
    flash(_("Invitation for %(person)s withdrawn.", person=attendance.person.name))
    return redirect(url_for("organize_people.edit", event=event, person=person), code=303)


@bp.post("/<int(max=2147483647):person>/approval")
@open_to(Access.HELPER)
def approve(event: str, person: int) -> ResponseReturnValue:
    """Approve a registration."""
    attendance = people_list.find_attendance(here(event).event, person)
    registering.approve(attendance=attendance, by=me(), now=current_time())
    name = attendance.person.name
    if attendance.status is Status.CONFIRMED:
        flash(_("%(person)s is coming.", person=name))
    else:
        flash(_("%(person)s is approved and on the waitlist.", person=name))
    return redirect(url_for("organize_people.show", event=event), code=303)


def _read(form: InviteForm) -> AddressList:
    try:
        form.text.data = form.content  # the preview returns an uploaded file as text
    except BadEntry as refusal:
        raise BadEntry(refusal.message, at="upload") from refusal
    form.text.data = settled(form.text.data, chosen())
    try:
        found = read(form.text.data)
    except ColumnsAlike as question:
        form.columns = question.columns
        raise BadEntry(WHICH_COLUMN) from question
    if not (found.entries or found.faults):
        raise BadEntry(_("Please paste a list or choose a file, with one email address per line."), at="text")
    return found


def _page(place: Here, form: InviteForm) -> str:
    silent = invitees.unanswered(place.event, current_time())
    return render_template("attendance/invitations/invite.html", form=form, silent=len(silent))


def _preview(place: Here, text: str, found: AddressList, form: InviteSeenForm | None = None) -> str:
    meant = invitees.matched(place.event, found.entries, current_time(), by=me())
    groups = {outcome: [each for each in meant if each.outcome is outcome] for outcome in Outcome}
    return render_template(
        "attendance/invitations/invite_preview.html",
        form=form or InviteSeenForm(formdata=None, data={"text": text}),
        again=InviteForm(formdata=None, data={"text": text}),
        groups=groups,
        invited=len(groups[Outcome.NEW]) + len(groups[Outcome.AGAIN]),
        faults=found.faults,
    )
