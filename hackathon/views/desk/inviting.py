"""Inviting people: a list that is looked at first, one person, and whoever has not answered."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.address_lists import AddressList, read
from hackathon.domain.attendance import Status
from hackathon.forms.inviting import InviteForm, InviteSeenForm
from hackathon.queries import desk, invitees
from hackathon.queries.invitees import Outcome
from hackathon.services import inviting, registering
from hackathon.views import limits
from hackathon.views.access import Access, Here, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE
from hackathon.views.filters import count

bp = Blueprint("desk_inviting", __name__, url_prefix="/<event>/desk/people")


@bp.get("/invitations")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Ask for a list of people, and say who has not answered."""
    return _page(here(event), InviteForm())


@bp.post("/invitations")
@open_to(Access.HELPER)
def look(event: str) -> ResponseReturnValue:
    """Show who of a list would be invited, and which lines name nobody; nobody is invited yet."""
    place, form = here(event), InviteForm()
    text = form.content
    found = read(text)
    if not form.validate_on_submit() or not (found.entries or found.faults):
        form.text.errors = ["Paste a list, or choose a file. One e-mail address a line is enough."]
        return _page(place, form), 422
    return _preview(place, text, found), KEPT_NOWHERE


@bp.post("/invitations/sending")
@open_to(Access.HELPER)
@limits.invitations
def send(event: str) -> ResponseReturnValue:
    """Invite everybody of the list that was looked at."""
    place, form = here(event), InviteSeenForm()
    invited = inviting.invite_all(
        event=place.event, entries=read(form.text.data or "").entries, by=me(), now=datetime.now(UTC)
    )
    flash(
        f"{count(invited, 'invitation')} written; {'it waits' if invited == 1 else 'they wait'} in the mail."
    )
    return redirect(url_for("desk_people.show", event=event, status="invited"), code=303)


@bp.post("/invitations/reminders")
@open_to(Access.HELPER)
@limits.invitations
def remind(event: str) -> ResponseReturnValue:
    """Remind everybody who has not answered."""
    reminded = inviting.remind(event=here(event).event, by=me(), now=datetime.now(UTC))
    flash(f"{count(reminded, 'reminder')} written. Nobody is reminded twice within ten minutes.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/invitation")
@open_to(Access.HELPER)
@limits.invitations
def invite(event: str, person: int) -> ResponseReturnValue:
    """Invite one person, and show their link, once."""
    attendance = desk.find_attendance(here(event).event, person)
    address = inviting.invite(attendance=attendance, by=me(), now=datetime.now(UTC))
    page = render_template("desk/invitation_link.html", person=attendance.person, address=address)
    return page, KEPT_NOWHERE


@bp.post("/<int(max=2147483647):person>/invitation/withdrawal")
@open_to(Access.ORGANIZER)
def withdraw(event: str, person: int) -> ResponseReturnValue:
    """Take one person's invitation back."""
    attendance = desk.find_attendance(here(event).event, person)
    inviting.withdraw(attendance=attendance, by=me(), now=datetime.now(UTC))
    flash(f"The invitation of {attendance.person.name} is withdrawn.")
    return redirect(url_for("desk_people.edit", event=event, person=person), code=303)


@bp.post("/<int(max=2147483647):person>/approval")
@open_to(Access.HELPER)
def approve(event: str, person: int) -> ResponseReturnValue:
    """Say yes to somebody who registered."""
    attendance = desk.find_attendance(here(event).event, person)
    registering.approve(attendance=attendance, by=me(), now=datetime.now(UTC))
    comes = "is coming" if attendance.status is Status.CONFIRMED else "is approved, and waits for a place"
    flash(f"{attendance.person.name} {comes}.")
    return redirect(url_for("desk_people.show", event=event), code=303)


def _page(place: Here, form: InviteForm) -> str:
    silent = invitees.unanswered(place.event, datetime.now(UTC))
    return render_template("desk/invite.html", form=form, silent=len(silent))


def _preview(place: Here, text: str, found: AddressList) -> str:
    meant = invitees.of(place.event, found.entries, datetime.now(UTC))
    groups = {outcome: [each for each in meant if each.outcome is outcome] for outcome in Outcome}
    return render_template(
        "desk/invite_preview.html",
        form=InviteSeenForm(formdata=None, data={"text": text}),
        groups=groups,
        invited=len(groups[Outcome.NEW]) + len(groups[Outcome.AGAIN]),
        faults=found.faults,
    )
