"""The one action to suggest to a reader on an event's home page."""

from dataclasses import dataclass
from enum import StrEnum

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.phases import Phase


class NextStep(StrEnum):
    """The main button of an event's home page."""

    ANSWER = "answer"
    REGISTER = "register"
    SIGN_IN_TO_VOTE = "sign_in_to_vote"
    VOTE = "vote"
    PROPOSE = "propose"
    MY_AGENDA = "my_agenda"
    AGENDA = "agenda"
    REPORT = "report"


@dataclass(frozen=True, slots=True, kw_only=True)
class Situation:
    """The state of the event and the reader; `status` is None for a reader who is not on the list."""

    phase: Phase
    is_signed_in: bool
    status: Status | None
    has_agenda: bool
    has_topics: bool
    has_voted: bool
    takes_votes: bool
    takes_proposals: bool
    takes_registrations: bool

    @property
    def next_step(self) -> NextStep | None:
        """Return the reader's most likely next step, or None if there is nothing to do."""
        if self.phase is Phase.ENDED:
            return NextStep.REPORT
        if self.status in (Status.INVITED, Status.MAYBE):
            return NextStep.ANSWER
        if self.has_agenda and self.phase.is_after(Phase.VOTING):
            return NextStep.MY_AGENDA if self.is_signed_in else NextStep.AGENDA
        return self._before_the_agenda()

    def _before_the_agenda(self) -> NextStep | None:
        if self.takes_registrations and self.status is None:
            return NextStep.REGISTER
        if self.takes_votes and self.has_topics and not self.has_voted:
            return NextStep.VOTE if self.is_signed_in else NextStep.SIGN_IN_TO_VOTE
        if self.takes_proposals:
            return NextStep.PROPOSE
        return NextStep.VOTE if self.takes_votes and self.has_topics else None
