"""The temperature of simulated annealing: where it starts, how it falls, where it ends.

Geometric cooling between two temperatures that depend on the instance, as in Kirkpatrick, Gelatt and
Vecchi (1983), Optimization by simulated annealing; van Laarhoven and Aarts (1987), Simulated annealing:
theory and applications, describe it among others. It falls with the time or the steps that are spent,
so that every limit ends at the same temperature.
"""

import numpy as np

from hackathon.planner.preprocessed_instance import PreprocessedInstance
from hackathon.planner.progress import Watch

# Hot enough for order to arise from disorder, found by trial: a move separates all voters of a topic, and
# what it costs grows like the root of their number. In average lost votes.
INITIAL, FINAL = 0.7, 0.15
# Where no two wanted sessions may overlap there is little to lose on the way, and the last steps count.
INITIAL_HARD_CLASH, FINAL_HARD_CLASH = 0.25, 0.1
# A revised agenda stays near the published one: moving away from it affects people.
INITIAL_REVISED = 1.0

# When so much of the time is spent, a search is cool enough for what it passes through to be worth noting.
COOL = 0.5

# The clock is read, and the listener called, once in so many steps.
CHECK_INTERVAL = 8
# Steps that take longer than so many seconds at once are taken in smaller strides.
LONG = 0.05


def initial_temperature(preprocessed: PreprocessedInstance) -> float:
    """Return the temperature at which a search starts."""
    if preprocessed.previous:
        return INITIAL_REVISED * preprocessed.scale
    voters = np.mean([len(voters) for voters in preprocessed.voters])
    factor = INITIAL_HARD_CLASH if preprocessed.problem.hard_clash else INITIAL
    return float(factor * preprocessed.scale * max(np.sqrt(voters), 1))


def final_temperature(preprocessed: PreprocessedInstance) -> float:
    """Return the temperature at which a search ends."""
    return float((FINAL_HARD_CLASH if preprocessed.problem.hard_clash else FINAL) * preprocessed.scale)


class CoolingSchedule:
    """The temperature at each step, falling with the steps where these are limited, else with the time.

    `share` is the part of the remaining time that the search may use.
    """

    def __init__(
        self, watch: Watch, *, initial: float, final: float, steps: int | None, share: float = 1.0
    ) -> None:
        self.watch, self.steps = watch, steps
        self.initial, self.final = initial, final
        self.began = watch.elapsed
        # A little is kept back for breaking ties and for the recount.
        self.seconds = share * (watch.left or 0.0) - min(0.3, 0.1 * (watch.seconds or 0.0))
        self.spent = 0.0

    def __call__(self, step: int) -> float | None:
        """Return the temperature at a step, or None when the search must end."""
        if step % CHECK_INTERVAL == 0:
            if self.watch.is_over() or self.watch.is_proven:
                return None
            if self.steps is None:
                self.spent = (self.watch.elapsed - self.began) / max(self.seconds, 1e-9)
                if self.spent >= 1:
                    return None
        if self.steps is not None:
            self.spent = step / self.steps
        return temperature(self.initial, self.final, self.spent)

    def stride(self, most: int, seconds: float) -> int:
        """Return how many steps to take at once, after so many at most took so long."""
        return min(most, CHECK_INTERVAL) if self.steps is None and seconds > LONG else most


def temperature(initial: float, final: float, spent: float) -> float:
    """Return the temperature when a fraction of the time or the steps is spent, from 0 to 1."""
    return float(initial * (final / initial) ** spent)
