"""What an organizer says of a person and of their part in an event."""

from dataclasses import dataclass

from hackathon.domain.attendance import Status
from hackathon.domain.errors import BadEntry
from hackathon.domain.hours import Hours
from hackathon.domain.names import normalise
from hackathon.domain.roles import Role

LONGEST_EMAIL = 254


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFields:
    """A person as they are entered; no hours mean that they are there throughout.

    Raises BadEntry for a person without a name, or an e-mail address that cannot be one.
    """

    name: str
    affiliation: str | None = None
    email: str | None = None
    handles: tuple[str, ...] = ()
    status: Status = Status.INVITED
    role: Role = Role.ATTENDEE
    hours: tuple[Hours, ...] = ()

    def __post_init__(self) -> None:
        if not normalise(self.name):
            raise BadEntry("A person needs a name. Write it as they write it themselves.")
        if self.email is not None:
            check_email(self.email)
        for handle in self.handles:
            if not normalise(handle):
                raise BadEntry(f"“{handle}” cannot be a handle. Write a wiki user name or an IRC nick.")


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonRow:
    """Somebody as one line of a table, in words."""

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


def normal_email(text: str | None) -> str | None:
    """Return the address as it is kept and compared; nothing but space is no address.

    Case is set aside, and so is how a name in another script is spelled; what follows a plus is part of it.
    """
    bare = (text or "").strip()
    return (_normalised(bare) or bare).casefold() or None


def check_email(email: str) -> None:
    """Raise BadEntry for a text that cannot be an e-mail address; whether somebody reads it, nobody knows."""
    if _normalised(email) is None:
        raise BadEntry(f"“{email}” is not an e-mail address. Write one such as name@example.org.")


def _normalised(address: str) -> str | None:
    from email_validator import EmailNotValidError, validate_email  # noqa: PLC0415 -- slow import

    try:
        return validate_email(address, check_deliverability=False).normalized
    except EmailNotValidError:
        return None
