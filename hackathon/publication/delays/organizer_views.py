"""Reporting that a session runs late."""

from dataclasses import dataclass

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.agenda.models import Revision
from hackathon.core.domain.agenda import Agenda, AgendaSession
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.publication.delays import services as delays
from hackathon.publication.delays.domain import DelayScope
from hackathon.publication.delays.forms import MINUTES, DelayForm

bp = Blueprint("organize_delays", __name__, url_prefix="/<event>/organize/on-the-day/late")

USUAL = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class Late:
    """A session of the current agenda."""

    event: Event
    agenda: Agenda
    session: AgendaSession


@bp.get("/<int:topic>-<int:occurrence>")
@open_to(Access.ORGANIZER)
def show(event: str, topic: int, occurrence: int) -> ResponseReturnValue:
    """Show who is affected if this session, its room or everything runs late."""
    late, minutes = _late(event, topic, occurrence), request.args.get("minutes", type=int)
    minutes = minutes if minutes in MINUTES else USUAL
    return _page(late, DelayForm.about(late.agenda.revision, minutes), minutes)


@bp.post("/<int:topic>-<int:occurrence>")
@open_to(Access.ORGANIZER)
def publish(event: str, topic: int, occurrence: int) -> ResponseReturnValue:
    """Publish the delay."""
    late = _late(event, topic, occurrence)
    form = DelayForm.about(late.agenda.revision, USUAL)
    published = submit(form, lambda: _publish(late, form), now_is=lambda: late.agenda.revision)
    if published is None:
        return _page(late, form, form.minutes.data or USUAL), form.answer_status

    flash(
        _(
            "Revision %(number)s published. Open pages and screens follow within seconds.",
            number=published.result.number,
        )
    )
    return redirect(url_for("organize_on_the_day.show", event=event), code=303)


def _publish(late: Late, form: DelayForm) -> Revision:
    return delays.publish_delay(
        event=late.event,
        late=late.session,
        scope=DelayScope(form.scope.data),
        minutes=form.minutes.data,
        seen=form.version.data,
        tells=form.tells.data,
        by=me(),
        now=current_time(),
    )


def _late(slug: str, topic: int, occurrence: int) -> Late:
    event = here(slug).event
    agenda = agendas.latest(event)
    session = (
        next((each for each in agenda.running if each.key == (topic, occurrence)), None) if agenda else None
    )
    if agenda is None or session is None:
        abort(404)
    return Late(event=event, agenda=agenda, session=session)


def _page(late: Late, form: DelayForm, minutes: int) -> str:
    now = current_time()
    return render_template(
        "publication/delays/late.html",
        form=form,
        agenda=late.agenda,
        session=late.session,
        minutes=minutes,
        choices=MINUTES,
        has_begun=late.session.starts <= now,
        previews=[
            delays.preview(event=late.event, late=late.session, scope=scope, minutes=minutes, now=now)
            for scope in DelayScope
        ],
    )
