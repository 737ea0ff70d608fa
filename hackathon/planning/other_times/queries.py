"""Why one person cannot have a topic that they want at any other time."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from hackathon.accounts.models import Person
from hackathon.core.domain.agenda import Agenda
from hackathon.core.text.messages import Message, message
from hackathon.events.models import Event
from hackathon.planner.evaluation.loss import Lost
from hackathon.planner.explanation.alternatives import Time, kept_from, why
from hackathon.planner.model.problem import Placement, Problem
from hackathon.planner.model.second_runs import titled
from hackathon.planning.problem.messages import slot_times
from hackathon.planning.problem.place_messages import hindrance_message, topic_name
from hackathon.planning.problem.queries import case_cache
from hackathon.planning.problem.queries.case_cache import RecentProblem
from hackathon.topics.models import Topic


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTime:
    """Another time for the topic, with the obstacles or the cost to everyone."""

    when: object
    reasons: tuple[Message, ...]
    is_now: bool
    price: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherTimes:
    """All times for one topic and one person, and a summary."""

    sentence: Message
    times: tuple[OtherTime, ...]


def explain_other_times(
    event: Event, person: Person, topic: Topic, agenda: Agenda, now: datetime
) -> OtherTimes:
    """Return why the person can't attend the topic, according to the published agenda."""
    recent = case_cache.recent_problem(event, agenda, now)
    problem = recent.problem
    if topic.id not in recent.topics:
        return OtherTimes(
            sentence=message(
                "Nobody is left to run “%(topic)s”, so it won't be scheduled.", topic=topic.title
            ),
            times=(),
        )
    at = recent.topics.index(topic.id)
    who = next((at for at, each in enumerate(problem.people) if each.key == person.id), -1)
    if settled := _settled(problem, topic, at, who, recent):
        return OtherTimes(sentence=settled, times=())
    placement = _published(problem)
    found = why(problem, placement, at).times
    here = {placement.start[run] for run in problem.runs[at]}
    told = titled(problem, placement)
    kept = [kept_from(problem, placement, at, time.start, who) for time in found]
    when = slot_times(problem, event.zone)
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


def _settled(problem: Problem, topic: Topic, at: int, who: int, recent: RecentProblem) -> Message | None:
    """Return why there is nothing to explain: the person runs the topic, or doesn't want it."""
    if who >= 0 and at in problem.run_by[who]:
        return message("You run “%(topic)s”, so you'll be there whenever it takes place.", topic=topic.title)
    if who < 0 or at not in dict(problem.people[who].votes):
        return _no_vote(topic, recent)
    return None


def _no_vote(topic: Topic, recent: RecentProblem) -> Message:
    return message(
        "Votes were last counted at %(time)s. At that time, you had no vote for “%(topic)s” that counts.",
        topic=topic.title,
        time=recent.counted_at.astimezone(topic.event.timezone).time(),
    )


def _published(problem: Problem) -> Placement:
    start, room = [-1] * len(problem.topics), [-1] * len(problem.topics)
    for each in problem.previous:
        if each.start >= 0 and each.room >= 0:
            start[each.topic], room[each.topic] = each.start, each.room
    return Placement(start=tuple(start), room=tuple(room))


def _price(time: Time) -> int | None:
    return min((place.change for place in time.places if place.is_free), default=None)


def _reasons(problem: Problem, who: int, time: Time, lost: Lost | None) -> Iterator[Message]:
    yield from (hindrance_message(problem, each) for each in time.reasons)
    if lost is not None and lost.away:
        yield message("you are not there")
    for other in lost.instead if lost else ():
        topic = topic_name(problem, other)
        if other in problem.run_by[who]:
            yield message("you run %(topic)s then", topic=topic)
        else:
            yield message("you are in %(topic)s then", topic=topic)
    if not time.reasons and not time.has_room:
        yield message("no room is free for it")


def _sentence(
    problem: Problem, topic: Topic, times: tuple[OtherTime, ...], fits: list[tuple[Time, object]]
) -> Message:
    open_times = sorted(
        (each.price, at) for at, each in enumerate(times) if each.price is not None and not each.is_now
    )
    if open_times:
        price, at = open_times[0]
        if price <= 0:
            return message(
                "“%(topic)s” could run on %(time)s at no cost to anyone. Tell an organizer.",
                topic=topic.title,
                time=times[at].when,
            )
        return message(
            "“%(topic)s” could run on %(time)s, but moving it there would cost others more.",
            topic=topic.title,
            time=times[at].when,
        )
    if fits:
        time, when = fits[0]
        return message(
            "“%(topic)s” could only move to %(time)s if everything else stays where it is, "
            "but these people are away then: %(names)s.",
            topic=topic.title,
            time=when,
            names=tuple(problem.people[each].name for each in time.away),
        )
    return message(
        "“%(topic)s” can't move if everything else stays where it is: at every other time, a rule, a room or "
        "your own agenda is in the way.",
        topic=topic.title,
    )
