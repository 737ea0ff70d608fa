"""Words in headings that tell what is below, in the languages of `labels`."""

import re
from collections.abc import Callable
from enum import StrEnum

from hackathon.core.domain.attendance import Status
from hackathon.pages.recognition.collections import headings
from hackathon.pages.recognition.collections.template_words import is_template, without_count


class SectionTopic(StrEnum):
    """The kind of content a heading announces."""

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
    "draft drafts old backup further stretch active lightning flash "
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
_YOURS = (
    r"(?:propose|suggest|bring|develop|write|prepare|draft|make|pick|choose|discuss|submit|find)"
    r" (?:a|an|your)(?: own| new| first| gsoc)*(?: project| gsoc)?"
    r" (?:ideas?|projects?|topics?|proposals?|applications?|contributions?|mentors?|sessions?)"
)
_INFORMATION = re.compile(
    r"(?:about(?: us| the .{1,40}| this .{1,40})?|contact(?: us)?|contacts|food|lunch|dinner|when"
    r"|where|when and where|date and .{1,20}|dates?|overview|introduction|general|thanks.{0,30}"
    r"|how (?:to|do|does|can|we|it|you)\b.{0,80}|what (?:is|are|we|do|to|you)\b.{0,60}"
    r"|who (?:can|may|should|we are|makes?|is behind)\b.{0,60}"
    r"|why (?:apply|join|attend|us|we|participate|contribute|volunteer)\b.{0,40}"
    r"|mentors?|mentor list|our mentors"
    rf"|{_YOURS}|.{{0,60}}\bfor all (?:participants|attendees|teams|students|applicants)"
    r"|information for.{1,40}|adding (?:a|an|your)\b.{0,40}"
    r"|(?:past|previous|former|earlier|last year(?:'|\N{RIGHT SINGLE QUOTATION MARK})?s?)\b.{1,60}"
    r"|(?:get|getting|keep|keeping|stay|staying) in (?:touch|contact)\b.{0,40}|join us\b.{0,60}"
    r"|submit.{1,50}|own ideas?|your own.{0,30}|need (?:more )?help.{0,20}|questions.{0,20}|links?"
    r"|see also|references|apply(?:ing)?(?: (?:now|here|to|for|as)\b.{0,30})?|getting started"
    r"|general .{1,40})[:?!.]?",
    re.IGNORECASE,
)
_INSTRUCTIONS = re.compile(
    r"(?:how to (?:add|apply|propose|submit|suggest|contribute|become|write|join|register|get|edit)\b.{0,60}"
    r"|(?:adding|submitting|proposing|suggesting|writing) (?:a|an|your|new)\b.{0,40}|apply(?:ing)?\b.{0,30}"
    r"|(?:submit|propose|suggest|add) (?:a|an|your)\b.{0,40}|information for.{1,40}|contact(?: us)?|mentors?"
    rf"|{_YOURS}"
    r"|what (?:is|are|we expect)\b.{0,60}|who (?:can|may|should)\b.{0,60}"
    r"|why (?:apply|join|participate|contribute)\b.{0,40})[:?!.]?",
    re.IGNORECASE,
)
_INFORMATION_WORDS_TEXT = (
    "agenda schedule timetable programme logistics travel venue location accommodation hotel registration "
    "organizer organiser organizing organising committee sponsor licence license statistics history faq "
    "prize judge judging administrative communication newcomer wifi catering guideline help resource "
    "material meeting note deadline preparation lounge previous finished completed background applying "
    "eligibility welcome prerequisite instruction transportation parking visa sponsorship zeitplan anfahrt "
    "unterkunft ablauf anmeldung organisation impressum verpflegung horaire hébergement "
    "alojamiento horario organizadores"
)
_INFORMATION_WORDS = frozenset(_INFORMATION_WORDS_TEXT.split())
_INFORMATION_PHRASES = re.compile(
    r"code of conduct|time table|parking lot|getting there|external links|frequently asked questions"
    r"|past (?:events|editions|projects|ideas)",
    re.IGNORECASE,
)
_BESIDE_INFORMATION_TEXT = (
    "participant participants attendee attendees speaker speakers local global remote online event events "
    "conference workshop team teams social important application applications guide information info page "
    "form forms contribution contributing code ipr rules room rooms area weekly daily preparatory community "
    "before after during our your us rates special maps map further details detail how where about to "
    "conditions policy steps process requirements recommended nearby"
)
_BESIDE_INFORMATION = frozenset(_BESIDE_INFORMATION_TEXT.split())
_MOST_OTHER_WORDS = 1
_WORK = re.compile(
    r"(?:break-?out|discussion|working) groups|what (?:people|we|everybody|others) (?:worked|hacked) on"
    r"|(?:things|stuff|what|issues|items|ideas?|topics)\b.{0,30}\b(?:work|hack|sprint)(?:ing)?(?: on)?\W*"
    r"|(?:things|topics|items) to (?:do|discuss|talk about|hack)\W*|work items?|to[- ]?do(?: list)?"
    r"|(?:hacking|sprint|hack|discussion|sprinting) (?:items|targets|goals|topics)|areas of focus|focus areas"
    r"|(?:.{0,20}(?:/|&|\band\b)\s?)?(?:topics|projects|ideas|sessions|proposals)"
    r"(?:\s?(?:/|&|\band\b)\s?(?:agenda|schedule|timetable|programme|program|notes|votes|voting))",
    re.IGNORECASE,
)
_ANNOUNCED_LAST = re.compile(
    r"(?:proposed|suggested|planned|candidate|open|current|our|list of)"
    r"(?: [\w/&-]{2,20}){1,3} (?:topics|ideas|projects|sessions|proposals|talks|tasks)"
    r"|(?:[\w-]{2,20} ){0,3}bofs(?: and .{1,20})?"
    r"|(?:[\w-]{2,20} ){1,2}(?:hackathon|sprint|gsoc|hackfest|unconference|summit|bof) "
    r"(?:topics|ideas|projects|sessions|proposals|tasks)",
    re.IGNORECASE,
)
_AGENDA_OF_TOPICS = re.compile(
    r"(?:agenda|schedule|programme|program)\s?(?:/|&|\band\b)\s?"
    r"(?:topics|projects|ideas|sessions|proposals)",
    re.IGNORECASE,
)
_HOW = re.compile(r"how to\s+\S", re.IGNORECASE)
_OF_THE_PAGE_TEXT = (
    "you your our we idea project proposal topic session page list mentor gsoc outreachy event help use "
    "start begin participate involved choose select pick find read vote get reach ask prepare add apply "
    "application propose submit suggest contribute contribution become join register edit attend student "
    "participant"
)
_OF_THE_PAGE = frozenset(_OF_THE_PAGE_TEXT.split())
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
    """Return the kind of content a heading announces; None if it could be anything, such as a title."""
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


