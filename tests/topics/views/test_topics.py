"""Topics as people see them: the list, one topic, a vote, a comment, a proposal."""

import re

import pytest
from flask import Flask, g
from flask.testing import FlaskClient
from sqlalchemy import select

from hackathon.core.domain.topics import ContactRole, ProgrammeState, ReviewState
from hackathon.core.domain.votes import Choice
from hackathon.core.extensions import db
from hackathon.topics.comments.models import Comment
from hackathon.topics.merge.services import merging_topics
from hackathon.topics.models import Contact, Topic
from hackathon.topics.queries import topic_list
from hackathon.topics.services import topics
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.refusals import SIGN_IN_FIRST, refusal

LIST = "/dublin-2013/topics/"
PORTATHON = "/dublin-2013/topics/2-xen-on-arm-portathon"


def words(html: str) -> str:
    """The text of a page as it is read."""
    return " ".join(re.sub(r"<[^>]+>", " ", html).split())


@pytest.mark.parametrize("voters", [1, 3])
@pytest.mark.parametrize("more", [0, 4])
def test_the_list_asks_seven_questions_however_many_topics_and_voters(
    visitor: Visitor, dublin: Dublin, queries: list[str], voters: int, more: int
) -> None:
    dublin.crowd(voters, voting=dublin.portathon)
    for number in range(6, 6 + more):
        contact = Contact(person=dublin.wei)
        db.session.add(
            Topic(event=dublin.event, number=number, title="More", made_at=NOON, contacts=[contact])
        )
    db.session.commit()
    visitor.signed_in_as(dublin.ian)
    queries.clear()

    page = visitor.get(LIST).text
    assert page.count('class="topic-line"') == 4 + more
    assert len(queries) == 7


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize(
    ("query", "is_open"), [("", False), ("?q=xen", False), ("?state=reviewed", True), ("?sort=number", True)]
)
def test_filters_that_are_in_use_are_open(client: FlaskClient, query: str, is_open: bool) -> None:
    filters = re.search(r'<details class="topic-filters"([^>]*)>', client.get(LIST + query).text)

    assert filters is not None
    assert (filters[1].strip() == "open") is is_open


@pytest.mark.parametrize(("who", "questions"), [("konrad", 7), ("ian", 8)])
@pytest.mark.parametrize("voters", [1, 3])
def test_one_topic_asks_seven_questions_however_many_vote_and_comment_and_one_for_its_contacts(
    visitor: Visitor, dublin: Dublin, queries: list[str], voters: int, who: str, questions: int
) -> None:
    for number, person in enumerate(dublin.crowd(voters, voting=dublin.portathon)):
        topics.comment(
            topic=dublin.portathon, by=person, text="I bring a board.", form_key=str(number), now=NOON
        )
    visitor.signed_in_as(getattr(dublin, who))
    queries.clear()

    page = visitor.get(PORTATHON).text
    assert page.count("I bring a board.") == voters
    assert f"must 0 · will {voters} · maybe 0" in page
    assert len(queries) == questions


def test_the_list_says_what_is_wanted_and_withholds_what_is_withdrawn(
    client: FlaskClient, dublin: Dublin
) -> None:
    dublin.crowd(3, voting=dublin.portathon)
    page = words(client.get(LIST).text)

    assert "3 interested Xen on ARM" in page
    assert "1 interested Xen Developer and Roadmap discussion" in page
    assert "VMFUNC" not in page
    assert "VMFUNC" in client.get(LIST + "?state=withdrawn").text


