"""Pages of every rendering, written for these tests: a list, a printed round, a table, GitHub's wiki."""

from datetime import date
from pathlib import Path

import pytest

from hackathon.core.domain.attendance import EventKind
from hackathon.core.domain.topics import ReviewState
from hackathon.core.errors import NotAPage
from hackathon.pages.model.metadata import Notice, Outreach, Revision, TopicForm
from hackathon.pages.model.page import (
    CommentKind,
    FurtherField,
    Page,
    PageTopic,
)
from hackathon.pages.model.questions import QuestionSubject
from hackathon.pages.model.texts import TextField
from hackathon.pages.readers.rendered.reader import read

SAMPLES = Path(__file__).parents[1] / "samples"


def sample(name: str) -> Page:
    return read((SAMPLES / f"{name}.txt").read_text(encoding="utf-8"))


def topic(page: Page, title: str) -> PageTopic:
    (found,) = [each for each in page.topics if each.title == title]
    return found


def words(text: TextField | None) -> list[str]:
    assert text is not None
    return [block.text for block in text.blocks]


def headings(page: Page) -> list[tuple[int, str, str]]:
    return [(section.level, section.kind.value, section.heading) for section in page.sections]


@pytest.mark.parametrize(
    ("name", "rendering", "outreach"),
    [
        ("outreach-list", "mediawiki-text", Outreach(programme="GSoC", year=2031)),
        ("outreach-round", "mediawiki-printable", Outreach(programme="Outreachy", round=21)),
        ("table", "pipe-table", Outreach(programme="Outreachy", year=2031)),
        ("github-ideas", "github-wiki", None),
    ],
)
def test_a_page_says_how_it_was_made_and_for_which_programme(
    name: str, rendering: str, outreach: Outreach | None
) -> None:
    page = sample(name)

    assert (page.rendering, page.kind, page.outreach) == (rendering, EventKind.IDEA_LIST, outreach)
    assert page.unplaced == ()


def test_three_lists_have_their_states_and_areas_stand_in_them() -> None:
    page = sample("outreach-list")

    assert [(each.title, each.area, each.review_state) for each in page.topics] == [
        ("Warmer nests", "Nests and burrows", ReviewState.REVIEWED),
        ("Burrows for two", "Nests and burrows", ReviewState.REVIEWED),
        ("Longer glides", "Flight", ReviewState.REVIEWED),
        ("An idea without words", "Flight", ReviewState.REVIEWED),
        ("Night flights", "Flight", ReviewState.REVIEWED),
        ("Louder alarms", "Nests and burrows", ReviewState.NEEDS_WORK),
        ("Sharper beaks", "Tools", ReviewState.NEW),
    ]


def test_an_area_without_topics_is_an_area_all_the_same() -> None:
    assert headings(sample("outreach-list"))[4:8] == [
        (2, "topics", "List of peer reviewed Projects"),
        (3, "area", "Nests and burrows"),
        (3, "area", "Cliffs"),
        (3, "area", "Flight"),
    ]


def test_a_notice_is_kept_apart_from_the_text_and_its_picture_too() -> None:
    page = sample("outreach-list")

    assert page.images == ("Icon Info.png",)
    assert page.notices == (
        Notice(line=5, text="This page lists ideas for Google Summer of Code and Outreachy 2031."),
    )


def test_a_template_among_the_rules_is_an_example() -> None:
    page = sample("outreach-list")

    assert [each.form for each in page.topics].count(TopicForm.RAW_TEMPLATE) == 0
    assert [block.text for prose in page.prose if prose.line == 22 for block in prose.blocks] == [
        "{{GSoC Project",
        "|Project=Name of the project",
        "|Date=~~~~~",
        "|Review=(delete as addressed)",
        "}}",
    ]


