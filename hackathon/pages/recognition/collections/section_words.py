"""What the words of a heading say of what stands below it, in the languages of `labels`."""

import re
from collections.abc import Callable
from enum import StrEnum

from hackathon.core.domain.attendance import Status
from hackathon.pages.recognition.collections import headings
from hackathon.pages.recognition.collections.template_words import is_template, without_count


class SectionTopic(StrEnum):
    """What a heading announces."""

    TOPICS = "topics"
    PEOPLE = "people"
    DATES = "dates"
    RULES = "rules"
    INFORMATION = "information"
    CONTENTS = "contents"
    TEMPLATE = "template"
    DROPPED = "dropped"


_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]{0,200}[)\]]?\s*$")
_WORDS = re.compile(r"[^\W_]+(?:['\N{RIGHT SINGLE QUOTATION MARK}-][^\W_]+)*")
_TOPIC_NOUNS_TEXT = (
    "project projects idea ideas topic topics session sessions proposal proposals breakout breakouts talk "
    "talks challenge challenges hacks pitches workstreams tasks unconference projekte projektideen ideen "
    "themen themenvorschläge vorschläge sitzungen vorträge sessionvorschläge projets idées sujets "
    "propositions ateliers proyectos temas propuestas projetos ideias propostas progetti idee projecten "
    "ideeën onderwerpen projectideas "
)
_TOPIC_NOUNS = frozenset(_TOPIC_NOUNS_TEXT.split())
_AROUND_NOUNS_TEXT = (
    "a all and any at be by can current existing for from gsoc hackathon here in included include "
    "including into is list lists of on open our possible potential proposed suggested submitted accepted "
    "reviewed unreviewed confirmed planned new more other further additional student students summer "
    "season week weekend day year your this the these to up what we will with work on you event available "
    "interesting hacking hack sprint camp code google outreachy internship mentorship mentored wishlist "
    "wish board candidate selected table overview hackfest unconf barcamp discussed discuss discussion "
    "die der das für und liste aller offene eingereichte les des pour et liste la los las para y de lista "
    "draft drafts old backup further stretch active "
    "1 2 3 suggestions requests description descriptions main general "
)
_AROUND_NOUNS = frozenset(_AROUND_NOUNS_TEXT.split())
_PEOPLE = re.compile(
    r"(?:(?:list of |all |our |the |confirmed |registered |current |remote |local |expected "
    r"|in-person |online )*"
    r"(?:attendees?|participants?|registrants?|registrations?|guests?|people|attendance|attending"
    r"|sign-?ups?)"
    r"(?: list| so far| \d{4}| and .{1,40})?"
    r"|who(?:'s|\N{RIGHT SINGLE QUOTATION MARK}s| is| are| will)? .{0,30}\b(?:here|com(?:es?|ing)"
    r"|there|attend(?:s|ing)?|in)\b.{0,20}"
    r"|(?:coming|attending|registered|signed up|present|who)(?: so far| already)?"
    r"|sign(?:ed)?[- ]?up(?: sheet| list)?"
    r"|(?:[\w-]+ )?(?:teilnehmer(?:innen|liste|\*innen|:innen)?|teilnehmende|anmeldungen|wer kommt"
    r"|dabei|zusagen)"
    r"|(?:liste des )?(?:participants|participantes|inscrits|asistentes|inscritos|partecipanti"
    r"|deelnemers)|qui vient.{0,10})[:?]?",
    re.IGNORECASE,
)
_INFORMATION = re.compile(
    r"(?:.{0,60}\b(?:agenda|schedule|time ?table|programme|logistics|travel|venues?|location"
    r"|accommodations?|hotels?|"
    r"registration|organi[sz]ers?|committee|sponsors?|code of conduct|licen[cs]e|statistics|history|faq|"
    r"frequently asked questions|getting there|external links|administrative|prizes?|judg(?:es|ing)"
    r"|communication|"
    r"parking lot|newcomers|wifi|catering|guidelines?|help|resources|material|meetings?|notes"
    r"|deadlines?|preparation|"
    r"lounge|past (?:events|editions|projects|ideas)|previous|finished|completed|completed projects"
    r"|background|applying|eligibility|welcome|"
    r"zeitplan|anfahrt|unterkunft|ablauf|anmeldung|organisation|impressum|verpflegung|horaire"
    r"|hébergement|alojamiento|"
    r"horario|organizadores)\b.{0,30}"
    r"|about(?: us| the .{1,40}| this .{1,40})?|contact(?: us)?|contacts|food|lunch|dinner|when"
    r"|where|when and where|date and .{1,20}|dates?|overview|introduction|general|thanks.{0,30}"
    r"|how (?:to|do|does|can|we|it|you)\b.{0,80}|what (?:is|are|we|do|to|you)\b.{0,60}|who (?:can"
    r"|may|should|we are)\b.{0,60}"
    r"|why (?:apply|join|attend|us|we)\b.{0,40}|mentors?|mentor list|our mentors"
    r"|information for.{1,40}|adding (?:a|an|your)\b.{0,40}"
    r"|submit.{1,50}|own ideas?|your own.{0,30}|need (?:more )?help.{0,20}|questions.{0,20}|links?"
    r"|see also|references|apply.{0,30}|getting started|general .{1,40})[:?!.]?",
    re.IGNORECASE,
)
_CONTENTS = re.compile(
    r"(?:index|(?:table of )?contents|toc|inhalt(?:sverzeichnis)?|sommaire|índice"
    r"|navigation)[:]?",
    re.IGNORECASE,
)
_DROPPED = re.compile(
    r".{0,30}\b(?:withdrawn|rejected|declined|cancell?ed|abandoned|zurückgezogen"
    r"|abgelehnt)\b.{0,30}",
    re.IGNORECASE,
)
_LONGEST = 160


