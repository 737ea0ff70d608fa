"""Which records are one person: proposed by the tool, decided here."""

from datetime import UTC, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.queries import joins
from hackathon.services import joining
from hackathon.views.access import Access, here, me, open_to

bp = Blueprint("desk_joins", __name__, url_prefix="/<event>/desk/joins")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show what waits for a decision, and what was decided."""
    return render_template("desk/joins.html", joins=joins.all_of(here(event).event), event=event)


@bp.post("/<int:key>/acceptance")
@open_to(Access.ORGANIZER)
def accept(event: str, key: int) -> ResponseReturnValue:
    """Join two records."""
    proposal = joins.find(here(event).event, key)
    joining.accept(proposal=proposal, by=me(), now=datetime.now(UTC))
    flash(f"{proposal.joined.name} and {proposal.into.name} are one person now.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/refusal")
@open_to(Access.ORGANIZER)
def refuse(event: str, key: int) -> ResponseReturnValue:
    """Keep two records apart."""
    proposal = joins.find(here(event).event, key)
    joining.refuse(proposal=proposal, by=me(), now=datetime.now(UTC))
    flash(f"{proposal.joined.name} and {proposal.into.name} stay two people.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/parting")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Part two records that were joined."""
    proposal = joins.find(here(event).event, key)
    joining.undo(proposal=proposal, by=me(), now=datetime.now(UTC))
    flash(f"{proposal.joined.name} has everything back that the join had moved.")
    return redirect(url_for(".show", event=event), code=303)
