"""Outcomes with a name: what a rule says when it says no."""

from datetime import timedelta


class Refusal(Exception):  # noqa: N818 -- it names an outcome, not a fault
    """A rule said no. The message is shown to the person who asked, and says what to do next."""


class VotingClosed(Refusal):
    """The event takes no votes at this moment."""


class ProposalsClosed(Refusal):
    """The event takes no more proposals from its attendees."""


class TopicWithdrawn(Refusal):
    """The topic is no longer proposed, so nothing can be said for it."""


class StaleForm(Refusal):
    """Somebody changed the same thing after the form was opened."""


class PlanChanged(StaleForm):
    """What a page would change is no longer what was shown."""


class UndoImpossible(Refusal):
    """What is to be undone was changed since."""


class LinkSpent(Refusal):
    """A sign-in link that was used, has run out, or never was."""


class AddressUnproven(Refusal):
    """Nobody has seen that somebody reads the address that they sign in by."""


class PasskeyRefused(Refusal):
    """A passkey that cannot be made or used here."""


class ProviderFailed(Refusal):
    """The server at which somebody signs in refused, did not answer, or said what cannot be true."""


class TooOften(Refusal):
    """The same thing was asked for again and again; after `wait` it may be asked for again."""

    def __init__(self, words: str, *, wait: timedelta) -> None:
        super().__init__(words)
        self.wait = wait


class NotAPage(Refusal):
    """A file that cannot be read as a wiki page."""


class BadProblem(Refusal):
    """A planning problem that contradicts itself or is no problem file."""


class NothingToPublish(Refusal):
    """There is no draft that could become a revision."""


class RuleBroken(Refusal):
    """An agenda breaks a hard rule, so it may not be published."""


class BadEntry(Refusal):
    """What was entered breaks a rule; entering something else, as the message says, helps."""


class JoinImpossible(Refusal):
    """Two records cannot be joined, or parted again, as things stand."""


class MergeImpossible(Refusal):
    """Two topics cannot become one, as things stand."""


class NothingToPlan(Refusal):
    """An event lacks topics, rooms or slots."""


class RunGoingOn(Refusal):
    """A planning run of the event has not ended yet."""


class NotReady(Refusal):
    """The machine or its database is not ready for what was asked."""


class UnknownName(Refusal):
    """A name, slug or address that means nothing or nobody here, or more than one."""


class NotInvited(Refusal):
    """Somebody answers an invitation that they do not have, or have no longer."""


class PageUndecided(Refusal):
    """A page leaves open what only a person can decide, such as a time zone."""


class MailSettled(Refusal):
    """A mail is no longer as it was when somebody decided about it."""


class NotYours(Refusal):
    """What was asked is for others to do, such as the contacts of a topic."""
