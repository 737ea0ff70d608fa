"""Checks and tidies what a page of ours says came of a topic, by the limits of the forms that wrote it."""

from collections.abc import Iterable
from dataclasses import replace

from hackathon.core.domain.outcomes import LONGEST_JOINED_MINUTES, LONGEST_LINE, MOST_HEADS, OutcomeKind
from hackathon.core.domain.topics import MOST_SLOTS
from hackathon.core.errors import NotAPage
from hackathon.core.text.characters import clean_name, clean_text
from hackathon.core.text.messages import message
from hackathon.pages.model.topic_outcome import PageMinutes, PageOutcome, PageOutcomeLine

MOST_LINES = 1000
"""Decisions, actions and links of a topic."""
_WEB = ("https://", "http://")


def checked_outcome(outcome: PageOutcome, where: str) -> PageOutcome:
    """Return the outcome with its texts as forms tidy them; raises NotAPage, naming the place."""
    if len(outcome.lines) > MOST_LINES:
        raise NotAPage(
            message("%(where)s: there can be up to %(most)s.", where=f"{where}.lines", most=MOST_LINES)
        )
    _check_occurrences([each.occurrence for each in outcome.minutes], f"{where}.minutes")
    _check_occurrences([each.occurrence for each in outcome.heads], f"{where}.heads")
    for n, count in enumerate(outcome.heads):
        if not 0 <= count.people <= MOST_HEADS:
            raise NotAPage(
                message(
                    "%(where)s must be from 0 to %(most)s.",
                    where=f"{where}.heads[{n}].people",
                    most=MOST_HEADS,
                )
            )
    minutes = [_minutes(each, f"{where}.minutes[{n}]") for n, each in enumerate(outcome.minutes)]
    promise = outcome.promise
    if promise:
        promise = replace(promise, sentence=_on_one_line(promise.sentence, f"{where}.promise.sentence"))
    return replace(
        outcome,
        minutes=tuple(each for each in minutes if each.text),
        lines=tuple(_line(each, f"{where}.lines[{n}]") for n, each in enumerate(outcome.lines)),
        promise=promise,
    )


def _check_occurrences(occurrences: Iterable[int], where: str) -> None:
    seen: set[int] = set()
    for occurrence in occurrences:
        if not 1 <= occurrence <= MOST_SLOTS:
            raise NotAPage(
                message("%(where)s must be from 1 to %(most)s.", where=f"{where}.occurrence", most=MOST_SLOTS)
            )
        if occurrence in seen:
            raise NotAPage(message("%(where)s has a duplicate.", where=where))
        seen.add(occurrence)


def _minutes(minutes: PageMinutes, where: str) -> PageMinutes:
    # Markup is not counted: readers see a text with too much of it as it was typed.
    text = clean_text(minutes.text).strip()
    if len(text) > LONGEST_JOINED_MINUTES:
        raise NotAPage(
            message(
                "%(where)s can be up to %(most)s characters long.",
                where=f"{where}.text",
                most=LONGEST_JOINED_MINUTES,
            )
        )
    return replace(minutes, text=text)


def _line(line: PageOutcomeLine, where: str) -> PageOutcomeLine:
    text, address = _on_one_line(line.text, f"{where}.text"), _on_one_line(line.address, f"{where}.address")
    if not text:
        raise NotAPage(message("%(where)s is empty.", where=f"{where}.text"))
    is_link, is_action = line.kind is OutcomeKind.LINK, line.kind is OutcomeKind.ACTION
    if address.startswith(_WEB) is not is_link:
        raise NotAPage(
            message(
                "%(where)s: a link, and nothing else, needs an address that begins with https://.",
                where=where,
            )
        )
    if not is_action and (line.owner or line.due or line.done_at):
        raise NotAPage(message("%(where)s: only actions have an owner, a date and an end.", where=where))
    owner = _on_one_line(line.owner, f"{where}.owner") if line.owner else None
    return replace(line, text=text, address=address, owner=owner or None)


def _on_one_line(text: str, where: str) -> str:
    tidied = " ".join(clean_name(text).split())
    if len(tidied) > LONGEST_LINE:
        raise NotAPage(
            message("%(where)s can be up to %(most)s characters long.", where=where, most=LONGEST_LINE)
        )
    return tidied
