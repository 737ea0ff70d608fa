"""The organizer's list of people."""

from collections.abc import Iterable, Sequence

from flask import Blueprint, Response, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext
from markupsafe import Markup

from hackathon.attendance.invitations.services import inviting
from hackathon.attendance.people import exports as people_csv
from hackathon.attendance.people.forms import STATUS, PeopleChangeForm, PersonForm
from hackathon.attendance.people.queries import people_list, people_table
from hackathon.attendance.people.queries.csv_rows import person_rows
from hackathon.attendance.people.queries.people_list import PeopleSearch, PeopleSort
from hackathon.attendance.people.queries.people_table import PersonLine
from hackathon.attendance.people.services import many_people, people
from hackathon.attendance.turnout import queries as turnout
from hackathon.attendance.turnout.domain import Plot
from hackathon.core.domain.attendance import Status
from hackathon.core.domain.roles import Role
from hackathon.core.extensions import settings
from hackathon.core.web import limits
from hackathon.core.web.access import Access, here, me, open_to, row_number
from hackathon.core.web.caching.drawn_parts import draw_rows
from hackathon.core.web.caching.page_cache import cached_until_changed
from hackathon.core.web.caching.prepared_responses import KEPT_NOWHERE
from hackathon.core.web.chosen_rows import back_to_table, chosen_keys
from hackathon.core.web.clock import current_time
from hackathon.core.web.submitting import submit
from hackathon.events.models import Event
from hackathon.events.participation.models import Attendance

bp = Blueprint("organize_people", __name__, url_prefix="/<event>/organize/people")


@bp.get("")
@open_to(Access.HELPER)
@cached_until_changed
def show(event: str) -> ResponseReturnValue:
    """Show a page of matching people, voters who are not on the list, and the numbers over time."""
    return _table(here(event).event, PeopleChangeForm())


@bp.post("")
@open_to(Access.HELPER)
def change_chosen(event: str) -> ResponseReturnValue:
    """Set the status or role of all selected people."""
    place, form = here(event), PeopleChangeForm()
    changed = submit(
        form,
        lambda: many_people.change(
            attendances=_chosen(place.event), status=form.status, role=form.role, by=me(), now=current_time()
        ),
    )
    if changed is None:
        return _table(place.event, form), form.answer_status

    flash(ngettext("%(num)s person changed.", "%(num)s people changed.", changed.result))
    return back_to_table(url_for(".show", event=event))


@bp.post("/chosen/invitation")
@open_to(Access.HELPER)
@limits.invitations
def invite_chosen(event: str) -> ResponseReturnValue:
    """Invite all selected people by email."""
    place, form = here(event), PeopleChangeForm()
    invited = submit(
        form, lambda: inviting.invite_chosen(attendances=_chosen(place.event), by=me(), now=current_time())
    )
    if invited is None:
        return _table(place.event, form), form.answer_status

    flash(ngettext("Sending %(num)s invitation.", "Sending %(num)s invitations.", invited.result))
    return back_to_table(url_for(".show", event=event))


@bp.post("/chosen/message")
@open_to(Access.ORGANIZER)
def write_to_chosen(event: str) -> ResponseReturnValue:
    """Go on to a message to all selected people."""
    place, form = here(event), PeopleChangeForm()
    chosen = submit(form, lambda: _someone(place.event))
    if chosen is None:
        return _table(place.event, form), form.answer_status

    people_chosen = [each.person_id for each in chosen.result]
    return redirect(url_for("organize_announcements.new", event=event, person=people_chosen), code=303)


def _chosen(event: Event) -> Sequence[Attendance]:
    return people_list.chosen(event, chosen_keys())


def _someone(event: Event) -> Sequence[Attendance]:
    chosen = _chosen(event)
    many_people.refuse_none(chosen)
    return chosen


def _table(event: Event, form: PeopleChangeForm) -> str:
    search, page = _search(), request.args.get("page", 1, type=row_number)
    shown = people_table.page_of(event, search, page=page, chosen=chosen_keys())
    numbers = turnout.by_day(event)
    return render_template(
        "attendance/people/organizer_people.html",
        shown=shown,
        rows=_rows(event, shown.lines),
        counts=people_list.count_by_status(event),
        form=form,
        search=search,
        query=_search_query(),
        words=STATUS,
        unknown=people_list.unlisted_voters(event),
        numbers=numbers,
        plot=Plot.of(numbers),
    )


