"""Small pages of Markdown in the layouts that communities use, and what each says."""

from dataclasses import dataclass, field


@dataclass(frozen=True, kw_only=True)
class Layout:
    """A page and what it says; areas, contacts and fields are those of its topics, in order."""

    text: str
    topics: list[str]
    contacts: list[list[str]]
    areas: list[str | None] | None = None
    first: dict[str, str] = field(default_factory=dict)
    attendees: list[tuple[str, str | None]] = field(default_factory=list)
    event: tuple[str, str, str | None] | None = None


MARKDOWN_LAYOUTS = {
    "bold titles": Layout(
        text="""
# Lantern Hackathon 3

**When:** Saturday and Sunday, May 13 and 14, 2028
**Where:** Old Mill, Ghent, Belgium

### Projects (use the template below)

**Quiet fans**

- Champion(s)
\t- Ada Quill (ada at x.example)
\t- Cleo Marsh <cleo@x.example>
- Project(s)
\t- Fans that nobody hears.

**Loud bells** *

- Champion
\t- TBD
- Project
\t- Bells that everybody hears.

**TEMPLATE:** copy this

**Your-Project-Name**

- Champion(s)
\t- tbd
""",
        topics=["Quiet fans", "Loud bells *"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"description": "Fans that nobody hears."},
        event=("2028-05-13", "2028-05-14", "Ghent"),
    ),
    "labels alone, sub-headings, areas": Layout(
        text="""
# Ideas 2028

## Index

- [Quiet fans](#a)
- [Loud bells](#b)

## Machines

### Quiet fans

**Description**

Fans that nobody hears.

#### Why now

It is summer.

**Expected result**

- A fan

**Mentor**
- [Ada Quill](https://github.example/ada)

### Loud bells

**Description**

Bells.

**Mentors**

- Cleo Marsh ([GitHub](https://github.example/cleo), [Chat](https://chat.example/7))

## Own ideas

Bring yours.
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill"], ["Cleo Marsh"]],
        areas=["Machines", "Machines"],
        first={"description": "Fans that nobody hears. Why now It is summer.", "outcomes": "A fan"},
    ),
    "people behind linked items, a numbered list of registrants": Layout(
        text="""
# Welcome to the page of the 4th Lantern Week!

It takes place June 5th-9th, 2028 in Bergen, Norway.

## Projects [(How to add yours?)](add.md)

### Rendering

1. [Quiet fans](p/1.md) (Ada Quill, Cleo Marsh et al.)
1. [Loud bells](p/2.md)

## Registrants

1. Ada Quill, Example, Inc., Norway, (In-person, Confirmed)
1. Cleo Marsh, , Norway, (Online)

## Organizers

- Orla Roe, Example Ltd
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        areas=["Rendering", "Rendering"],
        attendees=[("Ada Quill", "Example, Inc."), ("Cleo Marsh", None)],
        event=("2028-06-05", "2028-06-09", "Bergen"),
    ),
    "tables": Layout(
        text="""
# Kettle Sprint

Dates: 2028-09-15 to 2028-09-17
Location: Kyoto, Japan

## Projects

| # | Project | Lead | Skills |
|---|---|---|---|
| 1 | [Quiet fans](https://x.example/1) | Ada Quill, Cleo Marsh | C, patience |
| 2 | Loud bells | TBD | |
| 3 | add yours here | | |

## Schedule

| Time | Friday |
|---|---|
| 10:00 | Opening |

## Participants

| Name | Affiliation | Coming |
|---|---|---|
| Ada Quill | Example Ltd | yes |
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"skills": "C, patience"},
        attendees=[("Ada Quill", "Example Ltd")],
        event=("2028-09-15", "2028-09-17", "Kyoto"),
    ),
    "names behind headings": Layout(
        text="""
# Marsh Unconf

We meet on May 25th and 26th, 2028 in Tallinn, Estonia.

## Projects

#### Quiet fans [Ada Quill](https://people.example/ada) [Cleo Marsh](https://people.example/cleo)

Fans that nobody hears.

#### Loud bells

Bells.

## Code of conduct

Be kind.
""",
        topics=["Quiet fans", "Loud bells"],
        contacts=[["Ada Quill", "Cleo Marsh"], []],
        first={"description": "Fans that nobody hears."},
        event=("2028-05-25", "2028-05-26", "Tallinn"),
    ),
}
