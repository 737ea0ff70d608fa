"""The required order of topics, as a panel of the schedule page."""

from collections.abc import Callable

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.schedule.page.organizer_views.rendering import schedule_page
from hackathon.schedule.page.organizer_views.schedule import bp
from hackathon.topics.order import services as ordering
from hackathon.topics.order.forms import OrderForm

PANEL = "order"


@bp.post("/order")
@open_to(Access.ORGANIZER)
def add_order(event: str) -> ResponseReturnValue:
    """Add an ordering rule."""
    place = here(event)
    topics = [topic for topic in place.event.topics if not topic.is_withdrawn]
    return _answer(place, OrderForm.offering(topics), ordering.add)


@bp.post("/order/removal")
@open_to(Access.ORGANIZER)
def remove_order(event: str) -> ResponseReturnValue:
    """Remove an ordering rule."""
    place = here(event)
    return _answer(place, OrderForm.offering(place.event.topics), ordering.remove)


def _answer(place: Here, form: OrderForm, service: Callable[..., object]) -> ResponseReturnValue:
    saved = submit(form, lambda: service(event=place.event, **form.chosen, by=me(), now=current_time()))
    if saved is None:
        return schedule_page(place, panel=PANEL, order_form=form), form.answer_status

    return redirect(url_for("organize_schedule.show", event=place.event.slug, panel=PANEL), code=303)
