"""A solution held against its problem: what is confirmed, what is refused, what cannot be recounted."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace

from hackathon.domain.scheduling.check import Report, check
from hackathon.domain.scheduling.problem import Multipliers, Person, Problem
from hackathon.domain.scheduling.recount import recount
from hackathon.domain.scheduling.solution import Prices, Solution, Status


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """A bound as it is stated, and how far it was recounted; None where it was not, or none is stated."""

    stated: int | None = None
    proven: int | None = None

    @property
    def is_recounted(self) -> bool:
        """Whether no more is stated than was recounted."""
        return self.stated is not None and self.proven is not None and self.stated <= self.proven

    def words(self, name: str) -> str:
        """Say whether it was recounted, or how far."""
        if self.is_recounted:
            return f"the {name} was recounted too"
        return f"{name} not recounted" + (f" beyond {self.proven}" if self.proven else "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a recount says: the reasons to refuse it, and whether its bounds were recounted too.

    `report` is missing where the solution claims no agenda; `proven` is the bound that was recounted.
    """

    refused: tuple[str, ...]
    bound: Bound = field(default_factory=Bound)
    loss_bound: Bound = field(default_factory=Bound)
    report: Report | None = None

    @property
    def is_confirmed(self) -> bool:
        """Whether nothing speaks against the solution."""
        return not self.refused

    def words(self) -> str:
        """Say the verdict in one line."""
        if self.refused:
            return f"Refused: {' '.join(self.refused)}"
        if self.report is None:
            return "The solution has no agenda; that there is none was not recounted."
        counted = f"Confirmed: the agenda keeps every rule and costs {self.report.cost}"
        said = [f"{counted} (loss {self.report.loss})", self.bound.words("bound")]
        if self.loss_bound.stated is not None:
            said.append(self.loss_bound.words("bound on loss"))
        return f"{'; '.join(said)}."


def verify(problem: Problem, solution: Solution, is_over: Callable[[], bool] = lambda: False) -> Verdict:
    """Recount a solution with code that had no part in making it.

    To recount the bound of a large event takes long; `is_over` says when to leave it.
    """
    refused = []
    if solution.problem and solution.problem != problem.digest:
        refused.append("The solution belongs to another problem, or the problem was altered.")
    if solution.status not in list(Status):
        refused.append(f"'{solution.status}' is no status.")
    if not solution.is_agenda:
        if solution.cost is not None:
            refused.append("The solution names a cost, but claims no agenda.")
        return Verdict(refused=tuple(refused))

    report = check(problem, solution.placement)
    bound = Bound(stated=solution.bound, proven=_proven(problem, solution.bound, solution.prices, is_over))
    alone = replace(problem, multipliers=Multipliers(loss=1, seat=0, change=0), previous=())
    least = solution.loss_bound
    loss_bound = Bound(stated=least, proven=_proven(alone, least, solution.loss_prices, is_over))
    refused += report.broken
    refused += _other_numbers(solution, report)
    refused += _bad_bound(solution, report)
    refused += _unproven(bound, solution.proof, "")
    refused += _unproven(loss_bound, solution.loss_proof, " on loss")
    return Verdict(refused=tuple(refused), bound=bound, loss_bound=loss_bound, report=report)


def _proven(
    problem: Problem, stated: int | None, prices: Prices | None, is_over: Callable[[], bool]
) -> int | None:
    """Return the bound that can be recounted; None where the time did not suffice."""
    floor = _floor(problem)
    if stated is None or stated <= floor or prices is None:
        return floor
    asked, credit = _in_ordinary_terms(problem, prices.both) if problem.twice else (problem, 0)
    found = recount(asked, prices, is_over)
    return None if found is None else max(floor, found - credit)


def _unproven(bound: Bound, proof: str | None, what: str) -> list[str]:
    """Say that a bound lies above what it is said to rest on, where that can be recounted in full."""
    if proof != "prices" or bound.proven is None or bound.is_recounted:
        return []
    return [f"The prices prove a bound of {bound.proven}{what}, not of {bound.stated}."]


def _in_ordinary_terms(problem: Problem, both: tuple[tuple[int, int], ...]) -> tuple[Problem, int]:
    """Return a problem without topics that run twice, and what it may cost more than this one at most.

    Where a vote counts at both sessions, each of them left or missed costs its weight: never more than
    what is lost here and the weight once more. Votes that do not count cost nothing. With no vote for
    them, second sessions can be taken out of any agenda, and the first ones where their contacts might
    find no seat; else seats are not counted, as two rooms hold more people than one.
    """
    double, second = set(both), dict(problem.twice)
    seats = min((room.capacity for room in problem.rooms), default=0)
    out = set()
    for first, again in problem.twice if not both else ():
        heads = sum(problem.people[at].count for at in problem.topics[first].contacts)
        out |= {again} if heads <= seats else {first, again}
    people, credit = [], 0
    for at, person in enumerate(problem.people):
        votes = [(k, weight) for k, weight in person.votes if k not in second or (at, k) in double]
        more = [(second[k], weight) for k, weight in votes if k in second]
        credit += person.count * sum(weight for _, weight in more)
        people.append(replace(person, votes=(*votes, *more)))
    ordinary = replace(
        problem,
        twice=(),
        topics=tuple(
            replace(topic, starts=(), required=False) if number in out else topic
            for number, topic in enumerate(problem.topics)
        ),
        people=tuple(people),
        previous=tuple(each for each in problem.previous if each.topic not in out),
        multipliers=replace(problem.multipliers, seat=0) if both else problem.multipliers,
    )
    return ordinary, problem.multipliers.loss * credit


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


def _floor(problem: Problem) -> int:
    """Return the cost that each person brings alone, by wanting more than they have slots for."""
    lost = sum(person.count * _too_much(problem, at, person) for at, person in enumerate(problem.people))
    return problem.multipliers.loss * lost


def _too_much(problem: Problem, at: int, person: Person) -> int:
    bound_to = {
        number for number, topic in enumerate(problem.topics) if topic.required and at in topic.contacts
    }
    hours = len(problem.slots) - len(person.away)
    hours -= sum(problem.topics[number].length for number in bound_to)
    # Who must run the second session of a topic has what they wanted of it.
    bound_to |= {first for first, second in problem.twice if second in bound_to}
    # Of two sessions of a topic the shorter one is enough.
    shorter = {
        first: min(problem.topics[first].length, problem.topics[second].length)
        for first, second in problem.twice
    }
    # The most that fits into each number of slots, by what has been looked at so far.
    most = {0: 0}
    wanted = 0
    for number, weight in person.votes:
        if number in bound_to:
            continue
        wanted += weight
        takes = shorter.get(number, problem.topics[number].length)
        longer = {used + takes: worth + weight for used, worth in most.items()}
        for used, worth in longer.items():
            if used <= hours:
                most[used] = max(most.get(used, 0), worth)
    return wanted - max(most.values())
