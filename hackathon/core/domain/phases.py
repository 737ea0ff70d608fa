"""The phase of an event, derived from its dates and its published agenda."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hackathon.core.text.messages import message


class Phase(StrEnum):
    """A phase in the life of an event, in chronological order."""

    PREPARING = "preparing"
    PROPOSING = "proposing"
    VOTING = "voting"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    ENDED = "ended"

    def is_after(self, other: "Phase") -> bool:
        """Whether it comes later."""
        order = list(Phase)
        return order.index(self) > order.index(other)

    @property
    def following(self) -> "Phase | None":
        """The next phase, or None at the end."""
        order = list(Phase)
        return next(iter(order[order.index(self) + 1 :]), None)


WORDS = {
    Phase.PREPARING: message("In preparation"),
    Phase.PROPOSING: message("Proposals open"),
    Phase.VOTING: message("Voting open"),
    Phase.SCHEDULED: message("Agenda published"),
    Phase.RUNNING: message("Running now"),
    Phase.ENDED: message("Ended"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lifecycle:
    """Everything that decides an event's phase, and what people may do in it.

    A missing date is no limit; without its own date, voting opens together with proposals. `held` is the
    phase an organizer set regardless of dates: in “proposing” or “voting”, proposals or votes are open
    whatever their dates. So are they in an open space while it runs.
    """

    begins: datetime
    ends: datetime
    proposals_open: datetime | None = None
    proposals_close: datetime | None = None
    votes_open: datetime | None = None
    votes_close: datetime | None = None
    is_published: bool = False
    held: Phase | None = None
    is_open_space: bool = False

    def phase(self, now: datetime) -> Phase:
        """Return the phase at a moment."""
        return self.held or self.phase_by_dates(now)

    def phase_by_dates(self, now: datetime) -> Phase:
        """Return the phase at a moment according to the dates, ignoring a held phase."""
        if self.ends <= now:
            return Phase.ENDED
        if self.begins <= now:
            return Phase.RUNNING
        if self.is_published:
            return Phase.SCHEDULED
        if self._has_come(self.votes_open or self.proposals_open, now):
            return Phase.VOTING
        return Phase.PROPOSING if self._has_come(self.proposals_open, now) else Phase.PREPARING

    def start_of(self, phase: Phase) -> datetime | None:
        """Return when a phase starts according to the dates, or None if no date determines it."""
        starts = {
            Phase.PROPOSING: self.proposals_open,
            Phase.VOTING: self.votes_open or self.proposals_open,
            Phase.RUNNING: self.begins,
            Phase.ENDED: self.ends,
        }
        return starts.get(phase)

    def takes_votes(self, now: datetime) -> bool:
        """Whether a vote cast at this moment counts."""
        if self.held is Phase.VOTING or self._is_improvised(now):
            return True
        if self.phase(now) in (Phase.PREPARING, Phase.PROPOSING, Phase.ENDED):
            return False
        has_opened = self._has_come(self.votes_open or self.proposals_open, now)
        return has_opened and (self.votes_close is None or now < self.votes_close)

    def votes_open_later(self, now: datetime) -> bool:
        """Whether voting has not opened yet at this moment."""
        if self.phase(now) in (Phase.PREPARING, Phase.PROPOSING):
            return True
        if self.held is Phase.VOTING or self.phase(now) is Phase.ENDED:
            return False
        return not self._has_come(self.votes_open or self.proposals_open, now)

    def takes_proposals(self, now: datetime) -> bool:
        """Whether a topic may be proposed at this moment."""
        if self.held is Phase.PROPOSING or self._is_improvised(now):
            return True
        if self.phase(now) in (Phase.PREPARING, Phase.ENDED):
            return False
        has_opened = self.held is not None or self._has_come(self.proposals_open, now)
        return has_opened and (self.proposals_close is None or now < self.proposals_close)

    def proposals_open_later(self, now: datetime) -> bool:
        """Whether proposals have not opened yet at this moment."""
        if self.held:
            return self.held is Phase.PREPARING
        return self.phase(now) is not Phase.ENDED and not self._has_come(self.proposals_open, now)

    def takes_answers(self, now: datetime) -> bool:
        """Whether people can still answer at this moment whether they attend."""
        return self.phase(now) is not Phase.ENDED

    def _is_improvised(self, now: datetime) -> bool:
        return self.is_open_space and self.phase(now) is Phase.RUNNING

    @staticmethod
    def _has_come(date: datetime | None, now: datetime) -> bool:
        return date is None or date <= now
