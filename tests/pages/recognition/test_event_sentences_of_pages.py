"""When and where an event is, in the sentences and labels that communities write."""

from datetime import date

import pytest

from hackathon.pages.recognition.understand import understand

_PEOPLE = "\n\n## Attendees\n\n- Ada Quill, Example Ltd\n- Cleo Marsh\n- Orla Roe\n"


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("It will take place May 3-5, 2028 in Las Palmas, Gran Canaria, Spain.", "Las Palmas", "Spain"),
        ("It will take place May 3-5, 2028 in Luleå, Norrbotten, Sweden.", "Luleå", "Sweden"),
        ("3-5 May 2028, Boston, Massachusetts, USA", "Boston", "USA"),
        ("**When:** 3-5 May 2028\n**Where:** Boston, MA", "Boston", None),
        ("When: 3-5 May 2028\n\nWhere: Berlin", "Berlin", None),
        ("The sprint will be held in Berlin from 3 to 5 May 2028.", "Berlin", None),
        ("May 3-5, 2028, Hotel Example, Bergen, Norway", "Bergen", "Norway"),
        ("The meeting took place from 3 to 5 May 2028 at Example Ltd, Ghent, Belgium.", "Ghent", "Belgium"),
        ("Date: 2028-05-03 to 2028-05-05\nLocation: Room 3, Heraklion, Crete, Greece", "Heraklion", "Greece"),
        ("We meet from 3 to 5 May 2028 in the old mill.", None, None),
        ("When: 3-5 May 2028\n\nWhere: Online", None, None),
    ],
)
def test_a_region_or_a_house_is_not_taken_for_the_city(
    text: str, city: str | None, country: str | None
) -> None:
    event = understand(f"# Lantern sprint\n\n{text}{_PEOPLE}").page.event

    assert event is not None
    assert (event.starts, event.ends) == (date(2028, 5, 3), date(2028, 5, 5))
    assert (event.city, event.country) == (city, country)


def test_the_year_may_stand_in_the_title_alone() -> None:
    text = "# Lantern sprint 2028\n\nIt will run from 8am each day from Wednesday May 3 through Friday May 5."

    event = understand(text + _PEOPLE).page.event

    assert event is not None
    assert (event.starts, event.ends) == (date(2028, 5, 3), date(2028, 5, 5))


def test_the_date_of_a_post_is_no_event() -> None:
    text = "---\nlayout: post\ntitle: Notes\ndate: 2028-05-03\ntags: [“odd]\n---\n\nWho came\n"

    page = understand(text + _PEOPLE).page

    assert page.event is None
    assert [person.name for person in page.attendees] == ["Ada Quill", "Cleo Marsh", "Orla Roe"]
