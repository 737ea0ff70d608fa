"""The command that explains why a session is where it is."""

import json
from dataclasses import asdict
from pathlib import Path

import click

from hackathon.cli.planner import FILE, problem_in
from hackathon.planner.errors import BadProblem
from hackathon.planner.evaluation.check import check
from hackathon.planner.explanation.alternatives import Place, missing
from hackathon.planner.explanation.alternatives import why as why_here
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import called, clock
from hackathon.planner.model.second_runs import titled
from hackathon.planner.model.solution import Solution
from hackathon.planning.problem.place_messages import hindrance_message


@click.command()
@click.argument("problem", type=FILE)
@click.argument("solution", type=FILE)
@click.argument("topic", type=int)
@click.option("--json", "as_json", is_flag=True, help="Print every place as one JSON document.")
def why(problem: Path, solution: Path, topic: int, as_json: bool) -> None:
    """Show what it would cost to move TOPIC (a number) to every other place, if nothing else changes."""
    asked = problem_in(problem)
    answer = Solution.from_json(solution.read_text(encoding="utf-8", errors="replace"))
    if broken := check(asked, answer.placement).broken:
        raise BadProblem(f"{solution.name} is not an agenda for {problem.name}: {broken[0]}")
    keys = [each.key for each in asked.topics]
    if topic not in keys:
        raise BadProblem(f"There is no topic {topic} in {problem.name}.")
    found = _document(asked, answer.placement, keys.index(topic))
    click.echo(json.dumps(found, ensure_ascii=False) if as_json else _lines(found))


def _document(problem: Problem, placement: Placement, at: int) -> dict[str, object]:
    found, when = why_here(problem, placement, at), clock(problem)
    named = titled(problem, placement)
    here = (placement.start[at], placement.room[at])

    def told(place: Place) -> dict[str, object]:
        room = problem.rooms[place.room]
        names: dict[str, object] = {"when": when(place.start), "where": room.name or f"room {room.key}"}
        names["reasons"] = [str(hindrance_message(named, each)) for each in place.reasons]
        return {**asdict(place), **names, "is_here": (place.start, place.room) == here}

    return {
        "topic": called(named.topics[at]),
        "places": [told(place) for each in found.times for place in each.places],
        "leaving": found.leaving,
        "missing": [
            problem.people[person].name or f"Person {problem.people[person].key}"
            for person, _ in missing(problem, placement, at)
        ],
    }


def _lines(found: dict[str, object]) -> str:
    lines = [f"{found['topic']}, and what the agenda would cost if only this session moved:"]
    places = found["places"]
    for place in places if isinstance(places, list) else ():
        where = f"{place['when']}, {place['where']}"
        if place["is_here"]:
            lines.append(f"  {where}: here")
        elif place["reasons"]:
            lines.append(f"  {where}: no, {'; '.join(place['reasons'])}")
        else:
            lines.append(f"  {where}: {place['change']:+}")
    lines.append(f"  left out: {found['leaving']:+}")
    names = found["missing"]
    who = ", ".join(names) if isinstance(names, list) and names else "nobody"
    return "\n".join([*lines, f"Want it and can't attend: {who}."])
