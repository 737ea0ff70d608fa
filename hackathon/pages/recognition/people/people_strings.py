"""Reads people written in one field: names with affiliation, handle, address and link."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from hackathon.pages.recognition.people.nobody import is_anybody, is_nobody
from hackathon.pages.recognition.people.people_parts import people_parts

_PROTECTED = re.compile(r"\[email\s?protected\]", re.IGNORECASE)
_WORD = r"[\w+-]{1,40}"
_DOT = r"(?:\s{1,3}dot\s{1,3}|\s?[\[({]\s?(?:dot|\.)\s?[\])}]\s?|\s?\.\s?(?=\S))"
_AT = r"(?:\s{1,3}at\s{1,3}|\s?[\[({]\s?at\s?[\])}]\s?)"
_SPELT_OUT = re.compile(
    rf"(?<![\w.])(?P<name>{_WORD}(?:(?:{_DOT}){_WORD}){{0,4}}){_AT}(?P<host>{_WORD}(?:{_DOT}{_WORD}){{1,4}})",
    re.IGNORECASE,
)
_AT_WORD = re.compile(r"[\s\[({]at[\s\])}]", re.IGNORECASE)
_DOT_WORD = re.compile(r"\s?[\[({]?\s?(?:\bdot\b|\.)\s?[\])}]?\s?", re.IGNORECASE)
_DASH_WORD = re.compile(r"(?<=\w)\s(?:dash|hyphen)\s(?=\w)", re.IGNORECASE)
_ADDRESS = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,6}")
_PADDED_AT = re.compile(r"(?<=[\w.]) @ (?=[\w-]{1,63}\.\w)")
_HANDLE = re.compile(r"(?<![\w.@/])@([\w](?:[\w.-]{0,60}\w)?)")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>\")\]]{1,500}")
_MARKDOWN_LINK = re.compile(r"!?\[([^\[\]]{0,200})\]\(([^()\s]{0,500})(?:\s\"[^\"]{0,200}\")?\)")
_ROLE = re.compile(
    r"(?:(?:co-?|lead |primary |secondary |backup |main )?"
    r"(?:mentor|champion|contact|lead|student|facilitator|host|chair|speaker)s?\s*:"
    r"|(?:by|proposed by|with)(?:\s*:|\s))\s*",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"[(\[<{]([^()\[\]<>{}]{0,300})[)\]>}]")
_DASHED = re.compile(r"\s+[-\N{EN DASH}\N{EM DASH}]{1,2}\s+")
_REMARK_AFTER = re.compile(
    r"\s(?:et al\.?|etc\.?|and others|u\.\s?a\.|plus .{0,200}|(?:is|are|will|can|would|has|have)\b.{0,200})$",
    re.IGNORECASE,
)
_PART_AFTER = re.compile(r"((?:[^\Wa-z_]\S{0,30}\s+){2,4})(?:for|on|about|regarding)\s+\S.{0,200}")
"""A name, and what that person stands for: "Ada Quill <ada@x.example> for the lamps"."""
_ROLE_REMARK = re.compile(
    r"primary|secondary|main|backup|(?:co-?)?(?:lead|mentor)|possible|maybe|tentative|remote(?:ly)?|online"
    r"|in[- ]person|on[- ]?site|virtual|(?:via|by|only) .{1,40}|confirmed|tbc|student|chair|moderator"
    r"|lead developer|maintainer|(?:he|she|they)(?:/.{1,12})?|github|gitlab|chat|e-?mail|mail|irc|matrix|web"
    r"|homepage|slack|twitter|profile",
    re.IGNORECASE,
)
_SERVICE = r"(?:irc|github|gitlab|slack|matrix|discord|chat|zulip|libera(?:\.?chat)?|oftc|telegram|mastodon)"
_HANDLE_IN_WORDS = re.compile(
    rf"@?(\S{{1,40}})\s+(?:on|in|at)\s+(?:the\s+)?{_SERVICE}\b.{{0,30}}"
    rf"|(?:{_SERVICE}|nick|handle)(?:\s*(?:nick|handle|user|name|id))?\s*(?:[:=]\s*|\s)@?(\S{{1,40}})",
    re.IGNORECASE,
)
_AT_SERVICE = re.compile(rf"(?<=\w)\s+(?:@|at|on)\s*{_SERVICE}\s*$", re.IGNORECASE)
_PROFILE = re.compile(
    r"https?://(?:www\.)?(?:github|gitlab|codeberg|git|bitbucket|gitea|salsa|launchpad)[\w.-]*/"
    r"(?:~|@|users/|u/)?([\w.-]{1,60})/?",
    re.IGNORECASE,
)
_USER_PAGE = re.compile(
    r":?(?:user|benutzer(?:in)?|utilisateur|usuario|utente)\s?:\s?([^|#/]{1,80})", re.IGNORECASE
)
_REFERENCE = re.compile(r"\[(@[\w.-]{1,60})\](?:\[[\w.-]{0,60}\])?(?!\()")
_CONNECTED = re.compile(r"^(?:and|und|et|&|\+)\s|\s(?:and|und|et|&|\+)$", re.IGNORECASE)
_NOT_IN_NAMES = frozenset(':/?!=#@<>{}[]"*')
_NOT_INSIDE_NAMES_TEXT = (
    "with for from to or in on at is are was will can has have about your our this that please if via who "
    "which and any other others per should must into as"
)
_NOT_INSIDE_NAMES = frozenset(_NOT_INSIDE_NAMES_TEXT.split())
_FROM = re.compile(r"\s+(?:from|at)\s+(?=[^\Wa-z])")
_ABBREVIATIONS = ("e.V.", "Inc.", "Ltd.", "Co.", "S.A.", "Corp.")
_LONGEST_NAME = 80
_MOST_NAME_WORDS = 7
_MOST_PEOPLE = 200
_LONGEST_FIELD = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WrittenPerson:
    """A person as named in a field; missing parts are None."""

    name: str
    affiliation: str | None = None
    handle: str | None = None
    email: str | None = None
    link: str | None = None


def read_people(text: str) -> tuple[WrittenPerson, ...]:
    """Return the people named in one field, in order: "Ada Quill (Example Ltd) <ada@x.example>, @cleo".

    Words for nobody are left out, and so is text that isn't a name, such as a sentence.
    """
    plain = _resolved(text[:_LONGEST_FIELD])
    people = [read_person(part) for part in people_parts(plain)]
    return tuple(_once(person for person in people if person))[:_MOST_PEOPLE]


def read_person(text: str) -> WrittenPerson | None:
    """Return the one person of a text; None where it names nobody or is no name."""
    reading = _Reading()
    rest = reading.take_links(_resolved(text.strip()))
    rest = rest.strip(" \t*_:,;.-")
    rest = _CONNECTED.sub("", rest).strip()
    role = _ROLE.match(rest)
    rest = rest[role.end() :] if role else rest
    rest = reading.take_addresses(rest)
    rest = reading.take_brackets(rest)
    rest = reading.take_handles(rest)
    if rest.rstrip().endswith("?") and all(not word[0].islower() for word in rest.split()[:_MOST_NAME_WORDS]):
        rest = rest.rstrip(" ?") if len(rest.split()) > 1 else rest  # "Ada Quill?" may be asked, and is named
    name, *remarks = _DASHED.split(rest, maxsplit=1) if rest.strip() else [""]
    name, *places = _FROM.split(name, maxsplit=1)
    remarks += places
    for remark in remarks:
        reading.take_remark(remark)
    if part := _PART_AFTER.fullmatch(name.strip()) if reading.email else None:
        name = part[1]
    without_remark = _REMARK_AFTER.sub("", name)
    return reading.person(without_remark if len(without_remark.split()) > 1 else name)


def handle_of_link(link: str) -> str | None:
    """Return the user name in a link to a profile or a wiki user page; None for any other link."""
    match = _PROFILE.fullmatch(link.strip()) or _USER_PAGE.fullmatch(link.strip())
    return match[1].strip() if match else None


def is_name(text: str) -> bool:
    """Whether the text may be a person's name: a few words, no sentence and no address."""
    words = text.split()
    if not words or len(words) > _MOST_NAME_WORDS or len(text) > _LONGEST_NAME or is_nobody(text):
        return False
    if not any(letter.isalpha() for letter in text) or not _NOT_IN_NAMES.isdisjoint(text):
        return False
    if is_anybody(words) or not _NOT_INSIDE_NAMES.isdisjoint(words[1:]):
        return False
    lower = [word for word in words if word[0].islower()]
    return len(lower) < len(words) or len(words) == 1