def section_topic(heading: str) -> SectionTopic | None:
    """Return what a heading announces; None where its words may be anything, such as a topic's title."""
    words = " ".join(heading.split())
    if not words or len(words) > _LONGEST:
        return None
    bare = without_count(_BRACKETED.sub("", words).strip() or words)
    return next((topic for topic, announces in _ANNOUNCE if announces(bare)), None)


def announces_topics(heading: str) -> bool:
    """Whether a heading is made of nothing but words such as "Accepted project ideas 2028"."""
    words = [word.casefold() for word in _WORDS.findall(heading)]
    nouns = [word for word in words if word in _TOPIC_NOUNS]
    others = [word for word in words if word not in _TOPIC_NOUNS | _AROUND_NOUNS and not word.isdigit()]
    is_one = any(word.isdigit() for word in words) and not any(
        noun.endswith(("s", "en", "n")) for noun in nouns
    )
    return bool(nouns) and not others and not is_one and len(words) < 12


def mentions_topics(heading: str) -> bool:
    """Whether a heading has a word such as "ideas" or "projects" beside others."""
    return any(word.casefold() in _TOPIC_NOUNS for word in _WORDS.findall(heading[:_LONGEST]))


def _is_yours(heading: str) -> bool:
    return heading.casefold().startswith(("your ", "your-"))


def people_status(heading: str) -> Status:
    """Return whether those below a heading have said that they come."""
    return headings.attendance_status(_BRACKETED.sub("", heading).strip()) or Status.CONFIRMED


_ANNOUNCE: tuple[tuple[SectionTopic, Callable[[str], bool]], ...] = (
    (SectionTopic.CONTENTS, lambda words: _CONTENTS.fullmatch(words) is not None),
    (
        SectionTopic.TEMPLATE,
        lambda words: is_template(words) and (_is_yours(words) or not announces_topics(words)),
    ),
    (
        SectionTopic.PEOPLE,
        lambda words: _PEOPLE.fullmatch(words) is not None or headings.attendance_status(words) is not None,
    ),
    (SectionTopic.TOPICS, announces_topics),
    (SectionTopic.DROPPED, lambda words: _DROPPED.fullmatch(words) is not None),
    (SectionTopic.DATES, lambda words: headings.names_milestones(words) and len(words.split()) < 5),
    (SectionTopic.RULES, headings.names_rules),
    (SectionTopic.INFORMATION, lambda words: _INFORMATION.fullmatch(words) is not None),
)