def names_topics_last(heading: str) -> bool:
    """Whether the last word of a heading is a plural such as "ideas": "Lantern summer project ideas"."""
    words = [word.casefold() for word in _WORDS.findall(heading[:_LONGEST]) if not word.isdigit()]
    return bool(words) and words[-1] in _TOPIC_NOUNS and words[-1].endswith("s")


def _is_yours(heading: str) -> bool:
    return heading.casefold().startswith(("your ", "your-"))


def surely_informs(heading: str) -> bool:
    """Whether a heading only tells readers of a page how to go on: "Adding a proposal", "How to apply"."""
    return _INSTRUCTIONS.fullmatch(heading.strip()) is not None


def tells_how(heading: str) -> bool:
    """Whether a heading such as "How to weld at night" speaks of anything but the page and its event."""
    words = {word.casefold().rstrip("s") for word in _WORDS.findall(heading)}
    return _HOW.match(heading) is not None and not words & _OF_THE_PAGE


def _is_around_the_event(heading: str) -> bool:
    """Whether a heading speaks of what surrounds an event, and of nothing else: "Hotels and travel".

    "Group communication with OSCORE" has words of its own, and may be a topic.
    """
    if _INFORMATION_PHRASES.search(heading):
        return True
    words = [word.casefold() for word in _WORDS.findall(heading)]
    about = [word for word in words if word in _INFORMATION_WORDS or word.rstrip("s") in _INFORMATION_WORDS]
    known = _AROUND_NOUNS | _BESIDE_INFORMATION | _TOPIC_NOUNS
    others = [word for word in words if word not in about and word not in known and not word.isdigit()]
    if not about or len(others) > _MOST_OTHER_WORDS:
        return False
    last = next((word for word in reversed(words) if not word.isdigit()), "")
    return last not in others  # "Background panel" is a panel


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
    (
        SectionTopic.TOPICS,
        lambda words: any(
            pattern.fullmatch(words) for pattern in (_WORK, _AGENDA_OF_TOPICS, _ANNOUNCED_LAST)
        ),
    ),
    (SectionTopic.DROPPED, lambda words: _DROPPED.fullmatch(words) is not None),
    (SectionTopic.DATES, lambda words: headings.names_milestones(words) and len(words.split()) < 5),
    (SectionTopic.RULES, headings.names_rules),
    (SectionTopic.INFORMATION, lambda words: _INFORMATION.fullmatch(words) is not None),
    (SectionTopic.INFORMATION, _is_around_the_event),
)