def _rows(event: Event, lines: Iterable[PersonLine]) -> Markup:
    words = tuple((status, str(word)) for status, word in STATUS.items())
    template = "attendance/people/_organizer_row.html"
    return draw_rows(template, lines, event=event.slug, zone=event.zone, words=words)


@bp.get("/table.csv")
@open_to(Access.ORGANIZER)
def export(event: str) -> ResponseReturnValue:
    """Send the matching people as a table, with their needs."""
    place = here(event)
    found = people_list.attending(place.event, _search())
    table = people_csv.people(person_rows(found, people_list.needs_of(place.event)))
    named = {"Content-Disposition": f'attachment; filename="{event}-people.csv"'}
    return Response(table, content_type="text/csv; charset=utf-8", headers={**named, **KEPT_NOWHERE})


def _search() -> PeopleSearch:
    """Return the search from the query string."""
    status, role, sort = (request.args.get(name, "") for name in ("status", "role", "sort"))
    return PeopleSearch(
        status=Status(status) if status in list(Status) else None,
        role=Role(role) if role in list(Role) else None,
        sort=PeopleSort(sort) if sort in list(PeopleSort) else PeopleSort.NAME,
        words=request.args.get("q", "").strip(),
    )


def _search_query() -> dict[str, str]:
    """Return the query parameters of the search, without defaults."""
    search = _search()
    query = {"status": search.status, "role": search.role, "sort": search.sort, "q": search.words}
    return {name: value for name, value in query.items() if value and value is not PeopleSort.NAME}


@bp.get("/new")
@open_to(Access.HELPER)
def new(event: str) -> ResponseReturnValue:
    """Show the form for a new person."""
    return _page(None, PersonForm.about_person(here(event).event, None))


@bp.post("/new")
@open_to(Access.HELPER)
def add(event: str) -> ResponseReturnValue:
    """Add a person to the list."""
    place = here(event)
    form = PersonForm.about_person(place.event, None)
    if submit(form, lambda: _add(place.event, form)) is None:
        return _page(None, form), form.answer_status

    flash(_("%(name)s added.", name=form.name.data))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/voters/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def list_voter(event: str, person: int) -> ResponseReturnValue:
    """Add a voter to the list, so that their votes count."""
    place = here(event)
    voter = people_list.find_unlisted_voter(place.event, person)
    people.list_voter(event=place.event, person=voter, by=me(), now=current_time())
    flash(_("%(name)s added.", name=voter.name))
    return redirect(url_for(".show", event=event), code=303)


@bp.get("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def edit(event: str, person: int) -> ResponseReturnValue:
    """Show the form for editing a person."""
    place = here(event)
    attendance = people_list.find_attendance(place.event, person)
    return _page(attendance, PersonForm.about_person(place.event, attendance))


@bp.post("/<int(max=2147483647):person>")
@open_to(Access.HELPER)
def change(event: str, person: int) -> ResponseReturnValue:
    """Change a person's details."""
    place = here(event)
    attendance = people_list.find_attendance(place.event, person)
    form = PersonForm.about_person(place.event, attendance)
    saved = submit(
        form,
        lambda: _change(attendance, form),
        now_is=lambda: PersonForm.about_person(place.event, attendance),
    )
    if saved is None:
        return _page(attendance, form), form.answer_status

    flash(_("%(name)s saved.", name=form.name.data))
    return redirect(url_for(".show", event=event), code=303)


@bp.post("/<int(max=2147483647):person>/sign-in-link")
@open_to(Access.ORGANIZER)
def make_link(event: str, person: int) -> ResponseReturnValue:
    """Create a sign-in link and show it once."""
    attendance = people_list.find_attendance(here(event).event, person)
    secret = people.make_sign_in_link(attendance=attendance, by=me(), now=current_time())
    address = f"{settings().url}/sign-in/{secret}"
    return render_template(
        "attendance/people/sign_in_link.html", person=attendance.person, address=address
    ), KEPT_NOWHERE


def _add(event: Event, form: PersonForm) -> None:
    people.add(event=event, fields=form.fields, by=me(), now=current_time())


def _change(attendance: Attendance, form: PersonForm) -> None:
    people.change(
        attendance=attendance, fields=form.fields, seen=form.version.data, by=me(), now=current_time()
    )


def _page(attendance: Attendance | None, form: PersonForm) -> str:
    return render_template("attendance/people/person.html", attendance=attendance, form=form)
