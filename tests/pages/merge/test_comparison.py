"""Comparing a page with what is there, without any database."""

import json
from datetime import UTC, datetime

import pytest

from hackathon.core.domain.attendance import Status
from hackathon.core.domain.votes import Choice
from hackathon.core.errors import PageUndecided
from hackathon.demo import samples
from hackathon.pages.merge import comparison
from hackathon.pages.merge.existing import ExistingAttendance, ExistingEvent, ExistingTopic
from hackathon.pages.merge.new_event import new_event
from hackathon.pages.merge.outcomes import Change, Outcome
from hackathon.pages.merge.plan import import_document
from hackathon.pages.merge.presentation import present_plan
from hackathon.pages.merge.records import topic_fields, topic_responses
from hackathon.pages.merge.resolution import resolve_field
from hackathon.pages.model.page import CommentKind, PageComment, PageTopic
from hackathon.pages.model.texts import Block, BlockKind
from hackathon.pages.readers.rendered.reader import read

PAGE = read(samples.dublin())
STAMP = datetime(2013, 5, 1, 12, tzinfo=UTC)


def test_against_nothing_all_of_a_page_is_new() -> None:
    plan = comparison.compare_page(PAGE, None)

    assert plan.summary() == "16 new topics, 10 new votes, 2 new comments, 38 new people"
    assert [each.name for each in plan.joined][:2] == ["Lars Kurth", "Ian Campbell"]
    assert [(each.joined.name, each.into.name, each.change) for each in plan.proposed] == [
        ("Ijc", "Ian Campbell", Change.NEW),
        ("Msw", "Matt Wilson", Change.NEW),
        ("Konrad Rzeszutek Wilk", "Konrad Wilk", Change.NEW),
        ("Javi Fontan", "Javier Fontan", Change.NEW),
    ]


def test_the_document_of_a_dry_run_holds_the_page_and_the_plan() -> None:
    told = json.loads(json.dumps(import_document(PAGE, comparison.compare_page(PAGE, None))))

    assert len(told["topics"]) == len(told["merge"]["topics"]) == 16
    assert told["unplaced"] == []
    assert told["merge"]["event"]["slug"] is None
    assert told["merge"]["topics"][0]["votes"] == [
        {"author": "Lars.kurth", "at": "2013-04-29T18:02:00+00:00", "change": "new", "choice": "will"}
    ]


@pytest.mark.parametrize(
    ("ours", "page", "last", "outcome"),
    [
        ("a", "a", None, None),
        ("a", "a", "b", None),
        ("", "b", None, Outcome.TAKEN),
        ("a", "", None, Outcome.KEPT),
        ("a", "b", None, Outcome.CONFLICT),
        ("a", "b", "a", Outcome.TAKEN),
        ("a", "b", "b", Outcome.KEPT),
        ("a", "b", "c", Outcome.CONFLICT),
        ("a", "", "a", Outcome.TAKEN),
    ],
)
def test_whose_value_counts(ours: str, page: str, last: str | None, outcome: Outcome | None) -> None:
    assert resolve_field(ours, page, last) is outcome


def test_what_is_asked_of_a_person_is_not_asked_of_an_event_that_has_it() -> None:
    known = ExistingEvent(slug="dublin-2013", facts={})

    assert [each.about.value for each in comparison.compare_page(PAGE, None).questions] == [
        "venue",
        "time_zone",
    ]
    assert [each.about.value for each in comparison.compare_page(PAGE, known).questions] == ["venue"]


def test_the_page_of_another_year_opens_no_day_that_the_event_does_not_have() -> None:
    ours = {"first_day": "2027-05-16", "last_day": "2027-05-17", "hours 2027-05-16": "09:00-17:00"}

    plan = comparison.compare_page(PAGE, ExistingEvent(slug="berlin-2027", facts=ours))

    assert [(each.field, each.outcome) for each in plan.facts] == [
        ("first_day", Outcome.CONFLICT),
        ("last_day", Outcome.CONFLICT),
    ]


