"""Tables that tools export: every contact is found, and what a tool keeps beside them stays private."""

import pytest

from hackathon.core.domain.attendance import Status
from hackathon.importing.question_messages import question_message
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import read_text
from hackathon.pages.readers.understanding import understand_text

PRETALX = """ID,Proposal title,Session type,Track,Proposal state,Abstract,Notes,Duration,\
Speaker names,Room,Start,End
A1,Faster builds,Talk,Tools,accepted,Share.,please late,,"Ada Quill\nBo Roe",Blue,2028-05-01T10:00:00+02:00,\
2028-05-01T10:45:00+02:00
A2,Old hats,Talk,Tools,withdrawn,Old.,,30,Bo Roe,,,
"""
SPEAKERS = """ID,Name,E-Mail,Biography,Proposal IDs,Proposal titles
S1,Ada Quill,ada@x.example,Old hand,A1,Faster builds
S2,Bo Roe,bo@x.example,,"A1\nA2","Faster builds\nBetter errors"
"""
SESSIONIZE = """Session Id,Title,Owner,Owner Email,Track,Status,Owner Informed,Owner Confirmed,Room,\
Scheduled At,Scheduled Duration,Favorited Count,Speaker Id,FirstName,LastName,Email,TagLine,LinkedIn
7,Faster builds,Bo Roe,bo@x.example,Tools,Accepted,Yes,Yes,Blue,16 Sep 2028 09:00 AM,45,3,u1,Ada,Quill,\
ada@x.example,CTO,https://l.example
7,Faster builds,Bo Roe,bo@x.example,Tools,Accepted,Yes,Yes,Blue,16 Sep 2028 09:00 AM,45,3,u2,Bo,Roe,\
bo@x.example,,
"""
DEVPOST = """Project Title,Submission Url,Project Status,Judging Status,About The Project,Built With,Notes,\
Submitter First Name,Submitter Last Name,Submitter Email,Team Member 1 First Name,Team Member 1 Last Name,\
Team Member 1 Email
Faster builds,https://d.example/1,Submitted (Visible),Pending,Share.,Python,late,Ada,Quill,ada@x.example,\
Bo,Roe,bo@x.example
Half done,https://d.example/2,Draft,Pending,,,,Cleo,Marsh,cleo@x.example,,,
"""
GITLAB = """Title,Description,Issue ID,URL,State,Author,Author Username,Assignee,Assignee Username,\
Confidential,Locked
Faster builds,Share.,12,https://g.example/12,Open,Cleo Marsh,cleo,"Ada Quill, Bo Roe","ada, bo",No,No
Secret,Hush.,13,https://g.example/13,Open,Cleo Marsh,cleo,,,Yes,No
"""
JIRA = """Summary,Issue key,Issue Type,Status,Project name,Project lead,Assignee,Reporter,Labels,Labels,\
Description,Comment
Faster builds,H-1,Idea,To Do,Hack week,Olga Org,,Ada Quill,a,b,Share.,02/Mar/28;bo;good
Better errors,H-2,Idea,To Do,Hack week,Olga Org,Bo Roe,Ada Quill,,,Say it.,
"""
EVENTYAY = """Speaker Name,Speaker Email,Speaker Session(s),Speaker Mobile,Speaker Organisation
Ada Quill,ada@x.example,Faster builds,+1,Example Ltd
Bo Roe,bo@x.example,Faster builds; Better errors,,
"""
ABSTRACTS = """ID,Title,Content,Primary authors,Speakers,State
1,Faster builds,Share.,"Quill, Ada (Example); Roe, Bo (Other)","Quill, Ada (Example)",Accepted
2,Old hats,Old.,"Roe, Bo (Other)",,Rejected
"""
CONTACTS = {
    PRETALX: {"Faster builds": ["Ada Quill", "Bo Roe"]},
    SPEAKERS: {"Faster builds": ["Ada Quill", "Bo Roe"], "Better errors": ["Bo Roe"]},
    SESSIONIZE: {"Faster builds": ["Ada Quill", "Bo Roe"]},
    DEVPOST: {"Faster builds": ["Ada Quill", "Bo Roe"]},
    GITLAB: {"Faster builds": ["Ada Quill", "Bo Roe"]},
    JIRA: {"Faster builds": ["Ada Quill"], "Better errors": ["Bo Roe"]},
    EVENTYAY: {"Faster builds": ["Ada Quill", "Bo Roe"], "Better errors": ["Bo Roe"]},
    ABSTRACTS: {"Faster builds": ["Ada Quill", "Bo Roe"]},
}
EVENTBRITE = """Order #,Order Date,First Name,Last Name,Email,Ticket Type,Attendee Status,Home City,\
Job Title,Company
1,11/29/28 22:28,Ada,Quill,ada@x.example,General,Attending,Town,Engineer,Example Ltd
2,11/29/28 22:28,Bo,Roe,bo@x.example,General,Not Attending,Town,Engineer,
"""
MEETUP = """Name\tUser ID\tTitle\tEvent Host\tRSVP\tGuests\tJoined Group on
Ada Quill\tuser 1\tOrganizer\tNo\tYes\t0\tJanuary 1, 2020
Bo Roe\tuser 2\t\tYes\tNo\t0\tJanuary 2, 2020
"""
LUMA = """api_id,name,first_name,last_name,email,approval_status,qr_code_url,ticket_name,\
What company do you work for?
g1,Ada Quill,Ada,Quill,ada@x.example,approved,https://q.example,Standard,Example Ltd
g2,Bo Roe,Bo,Roe,bo@x.example,declined,https://q.example,Standard,
"""
PRETIX = """Order code,Status,Product,Attendee name,Attendee name: Given name,\
Attendee name: Family name,Company
AAA,paid,Ticket,Ada Quill,Ada,Quill,Example Ltd
BBB,canceled,Ticket,Bo Roe,Bo,Roe,
"""
REGISTRATIONS = """ID,Name,Email Address,Affiliation,Registration state,Registration date
1,"Quill, Ada",ada@x.example,Example Ltd,Completed,2028-01-01
2,"Roe, Bo",bo@x.example,,Withdrawn,2028-01-01
3,"Marsh, Cleo",cleo@x.example,,Awaiting approval,2028-01-01
"""


