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
    """The file is no backup that can be restored here."""


class VotingClosed(Refusal):
    """The event takes no votes at this moment."""


class ProposalsClosed(Refusal):
    """The event takes no more proposals from its attendees."""


class EventEnded(Refusal):
    """The event has ended, and no organizer has reopened it."""


class EventArchived(Refusal):
    """The event can only be read, until an organizer opens it again."""


class TopicWithdrawn(Refusal):
    """The topic is no longer proposed, so nothing can be said for it."""


class StaleForm(Refusal):
    """Someone changed the same thing after the form was opened."""


class FormExpired(Refusal):
    """A form was open so long that its token no longer counts, so nothing may be written for it."""


class PlanChanged(StaleForm):
    """The changes an import would make differ from those that were shown."""


class UndoImpossible(Refusal):
    """The undo is impossible, because something has changed since."""


class LinkSpent(Refusal):
    """A sign-in link that was used, has run out, or never was."""


class AddressUnproven(Refusal):
    """Nobody has seen that someone reads the address that they sign in by."""


class PasskeyRefused(Refusal):
    """A passkey that cannot be made or used here."""


class ProviderFailed(Refusal):
    """The server at which someone signs in refused, did not answer, or said what cannot be true."""


class TooOften(Refusal):
    """The same thing was asked for again and again; after `wait` it may be asked for again."""

    def __init__(self, message: str | Message, *, wait: timedelta) -> None:
        super().__init__(message)
        self.wait = wait


class NotAPage(Refusal):
    """A file that cannot be read as a wiki page."""


class ReadingStopped(NotAPage):
    """The process that reads a page ended before it had an answer; the page may be a good one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column of a table: where it stands, from 0, what its first row calls it, and a few of its cells."""

    position: int
    name: str
    samples: tuple[str, ...]


Columns = Mapping[str, tuple[Column, ...]]
"""The columns of a table that could be the same, by what they could hold."""

NONE_ALIKE: Columns = MappingProxyType({})


class ColumnsAlike(NotAPage):
    """Two columns of a table could be the same field; `columns` lists them by field."""

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
    """There is no draft that could become a revision."""


class RuleBroken(Refusal):
    """An agenda breaks a hard rule, so it may not be published."""


class BadEntry(Refusal):
    """The input breaks a rule; the message says what to enter instead."""


class PersonMergeImpossible(Refusal):
    """Two records cannot be joined, or parted again, as things stand."""


class MergeImpossible(Refusal):
    """Two topics cannot become one, as things stand."""


class NothingToPlan(Refusal):
    """An event lacks topics, rooms or slots, or the subject of a question."""


class RunGoingOn(Refusal):
    """A planning run of the event has not ended yet."""


class NotReady(Refusal):
    """The machine or its database is not ready for the command."""


class UnknownName(Refusal):
    """A name, slug or address that means nothing or nobody here, or more than one."""


class NotInvited(Refusal):
    """Someone answers an invitation that they do not have, or have no longer."""


class PageUndecided(Refusal):
    """A page leaves open what only a person can decide, such as a time zone."""


class MailSettled(Refusal):
    """An email is no longer as it was when someone decided about it."""


class NotYours(Refusal):
    """The action is reserved for others, such as the contacts of a topic."""