def _resolved(text: str) -> str:
    plain = _PADDED_AT.sub("@", _PROTECTED.sub("", text))
    if _DASH_WORD.search(plain) and " dot " in plain.casefold():
        plain = _DASH_WORD.sub("-", plain)
    if "[@" in plain:
        plain = _REFERENCE.sub(r" \1 ", plain)
    return _SPELT_OUT.sub(_address, plain) if _AT_WORD.search(plain) else plain


def _address(match: re.Match[str]) -> str:
    name, host = (_DOT_WORD.sub(".", match[part]) for part in ("name", "host"))
    return f"{name}@{host}"


def _once(people: Iterable[WrittenPerson]) -> Iterable[WrittenPerson]:
    seen: set[str] = set()
    for person in people:
        key = person.name.casefold()
        if key not in seen:
            seen.add(key)
            yield person


class _Reading:
    """What was read of one person so far."""

    def __init__(self) -> None:
        self.affiliation: str | None = None
        self.handle: str | None = None
        self.email: str | None = None
        self.link: str | None = None

    def take_links(self, text: str) -> str:
        """Take the addresses of links, and return the text with only their words."""
        plain = _MARKDOWN_LINK.sub(self._markdown_link, text)
        return _LINK.sub(self._bare_link, plain)

    def _markdown_link(self, match: re.Match[str]) -> str:
        words, link = _AT_SERVICE.sub("", match[1]), match[2]
        if words.startswith("@") and not self.handle:
            self.handle = words[1:]
        self._take_link(link)
        return f" {words} " if link.startswith("mailto:") else words

    def _bare_link(self, match: re.Match[str]) -> str:
        self._take_link(match.group())
        return " "

    def _take_link(self, link: str) -> None:
        if link.startswith("mailto:"):
            self.email = self.email or link.removeprefix("mailto:").partition("?")[0]
            return
        self.handle = self.handle or handle_of_link(link)
        self.link = self.link or link

    def take_addresses(self, text: str) -> str:
        """Take the first address, and return the text without any."""
        match = _ADDRESS.search(text)
        self.email = self.email or (match.group() if match else None)
        return re.sub(r"<\s*>|\(\s*\)", " ", _ADDRESS.sub(" ", text))

    def take_brackets(self, text: str) -> str:
        """Read the content of brackets: handles, an affiliation or a remark."""

        def taken(match: re.Match[str]) -> str:
            for remark in match[1].split(","):
                self.take_remark(remark)
            return " "

        return _BRACKET.sub(taken, text)

    def take_handles(self, text: str) -> str:
        """Take the first handle, and return the text without any."""
        match = _HANDLE.search(text)
        self.handle = self.handle or (match[1] if match else None)
        return _HANDLE.sub(" ", text)

    def take_remark(self, text: str) -> None:
        """Take one remark: a handle or an affiliation; anything else is none of a person's fields."""
        remark = " ".join(text.split()).strip(" ,;:")
        in_words = _HANDLE_IN_WORDS.fullmatch(remark)
        if not remark:
            return
        if in_words:
            self.handle = self.handle or in_words[1] or in_words[2]
        elif match := _HANDLE.match(remark):
            self.handle = self.handle or match[1]
        elif not _ROLE_REMARK.fullmatch(remark) and not is_nobody(remark) and _may_be_affiliation(remark):
            self.affiliation = self.affiliation or remark

    def person(self, text: str) -> WrittenPerson | None:
        """Return the person with that name; one without a name is known by handle or address."""
        name = " ".join(text.split()).strip(" ,;:*_-\N{EN DASH}\N{EM DASH}<>()")
        if not name.strip() and (self.handle or self.email):
            name = self.handle or (self.email or "").partition("@")[0]
            if is_nobody(name):  # "@TBD"
                return None
        elif not is_name(name):
            return None
        return WrittenPerson(
            name=name, affiliation=self.affiliation, handle=self.handle, email=self.email, link=self.link
        )


def _may_be_affiliation(remark: str) -> bool:
    first = next((letter for letter in remark if letter.isalpha()), "a")
    is_sentence = remark.endswith((".", "?", "!")) and not remark.endswith(_ABBREVIATIONS)
    return not first.islower() and len(remark.split()) <= 8 and not is_sentence
