"""Infeasibility: a small set of rules that can't hold together, and changes that would help."""

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from hackathon.planner.explanation.remedies import Freeing, freeings
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.rules import Kind, Rule, rules_of
from hackathon.planner.model.second_runs import all_required, once
from hackathon.planner.model.solution import Obstacle, Solution, Status
from hackathon.planner.progress import Watch

# Among this few topics, the smallest conflict is found quickly; with more, a count is tried first.
FEW = 12

# These rules can't be dropped, only met by a change, which is then proven itself.
NEVER_GIVEN_UP = (Kind.SPACE, Kind.BUSY)

Test = Callable[[frozenset[Rule]], bool | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Rules that cannot hold together; without any one of them the others can, if `is_smallest`.

    `enough` are those whose loss alone makes an agenda of the whole problem possible. `too_many` is
    how many topics must go at least where a count shows that there are fewer places than they take.
    `freed` are the changes that were proven to be enough for rules that cannot simply be given up.
    `undecided` are rules of which there was not the time to find out whether their loss is enough.
    """

    rules: tuple[Rule, ...]
    enough: frozenset[Rule]
    is_smallest: bool
    too_many: int = 0
    freed: tuple[tuple[Rule, Freeing], ...] = ()
    undecided: frozenset[Rule] = frozenset()


def explained(problem: Problem, solution: Solution, *, seconds: float = 5) -> Solution:
    """Return the solution with the obstacles for each topic that is not placed.

    A conflict among the hard rules proves that there is no agenda, whatever the search found.
    """
    strict = _strict(problem)
    needed = zip(strict.topics, solution.start, strict=True)
    if not any(topic.required and start < 0 for topic, start in needed):
        return solution
    if solution.is_agenda:
        found = of_left_out(problem, seconds=seconds)
        return replace(solution, obstacles=obstacles_of(found)) if found else solution
    found = find(once(problem), seconds=seconds)
    if found is None:
        return solution
    return replace(
        solution,
        status=Status.INFEASIBLE,
        bound=None,
        obstacles=obstacles_of(found),
        conflict=found.rules,
    )


def explained_problem(problem: Problem, solution: Solution) -> Problem:
    """Return the problem that a solution's obstacles refer to, in which every topic may be wanted."""
    return _strict(problem) if solution.is_agenda else once(problem)


def of_left_out(problem: Problem, *, seconds: float = 5) -> Conflict | None:
    """Return why not every topic can be placed; None if they can, or if that is undecided."""
    return find(_strict(problem), seconds=seconds)


def _strict(problem: Problem) -> Problem:
    return once(all_required(problem))


def find(problem: Problem, *, seconds: float = 5) -> Conflict | None:
    """Return a smallest set of rules that no agenda satisfies, or None if none was found in time."""
    from hackathon.planner.bounds.feasibility import is_possible  # noqa: PLC0415 -- slow import

    watch = Watch(seconds=seconds, steps=None, listener=None, clock=time.monotonic)
    known: dict[frozenset[Rule], bool | None] = {}

    def test(rules: frozenset[Rule]) -> bool | None:
        if rules not in known:
            known[rules] = is_possible(problem, rules, watch)
        return known[rules]

    def with_freeings(found: Conflict) -> Conflict:
        freed, undecided = _freed(problem, found.rules, watch)
        return replace(found, freed=freed, undecided=found.undecided | undecided)

    rules = rules_of(problem)
    if not problem.slots and rules[0].kind is Kind.PLACED:
        # If there is no time at all, changing a rule doesn't help.
        both = (rules[0], Rule(kind=Kind.SPACE))
        return Conflict(rules=both, enough=frozenset(), is_smallest=True)
    if counted := _counted(problem, rules, test):
        return with_freeings(counted)
    others = frozenset(rule for rule in rules if rule.kind is not Kind.PLACED)
    for topics in _suspects(problem, rules):
        if test(others.union(topics)) is False:
            # First the topics, under all rules; then the rules, for these few topics.
            placed = smallest(others, topics, test)
            found = [*placed, *smallest(frozenset(placed), sorted(others), test)]
            given_up = [rule for rule in found if rule.kind not in NEVER_GIVEN_UP]
            is_smallest = None not in known.values()
            alone = {rule: test(frozenset(rules) - {rule}) for rule in given_up}
            return with_freeings(
                Conflict(
                    rules=tuple(found),
                    enough=frozenset(rule for rule, is_enough in alone.items() if is_enough),
                    is_smallest=is_smallest,
                    undecided=frozenset(rule for rule, is_enough in alone.items() if is_enough is None),
                )
            )
    return None


def _freed(
    problem: Problem, rules: Sequence[Rule], watch: Watch
) -> tuple[tuple[tuple[Rule, Freeing], ...], frozenset[Rule]]:
    """Return for each rule the first change that makes an agenda satisfying all rules possible.

    Also returns the rules for which this was not decided in time.
    """
    from hackathon.planner.bounds.feasibility import is_possible  # noqa: PLC0415 -- slow import

    freed, undecided = list[tuple[Rule, Freeing]](), set[Rule]()
    for rule in rules:
        for freeing in freeings(problem, rule) if rule.kind in NEVER_GIVEN_UP else ():
            is_enough = is_possible(freeing.problem, frozenset(rules_of(freeing.problem)), watch)
            if is_enough:
                freed.append((rule, freeing))
                undecided.discard(rule)
                break
            if is_enough is None:
                undecided.add(rule)
    return tuple(freed), frozenset(undecided)


def _counted(problem: Problem, rules: Sequence[Rule], test: Test) -> Conflict | None:
    """Return the conflict of more topics than places, if a count alone shows it."""
    placed = [rule for rule in rules if rule.kind is Kind.PLACED]
    places = sum(len(problem.slots) - len(room.closed) for room in problem.rooms)
    lengths = [problem.topics[rule.of[0]].length for rule in placed]
    if len(placed) <= FEW or sum(lengths) <= places:
        return None
    many = next(many for many in range(len(placed) + 1) if sum(lengths[:many]) > places)
    around = [rule for rule in rules if rule.kind in (Kind.SPACE, Kind.CLOSED, Kind.LENGTH)]
    given_up = [rule for rule in around if rule.kind not in NEVER_GIVEN_UP]
    longest = sorted(lengths, reverse=True)
    too_many = next(gone for gone in range(len(placed) + 1) if sum(longest[gone:]) <= places)
    asked = [*given_up, *placed[: too_many == 1]]
    alone = {rule: test(frozenset(rules) - {rule}) for rule in asked}
    enough = frozenset(rule for rule, is_enough in alone.items() if is_enough)
    return Conflict(
        rules=(*placed[:many], *around),
        undecided=frozenset(rule for rule, is_enough in alone.items() if is_enough is None),
        enough=enough | (frozenset(placed) if enough.intersection(placed) else frozenset()),
        is_smallest=set(lengths) == {1},
        too_many=too_many,
    )


def smallest(background: frozenset[Rule], rules: Sequence[Rule], test: Test) -> list[Rule]:
    """Return as few of the rules as possible that cannot hold together beside the background.

    Halves the rules again and again, so that a few culprits among many are found in few tests. What
    is not decided counts as possible: then more than the fewest are returned, never too few.
    """
    if test(background) is False:
        return []
    if len(rules) <= 1:
        return list(rules)
    middle = len(rules) // 2
    left, right = rules[:middle], rules[middle:]
    of_right = smallest(background.union(left), right, test)
    return smallest(background.union(of_right), left, test) + of_right


def _suspects(problem: Problem, rules: Sequence[Rule]) -> Iterator[list[Rule]]:
    """Yield sets of topics to examine, starting with those that are decided quickly."""
    placed = {rule.of[0]: rule for rule in rules if rule.kind is Kind.PLACED}
    for rule in placed.values():
        yield [rule]
    for run in problem.run_by:
        yield [placed[at] for at in sorted(run) if at in placed]
    topics = problem.topics
    pinned = {at for at in placed if topics[at].starts is not None or topics[at].room is not None}
    ordered = {at for pair in problem.order for at in pair}
    choosy = {at for at in placed if topics[at].features}
    for group in (pinned, ordered, choosy, placed):
        yield [rule for at, rule in placed.items() if at in group]


def obstacles_of(conflict: Conflict) -> tuple[Obstacle, ...]:
    """Return the rules of a conflict as obstacles, each with the change that would free it."""
    placed = [rule for rule in conflict.rules if rule.kind is Kind.PLACED]
    obstacles = [_placing(placed, conflict)] if placed else []
    freed = dict(conflict.freed)
    for rule in conflict.rules:
        if rule.kind is not Kind.PLACED:
            is_enough = rule in conflict.enough or rule in freed
            obstacles.append(
                Obstacle(
                    rules=(rule,),
                    rooms=freed[rule].rooms if rule in freed else 0,
                    other_contact=freed[rule].other_contact if rule in freed else None,
                    is_enough=is_enough,
                    is_undecided=not is_enough and rule in conflict.undecided,
                )
            )
    return tuple(replace(each, is_needed=conflict.is_smallest) for each in obstacles)


def _placing(placed: list[Rule], conflict: Conflict) -> Obstacle:
    """Return which topics all want a place, and which of them would have to go."""
    enough = [rule for rule in placed if rule in conflict.enough]
    is_enough = bool(enough) and (not conflict.too_many or len(enough) == len(placed))
    return Obstacle(
        rules=tuple(placed),
        too_many=conflict.too_many,
        leave_out=tuple(rule.of[0] for rule in enough) if len(enough) < len(placed) else (),
        is_enough=is_enough,
        is_undecided=not is_enough and not conflict.undecided.isdisjoint(placed),
    )