def test_what_nobody_offered_is_not_asked_for(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    page = client.get(LIST + "?area=nowhere&state=odd&contact=x&sort=up").text

    assert page.count('class="topic-line"') == 4


def test_contacts_are_a_filter_unless_they_are_too_many(
    client: FlaskClient, dublin: Dublin, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert '<select id="contact"' in client.get(LIST).text

    monkeypatch.setattr(topic_list, "MOST_CONTACTS", 3)
    dublin.event.title = "A large hackathon"
    db.session.commit()
    page = client.get(f"{LIST}?q=campbell&contact={dublin.ian.id}").text
    assert '<select id="contact"' not in page
    assert page.count('class="topic-line"') == 2


@pytest.mark.parametrize(
    ("sort", "headings"),
    [
        ("area", ["Hypervisor 2 topics", "Toolstack 1 topic", "No area 1 topic"]),
        ("state", ["Not reviewed 3 topics", "Needs work 1 topic"]),
        ("votes", []),
    ],
)
def test_the_list_is_grouped_by_area_or_state(
    client: FlaskClient, dublin: Dublin, sort: str, headings: list[str]
) -> None:
    dublin.network.review_state = ReviewState.NEEDS_WORK
    db.session.commit()
    page = client.get(f"{LIST}?sort={sort}").text

    found = re.findall(r"<h2>(.*?)</h2>", page, re.DOTALL)
    assert [words(each) for each in found if "<a" not in each] == headings
    assert page.count('class="topic-line"') == 4


def test_a_search_that_finds_nothing_leads_back_to_all(client: FlaskClient, dublin: Dublin) -> None:
    del dublin

    assert "No topics match your search. Show all topics" in words(client.get(LIST + "?q=kernel").text)


def test_an_address_with_an_old_title_leads_to_the_right_one(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    for old in ("2", "2-an-old-title"):
        answer = client.get(LIST + old)
        assert (answer.status_code, answer.location) == (301, PORTATHON)


def test_the_address_of_a_merged_topic_leads_to_where_it_went_up(visitor: Visitor, dublin: Dublin) -> None:
    merging_topics.merge(kept=dublin.portathon, gone=dublin.network, by=None, now=NOON)
    network = f"{LIST}4-xen-network-improvement"
    visitor.signed_in_as(dublin.ian)

    answer = visitor.get(network)
    assert (answer.status_code, answer.location) == (301, PORTATHON)
    assert visitor.post(f"{network}/vote", data={"choice": "will"}).status_code == 303
    vote = db.session.scalars(select(Vote).where(Vote.person_id == dublin.ian.id)).one()
    assert (vote.topic_id, vote.choice) == (dublin.portathon.id, Choice.WILL)
    assert dublin.network.title not in visitor.get(f"{LIST}?state=withdrawn").text
    form = {"version": dublin.portathon.version, "state": "needs_review"}
    refused = visitor.post(f"{network}/state", data=form)
    assert refused.status_code == 409
    assert "was merged into" in refused.text


def test_a_topic_shows_every_field_that_the_wiki_page_has(client: FlaskClient, dublin: Dublin) -> None:
    topic = dublin.portathon
    fields = {
        "outcomes": "Boot logs", "skills": "Some C", "difficulty": "Not too hard", "steps": "Boot Linux",
        "references": "The manual", "verified": "by Lars", "contact_note": "Mornings only",
        "inserted_on": NOON.date(), "needs": ["power strips"], "length": 2,
        "programme": ProgrammeState.UNKNOWN, "is_plenary": True,
    }  # fmt: skip
    for name, value in fields.items():
        setattr(topic, name, value)
    topic.contacts.append(Contact(person=dublin.konrad, role=ContactRole.MENTOR))
    db.session.commit()
    page = words(client.get(PORTATHON).text)

    for each in (
        "Topic 2 Hypervisor Not reviewed Plenary",
        "Ian Campbell Citrix · Technical contact Konrad Wilk Oracle · Mentor Mornings only",
        "Description To be discussed in Dublin.",
        "Expected outcome Boot logs",
        "What to know or bring Some C",
        "Steps Boot Linux",
        "References The manual",
        "Difficulty Not too hard Length 2 slots Equipment power strips",
        "Mailing list or forum xen-devel@ Chat #xen-devel",
        "Student programme (GSoC) Unknown",
        "Added on Wed 1 May 2013 Verified by Lars",
    ):
        assert each in page


def test_a_stranger_is_told_how_to_vote_and_gets_no_dead_button(client: FlaskClient, dublin: Dublin) -> None:
    del dublin
    page = client.get(PORTATHON).text

    assert "Sign in to vote and comment." in words(page)
    assert "<button" not in page
    assert client.post(f"{PORTATHON}/vote", data={"choice": "will"}).status_code == 401


def test_a_comment_and_its_answer_stand_under_the_topic(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    first = visitor.post(f"{PORTATHON}/comments", data={"text": "Who has a *board*?", "form_key": "a"})
    key = db.session.scalars(select(Comment.id)).one()
    data = {"text": "<script>I</script>", "form_key": "b", "reply_to": str(key)}
    visitor.post(f"{PORTATHON}/comments", data=data)
    page = visitor.get(PORTATHON).text

    assert (first.status_code, first.location) == (303, f"{PORTATHON}#comment-{key}")
    assert "Who has a <em>board</em>?" in page
    assert "&lt;script&gt;I" in page


def test_what_no_database_keeps_breaks_nothing(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.ian)
    data = {"text": "A \x00 board", "form_key": "a"}
    far = {"text": "Hello", "form_key": "b", "reply_to": str(10**30)}

    assert visitor.post(f"{PORTATHON}/comments", data=data).status_code == 303
    assert visitor.post(f"{PORTATHON}/comments", data=far).status_code == 422
    assert visitor.get(f"{LIST}?q=%00&contact={10**30}").status_code == 200
    assert db.session.scalars(select(Comment.text)).all() == ["A  board"]


@pytest.mark.parametrize("text", ["", "   ", "x" * 20_001])
def test_a_comment_that_says_nothing_or_too_much_is_asked_for_again(
    visitor: Visitor, dublin: Dublin, text: str
) -> None:
    visitor.signed_in_as(dublin.ian)
    answer = visitor.post(f"{PORTATHON}/comments", data={"text": text, "form_key": "a"})

    assert answer.status_code == 422
    assert 'aria-invalid="true"' in answer.text
    assert db.session.scalars(select(Comment)).all() == []


def test_a_proposal_becomes_a_topic(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.wei)
    form = {"title": " Nested   virtualisation ", "area": "hypervisor", "length": "2", "leads": "y"}
    answer = visitor.post(f"{LIST}new", data={**form, "form_key": "a"})
    page = words(visitor.get(answer.location).text)

    assert (answer.status_code, answer.location) == (303, f"{LIST}6-nested-virtualisation")
    assert "Topic proposed as number 6" in page
    assert "Wei Liu Citrix · Technical contact" in page
    assert "Length 2 slots" in page


def test_a_proposal_without_a_title_is_asked_for_again_with_what_was_written(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.wei)
    data = {"title": " ", "description": "A long text", "length": "1", "area": "", "form_key": "a"}
    answer = visitor.post(f"{LIST}new", data=data)

    assert answer.status_code == 422
    assert "Please enter a title" in answer.text
    assert "A long text" in answer.text
    assert len(db.session.scalars(select(Topic)).all()) == 5


def test_a_stranger_proposes_nothing(client: FlaskClient, dublin: Dublin) -> None:
    del dublin

    assert refusal(client.get(f"{LIST}new")) == SIGN_IN_FIRST
    assert refusal(client.post(f"{LIST}new", data={"title": "Mine"})) == SIGN_IN_FIRST


def test_vote_buttons_drawn_once_carry_the_token_of_each_reader(app: Flask, dublin: Dublin) -> None:
    dublin.network.title = "<token>"
    db.session.commit()
    field = re.compile(r'name="csrf_token" value="([^"]+)"')

    pages = []
    for person in (dublin.ian, dublin.konrad):
        # The test's requests share one application context, in which a token is kept for the request.
        g.pop("csrf_token", None)
        visitor = app.test_client()
        assert isinstance(visitor, Visitor)
        pages.append(visitor.signed_in_as(person).get(LIST).text)
    tokens = [set(field.findall(page)) for page in pages]

    assert [len(found) for found in tokens] == [1, 1]
    assert tokens[0] != tokens[1]
    assert all('aria-label="Your vote on &lt;token&gt;"' in page for page in pages)
