"""Messages about a solution, limited to what its numbers justify."""

from hackathon.planner.model.solution import Solution, Status


def verdict(solution: Solution) -> str:
    """Describe an agenda's cost and what is proven about it."""
    if solution.status == Status.INFEASIBLE:
        return "No agenda can satisfy all the rules."
    if not solution.is_agenda:
        return "No agenda was found, but there may be one."
    parts = [f"loss {solution.loss}"]
    if solution.seats_short:
        parts.append(_counted(solution.seats_short, "seat", "seats") + " short")
    if solution.people_affected:
        parts.append(_counted(solution.people_affected, "person", "people") + " affected by changes")
    said = f"This agenda costs {solution.cost} ({', '.join(parts)})."
    if solution.status == Status.OPTIMAL:
        return f"{said} No agenda can cost less."
    # A bound of zero holds for every agenda, so it is not worth mentioning.
    if not solution.bound:
        return said
    return f"{said} No agenda can cost less than {solution.bound}."


def _counted(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"
