"""Finds contacts named in a sentence: "Mentored by Ada Quill and Cleo Marsh."."""

import re
from collections.abc import Iterator

from hackathon.pages.recognition.people.people_strings import WrittenPerson
from hackathon.pages.recognition.topics.title_people import people_of_text

_WHO = r"(?:co-?)?(?:mentor|contact|contact person|supervisor|champion|facilitator|project lead)s?"
_LEADS = re.compile(
    r"\b(?:mentored|co-?mentored|supervised|led|facilitated|championed|hosted|proposed|suggested|presented"
    r"|coordinated|moderated)\s+by:?\s+"
    rf"|\b(?:possible |potential |main |the )*{_WHO}(?: for (?:this|the) (?:project|topic|idea|session))?"
    r"\s+(?:is|are|will be|would be|could be)\s+"
    rf"|\b{_WHO}\s?:\s*"
    r"|\b(?:contact|talk to|speak to|ask|e?-?mail|get in touch with|reach out to|write to)\s+",
    re.IGNORECASE,
)
_ENDS = re.compile(
    r"(?<=[\w)>]{3})[.;!?](?=\s|$)|\s+(?:for|if|about|to|on|who|with|before|when|via|as|directly|first|in|at"
    r"|through|is|are|will|can|would)\b"
)
_LONGEST = 200


def people_in_prose(text: str) -> Iterator[tuple[str, tuple[WrittenPerson, ...]]]:
    """Yield the words and people of each passage that names contacts.

    Only certain names, handles and addresses count; any other sentence names nobody.
    """
    for match in _LEADS.finditer(text):
        rest = text[match.end() : match.end() + _LONGEST]
        end = _ENDS.search(rest)
        words = rest[: end.start()] if end else rest
        people = people_of_text(words.strip(" ,:"), lenient=False)
        if people:
            yield words.strip(), people
