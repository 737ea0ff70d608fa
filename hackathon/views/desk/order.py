"""Which topic comes after which."""

from datetime import UTC, datetime

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.errors import BadEntry
from hackathon.forms.planning import OrderForm
from hackathon.models import Topic
from hackathon.queries import orders
from hackathon.services import ordering
from hackathon.views.access import Access, Here, here, me, open_to

bp = Blueprint("desk_order", __name__, url_prefix="/<event>/desk/plan/order")


@bp.get("")
@open_to(Access.ORGANIZER)
def show(event: str) -> ResponseReturnValue:
    """List what is ordered, and let more be."""
    place = here(event)
    return _page(place, OrderForm.offering(_topics(place)))


@bp.post("")
@open_to(Access.ORGANIZER)
def add(event: str) -> ResponseReturnValue:
    """Put one topic after another."""
    place = here(event)
    form = OrderForm.offering(_topics(place))
    if not form.validate_on_submit():
        return _page(place, form), 422

    try:
        ordering.add(event=place.event, **form.chosen, by=me(), now=datetime.now(UTC))
    except BadEntry as refusal:
        form.then.errors = [str(refusal)]
        return _page(place, form), 422
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/removal")
@open_to(Access.ORGANIZER)
def remove(event: str) -> ResponseReturnValue:
    """Let two topics stand in any order again."""
    place = here(event)
    form = OrderForm.offering(place.event.topics)
    if not form.validate_on_submit():
        return _page(place, form), 422

    ordering.remove(event=place.event, **form.chosen, by=me(), now=datetime.now(UTC))
    return redirect(url_for(".show", event=event), code=303)


def _topics(place: Here) -> list[Topic]:
    return [topic for topic in place.event.topics if not topic.is_withdrawn]


def _page(place: Here, form: OrderForm) -> str:
    return render_template("desk/order.html", form=form, orders=orders.of(place.event))