def test_contacts_come_with_their_addresses_however_these_are_spelt() -> None:
    contact = topic(sample("outreach-list"), "Warmer nests").contact

    assert contact is not None
    assert contact.is_obfuscated
    assert [(person.name, person.email) for person in contact.people] == [
        ("Ann Lee", "ann.lee@gull.example"),
        ("Bo Ek", "bo.ek@gull.example"),
    ]


def test_review_comments_keep_their_threads() -> None:
    comments = topic(sample("outreach-round"), "Warmer nests").comments

    assert [(said.line, said.author, said.kind, said.reply_to, said.text) for said in comments] == [
        (26, "Ann.lee", CommentKind.COMMENT, None, "Which down?"),
        (27, "Bo", CommentKind.REPLY, 26, "Our own."),
        (28, "Ann.lee", CommentKind.REPLY, 27, "Then ask first:"),
        (31, "Dee", CommentKind.REPLY, 26, "Or moss."),
        (32, "Cy", CommentKind.COMMENT, None, "Done."),
        (33, None, CommentKind.COMMENT, None, "Nobody signed this."),
    ]
    assert comments[2].day == date(2030, 3, 4)
    assert [block.text for block in comments[2].nested] == ["the owners", "the others"]


def test_a_template_left_as_source_is_a_topic_though_its_braces_are_broken() -> None:
    found = topic(sample("outreach-round"), "Softer landings")

    assert (found.form, found.line, found.anchor) == (TopicForm.RAW_TEMPLATE, 35, "landings")
    assert found.contact is not None
    assert [(person.name, person.email) for person in found.contact.people] == [("Bo Ek", "bo@gull.example")]
    assert words(found.description) == [
        "Land on {sand,moss,rock} and say which.",
        "A second paragraph with {{Comment|foo} broken.",
        "soft",
        "softer",
    ]
    assert words(found.references) == ["https://gull.example/land?a=b"]
    assert words(found.steps) == []
    assert found.further == (FurtherField(name="Length", raw="3 months"),)
    assert [(said.author, said.kind, said.text, said.reply_to) for said in found.comments] == [
        ("Ann.lee", CommentKind.COMMENT, "Which feet?", None),
        ("Bo", CommentKind.REPLY, "Both.", 54),
        ("Dee", CommentKind.INTERESTED, "Interested", None),
    ]


@pytest.mark.parametrize(
    "source",
    [
        "{{GSoC Project |Project=Landing |Date=15/02/2030 |Contact=Bo |Desc=Land. |Outcomes=Landed }}",
        "{{project|Outcomes=Landed|Desc=Land.|Contact=Bo|Date=15/02/2030|Project=Landing}}",
        "{{GSoC_Project\n|Project=Landing\n\n|Desc=\nLand.\n|Contact=Bo\n|Date=15/02/2030 |Outcomes=Landed\n",
    ],
)
def test_parameters_may_stand_in_any_order_on_any_line(source: str) -> None:
    page = read(f"Ideas\n\nFrom Gull\n\nProjects\n\n{source}\n")
    (found,) = page.topics

    assert (found.title, words(found.description), words(found.outcomes)) == (
        "Landing",
        ["Land."],
        ["Landed"],
    )
    assert found.contact is not None
    assert found.contact.raw == "Bo"
    assert found.date_of_insert is not None
    assert found.date_of_insert.day == date(2030, 2, 15)


def test_milestones_without_a_year_take_that_of_the_topics_and_go_on_past_december() -> None:
    milestones = sample("outreach-round").milestones

    assert [(each.what, each.starts, each.ends) for each in milestones] == [
        ("Applications close", date(2030, 10, 22), None),
        ("accepted students are named", date(2030, 11, 12), None),
        ("Students at work", date(2030, 12, 9), date(2031, 3, 9)),
        ("First report", date(2031, 1, 15), None),
        ("Last report", date(2031, 3, 23), None),
    ]
    assert {each.year_inferred_from for each in milestones} == {"the topics' dates, the last in 2030"}


