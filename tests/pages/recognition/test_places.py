"""A time zone is guessed from a place, and only where few can be meant."""

import pytest

from hackathon.pages.recognition.events.places import guess_zones, read_place


@pytest.mark.parametrize(
    ("text", "city", "country"),
    [
        ("Dublin Ireland", "Dublin", "Ireland"),
        ("Cambridge, UK", "Cambridge", "UK"),
        ("Ann Arbor, Michigan, USA", "Ann Arbor", "USA"),
        ("Christchurch New Zealand", "Christchurch", "New Zealand"),
        ("Berlin", "Berlin", None),
        ("Ireland", None, "Ireland"),
        ("Seoul Korea", "Seoul Korea", None),
    ],
)
def test_the_end_of_a_place_may_be_its_country(text: str, city: str | None, country: str | None) -> None:
    place = read_place(text)

    assert (place.city, place.country) == (city, country)


@pytest.mark.parametrize(
    ("text", "zones"),
    [
        ("Dublin Ireland", ["Europe/Dublin"]),
        ("Cambridge, UK", ["Europe/London"]),
        ("Berlin", ["Europe/Berlin"]),
        ("Auckland, New Zealand", ["Pacific/Auckland"]),
        ("New York, USA", ["America/New_York"]),
        ("Ann Arbor, USA", []),
        ("Ushuaia, Argentina", ["America/Argentina/Ushuaia"]),
        ("Lisbon, Portugal", ["Europe/Lisbon"]),
        ("Coimbra, Portugal", ["Europe/Lisbon", "Atlantic/Madeira", "Atlantic/Azores"]),
        ("Xanadu", []),
        ("", []),
    ],
)
def test_a_place_suggests_its_own_zone_or_its_countrys(text: str, zones: list[str]) -> None:
    assert [guess.zone for guess in guess_zones(read_place(text))] == zones


def test_a_guess_says_why() -> None:
    dublin, cork = (guess_zones(read_place(text))[0].why for text in ("Dublin Ireland", "Cork, Ireland"))

    assert (dublin, cork) == ("Dublin gives the zone its name", "the only zone of Ireland")
