"""Handling an incident from a phone in three taps: what happened, what to do, publish."""

import secrets
from datetime import datetime

from flask import Blueprint, abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from hackathon.agenda import queries as agendas
from hackathon.core.translation import translated
from hackathon.core.web.access import Access, here, me, open_to
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.schedule.incidents import reports
from hackathon.schedule.incidents.forms import AddedSessionForm, AnswerForm
from hackathon.schedule.incidents.reports import Report, ReportContext
from hackathon.schedule.incidents.services import adding
from hackathon.schedule.incidents.services.adding import MOST_CELLS, free_cells
from hackathon.schedule.incidents.services.previews import AnswerPreview, previews
from hackathon.schedule.incidents.services.publishing import ReportResult, publish_answer
from hackathon.topics.queries import people_names

bp = Blueprint("organize_incidents", __name__, url_prefix="/<event>/organize/on-the-day")


@bp.route("/<any(overrun, host, swap, off, full):what>/<int:topic>-<int:run>", methods=["GET", "POST"])
@open_to(Access.ORGANIZER)
def session(event: str, what: str, topic: int, run: int) -> ResponseReturnValue:
    """Show the possible answers for a session, and publish the chosen one."""
    asked = _asked(event)
    found = next((each for each in asked.agenda.sessions if each.key == (topic, run)), None)
    return _answer(reports.about_session(asked, what, found or abort(404)), asked.now)


@bp.route("/room/<room>", methods=["GET", "POST"])
@open_to(Access.ORGANIZER)
def room(event: str, room: str) -> ResponseReturnValue:
    """Show the possible answers for a lost room, and publish the chosen one."""
    asked = _asked(event)
    found = next((each for each in asked.event.rooms if each.slug == room), None) or abort(404)
    return _answer(reports.about_room(asked, found), asked.now)


@bp.route("/plenary", methods=["GET", "POST"])
@open_to(Access.ORGANIZER)
def plenary(event: str) -> ResponseReturnValue:
    """Show the effect of a plenary, and publish it with a message on every open page."""
    asked = _asked(event)
    return _answer(reports.about_plenary(asked), asked.now)


@bp.get("/session")
@open_to(Access.ORGANIZER)
def ask_session(event: str) -> ResponseReturnValue:
    """Ask for a new session and where to hold it."""
    asked = _asked(event)
    return _adding(asked, _added_form(asked))


@bp.post("/session")
@open_to(Access.ORGANIZER)
def add_session(event: str) -> ResponseReturnValue:
    """Add a session and publish it in a free room."""
    asked = _asked(event)
    form = _added_form(asked)
    added = submit(form, lambda: _add(asked, form))
    if added is None:
        return _adding(asked, form), form.answer_status
    return _reported(event, added.result)


def _asked(event: str) -> ReportContext:
    found = here(event).event
    until = request.args.get("until", "")
    return ReportContext(
        event=found, agenda=agendas.latest(found) or abort(404), now=current_time(), until=until
    )


def _added_form(asked: ReportContext) -> AddedSessionForm:
    cells = list(free_cells(asked.event, asked.agenda, asked.now))[:MOST_CELLS]
    words = [(each.key, reports.cell_words(asked.agenda, each)) for each in cells]
    return AddedSessionForm.about(secrets.token_urlsafe(16), words)


def _add(asked: ReportContext, form: AddedSessionForm) -> ReportResult:
    cells = {each.key: each for each in free_cells(asked.event, asked.agenda, asked.now)}
    return adding.add_session(
        event=asked.event,
        title=form.title.data,
        contact=form.contact.data,
        cell=cells.get(form.cell.data),
        form_key=form.form_key.data,
        by=me(),
        now=asked.now,
    )


def _adding(asked: ReportContext, form: AddedSessionForm) -> str:
    return render_template("schedule/incidents/add.html", form=form, names=people_names.names(asked.event))


def _answer(report: Report, now: datetime) -> ResponseReturnValue:
    """Render the answers to a report, or publish the chosen one."""
    found = previews(report.event, report.incident, report.agenda, now) if _is_there(report) else []
    words = [(each.key, translated(each.words)) for each in found]
    form = AnswerForm.about(words, report.agenda.revision, notice=report.notice)
    if request.method == "GET":
        return _page(report, form, found)
    saved = submit(form, lambda: _publish(report, form, now), now_is=lambda: report.agenda.revision)
    if saved is not None:
        return _reported(report.event.slug, saved.result)
    return _page(report, form, found), form.answer_status


def _publish(report: Report, form: AnswerForm, now: datetime) -> ReportResult:
    return publish_answer(
        event=report.event,
        incident=report.incident,
        chosen=form.answer.data or "",
        seen=form.version.data,
        tells=form.tells.data,
        by=me(),
        now=now,
        notice=form.notice.data or report.notice,
    )


def _reported(event: str, reported: ReportResult) -> ResponseReturnValue:
    number = reported.revision
    if reported.is_known:
        flash(
            _(
                "Someone has already reported this; revision %(number)s includes it. Nothing was changed.",
                number=number,
            )
        )
    elif not reported.is_published:
        flash(_("Done. The agenda doesn't change."))
    else:
        flash(
            _("Revision %(number)s published. Open pages and screens follow within seconds.", number=number)
        )
    if reported.left_draft:
        flash(
            ngettext(
                "%(titles)s was only in the draft there, and is unscheduled again.",
                "%(titles)s were only in the draft there, and are unscheduled again.",
                len(reported.left_draft),
                titles=", ".join(reported.left_draft),
            )
        )
    return redirect(url_for("organize_on_the_day.show", event=event), code=303)


def _page(report: Report, form: AnswerForm, found: list[AnswerPreview]) -> str:
    return render_template("schedule/incidents/answer.html", report=report, form=form, answers=found)


def _is_there(report: Report) -> bool:
    return report.session is None or not report.session.cancelled
