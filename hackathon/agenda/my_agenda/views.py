"""The reader's own agenda, and the address of their calendar."""

from collections.abc import Iterable
from datetime import date, datetime

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from hackathon.agenda import queries as agendas
from hackathon.agenda.domain import changes
from hackathon.agenda.domain.changes import AgendaChange
from hackathon.agenda.feeds.services import feeds
from hackathon.agenda.my_agenda import queries as wishes
from hackathon.agenda.my_agenda.domain import AttendedSession, OwnAgenda, Preference, own_agenda
from hackathon.agenda.now.domain import is_on_its_days
from hackathon.agenda.now.queries import Whereabouts, whereabouts_of
from hackathon.agenda.reminders import queries as reminders
from hackathon.agenda.reminders import services as reminding
from hackathon.agenda.reminders.forms import ReminderForm
from hackathon.attendance.registration.queries import hours
from hackathon.core.domain.agenda import Agenda
from hackathon.core.domain.votes import IN_WORDS
from hackathon.core.extensions import settings
from hackathon.core.web.access import Access, Here, here, me, open_to
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit

bp = Blueprint("mine", __name__)


@bp.get("/<event>/mine")
@open_to(Access.SIGNED_IN)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show what the person attends, what they miss and why; before publication, the topics they want."""
    place = here(event)
    return _page(place, ReminderForm.about(reminders.reminder_of(place.event, me()))), KEPT_NOWHERE


def _page(place: Here, form: ReminderForm) -> str:
    person, now = me(), current_time()
    wanted, there = wishes.preferences_of(place.event, person), hours.availability_of(place.attendance)
    agenda, before = agendas.latest_two(place.event)
    mine = own_agenda(agenda, wanted, weights=place.event.weights, hours=there) if agenda else None
    return render_template(
        "agenda/my_agenda/show.html",
        wishes=wanted,
        hours=there,
        agenda=agenda,
        mine=mine,
        news=_news(before, agenda, wanted),
        by_day=_by_day(agenda, mine),
        whereabouts=_whereabouts(agenda, mine, now),
        words=IN_WORDS,
        url=settings().url,
        now=now,
        takes_votes=place.event.takes_votes(now),
        reminder_form=form,
        secret=feeds.address(event=place.event, person=person, now=now),
    )


@bp.post("/<event>/mine/reminders")
@open_to(Access.SIGNED_IN)
def choose_reminders(event: str) -> ResponseReturnValue:
    """Save how the person wants to be reminded."""
    place, person = here(event), me()
    form = ReminderForm.about(reminders.reminder_of(place.event, person))
    chosen = submit(
        form,
        lambda: reminding.choose(
            event=place.event,
            person=person,
            alarm_minutes=form.alarm_minutes.data,
            mail_minutes=form.mail_minutes.data,
        ),
    )
    if chosen is None:
        return _page(place, form), form.answer_status
    flash(_("Reminders saved."))
    return redirect(url_for(".show", event=event) + "#reminders", code=303)


@bp.post("/<event>/mine/address")
@open_to(Access.SIGNED_IN)
def renew_address(event: str) -> ResponseReturnValue:
    """Give the person's calendar a new address."""
    feeds.renew(event=here(event).event, person=me(), now=current_time())
    flash(_("Your calendar has a new address. The old one no longer works; please subscribe again."))
    return redirect(url_for(".show", event=event) + "#calendar", code=303)


def _whereabouts(agenda: Agenda | None, mine: OwnAgenda | None, now: datetime) -> Whereabouts | None:
    if agenda is None or mine is None or not is_on_its_days(agenda, now):
        return None
    return whereabouts_of(agenda, mine.kept, now)


def _news(before: Agenda | None, agenda: Agenda | None, wanted: Iterable[Preference]) -> list[AgendaChange]:
    """Return the agenda's changes for people who want or run these topics."""
    if before is None or agenda is None:
        return []
    topics = {wish.topic for wish in wanted}
    return [each for each in changes.between(before, agenda) if each.session.topic in topics]


def _by_day(agenda: Agenda | None, mine: OwnAgenda | None) -> dict[date, list[AttendedSession]]:
    days: dict[date, list[AttendedSession]] = {}
    if agenda is None or mine is None:
        return days
    for each in mine.kept:
        days.setdefault(agenda.local(each.session.starts).date(), []).append(each)
    return days
