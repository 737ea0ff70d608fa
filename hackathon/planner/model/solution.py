"""The planner's result: a placement, its cost, and a lower bound."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Self

from hackathon.planner.model import codec
from hackathon.planner.model.problem import Placement
from hackathon.planner.model.rules import Rule

FORMAT = "hackathon-solution-1"


class Status(StrEnum):
    """The certainty of an answer: proven best, valid, proven impossible, or nothing found."""

    OPTIMAL = "optimal"
    FEASIBLE = "feasible"
    INFEASIBLE = "infeasible"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """The state of a run at one time; a series of these is its progress curve."""

    seconds: float
    step: int
    cost: int | None
    bound: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """A rule that conflicts with the others, and the change that would resolve the conflict.

    `rules` is that rule, or all those by which several topics want a place. Usually the change is to give the
    rule up; `too_many` topics must be left out where there are fewer places than they take, one of
    `leave_out` where that is proven for these only. Where the rule cannot be given up, so many more `rooms`
    were proven to be enough, or another contact for the topic `other_contact`. Files of older versions have
    `rule` and `change` in words instead.

    `is_enough` says that with this change alone there is an agenda, `is_needed` that without this rule the
    other rules of the conflict can hold together. Both are said only where they are proven; `is_undecided`
    says that there was not the time to find out whether the change is enough.
    """

    rules: tuple[Rule, ...] = ()
    too_many: int = 0
    leave_out: tuple[int, ...] = ()
    rooms: int = 0
    other_contact: int | None = None
    rule: str = ""
    change: str = ""
    is_enough: bool = False
    is_needed: bool = False
    is_undecided: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Prices:
    """What proves a bound: a price for each topic, in parts of a cost; `scale` parts are one.

    All prices together, less the most that the slots can earn at them, is what every agenda costs
    at least. A slot earns the prices of the topics that it holds, less what it costs to hold them. Of a
    problem with topics that may run twice, `both` names the votes (person, topic) that count at either
    session in the prices, the others not at all. `leaning` is (topic, slot, amount): a session of two
    slots that begins there pays so much more in its first slot, and so much less in its second. With
    `is_whole`, a topic pays its price once, not in each of its slots, and it is whole blocks that earn.
    """

    scale: int
    topics: tuple[int, ...]
    both: tuple[tuple[int, int], ...] = ()
    leaning: tuple[tuple[int, int, int], ...] = ()
    is_whole: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Solution:
    """The outcome of one run; numbers are missing where nothing can be said.

    `cost` and `bound` are the objective, `loss` is the unmultiplied weight, `loss_bound` what no agenda
    can lose less than, where loss alone was bounded. `problem` is the digest of the problem, `proof` and
    `loss_proof` name what the bounds rest on ("floor", "prices", "patterns", "agendas"), and `prices` and
    `loss_prices` prove them, or most of them. `obstacles` say why not every topic is placed. `conflict`
    are rules that cannot hold together, which proves that there is no agenda. `is_repair` says that the
    agenda is the draft with no more changes than the problem needs: nothing better was found.
    """

    status: str
    cost: int | None
    bound: int | None
    loss: int | None
    seats_short: int | None = None
    people_affected: int | None = None
    start: tuple[int, ...]
    room: tuple[int, ...]
    seed: int = 0
    steps: int | None = None
    seconds: float = 0.0
    proof: str | None = None
    prices: Prices | None = None
    problem: str = ""
    versions: Mapping[str, str] = field(default_factory=dict)
    history: tuple[Moment, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    conflict: tuple[Rule, ...] = ()
    loss_bound: int | None = None
    loss_proof: str | None = None
    loss_prices: Prices | None = None
    is_repair: bool = False
    format: str = FORMAT

    @property
    def placement(self) -> Placement:
        """The agenda itself."""
        return Placement(start=self.start, room=self.room)

    @property
    def is_agenda(self) -> bool:
        """Whether the placement is an agenda that keeps every hard rule."""
        return self.status in (Status.OPTIMAL, Status.FEASIBLE)

    @classmethod
    def from_json(cls, text: str) -> Self:
        """Read a solution from its file.

        Raises BadProblem, in one line that names the culprit.
        """
        return codec.read(cls, codec.parse(text))

    def to_json(self) -> str:
        """Return the solution as one line of JSON."""
        return codec.write(self)
