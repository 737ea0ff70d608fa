"""Bringing a wiki page in from the organizer area, and deciding who is who."""

import re
from io import BytesIO

import pytest
from flask.testing import FlaskClient
from sqlalchemy import func, select

from hackathon.accounts.models import Person, PersonMerge, PersonMergeState
from hackathon.attendance.people.services import duplicates
from hackathon.core.extensions import db
from hackathon.core.text.messages import message
from hackathon.demo import samples
from hackathon.importing.models import PageImport
from hackathon.my_account.account_deletion import services as leaving
from hackathon.topics.models import Topic
from hackathon.topics.votes.models import Vote
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.refusals import NOT_ALLOWED, NOT_FOUND, SIGN_IN_FIRST, refusal

IMPORT = "/dublin-2013/organize/import"
MERGES = "/dublin-2013/organize/merge-people"
PAGE = samples.dublin()


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def hidden(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]* value="([^"]*)"', page)
    assert found, f"no hidden field {name}"
    return found[1]


def look_at(lars: Visitor, text: str = PAGE) -> str:
    """Send a page, and return the plan that is shown for it."""
    lars.post(IMPORT, data={"text": text})
    return lars.get(f"{IMPORT}/plan").text


def as_shown(page: str, **chosen: str) -> dict[str, str]:
    """Return what a browser sends of a plan in which nothing, or only this, was chosen anew."""
    form = page[page.index('action="' + IMPORT + "/application") :]
    found = {}
    for field in re.findall(r"<input[^>]*>", form):
        attributes = dict(re.findall(r'(\w+)="([^"]*)"', field))
        is_box = attributes["type"] in ("checkbox", "radio")
        if not is_box or re.search(r"\bchecked\b", field):
            found[attributes["name"]] = attributes.get("value", "on")
    return {name: value for name, value in {**found, **chosen}.items() if value}


def test_a_page_is_shown_before_anything_changes(lars: Visitor) -> None:
    page = look_at(lars)

    assert "Nothing has changed yet." in page
    assert "Xen full EFI support" in page
    assert db.session.scalars(select(func.count(Topic.id))).one() == 5


def test_a_page_comes_in_as_it_was_shown(lars: Visitor) -> None:
    # A browser sends the ends of lines in its own way.
    shown = look_at(lars, PAGE.replace("\n", "\r\n"))

    answer = lars.post(f"{IMPORT}/application", data=as_shown(shown))

    assert (answer.status_code, answer.location) == (303, IMPORT)
    assert "Page imported: 12 new topics" in (page := lars.get(IMPORT).text)
    assert "Lars Kurth · Text of a wiki page, copied from the browser" in page
    assert db.session.scalars(select(func.count(Topic.id))).one() == 17


def test_an_uploaded_file_is_read_like_pasted_text(lars: Visitor) -> None:
    upload = (BytesIO(PAGE.encode()), "page.txt")

    lars.post(IMPORT, data={"text": "", "upload": upload}, content_type="multipart/form-data")

    assert hidden(lars.get(f"{IMPORT}/plan").text, "seen") == hidden(look_at(lars), "seen")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "The file is empty"),
        ("Nothing of the kind", "This is not a hackathon or idea page"),
        ("a\x00b", "This is not a hackathon or idea page"),
    ],
)
def test_what_is_no_page_is_said_on_the_form(lars: Visitor, text: str, words: str) -> None:
    answer = lars.post(IMPORT, data={"text": text})

    assert answer.status_code == 422
    assert words in answer.text


def test_a_file_that_is_no_text_is_said_on_the_form(lars: Visitor) -> None:
    answer = lars.post(IMPORT, data={"upload": (BytesIO(b"a\x00b"), "page.txt")})

    assert answer.status_code == 422
    assert "This file is binary or in" in answer.text


def test_a_plan_that_is_no_longer_true_is_not_carried_out(lars: Visitor, dublin: Dublin) -> None:
    sent = as_shown(look_at(lars), **{"topic-16": ""})
    dublin.network.title = "Another title"
    db.session.commit()

    answer = lars.post(f"{IMPORT}/application", data=sent)

    assert answer.status_code == 409
    assert "Please check the new preview first" in answer.text
    assert db.session.scalars(select(func.count(PageImport.id))).one() == 0
    # The new plan is there at once, and what was chosen is chosen still.
    again = as_shown(answer.text)
    assert again["seen"] != sent["seen"]
    assert "topic-16" not in again
    assert lars.post(f"{IMPORT}/application", data=again).status_code == 303


