"""The fields of a person and their attendance that organizers edit."""

from dataclasses import dataclass

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.hours import Hours
from hackathon.core.domain.roles import Role
from hackathon.core.errors import BadEntry
from hackathon.core.text.emails import check_email
from hackathon.core.text.messages import message
from hackathon.core.text.names import normalize


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """A person as entered by an organizer; no hours mean that they are present throughout.

    Raises BadEntry for a person without a name, or with an invalid email address.
    """

    name: str
    affiliation: str | None = None
    email: str | None = None
    handles: tuple[str, ...] = ()
    status: Status = Status.INVITED
    role: Role = Role.ATTENDEE
    hours: tuple[Hours, ...] = ()

    def __post_init__(self) -> None:
        if not normalize(self.name):
            raise BadEntry(message("Please enter a name."))
        if self.email is not None:
            check_email(self.email)
        for handle in self.handles:
            if not normalize(handle):
                raise BadEntry(
                    message(
                        "“%(handle)s” can't be a handle. Please enter a wiki user name or an IRC nick.",
                        handle=handle,
                    ),
                    at="handles",
                )


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """A person as one row of a table, in words."""

    name: str
    affiliation: str
    email: str
    handles: str
    status: str
    role: str
    where: str
    hours: str
    on_public_list: str
    answered: str
    checked_in: str
    diet: str
    access: str
    visa_letter: str
