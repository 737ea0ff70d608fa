"""Decides what each column of a table contains, first by its header, then by its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hackathon.pages.readers.tables.answers import is_answer, is_rank
from hackathon.pages.readers.tables.column import LOOKED_AT, Column
from hackathon.pages.readers.tables.headers import Use, header_use
from hackathon.pages.readers.tables.known_exports import KnownExport, known_export
from hackathon.pages.readers.tables.name_cells import are_parts_last_first, is_voter, names_people
from hackathon.pages.readers.tables.sheets import Row
from hackathon.pages.recognition.labels.field_labels import normalized_label

_EMAIL = re.compile(r"[^\s@<>,;]+@[^\s@<>,;]+\.[^\s@<>,;]+")
_LANGUAGE = re.compile(
    r"[a-z]{2}(?:[-_][a-z]{2})?|english|german|deutsch|englisch|french"
    r"|spanish|français|español",
    re.IGNORECASE,
)
_WEAK_CONTACT = re.compile(
    r".*\b(?:owner|assignees?|submitter|submitted by|created by|reviewers?|members?|participants?|people"
    r"|team)\b.*",
    re.IGNORECASE,
)
_WEAK_TEXT = re.compile(r".*\b(?:notes?|info|comments?|remarks?|details?|anmerkungen)\b.*", re.IGNORECASE)
_ABSTRACT = re.compile(r".*\b(?:abstract|summary|short|brief|kurz\w*|pitch)\b.*", re.IGNORECASE)
_TITLE_RANKS = (
    re.compile(r".*\b(?:title|titel|titre|t[ií]tulo|titolo)\b.*", re.IGNORECASE),
    re.compile(
        r".*\b(?:topics?|projects?|ideas?|proposals?|thema|projekt\w*|vorschlag|sujet|projet|tema)\b.*",
        re.IGNORECASE,
    ),
)  # fmt: skip
_SHORT = (
    Use.AREA, Use.DIFFICULTY, Use.STATE, Use.LENGTH, Use.KEY, Use.ROOM, Use.START, Use.END, Use.ATTENDANCE,
)  # fmt: skip
_TIMES = (Use.KEY, Use.START, Use.END)
_PEOPLE = (Use.NAME, Use.FIRST_NAME, Use.LAST_NAME)


def columns_of(
    header: Row, rows: Sequence[Row], corrections: Mapping[str, Use] | None = None
) -> list[Column]:
    """Return the columns below a header, each with its use.

    `corrections` are what a person said of a header, by its normalized label; nothing else is concluded of
    those. Of two columns that could both be the title, the second has the reason ALSO_TITLE.
    """
    told = corrections or {}
    known = known_export(header.filled)
    width = max([len(header.cells), *(len(row.cells) for row in rows[:500])])
    columns = [_column(position, header.cell(position), rows, told, known) for position in range(width)]
    columns = [column for column in columns if column.header or column.values]
    free = [column for column in columns if column.why not in (_SAID, _EXPORTED)]
    for rule in (_titles, _names, _contacts, _texts, _others):
        free = rule(free, columns)
        by_position = {column.position: column for column in free}
        columns = [by_position.get(column.position, column) for column in columns]
    return _joined(columns)


ALSO_TITLE = "could be the title, too"
_SAID, _EXPORTED, _UNKNOWN = "said by you", "as the tool exports it", "not known"


def _column(
    position: int, header: str, rows: Sequence[Row], told: Mapping[str, Use], known: KnownExport | None
) -> Column:
    words = " ".join(header.split())
    values = tuple(cell for row in rows if (cell := row.cell(position)))
    use, why = told.get(normalized_label(words)), _SAID
    if use is None and known:
        use, why = known.use_of(words), _EXPORTED
    if use is None:
        use, why = header_use(words), "by its header"
    if use is None:
        is_addresses = values and all(_EMAIL.fullmatch(value) for value in values)
        use, why = (Use.EMAIL, "all cells are addresses") if is_addresses else (Use.FURTHER, _UNKNOWN)
    return Column(position=position, header=words, use=use, why=why, values=values)


def _changed(columns: Sequence[Column], positions: set[int], use: Use, why: str) -> list[Column]:
    return [
        replace(column, use=use, why=why) if column.position in positions else column for column in columns
    ]


def _with(columns: Sequence[Column], *uses: Use) -> list[Column]:
    return [column for column in columns if column.use in uses]


def _titles(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Leave one column as the title: one that names people is the contact, one that repeats is the area."""
    if _with([column for column in everything if column not in free], Use.TITLE):
        return _changed(
            free, {column.position for column in _with(free, Use.TITLE)}, Use.FURTHER, "another is the title"
        )
    titles = _with(free, Use.TITLE)
    if len(titles) > 1:
        people = {each.position for each in titles if _title_rank(each) > 0 and each.share_of_people > 0.8}
        free = (
            _changed(free, people, Use.CONTACT, "its cells are names") if len(people) < len(titles) else free
        )
        titles = _with(free, Use.TITLE)
    if len(titles) > 1:
        texts = {each.position for each in titles if each.mean_length > 90}
        free = (
            _changed(free, texts, Use.DESCRIPTION, "its cells are long") if len(texts) < len(titles) else free
        )
        groups = {
            each.position
            for each in titles
            if (len(each.values) > 3 and not each.is_distinct) or not each.values
        }
        has_area = bool(_with(free, Use.AREA))
        if len(groups) < len(titles):
            free = _changed(free, groups, Use.FURTHER if has_area else Use.AREA, "its cells repeat")
        titles = _with(free, Use.TITLE)
    if len(titles) > 1:
        best = min(titles, key=lambda each: (_title_rank(each), -len(each.values), each.position))
        alike = {
            each.position
            for each in titles
            if _title_rank(each) < 2 and normalized_label(each.header) != normalized_label(best.header)
        }
        rest = {each.position for each in titles if each is not best} - alike
        free = _changed(free, rest, Use.FURTHER, "another is the title")
        free = _changed(free, alike, Use.FURTHER, ALSO_TITLE) if _title_rank(best) < 2 else free
    return free


