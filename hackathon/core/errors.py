"""Refusals: the exceptions that rules raise."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from types import MappingProxyType

from hackathon.core.text.column_meanings import column_meaning
from hackathon.core.text.messages import Message, message


class Refusal(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """A rule was broken.

    The message is shown to the person, and says what to do next. `at` names the form field it concerns, if
    any. As a string, a refusal is in English; pages show its `message` translated.
    """

    def __init__(self, message: str | Message = "", *, at: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.at = at


class BadBackup(Refusal):
    """The file is not a backup that can be restored here."""


class VotingClosed(Refusal):
    """The event takes no votes at this moment."""


class ProposalsClosed(Refusal):
    """Attendees can't propose topics at this event any more."""


class EventEnded(Refusal):
    """The event has ended, and no organizer has reopened it."""


class EventArchived(Refusal):
    """The event is read-only until an organizer reopens it."""


class TopicWithdrawn(Refusal):
    """The topic was withdrawn, so nobody can act on it."""


class StaleForm(Refusal):
    """Someone changed the same thing after the form was opened."""


class FormExpired(Refusal):
    """The form was open for so long that its token expired, so nothing is saved."""


class PlanChanged(StaleForm):
    """The changes an import would make differ from those that were shown."""


class UndoImpossible(Refusal):
    """The undo is impossible, because something has changed since."""


class LinkSpent(Refusal):
    """A sign-in link that was used, has expired or never existed."""


class AddressUnproven(Refusal):
    """Nobody has verified that the person owns the address they want to sign in with."""


class PasskeyRefused(Refusal):
    """The passkey can't be created or used here."""


class ProviderFailed(Refusal):
    """The sign-in provider refused, did not answer, or sent invalid data."""


class TooOften(Refusal):
    """Too many requests of one kind; after `wait`, another one is accepted."""

    def __init__(self, message: str | Message, *, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


class NotAPage(Refusal):
    """A file that cannot be read as a wiki page."""


class ReadingStopped(NotAPage):
    """The process that reads a page ended without a result; the page itself may be fine."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: its index, its header and a few of its cells."""

    position: int
    name: str
    samples: tuple[str, ...]


Columns = Mapping[str, tuple[Column, ...]]
"""The columns that could be the same field, by field."""

NONE_ALIKE: Columns = MappingProxyType({})


class ColumnsAlike(NotAPage):
    """Several columns of a table could be the same field; `columns` lists them by field."""

    def __init__(self, columns: Columns) -> None:
        self.columns = columns
        meaning, alike = next(iter(columns.items()))
        super().__init__(
            message(
                "Columns %(columns)s could each be the %(meaning)s. Please rename or remove the others.",
                columns=tuple(f"{column.position + 1} (“{column.name}”)" for column in alike),
                meaning=column_meaning(meaning),
            )
        )


class NothingToPublish(Refusal):
    """There is no draft to publish."""


class RuleBroken(Refusal):
    """An agenda breaks a hard rule, so it may not be published."""


class BadEntry(Refusal):
    """The input breaks a rule; the message says what to enter instead."""


class PersonMergeImpossible(Refusal):
    """Two people's records can't be merged, or a merge can't be undone, in their current state."""


class MergeImpossible(Refusal):
    """Two topics can't be merged in their current state."""


class NothingToPlan(Refusal):
    """The event lacks topics, rooms or slots, or what a what-if question is about."""


class RunGoingOn(Refusal):
    """A planning run of the event is still in progress."""


class NotReady(Refusal):
    """The machine or its database is not ready for the command."""


class UnknownName(Refusal):
    """A name, slug or address that matches nothing, or more than one thing."""


class NotInvited(Refusal):
    """The person answers an invitation that they don't have, or no longer have."""


class PageUndecided(Refusal):
    """The page leaves something open that only a person can decide, such as a time zone."""


class MailSettled(Refusal):
    """The email's state has changed since someone decided about it."""


class NotYours(Refusal):
    """The action is reserved for others, such as the contacts of a topic."""
