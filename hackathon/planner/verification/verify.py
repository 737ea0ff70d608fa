"""Checks a solution against its problem: claims that are confirmed, refuted or not checked."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hackathon.planner.evaluation.check import Report, check
from hackathon.planner.model.problem import Multipliers, Problem
from hackathon.planner.model.solution import Prices, Solution, Status
from hackathon.planner.verification import block_bound, dual_bound, infeasibility
from hackathon.planner.verification.exhaustion import cheaper_agenda
from hackathon.planner.verification.infeasibility import Undecided
from hackathon.planner.verification.second_runs import ordinary_problem
from hackathon.planner.verification.trivial_bound import trivial_bound

PROOFS = ("floor", "prices", "patterns", "agendas")
"""What a bound may be said to rest on: the first two are recounted, "patterns" as far as prices go, and
"agendas" of a small event by trying every agenda that may cost less."""


class Confirmation(StrEnum):
    """How far a solution is confirmed; the value begins the sentence that says so."""

    CONFIRMED = "Confirmed"
    EXCEPT_BOUND = "Confirmed except the bound"
    NOT_CONFIRMED = "Not confirmed"
    REFUTED = "Refuted"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A stated bound (None if there is none), and the highest bound that was confirmed.

    `is_complete` says that everything was checked, so a higher bound has no proof in the file. `cheaper` is
    the cost of an agenda below it.
    """

    stated: int | None = None
    proven: int = 0
    is_complete: bool = True
    cheaper: int | None = None

    @property
    def is_recounted(self) -> bool:
        """Whether no more is stated than was recounted."""
        return self.stated is not None and self.stated <= self.proven

    @property
    def is_open(self) -> bool:
        """Whether more is stated than was recounted."""
        return self.stated is not None and self.stated > self.proven

    def summary(self, name: str) -> str:
        """Say how far it was recounted."""
        if self.stated is None:
            return f"no {name} is stated"
        if self.is_recounted:
            return f"the {name} of {self.stated} was recounted too"
        return f"the {name} of {self.stated} was recounted only up to {self.proven}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """The result of a verification.

    `refuted` are the reasons against the solution. `report` evaluates the agenda, if there is one.
    `open_question` says what is unproven about a solution without an agenda; `notes` are further remarks.
    """

    refuted: tuple[str, ...]
    bound: Bound = field(default_factory=Bound)
    loss_bound: Bound = field(default_factory=Bound)
    report: Report | None = None
    open_question: str = ""
    notes: tuple[str, ...] = ()

    @property
    def confirmation(self) -> Confirmation:
        """How far the solution is confirmed."""
        if self.refuted:
            return Confirmation.REFUTED
        if self.open_question:
            return Confirmation.NOT_CONFIRMED
        if self.bound.is_open or self.loss_bound.is_open:
            return Confirmation.EXCEPT_BOUND
        return Confirmation.CONFIRMED

    @property
    def is_refuted(self) -> bool:
        """Whether something speaks against the solution."""
        return bool(self.refuted)

    def summary(self) -> str:
        """Say the verdict in one line that begins with the confirmation."""
        return f"{self.confirmation}: {' '.join([*self._statements(), *self.notes])}"

    def _statements(self) -> tuple[str, ...]:
        if self.refuted:
            return self.refuted
        if self.open_question:
            return (self.open_question,)
        if self.report is None:
            return ("the rules of the conflict cannot hold together, so there is no agenda.",)
        agenda = f"the agenda keeps every rule and costs {self.report.cost} (loss {self.report.loss})"
        parts = [agenda, self.bound.summary("bound")]
        if self.loss_bound.stated is not None:
            parts.append(self.loss_bound.summary("bound on loss"))
        return (f"{'; '.join(parts)}.",)


def verify(problem: Problem, solution: Solution, is_over: Callable[[], bool] = lambda: False) -> Verdict:
    """Recount a solution with independent code.

    Recounting the bound of a large event takes long; `is_over` says when to stop.
    """
    notes, refuted = _identity(problem, solution)
    if solution.status not in list(Status):
        refuted.append(f"'{solution.status}' is not a status.")
    refuted += [
        f"'{proof}' is not a known proof of a bound."
        for proof in (solution.proof, solution.loss_proof)
        if proof not in (None, *PROOFS)
    ]
    if not solution.is_agenda:
        return _without_agenda(problem, solution, refuted, notes, is_over)

    report = check(problem, solution.placement)
    bound = _recounted(problem, solution.bound, solution.prices, solution.proof, is_over)
    only_loss = replace(problem, multipliers=Multipliers(loss=1, seat=0, change=0), previous=())
    loss_bound = _recounted(
        only_loss, solution.loss_bound, solution.loss_prices, solution.loss_proof, is_over
    )
    refuted += report.broken
    refuted += _other_numbers(solution, report)
    refuted += _bad_bound(solution, report)
    refuted += _unproven(bound, solution.proof, solution.prices, "")
    refuted += _unproven(loss_bound, solution.loss_proof, solution.loss_prices, " on loss")
    return Verdict(refuted=tuple(refuted), bound=bound, loss_bound=loss_bound, report=report, notes=notes)


def _identity(problem: Problem, solution: Solution) -> tuple[tuple[str, ...], list[str]]:
    """Return what to note about which problem the solution is for, and what speaks against it."""
    if not solution.problem:
        return ("The solution does not name its problem; it was checked against the one given.",), []
    if solution.problem != problem.digest:
        return (), ["The solution belongs to another problem, or the problem was altered."]
    return (), []


def _without_agenda(
    problem: Problem,
    solution: Solution,
    refuted: list[str],
    notes: tuple[str, ...],
    is_over: Callable[[], bool],
) -> Verdict:
    if solution.cost is not None:
        refuted.append("The solution names a cost, but claims no agenda.")
    if solution.status != Status.INFEASIBLE:
        question = "the solution holds no agenda, and does not claim that there is none."
        return Verdict(refuted=tuple(refuted), open_question=question, notes=notes)
    if not check(problem, solution.placement).broken:
        refuted.append("The solution claims that there is no agenda, but its own placement is one.")
    refuted += infeasibility.flaws(problem, solution.conflict)
    question = ""
    if not solution.conflict:
        question = "the solution claims that there is no agenda, but carries no conflict that proves it."
    elif not refuted:
        try:
            if infeasibility.can_hold(problem, solution.conflict, is_over):
                refuted.append("The rules of the conflict can hold together.")
        except Undecided:
            question = "whether the rules of the conflict can hold together was not decided in the time."
    return Verdict(refuted=tuple(refuted), open_question=question, notes=notes)


def _recounted(
    problem: Problem,
    stated: int | None,
    prices: Prices | None,
    proof: str | None,
    is_over: Callable[[], bool],
) -> Bound:
    """Recount a bound by the floor, by the duals and, if its proof requires it, by enumerating agendas."""
    least = trivial_bound(problem)
    if stated is None or stated <= least:
        return Bound(stated=stated, proven=least)
    by_prices, is_complete = _by_prices(problem, prices, is_over) if prices else (0, True)
    least = max(least, by_prices)
    if stated <= least or proof != "agendas":
        return Bound(stated=stated, proven=least, is_complete=is_complete)
    try:
        cheaper = cheaper_agenda(problem, stated, is_over)
    except Undecided:
        return Bound(stated=stated, proven=least, is_complete=False)
    return Bound(stated=stated, proven=stated if cheaper is None else least, cheaper=cheaper)


def _by_prices(problem: Problem, prices: Prices, is_over: Callable[[], bool]) -> tuple[int, bool]:
    """Return the bound that prices prove, and whether there was time to recount it."""
    if prices.is_whole:
        is_known = block_bound.fits(problem, prices) and not problem.twice
        found, credit = block_bound.recount(problem, prices, is_over) if is_known else 0, 0
    else:
        asked, credit = ordinary_problem(problem, prices.both) if problem.twice else (problem, 0)
        found = dual_bound.recount(asked, prices, is_over) if dual_bound.fits(asked, prices) else 0
    return (0, False) if found is None else (found - credit, True)


def _unproven(bound: Bound, proof: str | None, prices: Prices | None, what: str) -> list[str]:
    """Say that a bound is higher than the proof that it names, where that is recounted in full."""
    if bound.cheaper is not None:
        return [f"The bound{what} is {bound.stated}, but an agenda costs {bound.cheaper}."]
    if not bound.is_open or not bound.is_complete:
        return []
    if proof == "floor":
        return [f"The floor{what} is {bound.proven}, not {bound.stated}."]
    if proof == "prices" and prices is None:
        return [f"The bound{what} is said to rest on prices, but the file has none."]
    if proof == "prices":
        return [f"The prices prove a bound of {bound.proven}{what}, not of {bound.stated}."]
    return []


def _other_numbers(solution: Solution, report: Report) -> list[str]:
    stated = {
        "cost": (solution.cost, report.cost),
        "loss": (solution.loss, report.loss),
        "seats short": (solution.seats_short, report.seats_short),
        "people affected": (solution.people_affected, report.people_affected),
    }
    return [
        f"The {what}: {said} stated, {counted} counted."
        for what, (said, counted) in stated.items()
        # Other planners' files state only the first two.
        if said != counted and not (said is None and what not in ("cost", "loss"))
    ]


def _bad_bound(solution: Solution, report: Report) -> list[str]:
    bound = solution.bound
    if bound is not None and bound > report.cost:
        return [f"The bound of {bound} lies above the counted cost of {report.cost}."]
    if solution.loss_bound is not None and solution.loss_bound > report.loss:
        return [f"The bound of {solution.loss_bound} on loss lies above the counted loss of {report.loss}."]
    if solution.status == Status.OPTIMAL and bound != report.cost:
        return [f"'optimal' is claimed, but the bound of {bound} does not meet the cost."]
    return []