@pytest.mark.parametrize(
    ("ours", "has_answered", "outcome"),
    [
        (Status.INVITED, False, Outcome.TAKEN),
        (Status.DECLINED, False, Outcome.KEPT),
        (Status.INVITED, True, Outcome.CONFLICT),
        (Status.CONFIRMED, True, None),
    ],
)
def test_a_page_read_for_the_first_time_confirms_only_who_was_merely_invited(
    ours: Status, has_answered: bool, outcome: Outcome | None
) -> None:
    wei = ExistingAttendance(name="Wei Liu", status=ours, has_answered=has_answered)

    plan = comparison.compare_page(
        PAGE, ExistingEvent(slug="dublin-2013", facts={}, attendances={"wei liu": wei})
    )

    assert [each.outcome for each in plan.people if each.name == "Wei Liu"] == [outcome]


def test_somebody_known_by_a_handle_is_not_proposed_again() -> None:
    known = ExistingEvent(slug="dublin-2013", facts={}, aliases={"msw": "matt wilson"})

    assert "Msw" not in {each.joined.name for each in comparison.compare_page(PAGE, known).proposed}


def test_of_two_topics_with_one_title_the_first_is_the_first() -> None:
    twice = read(samples.dublin().replace("Xen full EFI support", "Xen perf support"))
    ours = tuple(
        ExistingTopic(
            number=number,
            fields={**topic_fields(twice.topics[n]), "title": "XEN  perf.support"},
            as_read=None,
        )
        for number, n in ((40, 14), (41, 15))
    )

    plan = comparison.compare_page(twice, ExistingEvent(slug="dublin-2013", facts={}, topics=ours))

    assert [each.number for each in plan.topics][-2:] == [40, 41]


def topic(*comments: PageComment) -> PageTopic:
    return PageTopic(
        n=1, line=1, title="Anything", section=None, area=None, review_state=None, comments=comments
    )


def test_a_vote_that_nobody_signed_is_kept_as_a_comment() -> None:
    unsigned = PageComment(line=9, kind=CommentKind.INTERESTED, text="Interested")

    assert [(each.author, each.choice, each.text) for each in topic_responses(topic(unsigned))] == [
        (None, None, "Interested")
    ]


def test_a_vote_that_says_more_is_a_vote_and_a_comment() -> None:
    said = PageComment(
        line=9, kind=CommentKind.WILL_ATTEND, text="Will attend, *with* a board", author="Msw", stamp=STAMP,
        nested=(Block(kind=BlockKind.BULLET, text="and a cable", depth=1),),
    )  # fmt: skip

    assert [(each.choice, each.text) for each in topic_responses(topic(said))] == [
        (Choice.WILL, ""),
        (None, "Will attend, \\*with\\* a board\n\n- and a cable"),
    ]


def test_the_new_event_is_asked_for_what_the_page_does_not_say() -> None:
    with pytest.raises(PageUndecided, match="For Dublin, Ireland, try: --timezone Europe/Dublin"):
        new_event(PAGE)
    assert new_event(PAGE, zone="Europe/Dublin").slug == "xen-hackathon-2013"


def test_a_plan_is_told_in_words() -> None:
    told = present_plan(comparison.compare_page(PAGE, None))

    assert (len(told.topics), told.same, len(told.people)) == (16, 0, 38)
    assert str(told.topics[1].news) == "3 new votes, 1 new comment"
    assert str(told.people[0].words) == "Ian Campbell, Citrix (confirmed)"
    assert [(each.number, str(each.words)) for each in told.counts] == [
        (16, "new topics"),
        (12, "votes and comments"),
        (38, "people"),
    ]
    assert [(str(each.name), each.page) for each in told.facts] == [
        ("First day", "2013-05-16"),
        ("Last day", "2013-05-17"),
        ("Opening hours of 2013-05-16", "09:00-17:00"),
        ("Opening hours of 2013-05-17", "09:00-17:00"),
    ]
