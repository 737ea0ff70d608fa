"""Generated pages of every kind, the same at every run: what `hackathon bench import` measures with."""

import json
import random
from collections.abc import Iterator
from xml.sax.saxutils import escape

from benchmarks.events import WORDS
from benchmarks.notations import NOTATIONS, page_in
from hackathon.pages.readers.formats import PageFormat, read_text
from hackathon.pages.writers.formats import WRITERS

KINDS = (
    PageFormat.RENDERED,
    PageFormat.WIKITEXT,
    PageFormat.MEDIAWIKI_XML,
    PageFormat.MEDIAWIKI_JSON,
    PageFormat.GITHUB_WIKI,
    PageFormat.MARKDOWN,
    PageFormat.CSV,
    PageFormat.TABLE,
    PageFormat.SCHEDULE_XML,
    PageFormat.TOOL_JSON,
    PageFormat.JSON,
    *NOTATIONS,
)
"""The kinds that can be generated: all that have a writer, and all that are understood by what they show."""

_PEOPLE = 200
_AREAS = 8
_ABOUT = "The Gull Hackathon is on May 16-17, 2027 in Dublin, Ireland."
_RENDERED = """{title}

Date of insert: {day:02}/03/2027; Verified: no; GSoC: Yes
Technical contact: {contact} <{mail}@gull.example>
Mailing list/forum for project: gull-devel@
IRC channel for project: #gull
Difficulty: Medium
Skills Needed: C, patience
Description: {description}
Outcomes: {outcomes}
Peer Review Comments
Pictogram vote 15px.png\N{NO-BREAK SPACE}{voter} 18:02, 29 April 2027 (UTC): Will attend
Pictogram voting comment 15px.png {reviewer} 14:14, 23 April 2027 (UTC): {comment}

"""
_SOURCE = """{{{{project
|Project={title}
|Date={day:02}/03/2027
|Verified=no
|GSoC=Yes
|Contact=[[User:{contact}|{contact}]] <{mail}@gull.example>
|Mailing list=gull-devel@
|IRC=#gull
|Difficulty=Medium
|Skills=C, patience
|Desc='''Do it.''' {description}
* [[First|measure]]
* then mend
|Outcomes={outcomes}
|Review={{{{Vote|[[User:{voter}|{voter}]] 18:02, 29 April 2027 (UTC)}}}} Will attend
{{{{Comment|[[User:{reviewer}|{reviewer}]] 14:14, 23 April 2027 (UTC):}}}} {comment}
}}}}

"""
_GITHUB = """{title}

{description}

Difficulty: Medium

Required skills: C, patience

Mentor: {contact}

"""
_TABLE_ROW = '"{title}",{contact},{mail}@gull.example,"{description}"\n'
_SCHEDULE_START = (
    '<?xml version="1.0"?><schedule><version>1</version><conference><acronym>gull</acronym>'
    "<title>Gull Hackathon</title><start>2027-05-16</start><end>2027-05-16</end><days>1</days>"
    "<timeslot_duration>00:15</timeslot_duration></conference>"
    '<day index="1" date="2027-05-16"><room name="Liffey">'
)
_SCHEDULE_EVENT = (
    "<event><date>2027-05-16T09:00:00+01:00</date><start>09:00</start><duration>00:45</duration>"
    "<title>{title}</title><type>session</type><description>{description}</description>"
    '<persons><person id="1">{contact}</person></persons></event>'
)
_XML = '<mediawiki xml:lang="en"><siteinfo><sitename>Gull</sitename></siteinfo><page><title>{title}</title>'
_TITLE = "Hackathon/May2027"


