"""Sentences about an agenda that people understand without knowing the planner."""

from collections.abc import Callable, Sequence, Sized
from datetime import datetime
from zoneinfo import ZoneInfo

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.core.text.messages import LongDay, Message, listed, message, plural_message
from hackathon.events.models import Event
from hackathon.planner.evaluation.stability import Price
from hackathon.planner.explanation.what_if import WhatIfChange
from hackathon.planner.model.problem import Problem
from hackathon.planner.model.solution import Solution, Status
from hackathon.planning.timetable.models import Slot

WHOLE = 100


def percent_attended(problem: Problem, loss: int) -> int | None:
    """Return the share of all votes that count and can be attended, rounded down; None without votes."""
    weight = _weight(problem)
    return WHOLE * (weight - loss) // weight if weight else None


def percent_possible(problem: Problem, loss_bound: int, *, loss: int) -> int | None:
    """Return the share of all votes that no agenda can exceed, if none loses less than `loss_bound`.

    `loss` is that of the agenda beside which the share is shown. None without votes.
    """
    weight = _weight(problem)
    if loss <= loss_bound or not weight:
        # Nothing better is possible, so both shares must read the same: rounded down.
        return percent_attended(problem, loss)
    # Rounded up, because an agenda that is a fraction of a percent better is not ruled out.
    return -(-WHOLE * (weight - loss_bound) // weight)


def summary(problem: Problem, *, loss: int, loss_bound: int, is_best: bool) -> Message:
    """Describe an agenda's value to its people, and what is proven about it.

    `is_best` means that its cost equals its bound. No agenda loses less than `loss_bound`.
    """
    attended = percent_attended(problem, loss)
    if attended is None:
        if is_best:
            return message("No votes count yet. This is the best possible agenda.")
        return message("No votes count yet.")
    if is_best:
        return message(
            "%(percent)s%% of votes can be attended. This is the best possible agenda.", percent=attended
        )
    if loss <= loss_bound:
        return message(
            "%(percent)s%% of votes can be attended. No agenda can do better on votes.", percent=attended
        )
    possible = percent_possible(problem, loss_bound, loss=loss)
    if possible is not None and possible < WHOLE:
        return message(
            "%(percent)s%% of votes can be attended; at most %(possible)s%% is possible.",
            percent=attended,
            possible=possible,
        )
    return message("%(percent)s%% of votes can be attended.", percent=attended)


def solution_summary(problem: Problem, solution: Solution) -> Message:
    """Describe the result of a planner run, and what it proved."""
    if solution.status == Status.INFEASIBLE:
        return message("No agenda can satisfy all the rules.")
    if not solution.is_agenda or solution.loss is None:
        return message("No agenda was found, but there may be one.")
    found = summary(
        problem,
        loss=solution.loss,
        loss_bound=solution.loss_bound or 0,
        is_best=solution.status == Status.OPTIMAL,
    )
    note = search_message(solution)
    return listed((found, note), separator=" ") or found if note else found


def search_message(solution: Solution) -> Message | None:
    """Return that a search from the draft found nothing better, unless it did or that is proven."""
    if not solution.is_repair or solution.status == Status.OPTIMAL:
        return None
    if not solution.steps:
        return message(
            "Time ran out before the search began, so this is the draft with only the changes that were "
            "needed. Allow more seconds to look for a better one."
        )
    return message(
        "No better agenda was found in the time allowed, so this is the draft with only the changes that "
        "were needed."
    )


def unmoved_message(solution: Solution) -> Message:
    """Describe what is known about a draft that the answer leaves unchanged."""
    if solution.status == Status.OPTIMAL:
        return message("Nothing: with this change, no agenda is better than the draft.")
    return message("Nothing: with this change, no better agenda was found.")


def nothing_to_plan(topics: Sized, rooms: Sized, slots: Sized) -> Message | None:
    """Return a message about what is missing for a plan, or None."""
    if not topics:
        return message("There are no topics yet. Add at least one, then plan again.")
    if not rooms:
        return message("There are no rooms yet. Add at least one, then plan again.")
    if not slots:
        return message("There are no slots yet. Add at least one, then plan again.")
    return None


def price_message(found: Price) -> Message:
    """Describe the cost of keeping to the published agenda."""
    if not found.loss:
        return message(
            "Keeping to the published agenda costs no votes: no agenda was found that loses fewer."
        )
    return plural_message(
        "An agenda was found that loses %(loss)s less vote weight; it would move %(number)s more person.",
        "An agenda was found that loses %(loss)s less vote weight; it would move %(number)s more people.",
        found.people,
        loss=found.loss,
    )


def what_if_question(what: WhatIfChange, event: Event) -> Message:
    """Return a what-if question with current names; as originally asked if its subject no longer exists."""
    times = {slot.starts_at.isoformat(): slot for slot in event.slots}
    if what.seats is not None:
        return plural_message(
            "What if there were one more room, with %(number)s seat?",
            "What if there were one more room, with %(number)s seats?",
            what.seats,
        )
    if what.topic is not None and what.at in times:
        topic = next((each for each in event.topics if each.number == what.topic), None)
        if topic is not None:
            return message(
                "What if “%(topic)s” began on %(time)s?", topic=topic.title, time=_start(times[what.at])
            )
    if what.person is not None and times.keys() >= set(what.away):
        person = db.session.get(Person, what.person)
        slots = [times[each] for each in what.away]
        if person is not None and slots:
            return _absence(person.name, slots, event)
    return message("What if %(supposition)s?", supposition=what.words)


def slot_times(problem: Problem, zone: str) -> Callable[[int], object]:
    """Return a function that names a slot in a message: by local time, or by number if it has no time."""

    def when(slot: int) -> object:
        starts = problem.slots[slot].starts
        if not starts:
            return message("slot %(number)s", number=slot)
        return datetime.fromisoformat(starts).astimezone(ZoneInfo(zone)).replace(tzinfo=None)

    return when


def _absence(name: str, slots: Sequence[Slot], event: Event) -> Message:
    day = slots[0].day
    of_day = {slot.id for slot in event.slots if slot.day == day and not slot.is_break}
    if {slot.id for slot in slots} == of_day and (len(slots) > 1 or len(of_day) > 1):
        return message("What if %(person)s were away all day on %(day)s?", person=name, day=LongDay(day))
    return message("What if %(person)s were away on %(time)s?", person=name, time=_start(slots[0]))


def _start(slot: Slot) -> datetime:
    return datetime.combine(slot.day, slot.starts)


def _weight(problem: Problem) -> int:
    return sum(person.count * sum(weight for _, weight in person.votes) for person in problem.people)
