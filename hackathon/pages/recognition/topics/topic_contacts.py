"""Reads the contacts of a topic, and the people who only take part in it."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import groupby

from hackathon.pages.document.blocks import linked_text
from hackathon.pages.model.page import Contact, NamedPerson
from hackathon.pages.recognition.labels.field_labels import Field
from hackathon.pages.recognition.people.nobody import is_nobody
from hackathon.pages.recognition.people.people_strings import WrittenPerson, read_people
from hackathon.pages.recognition.people.prose_people import people_in_prose
from hackathon.pages.recognition.people.votes import WrittenVotes
from hackathon.pages.recognition.topics.flat_lines import Piece
from hackathon.pages.recognition.topics.title_people import looks_like_name
from hackathon.pages.recognition.topics.topic_body import LabelledValue, TopicBody
from hackathon.pages.recognition.topics.topic_titles import TopicTitle

_ADDITIONAL = re.compile(r"\b(?:additional|co|other|further|more)\b", re.IGNORECASE)
_BY = re.compile(
    r"^\s*(?:(?:proposed|suggested|submitted|hosted|led|presented|session)\s+by|by|proposer|from)\s*:?\s+",
    re.IGNORECASE,
)
_PARTICIPANTS = re.compile(
    r"(?:other |interested )?(?:participants?|attendees?|people interested|collaborators?)", re.IGNORECASE
)
_GOES_ON = re.compile(r"[(<@]|\[@|\[[^\[\]]{1,80}@|[\w.+-]{1,64}@\w")
_WORDS = re.compile(r"[^\W\d_]+")
NO_ANSWER = re.compile(r"[_*]*no response[_*]*", re.IGNORECASE)


def read_contact(title: TopicTitle, body: TopicBody) -> tuple[Contact | None, list[tuple[int, str]], bool]:
    people: list[WrittenPerson] = [*title.people]
    raws = [title.people_text] if title.people_text else []
    label = "Contact"
    unread: list[tuple[int, str]] = []
    is_open = title.is_open
    for line in body.people_lines:
        text = _BY.sub("", linked_text(line), count=1)
        people += read_people(text)
        raws.append(line.text)
        is_open = is_open or is_nobody(text)
    values = list(_without_participants(body.of(Field.CONTACT)))
    for value in values:
        label = value.label if value is values[0] else label
        raws.append(value.text)
        for piece, text in _contact_texts(value.pieces):
            named = read_people(text) or _linked_people(piece)
            people += named
            nobody = is_nobody(piece.line.text) or NO_ANSWER.fullmatch(piece.line.text.strip()) is not None
            is_open = is_open or (nobody and not named)
            if not named and not nobody:
                unread.append((piece.line.number, piece.line.text))
    people = _with_opener(_with_own_addresses(people), body, values)
    for email in body.of(Field.EMAIL):
        people = _with_address(people, email.text)
    if not people and not raws:
        for words, named in _in_prose(body):
            people += named
            raws.append(words)
    if not people and not raws:
        return None, unread, is_open
    named_people = tuple(
        NamedPerson(name=p.name, email=p.email, affiliation=p.affiliation, handle=p.handle)
        for p in _once(people)
    )
    raw = "\n".join(part for part in raws if part.strip())
    return Contact(label=label, raw=raw, people=named_people), unread, is_open and not named_people


def _in_prose(body: TopicBody) -> Iterable[tuple[str, tuple[WrittenPerson, ...]]]:
    """Yield the people whom the text of a topic names as those to turn to, where no label does."""
    pieces = [*body.plain, *(piece for value in body.of(Field.DESCRIPTION) for piece in value.pieces)]
    for _, lines in groupby(pieces, key=lambda piece: piece.paragraph):
        yield from people_in_prose(" ".join(linked_text(piece.line) for piece in lines))


def _contact_texts(pieces: Sequence[Piece]) -> list[tuple[Piece, str]]:
    """Return the lines of a value with their links; an address that was wrapped joins its name."""
    texts: list[tuple[Piece, str]] = []
    last: Piece | None = None
    for piece in pieces:
        text = linked_text(piece.line)
        is_wrapped = last is not None and last.paragraph == piece.paragraph and not last.line.is_broken
        if texts and is_wrapped and _GOES_ON.match(text):
            texts[-1] = (texts[-1][0], f"{texts[-1][1]} {text}")
        else:
            texts.append((piece, text))
        last = piece
    return texts


def _without_participants(values: Sequence[LabelledValue]) -> Iterable[LabelledValue]:
    """Return the values that name who stands for a topic, without those who only take part in it."""
    leading = [value for value in values if not _PARTICIPANTS.fullmatch(value.label.strip())]
    return leading if any(piece.line.text.strip() for value in leading for piece in value.pieces) else values


def interested_people(body: TopicBody) -> Iterable[tuple[int, WrittenVotes]]:
    """Yield who takes part in a topic for which others stand, as a vote for it."""
    values = body.of(Field.CONTACT)
    leading = {id(value) for value in _without_participants(values)}
    for value in values:
        names = tuple(
            person.name for piece in value.pieces for person in read_people(linked_text(piece.line))
        )
        if id(value) not in leading and names:
            yield value.line, WrittenVotes(names=names, count=None)


def _linked_people(piece: Piece) -> tuple[WrittenPerson, ...]:
    """Return the people that a sentence links to by name."""
    links = [run for run in piece.line.runs if run.link and looks_like_name(run.text.strip())]
    return read_people(", ".join(f"[{run.text.strip()}]({run.link})" for run in links))


def _with_opener(
    people: list[WrittenPerson], body: TopicBody, values: Sequence[LabelledValue]
) -> list[WrittenPerson]:
    """Return the people with who opened the issue, unless others are named for it."""
    if body.opener is None:
        return people
    handle = body.opener[1]
    is_known = any((person.handle or "").casefold() == handle.casefold() for person in people)
    only_more = all(_ADDITIONAL.search(value.label) for value in values)
    if is_known or not only_more:
        return people
    return [WrittenPerson(name=handle, handle=handle), *people]


def _with_own_addresses(people: Iterable[WrittenPerson]) -> list[WrittenPerson]:
    """Give an address that stands alone to the one person whose name is in it: "adaquill@x.example"."""
    known = list(_once(people))
    alone = [person for person in known if person.name == (person.email or "").partition("@")[0]]
    words = [(person, _words_of(person.name)) for person in known if person not in alone] if alone else []
    for address in alone:
        local_part = address.name.casefold()
        owners = [person for person, own in words if any(word in local_part for word in own)]
        if len(owners) == 1 and owners[0].email in (None, address.email):
            words = [(person, own) for person, own in words if person is not owners[0]]
            known = [
                replace(person, email=address.email) if person is owners[0] else person
                for person in known
                if person is not address
            ]
    return known


def _words_of(name: str) -> list[str]:
    """Return the words of a name that an address may hold, without their accents."""
    letters = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(letter for letter in letters if not unicodedata.combining(letter))
    return [word for word in _WORDS.findall(plain) if len(word) > 2]


def _with_address(people: list[WrittenPerson], text: str) -> list[WrittenPerson]:
    address = next((person.email for person in read_people(text) if person.email), None)
    if address and len(people) == 1 and not people[0].email:
        return [replace(people[0], email=address)]
    return people


def _once(people: Iterable[WrittenPerson]) -> Iterable[WrittenPerson]:
    seen: set[str] = set()
    for person in people:
        key = " ".join(person.name.casefold().split())
        if key not in seen:
            seen.add(key)
            yield person
