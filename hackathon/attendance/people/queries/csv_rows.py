"""The people of an event as rows of the CSV file that organizers download."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from hackathon.accounts.domain import PersonRow
from hackathon.core.domain.clocks import ending
from hackathon.events.participation.models import Attendance, Needs


def person_rows(attendances: Iterable[Attendance], needs: Mapping[int, Needs]) -> Iterator[PersonRow]:
    """Yield a row of texts for each person; times are local to the event."""
    for each in attendances:
        person, need, zone = each.person, needs.get(each.id), each.event.timezone
        yield PersonRow(
            name=person.name,
            affiliation=person.affiliation or "",
            email=person.email or "",
            handles=", ".join(handle.name for handle in person.handles),
            status=each.status.value,
            role=each.role.value,
            where="remote" if each.is_remote else "in the room",
            hours="; ".join(
                f"{at.day} {at.arrives:%H:%M}-{ending(at.arrives, at.leaves)}" for at in each.availability
            ),
            on_public_list=_yes(each.is_shown),
            answered=_local(each.answered_at, zone),
            checked_in=_local(each.checked_in_at, zone),
            diet=need.diet if need else "",
            access=need.access if need else "",
            visa_letter=_yes(need is not None and need.wants_visa_letter),
        )


def _local(moment: datetime | None, zone: ZoneInfo) -> str:
    return f"{moment.astimezone(zone):%Y-%m-%d %H:%M}" if moment else ""


def _yes(value: bool) -> str:
    return "yes" if value else "no"
