"""Carrying unfinished topics and actions over to the next event."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import ngettext

from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.queries import events
from hackathon.outcomes import queries
from hackathon.outcomes import services as outcomes
from hackathon.outcomes.forms import NextForm

bp = Blueprint("organize_next", __name__, url_prefix="/<event>/organize/next")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """Show unfinished topics, and ask for the event to carry them over to."""
    place = here(event)
    return _page(place, _form(place))


@bp.post("")
@open_to(Access.ORGANIZER)
def carry(event: str) -> ResponseReturnValue:
    """Create drafts of topics at the chosen event."""
    place = here(event)
    form = _form(place)
    carried = submit(form, lambda: _carry(place, form))
    if carried is None:
        return _page(place, form), form.answer_status

    number = carried.result
    flash(
        ngettext("%(num)s topic added to the next event.", "%(num)s topics added to the next event.", number)
    )
    return redirect(url_for(".show", event=event), code=303)


def _carry(place: Here, form: NextForm) -> int:
    to = next(each for each in events.organized_after(place.event, me()) if each.id == form.to.data)
    return outcomes.carry_unfinished(
        event=place.event, topics=form.topics.data, to=to, by=me(), now=current_time()
    )


def _form(place: Here) -> NextForm:
    form = NextForm()
    topics = [topic for topic, _actions in queries.unfinished_topics(place.event)]
    form.offer(events.organized_after(place.event, me()), topics)
    return form


def _page(place: Here, form: NextForm) -> str:
    return render_template(
        "outcomes/next.html",
        form=form,
        unfinished=queries.unfinished_topics(place.event),
        later=events.organized_after(place.event, me()),
    )
