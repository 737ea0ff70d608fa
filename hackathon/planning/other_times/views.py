"""Why a person cannot have a topic at another time, from their own agenda."""

from flask import abort, render_template
from flask.typing import ResponseReturnValue

from hackathon.agenda import queries as agendas
from hackathon.agenda.my_agenda.views import bp
from hackathon.core.web import limits
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.planning.other_times import queries as other_times
from hackathon.topics.queries import topics


@bp.get("/<event>/mine/why/<address>")
@open_to(Access.SIGNED_IN)
@limits.reasons
def why(event: str, address: str) -> ResponseReturnValue:
    """Show why the person cannot have a topic at another time."""
    place, now = here(event), current_time()
    topic = topics.find(place.event, address)
    agenda = agendas.latest(place.event) or abort(404)
    found = other_times.explain_other_times(place.event, me(), topic, agenda, now)
    return render_template("planning/other_times/why.html", topic=topic, found=found), KEPT_NOWHERE