def test_a_plan_that_nobody_saw_is_not_carried_out(lars: Visitor) -> None:
    assert lars.post(f"{IMPORT}/application").status_code == 404
    look_at(lars)
    assert lars.post(f"{IMPORT}/application").status_code == 409
    assert db.session.scalars(select(func.count(PageImport.id))).one() == 0


def test_what_was_chosen_comes_in_and_nothing_else(lars: Visitor) -> None:
    page = look_at(lars)
    boxes = re.findall(r'type="checkbox"\s+name="([^"]*)"', page)

    chosen = dict.fromkeys(boxes, "") | {"topic-16": "take"}
    answer = lars.post(f"{IMPORT}/application", data=as_shown(page, **chosen))

    assert answer.status_code == 303
    topics = db.session.scalars(select(Topic.title).order_by(Topic.id)).all()
    assert (len(topics), topics[-1]) == (6, "Xen full EFI support")
    assert "Left out last time" in look_at(lars)


@pytest.mark.parametrize(("side", "after"), [(None, "Easy"), ("ours", "Easy"), ("page", "Hard")])
def test_of_a_conflict_the_side_that_was_chosen_counts(lars: Visitor, side: str | None, after: str) -> None:
    lars.post(f"{IMPORT}/application", data=as_shown(look_at(lars)))
    perf = db.session.scalars(select(Topic).filter_by(title="Xen perf support")).one()
    perf.difficulty = "Easy"
    db.session.commit()
    start = PAGE.index("Xen perf support")
    page = look_at(lars, PAGE[:start] + PAGE[start:].replace("Not too difficult", "Hard", 1))

    assert "Conflicts" in page
    chosen = {"topic-15.difficulty": side} if side else {}
    lars.post(f"{IMPORT}/application", data=as_shown(page, **chosen))

    assert perf.difficulty == after
    # However it was decided, it is not asked again.
    assert "Conflicts" not in lars.get(f"{IMPORT}/plan").text


def test_a_key_that_no_plan_asks_for_means_nothing(lars: Visitor) -> None:
    sent = as_shown(look_at(lars), **{"topic-99": "leave", "topic-1.title": "<b>", "gone-1": "withdraw"})

    assert lars.post(f"{IMPORT}/application", data=sent).status_code == 303
    assert db.session.scalars(select(func.count(Topic.id))).one() == 17


def test_a_hostile_page_is_shown_as_text(lars: Visitor) -> None:
    page = look_at(lars, PAGE.replace("Xen perf support", "<script>alert(1)</script>"))

    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("address", [IMPORT, MERGES])
def test_the_organizer_area_is_for_organizers(visitor: Visitor, dublin: Dublin, address: str) -> None:
    assert refusal(visitor.get(address)) == SIGN_IN_FIRST
    assert refusal(visitor.signed_in_as(dublin.ian).get(address)) == NOT_ALLOWED


def propose(dublin: Dublin, joined: Person, into: Person) -> PersonMerge:
    duplicates.propose(
        event=dublin.event, joined=joined, into=into, reason=message("Alike"), evidence=message("M and W")
    )
    return db.session.scalars(select(PersonMerge).order_by(PersonMerge.id.desc()).limit(1)).one()


def test_a_proposal_says_why_and_what_it_would_move(lars: Visitor, dublin: Dublin) -> None:
    propose(dublin, dublin.msw, dublin.wei)

    page = " ".join(lars.get(MERGES).text.split())

    assert "Alike" in page
    assert "M and W" in page
    assert (
        "the vote for “Xen Developer and Roadmap discussion” and the handle Msw</bdi> to <bdi>Wei Liu</bdi>."
        in page
    )


def test_a_merge_is_accepted_undone_and_refused(lars: Visitor, dublin: Dublin) -> None:
    proposal = propose(dublin, dublin.msw, dublin.wei)
    voters = select(Person.name).join(Vote, Vote.person_id == Person.id)

    found = []
    for decision in ("acceptance", "parting", "refusal"):
        assert lars.post(f"{MERGES}/{proposal.id}/{decision}").status_code == 303
        found.append((db.session.get_one(PersonMerge, proposal.id).state, db.session.scalars(voters).all()))

    assert found == [
        (PersonMergeState.ACCEPTED, ["Wei Liu"]),
        (PersonMergeState.PROPOSED, ["Msw"]),
        (PersonMergeState.REFUSED, ["Msw"]),
    ]


