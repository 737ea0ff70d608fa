"""What was mailed, what waits, and what became of it."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.mail import MailState
from hackathon.extensions import settings
from hackathon.queries import outbox as reading
from hackathon.services import outbox
from hackathon.views.access import Access, here, me, open_to, row_number
from hackathon.views.answers import KEPT_NOWHERE

bp = Blueprint("desk_mail", __name__, url_prefix="/<event>/desk/mail")

PER_PAGE = 50
STATES = {
    MailState.WAITING: "Waiting",
    MailState.SENDING: "Being sent",
    MailState.SENT: "Sent",
    MailState.FAILED: "Failed",
    MailState.UNKNOWN: "Not known",
    MailState.DROPPED: "Given up",
}

DECISIONS = {
    "attempt": (outbox.try_again, "goes out now"),
    "arrival": (outbox.arrived, "counts as sent"),
    "removal": (outbox.drop, "is not sent"),
}


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show the event's mails, the latest first."""
    place, state = here(event), request.args.get("state", "")
    chosen = MailState(state) if state in list(MailState) else None
    page = request.args.get("page", default=1, type=row_number)
    mails, pages = reading.mails(place.event, state=chosen, page=page, per_page=PER_PAGE)
    return render_template(
        "desk/mail.html",
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
    """Send again whatever failed."""
    number = outbox.try_all_again(event=here(event).event, by=me(), now=datetime.now(UTC))
    flash(f"{number} of them go out now." if number else "Nothing failed that is still worth sending.")
    return _back(event)


@bp.post("/<int(max=2147483647):key>/<any(attempt, arrival, removal):decision>")
@open_to(Access.ORGANIZER)
def decide(event: str, key: int, decision: str) -> ResponseReturnValue:
    """Send one mail now, write down that it arrived, or give it up."""
    mail = reading.find(here(event).event, key)
    act, becomes = DECISIONS[decision]
    act(mail=mail, by=me(), now=datetime.now(UTC))
    flash(f"The mail to {mail.to_address} {becomes}.")
    return _back(event)


def _back(event: str) -> ResponseReturnValue:
    """Return to the list in the state in which it was shown."""
    state = request.args.get("state") or None
    return redirect(url_for(".show", event=event, state=state), code=303)