def contacts(page: Page) -> dict[str, list[str]]:
    return {
        topic.title: [person.name for person in topic.contact.people] if topic.contact else []
        for topic in page.topics
    }


def asked(page: Page) -> str:
    return "\n".join(str(question_message(question)) for question in page.questions)


@pytest.mark.parametrize("table", CONTACTS)
def test_each_topic_has_its_contacts_and_no_other_row_is_one(table: str) -> None:
    page = read_text(table)

    assert contacts(page) == CONTACTS[table]
    assert page.topics[0].contact is not None
    assert {person.email for person in page.topics[0].contact.people} <= {
        None,
        "ada@x.example",
        "bo@x.example",
    }


@pytest.mark.parametrize(
    ("table", "further"),
    [
        (PRETALX, {"Session type": "Talk"}),
        (SESSIONIZE, {}),
        (DEVPOST, {}),
        (GITLAB, {}),
        (JIRA, {"Issue Type": "Idea", "Labels": "b"}),
    ],
)
def test_what_a_tool_keeps_for_its_organizers_does_not_become_public(
    table: str, further: dict[str, str]
) -> None:
    page = read_text(table)

    assert {field.name: field.raw for field in page.topics[0].further} == further


def test_a_confidential_issue_is_left_out_and_asked_about() -> None:
    assert "“Secret”" in asked(read_text(GITLAB))


@pytest.mark.parametrize("table", [EVENTBRITE, MEETUP, LUMA, PRETIX, REGISTRATIONS])
def test_a_list_of_tickets_is_of_people_and_says_who_comes(table: str) -> None:
    page = read_text(table)

    assert page.topics == ()
    coming = [person for person in page.attendees if person.status is Status.CONFIRMED]
    assert [(person.name, person.affiliation) for person in coming] == [
        ("Ada Quill", None if table is MEETUP else "Example Ltd")
    ]
    assert "Bo Roe (" in asked(page)


@pytest.mark.parametrize("table", [PRETALX, SESSIONIZE])
def test_times_that_tools_write_for_people_become_a_first_draft(table: str) -> None:
    setup = read_text(table).setup

    assert setup is not None
    assert [(slot.starts.hour, slot.ends.minute) for slot in setup.slots] in ([(10, 45)], [(9, 45)])
    assert [(session.topic, session.room) for session in setup.sessions] == [(1, "blue")]


def test_columns_that_are_left_out_are_no_riddles() -> None:
    labels = understand_text(EVENTBRITE).labels

    assert {label.label for label in labels if label.is_left_out} >= {"Order #", "Home City", "Job Title"}
    assert [label.label for label in labels if label.field is None and not label.is_left_out] == []


def test_a_poll_gives_topics_with_the_people_who_ticked_them() -> None:
    page = read_text(
        '"Poll ""Which topics?""",,\nhttps://d.example/p,,\n,,\n,Faster builds,Better errors\n'
        "Ada Quill,OK,\nBo Roe,OK,(OK)\nCount,2,1\n"
    )

    assert [
        (topic.title, [comment.author for comment in topic.comments if comment.is_vote])
        for topic in page.topics
    ] == [("Faster builds", ["Ada Quill", "Bo Roe"]), ("Better errors", ["Bo Roe"])]


@pytest.mark.parametrize(
    ("table", "voters"),
    [
        ("Topic,Lead,Ada Quill,Bo Roe\nBuilds,Cleo Marsh,x,\nErrors,,x,✓\n", ["Ada Quill"]),
        ("Thema;Ansprechpartner;Ada;Bo\nBuilds;Ada Quill;1;\nErrors;;2;3\n", ["Ada"]),
        ("Topic,Lead,Docs,Tools\nBuilds,Cleo Marsh,x,\nErrors,,x,x\n", []),
    ],
)
def test_ticks_below_names_are_votes_and_below_other_words_they_are_not(
    table: str, voters: list[str]
) -> None:
    topic = read_text(table).topics[0]

    assert [comment.author for comment in topic.comments if comment.is_vote] == voters


def test_yes_and_no_are_nobodys_names() -> None:
    page = read_text(
        "Title,Your name,Do you want to lead it?\nFaster builds,Ada Quill,Yes\nErrors,Bo Roe,No\n"
    )

    assert contacts(page) == {"Faster builds": ["Ada Quill"], "Errors": ["Bo Roe"]}
