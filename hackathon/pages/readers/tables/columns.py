"""Decides what each column of a table contains, first by its header, then by its cells."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hackathon.core.errors import Column as AskedColumn
from hackathon.core.errors import ColumnsAlike
from hackathon.pages.readers.tables.headers import Use, header_use
from hackathon.pages.readers.tables.name_cells import are_parts_last_first, names_people
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
    Use.AREA, Use.DIFFICULTY, Use.STATE, Use.LENGTH, Use.KEY, Use.ROOM, Use.START, Use.ATTENDANCE,
)  # fmt: skip
_PEOPLE = (Use.NAME, Use.FIRST_NAME, Use.LAST_NAME)
_SAMPLES = 3
_LOOKED_AT = 200
_LONGEST_SAMPLE = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A column: where it stands from 0, its header, what it is for and why, and its cells that say something.

    `of` is the position of the column whose people an address, handle or affiliation belongs to.
    """

    position: int
    header: str
    use: Use
    why: str
    values: tuple[str, ...]
    of: int | None = None

    @property
    def share_of_people(self) -> float:
        """How many of the cells name people, from 0 to 1."""
        sample = self.values[:_LOOKED_AT]
        return sum(map(names_people, sample)) / len(sample) if sample else 0.0

    @property
    def is_distinct(self) -> bool:
        """Whether hardly any cell repeats another."""
        return len(set(self.values)) > 0.7 * len(self.values)

    @property
    def mean_length(self) -> float:
        """Letters in a cell on average."""
        return sum(map(len, self.values)) / len(self.values) if self.values else 0.0


def columns_of(
    header: Row, rows: Sequence[Row], corrections: Mapping[str, Use] | None = None
) -> list[Column]:
    """Return the columns below a header, each with its use.

    `corrections` are what a person said of a header, by its normalized label; nothing else is concluded of
    those. Raises ColumnsAlike where two columns could both be the title.
    """
    told = corrections or {}
    width = max([len(header.cells), *(len(row.cells) for row in rows[:500])])
    columns = [_column(position, header.cell(position), rows, told) for position in range(width)]
    columns = [column for column in columns if column.header or column.values]
    free = [column for column in columns if normalized_label(column.header) not in told]
    for rule in (_titles, _names, _contacts, _texts, _others):
        free = rule(free, columns)
        by_position = {column.position: column for column in free}
        columns = [by_position.get(column.position, column) for column in columns]
    return _joined(columns)


def _column(position: int, header: str, rows: Sequence[Row], told: Mapping[str, Use]) -> Column:
    words = " ".join(header.split())
    values = tuple(cell for row in rows if (cell := row.cell(position)))
    use, why = told.get(normalized_label(words)), "said by you"
    if use is None:
        use, why = header_use(words), "by its header"
    if use is None:
        is_addresses = values and all(_EMAIL.fullmatch(value) for value in values)
        use, why = (Use.EMAIL, "all cells are addresses") if is_addresses else (Use.FURTHER, "not known")
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
        _refuse_alike([each for each in titles if _title_rank(each) < 2])
        best = min(titles, key=lambda each: (_title_rank(each), -len(each.values), each.position))
        free = _changed(
            free, {each.position for each in titles if each is not best}, Use.FURTHER, "another is the title"
        )
    return free


def _title_rank(column: Column) -> int:
    return next((rank for rank, pattern in enumerate(_TITLE_RANKS) if pattern.fullmatch(column.header)), 2)


def _refuse_alike(titles: Sequence[Column]) -> None:
    if len(titles) < 2:
        return
    raise ColumnsAlike(
        {
            "title": tuple(
                AskedColumn(
                    position=each.position,
                    name=each.header,
                    samples=tuple(value[:_LONGEST_SAMPLE] for value in each.values[:_SAMPLES]),
                )
                for each in titles
            )
        }
    )


def _names(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Tell whether "Name" is that of a person or of a topic."""
    parts = _with(everything, Use.FIRST_NAME, Use.LAST_NAME)
    if len(parts) == 1 and (of_name := _with(free, Use.NAME)):
        # "Nom, Prénom" and "Name, Vorname": beside the one the other is meant.
        other = Use.LAST_NAME if parts[0].use is Use.FIRST_NAME else Use.FIRST_NAME
        return _changed(free, {of_name[0].position}, other, "beside the other name")
    names = _with(free, Use.NAME)
    if not names or _with(everything, Use.TITLE):
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


def _contacts(free: list[Column], everything: Sequence[Column]) -> list[Column]:
    """Leave as contacts what names people, and whoever only sent or keeps the row out of it."""
    contacts = _with(free, Use.CONTACT)
    nobody = {
        each.position
        for each in contacts
        if len(each.values) > 2 and each.share_of_people < 0.3 and not are_parts_last_first(each.values)
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
        each.position
        for each in _with(free, Use.FURTHER)
        if any(map(_EMAIL.search, each.values[:_LOOKED_AT]))
    }
    free = _changed(free, with_addresses, Use.PRIVATE, "its cells have addresses")
    for use in _SHORT:
        of_use = [each for each in _with(everything, use) if each.values]
        rest = {each.position for each in of_use[1:]}
        free = _changed(
            free, rest, Use.IGNORED if use in (Use.KEY, Use.START) else Use.FURTHER, "another column says it"
        )
    return free


def _joined(columns: Sequence[Column]) -> list[Column]:
    """Say whose each address, handle and affiliation is: by the words of its header, or the only people's."""
    people = [each for each in columns if each.use in (Use.CONTACT, *_PEOPLE)]
    owners = [each for each in columns if each.use is Use.IGNORED and _WEAK_CONTACT.fullmatch(each.header)]
    return [_belonging(column, people, owners) for column in columns]


def _belonging(column: Column, people: Sequence[Column], owners: Sequence[Column]) -> Column:
    if column.use not in (Use.EMAIL, Use.HANDLE, Use.AFFILIATION):
        return column
    shared = [each for each in (*people, *owners) if _share_word(each.header, column.header)]
    of = (shared or [each for each in people if each.use in _PEOPLE] or people)[:1]
    use = Use.PRIVATE if of and of[0] in owners else column.use
    return replace(column, use=use, of=of[0].position if of else None)


_EVERYWHERE = frozenset(
    {"name", "your", "the", "e", "mail", "email", "first", "last", "of", "address", "adresse"}
)


def _share_word(one: str, other: str) -> bool:
    words = [
        set(re.findall(r"\w+", text.casefold().replace("'s", ""))) - _EVERYWHERE for text in (one, other)
    ]
    return bool(words[0] & words[1])


def is_abstract(column: Column) -> bool:
    """Whether a description is the short one that stands before the long one."""
    return _ABSTRACT.fullmatch(column.header) is not None
