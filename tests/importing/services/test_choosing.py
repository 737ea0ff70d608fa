"""Choosing what of a page comes in: whatever is chosen, bringing it in once more changes nothing."""

import random

import pytest

from hackathon.accounts.models import Person
from hackathon.core.extensions import db
from hackathon.importing.services import importing
from hackathon.pages.merge.choices import CHECKBOX_OPTIONS, Option, decisions
from hackathon.pages.merge.outcomes import Change
from hackathon.pages.readers.formats import read_text
from hackathon.topics.models import Topic
from tests.page_builders import PAGE, bring_in, changed, counted, event, everything, topic

pytestmark = pytest.mark.usefixtures("app")

LATER = (
    changed("Not too difficult", "Hard")
    .replace("18:02, 29 April", "18:02, 2 May")
    .replace("Xen full EFI support", "Xen on a toaster")
    .replace("Technical contact: Boris Ostrovsky", "Technical contact: Javi Fontan, Jane Roe")
    .replace("  • Wei Liu, Citrix", "  • Wei Liu, Citrix\n  • Jane Doe, Example")
    .replace("  • May 17th: 9AM to 5PM", "  • May 17th: 9AM to 4PM")
)


def chosen_by_lot(text: str, seed: int) -> dict[str, str]:
    """Return what a form might send for the page: one option of each decision, an empty box now and then."""
    lot = random.Random(seed)  # noqa: S311 -- it guards nothing
    plan = importing.plan(read_text(text), event())
    choices = {each.key: lot.choice(each.options) for each in decisions(plan)}
    return {key: option for key, option in choices.items() if option is not Option.LEAVE}


@pytest.mark.parametrize("seed", range(6))
def test_importing_again_after_any_choice_changes_nothing(seed: int) -> None:
    bring_in()
    topic(15).difficulty = "Easy"
    topic(3).skills = "Solder"
    db.session.commit()
    bring_in(LATER, sent=chosen_by_lot(LATER, seed))
    before = everything()

    assert bring_in(LATER).changes_nothing
    assert everything() == before
    # With all safe ways chosen by hand it is the same.
    safe = {each.key: each.default for each in decisions(importing.plan(read_text(LATER), event()))}
    assert bring_in(LATER, sent=safe).changes_nothing
    assert everything() == before


@pytest.mark.parametrize("seed", range(3))
def test_any_choice_of_a_first_import_stays_as_it_was_chosen(seed: int) -> None:
    bring_in(LATER)
    text = PAGE.replace("Archived/Hackathon/May2013", "Hackathon/Another")
    assert text != PAGE
    bring_in(text, sent=chosen_by_lot(text, seed))
    before = everything()

    assert bring_in(text).changes_nothing
    assert everything() == before


def test_a_topic_that_was_left_out_stays_out_until_it_is_chosen() -> None:
    bring_in()
    left = {each.key: each.default for each in decisions(importing.plan(read_text(LATER), event()))}
    assert left.pop("topic-16") in CHECKBOX_OPTIONS

    bring_in(LATER, sent=left)
    assert (counted(Topic), counted(Person, Person.name == "Xen on a toaster")) == (16, 0)
    plan = importing.plan(read_text(LATER), event())
    assert [each.title for each in plan.topics if each.change is Change.LEFT_OUT] == ["Xen on a toaster"]

    bring_in(LATER, sent={"topic-16": "take"})
    assert counted(Topic) == 17


def test_people_of_a_topic_that_was_left_out_are_not_written_down() -> None:
    text = changed("Technical contact: Boris Ostrovsky", "Technical contact: Jayne Roe")
    bring_in(changed("Xen perf support", "Xen full EFI support"))

    bring_in(text, sent={})

    assert counted(Person, Person.name == "Jayne Roe") == 0


def test_a_vote_that_is_gone_from_the_page_is_said_once_and_stays() -> None:
    bring_in()
    line = "Lars.kurth 18:02, 29 April 2013 (UTC): Will attend"
    start = PAGE.index(line)
    without = PAGE[: PAGE.rindex("\n", 0, start)] + PAGE[start + len(line) :]

    plan = bring_in(without)

    gone = [each.response for each in plan.votes if each.change is Change.NOT_ON_PAGE]
    assert [(each.author, each.choice) for each in gone] == [("lars kurth", "will")]
    assert "1 vote no longer on the page" in plan.summary()
    assert len(topic(1).votes) == 1
    assert bring_in(without).summary() == "nothing new"