def test_a_list_whose_heading_was_lost_has_the_state_that_its_first_sentence_tells() -> None:
    page = sample("table")

    assert [(each.title, each.section, each.area, each.review_state) for each in page.topics] == [
        ("Warmer nests", "(reviewed ideas)", None, ReviewState.REVIEWED),
        ("Passing through", "(reviewed ideas)", None, ReviewState.REVIEWED),
        ("Longer glides", "Ideas that need review", "Cliffs", ReviewState.NEEDS_REVIEW),
    ]
    assert headings(page) == [
        (1, "info", "Outreachy at Gull"),
        (2, "info", "Conventions"),
        (3, "rules", "Rules for ideas"),
        (2, "info", "Links"),
        (2, "topics", "(reviewed ideas)"),
        (2, "topics", "Ideas that need review"),
        (3, "area", "Cliffs"),
    ]


def test_in_a_table_a_row_with_a_title_alone_is_an_empty_topic() -> None:
    page = sample("table")

    assert [each.form for each in page.topics] == [TopicForm.RENDERED, TopicForm.EMPTY, TopicForm.RENDERED]
    assert [each.line for each in page.questions if each.about is QuestionSubject.EMPTY_TOPIC] == [29]


def test_on_github_labels_close_an_idea_and_the_next_line_is_a_title() -> None:
    page = sample("github-ideas")
    first, second = page.topics

    assert (first.title, second.title, second.clean_title) == (
        "Warmer nests", "Project: Burrows for two", "Burrows for two",
    )  # fmt: skip
    assert words(first.description) == [
        "Nests are cold. Motivation: eggs.", "Down", "Own down", "Moss", "The order of work is",
        "measure", "pad", "  nest = down + moss", "  warmth = f(nest)",
    ]  # fmt: skip
    assert words(first.outcomes) == ["Warm eggs"]
    assert first.further == (FurtherField(name="Duration", raw="3 months"),)
    assert first.contact is not None
    assert [(person.name, person.email) for person in first.contact.people] == [("Ann Lee", None)]


def test_on_github_the_frame_of_the_page_says_who_and_where() -> None:
    page = sample("github-ideas")

    assert (page.title, page.site, page.site_from) == (
        "Student ideas 2031",
        "GitHub wiki of gull-nest/nest",
        7,
    )
    assert page.revision == Revision(
        raw="annlee edited this page Mar 6, 2031 · 12 revisions",
        author="annlee",
        day=date(2031, 3, 6),
        count=12,
    )
    assert [line.words for line in page.chrome] == ["Skip to content", "Clone this wiki locally"]


def test_an_idea_without_its_labels_is_half_a_page() -> None:
    text = (SAMPLES / "github-ideas.txt").read_text(encoding="utf-8")

    with pytest.raises(NotAPage, match="Burrows for two"):
        read(text[: text.index("Difficulty: Easy")])


def test_an_area_with_a_sentence_below_it_does_not_belong_to_the_topic_above() -> None:
    text = (SAMPLES / "outreach-list.txt").read_text(encoding="utf-8")
    page = read(text.replace("\n\nFlight\n", "\n\nFlight\n\nThere are more of these elsewhere.\n"))

    assert (topic(page, "Longer glides").area, words(topic(page, "Burrows for two").outcomes)) == (
        "Flight", ["Not specified, project outcomes"],
    )  # fmt: skip
    assert [block.text for prose in page.prose for block in prose.blocks if prose.section == "Flight"] == [
        "There are more of these elsewhere."
    ]


def test_a_template_ends_at_its_last_braces_and_the_next_area_is_not_its_text() -> None:
    text = (SAMPLES / "outreach-round.txt").read_text(encoding="utf-8")
    page = read(text.replace("Interested\n}}\n\n", "Interested {{x}}\n\n\nNight work\n\n"))

    assert topic(page, "Softer landings").comments[-1].kind is CommentKind.INTERESTED
    assert topic(page, "Night flights").area == "Night work"
