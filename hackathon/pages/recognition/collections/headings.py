"""The subject of a heading: people, rules, dates, lists of topics and their review state."""

import re

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.topics import ReviewState

LONGEST_HEADING = 160
"""Characters; what is longer is a sentence."""

_ATTENDEES = re.compile(
    r"(?!.{0,60}\bfor\b)(?:[\w-]+ ){0,3}(?:attendees?|participants?)(?: list)?(?: \(.*\))?:?"
    r"|(?:invited|invitees)(?: [\w-]+)?:?"
    r"|(?:people|those|attendees|participants) (?:that|who)\b.*\b(?:confirmed|invited?|coming|attending)\b.*",
    re.IGNORECASE,
)
_CONFIRMED = re.compile(r"\bconfirmed", re.IGNORECASE)
_UNCONFIRMED = re.compile(r"\bnot\b|unconfirmed", re.IGNORECASE)
_INVITED = re.compile(r"\binvit", re.IGNORECASE)
_RULES = re.compile(r"\brules?\b|\badvice\b|conventions?\b|instructions for|peer review goals", re.IGNORECASE)
_INSTRUCTIONS = re.compile(r"instructions?\b|how to\b|template", re.IGNORECASE)
_MILESTONES = re.compile(r"milestones?|timeline|(?:important|key) dates|deadlines", re.IGNORECASE)
_LIST = re.compile(r"\b(?:topics?|projects?|ideas?)\b", re.IGNORECASE)
_TO_DISCUSS = re.compile(r"topics to\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:more|further|additional|other)\b", re.IGNORECASE)
_AFTER_TOPICS = re.compile(
    r"(?:see also|notes?|sponsors?|travel|venue|accommodation|hotels?|logistics|agenda|schedule"
    r"|social events?|contact us|external links)",
    re.IGNORECASE,
)
_STATES = (
    (re.compile(r"\bneeds? (?:more )?work", re.IGNORECASE), ReviewState.NEEDS_WORK),
    (
        re.compile(
            r"\bneeds? (?:(?:peer|more) )?review|\bunreviewed|\bto be reviewed|\bnot reviewed", re.IGNORECASE
        ),
        ReviewState.NEEDS_REVIEW,
    ),
    (re.compile(r"\bwithdrawn\b", re.IGNORECASE), ReviewState.WITHDRAWN),
    (re.compile(r"\bnew (?:[\w-]+ ){0,2}?(?:projects?|ideas?|topics?)", re.IGNORECASE), ReviewState.NEW),
    (re.compile(r"\breviewed\b", re.IGNORECASE), ReviewState.REVIEWED),
)
_HOLDS = re.compile(r"this (?:section|list|page) (?:contains|holds|lists|has)\b", re.IGNORECASE)


def attendance_status(heading: str) -> Status | None:
    """Return the status of the people below a heading; None if it is about something else."""
    if len(heading) > LONGEST_HEADING or not _ATTENDEES.fullmatch(heading):
        return None
    only_invited = _INVITED.search(heading) and not _CONFIRMED.search(heading)
    return Status.INVITED if only_invited or _UNCONFIRMED.search(heading) else Status.CONFIRMED


def find_review_state(words: str) -> ReviewState | None:
    """Return the review state in a heading or in the first sentence of a list."""
    places = [(match.start(), state) for pattern, state in _STATES if (match := pattern.search(words[:500]))]
    return min(places, key=lambda place: place[0])[1] if places else None


def names_topics(heading: str) -> bool:
    """Whether the heading mentions topics, projects or ideas."""
    return _LIST.search(heading) is not None


def names_rules(heading: str) -> bool:
    """Whether the heading introduces rules or advice."""
    return _RULES.search(heading) is not None


def names_milestones(heading: str) -> bool:
    """Whether the heading introduces dates."""
    return _MILESTONES.search(heading) is not None


def names_all_topics(heading: str) -> bool:
    """Whether the heading introduces everything that is to be discussed."""
    return _TO_DISCUSS.search(heading) is not None


def shows_examples(heading: str) -> bool:
    """Whether examples follow, so that a template below the heading is only quoted."""
    return names_rules(heading) or _INSTRUCTIONS.search(heading) is not None


def continues_previous(heading: str) -> bool:
    """Whether the heading continues the section above it, such as "More information"."""
    return _GOES_ON.match(heading) is not None


def follows_topics(heading: str) -> bool:
    """Whether the heading usually comes after the topics."""
    return _AFTER_TOPICS.fullmatch(heading) is not None


def implied_list_name(sentence: str) -> str | None:
    """Return a name in brackets for the list that a sentence describes; None if it describes none.

    For lists without a heading: "This section contains projects that have been reviewed".
    """
    noun = _LIST.search(sentence[:500]) if _HOLDS.match(sentence) else None
    state = find_review_state(sentence) if noun else None
    return f"({state.value.replace('_', ' ')} {noun.group().lower()})" if noun and state else None