def page(kind: PageFormat, topics: int) -> str:  # noqa: PLR0911 -- one for each kind
    """Return a page of that kind with so many topics, each with a contact, a vote and a comment."""
    match kind:
        case PageFormat.RENDERED:
            people = "".join(f"  \N{BULLET} {_name(n)}, Gull\n" for n in range(_PEOPLE))
            body = _topics(_RENDERED, topics, "{}\n\n")
            return f"{_TITLE}\n\nFrom Gull\n\n{_ABOUT}\n\nTopics\n\n{body}Confirmed Attendees\n\n{people}"
        case PageFormat.GITHUB_WIKI:
            body = _topics(_GITHUB, topics, None)
            return f"Skip to content\n\nIdeas 2027\n\nProject ideas\n\n{body}Clone this wiki locally\n"
        case PageFormat.MEDIAWIKI_XML:
            source = f"<revision><text>{escape(page(PageFormat.WIKITEXT, topics))}</text></revision>"
            return f"{_XML.format(title=_TITLE)}{source}</page></mediawiki>"
        case PageFormat.MEDIAWIKI_JSON:
            return json.dumps({"parse": {"title": _TITLE, "wikitext": page(PageFormat.WIKITEXT, topics)}})
        case PageFormat.WIKITEXT:
            people = "".join(f"* {_name(n)}, Gull\n" for n in range(_PEOPLE))
            body = _topics(_SOURCE, topics, "=== {} ===\n")
            return f"{_ABOUT}\n\n== Topics ==\n{body}== Confirmed Attendees ==\n{people}"
        case _ if kind in NOTATIONS:
            listed = [f"{_name(n)}, Gull" for n in range(_PEOPLE)]
            return page_in(kind, "Gull Hackathon", _ABOUT, _plain_topics(topics), listed)
        case PageFormat.TABLE:
            return "Project,Champion,Champion's email,Description\n" + _topics(_TABLE_ROW, topics, None)
        case PageFormat.SCHEDULE_XML:
            events = _topics(_SCHEDULE_EVENT, topics, None)
            return f"{_SCHEDULE_START}{events}</room></day></schedule>"
        case PageFormat.TOOL_JSON:
            return json.dumps(_sessionize(topics))
        case _:
            return WRITERS[kind].write(
                read_text(page(PageFormat.WIKITEXT, topics), PageFormat.WIKITEXT), None
            )


def _plain_topics(count: int) -> Iterator[dict[str, str]]:
    chance = random.Random(count)  # noqa: S311 -- nothing secret hangs on it
    for n in range(count):
        yield {
            "title": f"{' '.join(chance.choices(WORDS, k=4)).capitalize()} {n}",
            "Contact": f"{_name(chance.randrange(_PEOPLE))}",
            "Skills": "C, patience",
            "Outcomes": " ".join(chance.choices(WORDS, k=12)).capitalize(),
            "description": " ".join(chance.choices(WORDS, k=60)).capitalize(),
        }


def _sessionize(topics: int) -> dict[str, object]:
    """Return an answer of Sessionize's API with all sessions, its view "all"."""
    titles = _topics("{title}\n", topics, None).splitlines()
    speakers = [{"id": f"s{n}", "fullName": _name(n), "sessions": []} for n in range(_PEOPLE)]
    sessions = [
        {
            "id": str(n),
            "title": title,
            "description": "Do it.",
            "speakers": [f"s{n % _PEOPLE}"],
            "isServiceSession": False,
        }
        for n, title in enumerate(titles)
    ]
    return {"sessions": sessions, "speakers": speakers, "questions": [], "categories": [], "rooms": []}


def _topics(template: str, count: int, area: str | None) -> str:
    """Return the topics one below the other, an eighth of them in each area."""
    chance = random.Random(count)  # noqa: S311 -- nothing secret hangs on it
    parts: list[str] = []
    for n in range(count):
        if area and n % -(-count // _AREAS) == 0:
            parts.append(area.format(f"Area {len(parts)}"))
        contact = _name(chance.randrange(_PEOPLE))
        parts.append(
            template.format(
                title=f"{' '.join(chance.choices(WORDS, k=4)).capitalize()} {n}",
                day=1 + n % 28,
                contact=contact,
                mail=contact.replace(" ", ".").lower(),
                description=" ".join(chance.choices(WORDS, k=60)).capitalize(),
                outcomes=" ".join(chance.choices(WORDS, k=12)).capitalize(),
                voter=f"Voter{chance.randrange(_PEOPLE)}",
                reviewer=f"Reviewer{chance.randrange(_PEOPLE)}",
                comment=" ".join(chance.choices(WORDS, k=15)),
            )
        )
    return "".join(parts)


def _name(n: int) -> str:
    return f"{WORDS[n % len(WORDS)].capitalize()} {WORDS[n // len(WORDS)].capitalize()}son"
