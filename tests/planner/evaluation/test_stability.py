"""What keeping to the published agenda costs."""

from dataclasses import replace

from hackathon.planner.evaluation.stability import Price, price, unheeding
from hackathon.planner.model.problem import Person, Previous, Topic
from tests.planner.smalltown import place, town

ANNA = Person(key=1, votes=((0, 4), (1, 4)))
APART, TOGETHER = place((0, 0), (1, 0)), place((0, 0), (0, 1))
PUBLISHED = replace(
    town(Topic(key=1), Topic(key=2), people=(ANNA, replace(ANNA, key=2))),
    previous=(Previous(topic=0, start=0, room=0), Previous(topic=1, start=0, room=1)),
)


def test_the_price_is_what_moving_people_would_save() -> None:
    assert price(PUBLISHED, TOGETHER, APART) == Price(loss=8, people=2)


def test_an_agenda_that_loses_as_much_has_no_price() -> None:
    assert price(PUBLISHED, TOGETHER, TOGETHER) == Price(loss=0, people=0)
    assert price(PUBLISHED, APART, TOGETHER) == Price(loss=0, people=0)


def test_who_need_not_heed_the_published_agenda_still_holds_what_has_begun() -> None:
    held = replace(PUBLISHED, topics=(replace(PUBLISHED.topics[0], starts=(0,), room=0), PUBLISHED.topics[1]))

    assert unheeding(held).topics == held.topics
    assert unheeding(held).previous == ()
