"""How ready a list of topics is."""

from dataclasses import replace

import pytest

from hackathon.core.domain.topics import ReviewState
from hackathon.topics.readiness.domain import Count, TopicFacts, readiness, skills_of

WHOLE = TopicFacts(
    number=1,
    title="Xen on ARM",
    address="1-xen-on-arm",
    area="Hypervisor",
    state=ReviewState.REVIEWED,
    difficulty="Easy",
    skills="C, ARM",
    description="Port Xen.",
    outcomes="A port",
    contacts=("Ian Campbell",),
    wanted=3,
)


def test_a_topic_that_lacks_something_is_named_with_what_it_lacks() -> None:
    bare = replace(WHOLE, number=2, skills="", contacts=())

    ready = readiness([bare, WHOLE])

    assert ready.incomplete == ((bare, ("skills", "contacts")),)
    assert ready.as_json()["without_contact"] == [2]


def test_an_area_is_missing_only_where_there_are_areas() -> None:
    nowhere = replace(WHOLE, number=2, area="")

    assert readiness([nowhere]).incomplete == ()
    assert readiness([nowhere, WHOLE]).incomplete == ((nowhere, ("area",)),)


def test_withdrawn_topics_do_not_count() -> None:
    ready = readiness([WHOLE, replace(WHOLE, number=2, state=ReviewState.WITHDRAWN)])

    assert (len(ready.topics), ready.reviewed) == (1, 1)


def test_contacts_with_more_than_three_topics_have_too_many() -> None:
    ready = readiness(replace(WHOLE, number=number) for number in range(4))

    assert ready.overloaded == (Count(name="Ian Campbell", number=4),)


def test_the_spread_is_counted_by_size_then_name() -> None:
    ready = readiness([WHOLE, replace(WHOLE, number=2, area=""), replace(WHOLE, number=3, area="Tools")])

    assert ready.by_area == (
        Count(name="Hypervisor", number=1),
        Count(name="Not specified", number=1),
        Count(name="Tools", number=1),
    )
    assert ready.by_skill == (Count(name="ARM", number=3), Count(name="C", number=3))


def test_the_most_wanted_topic_comes_first() -> None:
    ready = readiness([WHOLE, replace(WHOLE, number=2, wanted=9)])

    assert ready.as_json()["interest"] == {"2": 9, "1": 3}


@pytest.mark.parametrize(
    ("text", "skills"),
    [
        ("", []),
        ("Bash and Ruby, some C++.", ["Bash", "Ruby", "some C++"]),
        ("Python; python", ["python"]),
        ("You should have read the whole of the manual before you come", []),
    ],
)
def test_skills_are_what_stands_between_commas(text: str, skills: list[str]) -> None:
    assert skills_of(text) == skills
