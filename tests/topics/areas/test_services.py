"""The areas of an event, as one list."""

import pytest

from hackathon.core.errors import BadEntry, StaleForm
from hackathon.core.extensions import db
from hackathon.topics.areas import services as areas
from hackathon.topics.areas.domain import AreaLine
from tests.dublin import NOON, Dublin

pytestmark = pytest.mark.postgresql


def found(dublin: Dublin) -> list[tuple[str, str]]:
    return [(each.slug, each.name) for each in dublin.event.areas]


def arrange(dublin: Dublin, *lines: tuple[str | None, str], seen: int | None = None) -> None:
    areas.arrange(
        event=dublin.event,
        lines=[AreaLine(slug=slug, name=name, position=place) for place, (slug, name) in enumerate(lines)],
        seen=seen,
        by=dublin.lars,
        now=NOON,
    )


def test_areas_are_renamed_ordered_and_added(dublin: Dublin) -> None:
    arrange(
        dublin, (None, "Mirage OS"), ("toolstack", "Tools"), ("hypervisor", "Hypervisor"), (None, "ツール")
    )

    assert found(dublin) == [
        ("mirage-os", "Mirage OS"),
        ("toolstack", "Tools"),
        ("hypervisor", "Hypervisor"),
        ("turu", "ツール"),
    ]
    assert dublin.toolstacks.area == dublin.toolstack


def test_two_areas_swap_their_names(dublin: Dublin) -> None:
    arrange(dublin, ("hypervisor", "Toolstack"), ("toolstack", "Hypervisor"))

    assert found(dublin) == [("hypervisor", "Toolstack"), ("toolstack", "Hypervisor")]


def test_the_topics_of_an_area_that_goes_stay_without_one(dublin: Dublin) -> None:
    arrange(dublin, ("toolstack", "Toolstack"))

    assert found(dublin) == [("toolstack", "Toolstack")]
    assert dublin.portathon.area is None
    assert len(dublin.event.topics) == 5


def test_two_areas_never_share_a_name(dublin: Dublin) -> None:
    with pytest.raises(BadEntry, match="Two areas are called “toolstack”"):
        arrange(dublin, ("hypervisor", "Toolstack"), (None, "toolstack"))

    assert found(dublin) == [("hypervisor", "Hypervisor"), ("toolstack", "Toolstack")]


def test_a_stale_list_changes_nothing(dublin: Dublin) -> None:
    arrange(dublin, ("toolstack", "Toolstack"), ("hypervisor", "Hypervisor"), seen=1)

    with pytest.raises(StaleForm):
        arrange(dublin, ("toolstack", "Toolstack"), seen=1)

    assert len(found(dublin)) == 2


@pytest.mark.parametrize("slug", ["groe", "grosse"])
def test_an_area_that_got_its_address_before_letters_were_written_out_is_still_meant_by_its_name(
    dublin: Dublin, slug: str
) -> None:
    """However its address was made, and whether or not it was renamed since."""
    dublin.hypervisor.slug, dublin.hypervisor.name = slug, "Size"
    dublin.toolstack.slug, dublin.toolstack.name = "odz", "Łódź"
    db.session.commit()

    known = areas.NamedAreas(dublin.event)

    assert known.named("Größe") == dublin.hypervisor
    assert known.named("Łódź") == dublin.toolstack
    assert known.named("Odz") not in (dublin.hypervisor, dublin.toolstack)
