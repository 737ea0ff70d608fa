"""The emails of an event: waiting, sent and failed."""

from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from hackathon.core.extensions import settings
from hackathon.core.text.messages import message
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.mail import queries as reading
from hackathon.mail.domain import MailState
from hackathon.mail.services import outbox

bp = Blueprint("organize_messages", __name__, url_prefix="/<event>/organize/messages")

PER_PAGE = 50
STATES = {
    MailState.WAITING: _l("Waiting"),
    MailState.SENDING: _l("Sending"),
    MailState.SENT: _l("Sent"),
    MailState.FAILED: _l("Failed"),
    MailState.UNKNOWN: _l("Unknown"),
    MailState.DROPPED: _l("Not sent"),
}

DECISIONS = {
    "attempt": (outbox.try_again, message("Sending the email to %(address)s.")),
    "arrival": (outbox.arrived, message("The email to %(address)s is marked as sent.")),
    "removal": (outbox.drop, message("The email to %(address)s will not be sent.")),
}


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the event's emails, newest first."""
    place, state = here(event), request.args.get("state", "")
    chosen = MailState(state) if state in list(MailState) else None
    page = request.args.get("page", default=1, type=row_number)
    mails, pages = reading.mails(place.event, state=chosen, page=page, per_page=PER_PAGE)
    return render_template(
        "mail/outbox.html",
        mails=mails,
        counts=reading.counts(place.event),
        state=chosen,
        page=page,
        pages=pages,
        states=STATES,
        is_on_console=settings().mail_server is None,
    ), KEPT_NOWHERE


@bp.post("/attempt")
@open_to(Access.ORGANIZER)
def try_all_again(event: str) -> ResponseReturnValue:
    """Retry all failed emails."""
    number = outbox.try_all_again(event=here(event).event, by=me(), now=current_time())
    if number:
        flash(ngettext("Sending %(num)s email again.", "Sending %(num)s emails again.", number))
    else:
        flash(_("Nothing to send again."))
    return _back(event)


@bp.post("/<int(max=2147483647):key>/<any(attempt, arrival, removal):decision>")
@open_to(Access.ORGANIZER)
def decide(event: str, key: int, decision: str) -> ResponseReturnValue:
    """Send one email now, mark it as arrived, or give it up."""
    mail = reading.find(here(event).event, key)
    act, outcome = DECISIONS[decision]
    act(mail=mail, by=me(), now=current_time())
    flash(translated(replace(outcome, values={"address": mail.to_address})))
    return _back(event)


def _back(event: str) -> ResponseReturnValue:
    """Return to the list, filtered as before."""
    state = request.args.get("state") or None
    return redirect(url_for(".show", event=event, state=state), code=303)