def test_the_buttons_of_the_page_decide(lars: Visitor, dublin: Dublin) -> None:
    proposal = propose(dublin, dublin.msw, dublin.wei)

    found = []
    for words in ("Merge", "Undo merge"):
        forms = re.findall(r"<form[^>]*?action=\"([^\"]*)\"(.*?)</form>", lars.get(MERGES).text, re.DOTALL)
        lars.post(next(address for address, form in forms if f">{words}<" in form))
        found.append(db.session.get_one(PersonMerge, proposal.id).state)

    assert found == [PersonMergeState.ACCEPTED, PersonMergeState.PROPOSED]


def test_a_proposal_of_another_event_is_not_there(lars: Visitor) -> None:
    assert refusal(lars.post(f"{MERGES}/999999/acceptance")) == NOT_FOUND


@pytest.mark.parametrize("more", [0, 3])
def test_the_merges_read_the_same_few_rows_however_many_there_are(
    lars: Visitor, dublin: Dublin, queries: list[str], more: int
) -> None:
    propose(dublin, dublin.msw, dublin.wei)
    for person in dublin.crowd(more, voting=dublin.network):
        propose(dublin, person, dublin.ian)
    queries.clear()

    page = lars.get(MERGES).text

    assert page.count("Keep separate") == 1 + more
    assert len([each for each in queries if each.startswith("SELECT")]) == 7


@pytest.mark.usefixtures("dublin")
def test_who_is_not_signed_in_brings_nothing_in(client: FlaskClient) -> None:
    assert client.post(f"{IMPORT}/application", data={"text": PAGE, "seen": "0"}).status_code == 401
    assert db.session.scalars(select(func.count(PageImport.id))).one() == 0


def test_a_long_page_may_be_pasted_and_one_that_is_too_long_is_told_so(lars: Visitor) -> None:
    long = lars.post(IMPORT, data={"text": "x" * 1_000_000})
    too_long = lars.post(IMPORT, data={"text": "x" * 5_000_001})

    assert (long.status_code, "This is not a hackathon or idea page" in long.text) == (422, True)
    assert (too_long.status_code, "more than the 5,000,000 bytes" in too_long.text) == (422, True)


def test_an_import_is_undone_with_one_click(lars: Visitor) -> None:
    lars.post(f"{IMPORT}/application", data=as_shown(look_at(lars)))
    (address,) = re.findall(r'action="([^"]*/undoing)"', lars.get(IMPORT).text)

    answer = lars.post(address, follow_redirects=True)

    assert "Import undone. Everything is as it was before." in answer.text
    assert "Undone" in answer.text
    assert "/undoing" not in answer.text
    assert db.session.scalars(select(func.count(Topic.id))).one() == 5


def test_an_import_that_cannot_be_undone_says_what_changed(lars: Visitor) -> None:
    lars.post(f"{IMPORT}/application", data=as_shown(look_at(lars)))
    (address,) = re.findall(r'action="([^"]*/undoing)"', lars.get(IMPORT).text)
    db.session.scalars(select(Topic).filter_by(title="Xen full EFI support")).one().difficulty = "Easy"
    db.session.commit()

    answer = lars.post(address)

    assert answer.status_code == 409
    assert "Changed or added since then: “Xen full EFI support”." in answer.text


def test_the_preview_leaves_out_whoever_was_deleted_unless_it_is_somebody_else(lars: Visitor) -> None:
    text = "# Ideas\n\n## Boats\n\nMentor: Orla Roe\n\n## Rafts\n\nMentor: Cleo Marsh\n"
    lars.post(f"{IMPORT}/application", data=as_shown(look_at(lars, text)))
    orla = db.session.scalars(select(Person).filter_by(name="Orla Roe")).one()
    leaving.leave(person=orla, takes_words=True, now=NOON)

    without = look_at(lars, text)
    others = lars.get(f"{IMPORT}/plan?names=all").text
    lars.post(f"{IMPORT}/application", data=as_shown(without))

    assert "1 name is left out because that person asked to be deleted: Orla Roe." in without
    assert "but will be imported as other people: Orla Roe." in others
    assert as_shown(others)["names"] == "all"
    assert db.session.scalars(select(Person).filter_by(name="Orla Roe")).all() == []
