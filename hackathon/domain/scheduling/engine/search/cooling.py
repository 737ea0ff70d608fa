"""How hot a search is at each step."""

from hackathon.domain.scheduling.watch import Watch

# The clock is read, and the listener asked, once in so many steps.
LOOK_EVERY = 8


class Cooling:
    """The heat of a search: falling with the steps where these are limited, else with the time.

    `share` is the part of the time left that the search may have.
    """

    def __init__(
        self, watch: Watch, *, hot: float, cold: float, steps: int | None, share: float = 1.0
    ) -> None:
        self.watch, self.steps = watch, steps
        self.hot, self.cold = hot, cold
        self.began = watch.elapsed
        # A little is kept back for settling ties and for the recount.
        self.left = share * (watch.left or 0.0) - min(0.3, 0.1 * (watch.seconds or 0.0))
        self.spent = 0.0

    def __call__(self, step: int) -> float | None:
        """Return the heat of a step, or None when the search must end."""
        if step % LOOK_EVERY == 0:
            if self.watch.is_over() or self.watch.is_proven:
                return None
            if self.steps is None:
                self.spent = (self.watch.elapsed - self.began) / max(self.left, 1e-9)
                if self.spent >= 1:
                    return None
        if self.steps is not None:
            self.spent = step / self.steps
        return float(self.hot * (self.cold / self.hot) ** self.spent)
