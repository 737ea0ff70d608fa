"""Generated pages of every kind, the same at every run: what `hackathon bench import` measures with."""

import json
import random
from xml.sax.saxutils import escape

from hackathon.cli.bench_event import WORDS
from hackathon.domain.wiki.kinds import Kind, read_text
from hackathon.domain.wiki.writers import WRITERS

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
_XML = '<mediawiki xml:lang="en"><siteinfo><sitename>Gull</sitename></siteinfo><page><title>{title}</title>'
_TITLE = "Hackathon/May2027"


def page(kind: Kind, topics: int) -> str:
    """Return a page of that kind with so many topics, each with a contact, a vote and a comment."""
    match kind:
        case Kind.RENDERED:
            people = "".join(f"  \N{BULLET} {_name(n)}, Gull\n" for n in range(_PEOPLE))
            body = _topics(_RENDERED, topics, "{}\n\n")
            return f"{_TITLE}\n\nFrom Gull\n\n{_ABOUT}\n\nTopics\n\n{body}Confirmed Attendees\n\n{people}"
        case Kind.GITHUB_WIKI:
            body = _topics(_GITHUB, topics, None)
            return f"Skip to content\n\nIdeas 2027\n\nProject ideas\n\n{body}Clone this wiki locally\n"
        case Kind.MEDIAWIKI_XML:
            source = f"<revision><text>{escape(page(Kind.WIKITEXT, topics))}</text></revision>"
            return f"{_XML.format(title=_TITLE)}{source}</page></mediawiki>"
        case Kind.MEDIAWIKI_JSON:
            return json.dumps({"parse": {"title": _TITLE, "wikitext": page(Kind.WIKITEXT, topics)}})
        case Kind.WIKITEXT:
            people = "".join(f"* {_name(n)}, Gull\n" for n in range(_PEOPLE))
            body = _topics(_SOURCE, topics, "=== {} ===\n")
            return f"{_ABOUT}\n\n== Topics ==\n{body}== Confirmed Attendees ==\n{people}"
        case _:
            return WRITERS[kind].write(read_text(page(Kind.WIKITEXT, topics), Kind.WIKITEXT), None)


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
