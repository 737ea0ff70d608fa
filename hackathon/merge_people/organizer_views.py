"""Reviewing proposals to merge duplicate people."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.merge_people import queries as proposals
from hackathon.merge_people.services import merging

bp = Blueprint("organize_merge_people", __name__, url_prefix="/<event>/organize/merge-people")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show open and decided proposals."""
    return render_template(
        "merge_people/proposals.html", proposals=proposals.all_of(here(event).event), event=event
    )


@bp.post("/<int:key>/acceptance")
@open_to(Access.ORGANIZER)
def accept(event: str, key: int) -> ResponseReturnValue:
    """Merge two records."""
    proposal = proposals.find(here(event).event, key)
    merging.accept(proposal=proposal, by=me(), now=current_time())
    flash(_("%(joined)s merged into %(into)s.", joined=proposal.joined.name, into=proposal.into.name))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/refusal")
@open_to(Access.ORGANIZER)
def refuse(event: str, key: int) -> ResponseReturnValue:
    """Keep two records separate."""
    proposal = proposals.find(here(event).event, key)
    merging.refuse(proposal=proposal, by=me(), now=current_time())
    flash(_("%(joined)s and %(into)s kept separate.", joined=proposal.joined.name, into=proposal.into.name))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int:key>/parting")
@open_to(Access.ORGANIZER)
def undo(event: str, key: int) -> ResponseReturnValue:
    """Undo a merge."""
    proposal = proposals.find(here(event).event, key)
    merging.undo(proposal=proposal, by=me(), now=current_time())
    flash(_("Merge of %(joined)s undone.", joined=proposal.joined.name))
    return redirect(url_for(".show", event=event), code=303)
