"""Boards, forums, issue trackers and review systems, in which people keep ideas, too."""

import json

import pytest

from hackathon.importing.question_messages import question_message
from hackathon.pages.merge.records import topic_fields
from hackathon.pages.model.page import Page
from hackathon.pages.readers.formats import read_text
from hackathon.pages.readers.understanding import understand_text
from hackathon.pages.recognition.understanding import LineUse

TRELLO = {
    "name": "Ideas",
    "lists": [{"id": "l", "name": "To do"}],
    "members": [
        {"id": "m", "fullName": "Ada Quill", "username": "ada"},
        {"id": "v", "fullName": "Bo Roe", "username": "bo"},
    ],
    "checklists": [{"id": "k", "name": "Steps", "checkItems": [{"name": "Measure"}]}],
    "cards": [
        {
            "id": "c", "shortLink": "AbCd", "name": "Faster builds", "desc": "Share objects.", "idList": "l",
            "idMembers": ["m"], "labels": [{"name": "Tools"}], "idMembersVoted": ["v"], "idChecklists": ["k"],
            "badges": {"votes": 1}, "closed": False,
        },
        {"id": "d", "name": "Old hats", "idList": "l", "idMembers": [], "labels": [], "closed": True},
    ],
}  # fmt: skip
OPENREVIEW = {
    "count": 1,
    "notes": [
        {
            "id": "n",
            "forum": "n",
            "content": {
                "title": {"value": "Faster builds"},
                "authors": {"value": ["Ada Quill"]},
                "authorids": {"value": ["ada@x.example"]},
                "abstract": {"value": "Share objects."},
                "track": {"value": "Tools"},
            },
        }
    ],
}
CONFERENCE_HALL = {
    "name": "Days",
    "talks": [
        {"id": "t", "title": "Faster builds", "state": "accepted", "abstract": "Share.", "categories": "c",
         "formats": "f", "speakers": ["s"], "comments": "Old hand"},
    ],
    "speakers": [{"uid": "s", "displayName": "Ada Quill", "email": "ada@x.example"}],
    "categories": [{"id": "c", "name": "Tools"}],
    "formats": [{"id": "f", "name": "Talk"}],
}  # fmt: skip
GITHUB = [
    {
        "number": 12, "title": "Faster builds", "body": "Share objects.", "state": "open",
        "user": {"login": "bo"}, "assignees": [{"login": "ada", "name": "Ada Quill"}],
        "labels": [{"name": "Tools"}], "reactions": {"+1": 4}, "html_url": "https://g.example/12",
    },
    {
        "number": 13, "title": "Fix a typo", "body": None, "state": "open", "user": {"login": "bo"},
        "assignees": [], "labels": [], "pull_request": {"url": "x"}, "html_url": "https://g.example/13",
    },
]  # fmt: skip
GH_PROJECT = {
    "items": [
        {"id": "P1", "title": "Faster builds", "assignees": ["Ada Quill"], "labels": ["Tools"],
         "content": {"type": "Issue", "body": "Share.", "number": 12, "url": "https://g.example/12"}},
        {"id": "P2", "title": "A draft", "content": {"type": "DraftIssue", "body": "Later."}},
    ],
    "totalCount": 2,
}  # fmt: skip
DISCOURSE = {
    "users": [{"id": 1, "username": "ada", "name": "Ada Quill"}],
    "topic_list": {
        "topics": [
            {"id": 11, "title": "Faster builds", "excerpt": "Share &amp; <b>go</b>", "like_count": 4,
             "tags": ["tools"], "posters": [{"description": "Original Poster", "user_id": 1}]},
        ]
    },
}  # fmt: skip


def read(document: object) -> Page:
    return read_text(json.dumps(document))


def asked(page: Page) -> str:
    return "\n".join(str(question_message(question)) for question in page.questions)


@pytest.mark.parametrize("document", [TRELLO, OPENREVIEW, CONFERENCE_HALL])
def test_titles_people_and_areas_are_kept_and_no_more(document: object) -> None:
    topic = read(document).topics[0]

    assert (topic.title, topic.area) == ("Faster builds", "Tools")
    assert topic.contact is not None
    assert [person.name for person in topic.contact.people] == ["Ada Quill"]
    assert topic.anchor
    assert "Old hand" not in json.dumps(topic_fields(topic))


def test_cards_keep_their_votes_lists_and_checklists_and_archived_ones_are_asked_about() -> None:
    page = read(TRELLO)
    topic = page.topics[0]

    assert [comment.author for comment in topic.comments if comment.is_vote] == ["Bo Roe"]
    assert [(field.name, field.raw) for field in topic.further] == [("List", "To do")]
    assert topic_fields(topic)["description"] == "Share objects.\n\nSteps:\n\n- Measure"
    assert "“Old hats” (archived)" in asked(page)


@pytest.mark.parametrize("document", [GITHUB, GH_PROJECT])
def test_issues_are_topics_of_those_who_are_assigned(document: object) -> None:
    topic = read(document).topics[0]

    assert (topic.title, topic.anchor) == ("Faster builds", "12")
    assert topic.contact is not None
    assert [person.name for person in topic.contact.people] == ["Ada Quill"]
    assert ("Labels", "Tools") in [(field.name, field.raw) for field in topic.further]
    assert topic.references is not None
    assert topic.references.markdown == "- https://g.example/12"


def test_a_pull_request_is_no_topic_and_thumbs_are_counted() -> None:
    page = read(GITHUB)

    assert [topic.title for topic in page.topics] == ["Faster builds"]
    assert ("Votes", "4") in [(field.name, field.raw) for field in page.topics[0].further]
    assert "“Fix a typo” (pull request)" in asked(page)


def test_a_forum_topic_belongs_to_who_began_it() -> None:
    topic = read(DISCOURSE).topics[0]

    assert topic.contact is not None
    assert [person.name for person in topic.contact.people] == ["Ada Quill"]
    assert topic_fields(topic)["description"] == "Share & go"


def test_an_entry_that_is_left_out_counts_as_one_line() -> None:
    text = json.dumps(TRELLO, indent=1)

    lines = [line for line in understand_text(text).lines if line.use is LineUse.UNPLACED]

    assert [line.text.strip() for line in lines] == ['"name": "Old hats",']
