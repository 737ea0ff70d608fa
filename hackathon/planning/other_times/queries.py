"""Why one person cannot have a topic that they want at any other time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda
from hackathon.events.models import Event
from hackathon.planner.evaluation.loss import Lost
from hackathon.planner.explanation.alternatives import Time, kept_from, why
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.rules import called, clock, listed
from hackathon.planner.model.second_runs import titled
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.case_cache import RecentProblem
from hackathon.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTime:
    """A time at which the topic could run: what stands against it, or what it would cost everybody."""

    when: str
    reasons: tuple[str, ...]
    is_now: bool
    price: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTimes:
    """All times for one topic and one person, and what they come to in a sentence."""

    sentence: str
    times: tuple[OtherTime, ...]


def explain_other_times(
    event: Event, person: Person, topic: Topic, agenda: Agenda, now: datetime
) -> OtherTimes:
    """Return why the person cannot have the topic, by the agenda that is published."""
    recent = case_cache.recent_problem(event, agenda, now)
    problem = recent.problem
    if topic.id not in recent.topics:
        return OtherTimes(sentence=f"Nobody is left to run “{topic.title}”, so it is not planned.", times=())
    at = recent.topics.index(topic.id)
    who = next((at for at, each in enumerate(problem.people) if each.key == person.id), -1)
    if who >= 0 and at in problem.run_by[who]:
        return OtherTimes(sentence=f"You run “{topic.title}”, so you are in it whenever it is.", times=())
    if who < 0 or at not in dict(problem.people[who].votes):
        return OtherTimes(sentence=_no_vote(topic, recent), times=())
    placement = _published(problem)
    found = why(problem, placement, at).times
    here = {placement.start[run] for run in problem.runs[at]}
    told = titled(problem, placement)
    kept = [kept_from(problem, placement, at, time.start, who) for time in found]
    when = clock(problem, event.zone)
    times = tuple(
        OtherTime(
            when=when(time.start),
            reasons=tuple(_reasons(told, who, time, lost)),
            is_now=time.start in here,
            price=_price(time) if lost is None else None,
        )
        for time, lost in zip(found, kept, strict=True)
    )
    fits = [
        (time, when(time.start))
        for time, lost in zip(found, kept, strict=True)
        if lost is None
        and time.has_room
        and time.start not in here
        and len(time.away) == len(time.reasons) > 0
    ]
    return OtherTimes(sentence=_sentence(problem, topic, times, fits), times=times)


def _no_vote(topic: Topic, recent: RecentProblem) -> str:
    counted = f"{recent.counted_at.astimezone(topic.event.timezone):%H:%M}"
    return f"You had no vote for “{topic.title}” that counts when votes were last counted, at {counted}."


def _published(problem: Problem) -> Placement:
    start, room = [-1] * len(problem.topics), [-1] * len(problem.topics)
    for each in problem.previous:
        if each.start >= 0 and each.room >= 0:
            start[each.topic], room[each.topic] = each.start, each.room
    return Placement(start=tuple(start), room=tuple(room))


def _price(time: Time) -> int | None:
    return min((place.change for place in time.places if place.is_free), default=None)


def _reasons(problem: Problem, who: int, time: Time, lost: Lost | None) -> Iterator[str]:
    yield from time.reasons
    if lost is not None and lost.away:
        yield "you are not there"
    for other in lost.instead if lost else ():
        verb = "run" if other in problem.run_by[who] else "sit in"
        yield f"you {verb} {called(problem.topics[other])}"
    if not time.reasons and not time.has_room:
        yield "no room is free for it"


def _sentence(
    problem: Problem, topic: Topic, times: tuple[OtherTime, ...], fits: list[tuple[Time, str]]
) -> str:
    title = f"“{topic.title}”"
    open_times = sorted(
        (each.price, at) for at, each in enumerate(times) if each.price is not None and not each.is_now
    )
    if open_times:
        price, at = open_times[0]
        if price <= 0:
            return f"You could have {title} at {times[at].when} at no cost. Tell an organizer."
        return f"You could have {title} at {times[at].when}, but to move it there would cost others more."
    if fits:
        time, when = fits[0]
        names = listed([problem.people[each].name for each in time.away])
        return f"With everything else where it is, {title} cannot be had while {names} is away at {when}."
    return (
        f"With everything else where it is, {title} cannot be had: at every other time a rule, a room or "
        "your own agenda stands against it."
    )
