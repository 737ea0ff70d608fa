"""The sentences that the numbers of a solution justify, and no other."""

from dataclasses import dataclass

from hackathon.planner.evaluation.check import Report
from hackathon.planner.model.solution import Obstacle, Solution, Status


def verdict(solution: Solution) -> str:
    """Say what an agenda costs and what is proven of it."""
    if solution.status == Status.INFEASIBLE:
        return "No agenda keeps all the rules."
    if not solution.is_agenda:
        return "No agenda was found, and it is not proven that there is none."
    parts = [f"loss {solution.loss}"]
    if solution.seats_short:
        parts.append(_counted(solution.seats_short, "seat", "seats") + " short")
    if solution.people_affected:
        parts.append(_counted(solution.people_affected, "person", "people") + " affected by changes")
    said = f"This agenda costs {solution.cost} ({', '.join(parts)})."
    if solution.status == Status.OPTIMAL:
        return f"{said} No agenda can cost less."
    # A bound of nothing is true of every agenda, and tells nobody anything.
    if not solution.bound:
        return said
    return f"{said} No agenda can cost less than {solution.bound}."


def unmoved(solution: Solution) -> str:
    """Say what is known of a draft that an answer leaves as it is."""
    if solution.status == Status.OPTIMAL:
        return "Nothing: the draft is as good as any with this change."
    return "Nothing: no agenda was found that is better with this change."


def search_note(solution: Solution) -> str:
    """Say that a search from the draft found nothing better, unless it did or that is proven."""
    if not solution.is_repair or solution.status == Status.OPTIMAL:
        return ""
    kept = "this is the draft with only the changes that were needed."
    if not solution.steps:
        return f"Time ran out before the search began, so {kept} Allow more seconds to look for a better one."
    return f"No better agenda was found in the time allowed, so {kept}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One part of what an agenda costs: its name, how much in loss or in cost, and why."""

    name: str
    amount: str
    why: str


def parts(report: Report, *, floor: int, bound: int | None, loss_bound: int | None) -> tuple[Part, ...]:
    """Split what an agenda costs into what cannot be avoided, what it chose, and what is not decided.

    `floor` is the loss that comes of wanting more than there are slots for; `bound` on the cost and
    `loss_bound` on the loss are missing where nothing is proven.
    """
    least = max(floor, loss_bound or 0)
    reasons = [f"{floor} because somebody wants more than they have slots for"] if floor else []
    if least > floor:
        reasons.append(f"{least - floor} more is proven" if floor else f"{least} is proven")
    unavoidable = "; ".join(reasons or ["Nobody wants more than they have slots for"]) + "."
    if report.loss == least:
        chosen = "No agenda loses less."
    else:
        chosen = f"Another agenda may lose less, but none less than {least}."
    if bound is None:
        undecided = Part(
            name="Not yet decided", amount="not known", why="No bound holds for the votes of now."
        )
    elif bound == report.cost:
        undecided = Part(name="Not yet decided", amount="cost 0", why="No agenda costs less.")
    else:
        words = f"An agenda that costs from {bound} to {report.cost - 1} is not ruled out."
        undecided = Part(name="Not yet decided", amount=f"cost {report.cost - bound}", why=words)
    return (
        Part(name="Unavoidable", amount=f"loss {least}", why=unavoidable),
        Part(name="Lost to this agenda", amount=f"loss {report.loss - least}", why=chosen),
        undecided,
    )


def hindrances(solution: Solution) -> list[str]:
    """Say what cannot hold together, one rule a line, each with the change that would free it."""
    if not solution.obstacles:
        return []
    return ["These rules cannot hold together:"] + [
        f"- {obstacle.rule} {obstacle.change}{_how_far(obstacle)}" for obstacle in solution.obstacles
    ]


def _how_far(obstacle: Obstacle) -> str:
    if obstacle.is_enough:
        return " That alone is enough."
    return " There was no time to find out whether that is enough." if obstacle.is_undecided else ""


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
