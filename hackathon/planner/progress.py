"""Reporting a run's progress, and stopping it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from hackathon.planner.model.solution import Moment

# Often enough for a plot that moves and a prompt stop, seldom enough to cost nothing.
TELL_EVERY = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """The state of a run at one moment; `cost` is missing until there is an agenda."""

    seconds: float
    step: int
    cost: int | None
    bound: int | None


class Timer(Protocol):
    """Decides when something must end."""

    @property
    def left(self) -> float | None:
        """The seconds that remain, or None without a limit."""

    def is_over(self) -> bool:
        """Whether it must end now."""


Listener = Callable[[Progress], bool | None]


class Watch:
    """Keeps time, steps and the best numbers of one run.

    `seconds` and `steps` are its limits, if given. The listener is called at every improvement and a few
    times a second; by returning True it ends the run.
    """

    def __init__(
        self,
        *,
        seconds: float | None,
        steps: int | None,
        listener: Listener | None,
        clock: Callable[[], float],
    ) -> None:
        self.seconds, self.steps = seconds, steps
        self.cost: int | None = None
        self.bound: int | None = None
        self.proof: str | None = None
        self.step = 0
        self.history: list[Moment] = []
        self._listener, self._clock = listener, clock
        self._began = self._told = clock()
        self._is_called_off = False

    @property
    def elapsed(self) -> float:
        """The seconds since the run began."""
        return self._clock() - self._began

    @property
    def left(self) -> float | None:
        """The seconds that remain, or None without a limit."""
        return None if self.seconds is None else max(0.0, self.seconds - self.elapsed)

    def has(self, seconds: float) -> bool:
        """Whether more than so many seconds remain; always where steps are counted or nothing limits."""
        return self.left is None or self.steps is not None or self.left > seconds

    @property
    def is_proven(self) -> bool:
        """Whether cost and bound meet."""
        return self.cost is not None and self.bound is not None and self.bound >= self.cost

    def is_over(self) -> bool:
        """Whether the run must end now; tells the listener from time to time."""
        if self._clock() - self._told >= TELL_EVERY:
            self._tell()
        return self._is_called_off or (self.seconds is not None and self.elapsed >= self.seconds)

    def part(self, share: float) -> "Watch":
        """Return the watch of a run within this one, with a share of the rest."""
        return Watch(
            seconds=None if self.left is None else share * self.left,
            steps=None if self.steps is None else round(share * (self.steps - self.step)),
            listener=lambda _: self.is_over(),
            clock=self._clock,
        )

    def found(self, cost: int) -> None:
        """Note a better agenda."""
        self.cost = cost
        self._note()

    def proved(self, bound: int, proof: str) -> None:
        """Record a proven lower bound, and its proof."""
        if self.bound is None or bound > self.bound:
            self.bound, self.proof = bound, proof
            self._note()

    def _note(self) -> None:
        self.history.append(
            Moment(seconds=round(self.elapsed, 3), step=self.step, cost=self.cost, bound=self.bound)
        )
        self._tell()

    def _tell(self) -> None:
        self._told = self._clock()
        if self._listener is not None:
            now = Progress(seconds=self.elapsed, step=self.step, cost=self.cost, bound=self.bound)
            self._is_called_off = bool(self._listener(now)) or self._is_called_off


class Stretch:
    """A share of the rest of a run; it ends when its time is up, or the run's."""

    def __init__(self, watch: Watch, share: float) -> None:
        self.watch = watch
        self.ends = None if watch.left is None else watch.elapsed + share * watch.left

    @property
    def left(self) -> float | None:
        """The seconds that remain, or None without a limit."""
        return None if self.ends is None else max(0.0, self.ends - self.watch.elapsed)

    def is_over(self) -> bool:
        """Whether the part must end now."""
        return self.watch.is_over() or self.left == 0
