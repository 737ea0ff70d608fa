"""The organizer's list of people."""

from collections.abc import Iterable
from datetime import UTC, datetime

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from hackathon.domain.attendance import Status
from hackathon.domain.names import normalise
from hackathon.domain.turnout import Plot
from hackathon.exports import people_csv
from hackathon.extensions import settings
from hackathon.forms.desk_people import STATUS, PersonForm
from hackathon.models import Attendance, Event
from hackathon.queries import desk, turnout
from hackathon.queries import people as reading
from hackathon.queries.people_rows import person_rows
from hackathon.services import people
from hackathon.views.access import Access, here, me, open_to
from hackathon.views.answers import KEPT_NOWHERE
from hackathon.views.desk.entry import accepted

bp = Blueprint("desk_people", __name__, url_prefix="/<event>/desk/people")


@bp.get("")
@open_to(Access.HELPER)
def show(event: str) -> ResponseReturnValue:
    """Show who comes, who voted without being on the list, and the numbers over time."""
    place = here(event)
    everybody = reading.attending(place.event)
    numbers = turnout.by_day(place.event)
    status, q = _asked()
    return render_template(
        "desk/people.html",
        everybody=everybody,
        shown=_shown(everybody, status, q),
        status=status,
        q=q,
        words=STATUS,
        unknown=desk.unknown_voters(place.event),
        numbers=numbers,
        plot=Plot.of(numbers),
    )


@bp.get("/table.csv")
@open_to(Access.ORGANIZER)
def export(event: str) -> ResponseReturnValue:
    """Send the people who are shown as a table, with what they need."""
    place = here(event)
    status, q = _asked()
    shown = _shown(reading.attending(place.event), status, q)
    table = people_csv.people(person_rows(shown, reading.needs_of(place.event)))
    named = {"Content-Disposition": f'attachment; filename="{event}-people.csv"'}
    return Response(table, content_type="text/csv; charset=utf-8", headers={**named, **KEPT_NOWHERE})


def _asked() -> tuple[str, str]:
    """Return the status and the part of a name that the address asks for; "" for all."""
    status = request.args.get("status", "")
    return status if status in list(Status) else "", request.args.get("q", "").strip()


def _shown(everybody: Iterable[Attendance], status: str, q: str) -> list[Attendance]:
    """Return those of that status in whose name, affiliation or address the words stand."""
    wanted = normalise(q)

    def is_meant(each: Attendance) -> bool:
        person = each.person
        texts = (person.name, person.affiliation or "", person.email or "")
        return status in ("", each.status.value) and any(wanted in normalise(text) for text in texts)

    return [each for each in everybody if is_meant(each)]


@bp.get("/new")
@open_to(Access.HELPER)
def new(event: str) -> ResponseReturnValue:
    """Ask for somebody new."""
    return _page(None, PersonForm.about_person(here(event).event, None))


@bp.post("/new")
@open_to(Access.HELPER)
def add(event: str) -> ResponseReturnValue:
    """Put somebody on the list."""
    place = here(event)
    form = PersonForm.about_person(place.event, None)
    if not accepted(form, lambda: _add(place.event, form)):
        return _page(None, form), 422

    flash(f"{form.name.data} is on the list.")
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def edit(event: str, person: int) -> ResponseReturnValue:
    """Show one person to be changed."""
    place = here(event)
    attendance = desk.find_attendance(place.event, person)
    return _page(attendance, PersonForm.about_person(place.event, attendance))


@bp.post("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def change(event: str, person: int) -> ResponseReturnValue:
    """Change what is known of one person."""
    place = here(event)
    attendance = desk.find_attendance(place.event, person)
    form = PersonForm.about_person(place.event, attendance)
    if not accepted(form, lambda: _change(attendance, form)):
        return _page(attendance, form), 422

    flash(f"{form.name.data} is saved.")
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/sign-in-link")
@open_to(Access.ORGANIZER)
def make_link(event: str, person: int) -> ResponseReturnValue:
    """Make a sign-in link and show it, once."""
    attendance = desk.find_attendance(here(event).event, person)
    secret = people.make_sign_in_link(attendance=attendance, by=me(), now=datetime.now(UTC))
    address = f"{settings().url}/sign-in/{secret}"
    return render_template("desk/link.html", person=attendance.person, address=address), KEPT_NOWHERE


def _add(event: Event, form: PersonForm) -> None:
    people.add(event=event, fields=form.fields, by=me(), now=datetime.now(UTC))


def _change(attendance: Attendance, form: PersonForm) -> None:
    people.change(
        attendance=attendance, fields=form.fields, seen=form.version.data, by=me(), now=datetime.now(UTC)
    )


def _page(attendance: Attendance | None, form: PersonForm) -> str:
    return render_template("desk/person.html", attendance=attendance, form=form)