def _title_rank(column: Column) -> int:
    return next((rank for rank, pattern in enumerate(_TITLE_RANKS) if pattern.fullmatch(column.header)), 2)


def _names(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Tell whether "Name" is that of a person or of a topic."""
    parts = _with(everything, Use.FIRST_NAME, Use.LAST_NAME)
    if len(parts) == 1 and (of_name := _with(free, Use.NAME)):
        # "Nom, Prénom" and "Name, Vorname": beside the one the other is meant.
        other = Use.LAST_NAME if parts[0].use is Use.FIRST_NAME else Use.FIRST_NAME
        return _changed(free, {of_name[0].position}, other, "beside the other name")
    names = _with(free, Use.NAME)
    if len(parts) > 1 and (repeated := {each.position for each in names if _repeats_part(each, parts)}):
        return _changed(free, repeated, Use.IGNORED, "other columns have the parts of the name")
    if not names or _with(everything, Use.TITLE, Use.TITLES):
        return free
    has_contact = bool(_with(everything, Use.CONTACT, Use.FIRST_NAME, Use.LAST_NAME))
    is_topics = bool(_with(everything, Use.DESCRIPTION, Use.SKILLS, Use.OUTCOMES, Use.DIFFICULTY))
    name = max(names, key=lambda each: len(each.values))
    is_person = name.share_of_people > 0.6 or not name.values
    if has_contact or (is_topics and not is_person):
        return _changed(
            free,
            {name.position},
            Use.TITLE,
            "the people stand in another column" if has_contact else "its cells are no names",
        )
    return free


def _repeats_part(name: Column, parts: Sequence[Column]) -> bool:
    """Whether most cells have a word of the first or last names: "Name" beside both is of people."""
    known = {word for part in parts for value in part.values for word in value.split()}
    found = sum(not known.isdisjoint(value.split()) for value in name.values)
    return found > 0.6 * len(name.values)


def _contacts(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Leave as contacts what names people, and whoever only sent or keeps the row out of it."""
    contacts = _with(free, Use.CONTACT)
    nobody = {
        each.position
        for each in contacts
        if (len(each.values) > 2 and each.share_of_people < 0.3 and not are_parts_last_first(each.values))
        or (each.values and all(map(is_answer, each.values)))
    }
    free = _changed(free, nobody, Use.FURTHER, "its cells are no names")
    strong = [
        each
        for each in (*_with(everything, *_PEOPLE), *_with(free, Use.CONTACT))
        if each.values and not _WEAK_CONTACT.fullmatch(each.header)
    ]
    if not strong or not _with(everything, Use.TITLE):
        return free
    weak = {each.position for each in _with(free, Use.CONTACT) if _WEAK_CONTACT.fullmatch(each.header)}
    return _changed(free, weak, Use.IGNORED, "another column has the contacts")


def _texts(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Keep notes apart from descriptions, and skills from the language that is spoken."""
    texts = _with(everything, Use.DESCRIPTION)
    weak = {each.position for each in _with(free, Use.DESCRIPTION) if _WEAK_TEXT.fullmatch(each.header)}
    if len(weak) < len(texts):
        free = _changed(free, weak, Use.FURTHER, "another is the description")
    spoken = {
        each.position
        for each in _with(free, Use.SKILLS)
        if each.values and all(_LANGUAGE.fullmatch(value) for value in each.values)
    }
    return _changed(free, spoken, Use.FURTHER, "a language that is spoken")


def _others(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Let only one column be each short field; those after it are kept as fields of their own."""
    with_addresses = {
        each.position for each in _with(free, Use.FURTHER) if any(map(_EMAIL.search, each.values[:LOOKED_AT]))
    }
    free = _changed(free, with_addresses, Use.PRIVATE, "its cells have addresses")
    free = _changed(free, _voters(free, everything), Use.VOTES, "ticks below a name")
    for use in _SHORT:
        of_use = [each for each in _with(everything, use) if each.values]
        # What the tool or a person says comes before what a header seems to say.
        of_use.sort(key=lambda each: each in free)
        rest = {each.position for each in of_use[1:]}
        free = _changed(free, rest, Use.IGNORED if use in _TIMES else Use.FURTHER, "another column says it")
    return free


def _voters(free: Sequence[Column], everything: Sequence[Column]) -> set[int]:
    """Return the columns that each stand for a person who ticks the topics they want.

    Ticks below "Docs" and "Tools" are the same to look at, so the headers are full names, or some of them are
    those of contacts.
    """
    ticked = [
        each
        for each in _with(free, Use.FURTHER)
        if each.why == _UNKNOWN and each.values and is_voter(each.header) and all(map(is_rank, each.values))
    ]
    people = " ".join(value for each in _with(everything, Use.CONTACT) for value in each.values).split()
    known = {*people}
    named = [each for each in ticked if names_people(each.header) or each.header in known]
    return {each.position for each in ticked} if len(ticked) > 1 and 2 * len(named) >= len(ticked) else set()


def _joined(columns: Sequence[Column]) -> list[Column]:
    """Say whose each address, handle and affiliation is: by the words of its header, or the only people's."""
    people = [each for each in columns if each.use in (Use.CONTACT, Use.SUBMITTER, *_PEOPLE)]
    owners = [each for each in columns if each.use is Use.IGNORED and _WEAK_CONTACT.fullmatch(each.header)]
    return [_belonging(column, people, owners) for column in columns]


def _belonging(column: Column, people: Sequence[Column], owners: Sequence[Column]) -> Column:
    if column.use not in (Use.EMAIL, Use.HANDLE, Use.AFFILIATION):
        return column
    shares = [(_shared_words(each.header, column.header), each) for each in (*people, *owners)]
    most = max((number for number, _ in shares), default=0)
    shared = [each for number, each in shares if number == most > 0]
    of = (shared or [each for each in people if each.use in _PEOPLE] or people)[:1]
    use = Use.PRIVATE if of and of[0] in owners else column.use
    return replace(column, use=use, of=of[0].position if of else None)


_EVERYWHERE = frozenset(
    {"name", "your", "the", "e", "mail", "email", "first", "last", "of", "address", "adresse"}
)


def _shared_words(one: str, other: str) -> int:
    words = [
        set(re.findall(r"\w+", text.casefold().replace("'s", ""))) - _EVERYWHERE for text in (one, other)
    ]
    return len(words[0] & words[1])


def is_abstract(column: Column) -> bool:
    """Whether a description is the short one that precedes the long one."""
    return _ABSTRACT.fullmatch(column.header) is not None
