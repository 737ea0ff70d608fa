"""A publication that is refused keeps the note that was written for it, though its form is not shown."""

import pytest

from hackathon.events.models import Event
from hackathon.planner.limits import Limits
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import services as planning
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.twice import plan


def version(event: Event) -> str:
    draft = drafts.current(event)
    assert draft is not None
    return str(draft.version)


@pytest.mark.parametrize("is_planned_anew", [True, False])
def test_the_note_of_a_refused_publication_is_kept(
    visitor: Visitor, dublin: Dublin, is_planned_anew: bool
) -> None:
    visitor.signed_in_as(dublin.lars)
    plan(dublin)
    seen = version(dublin.event)
    if is_planned_anew:
        planning.queue(event=dublin.event, limits=Limits(), by=None, now=NOON)
    else:
        plan(dublin)

    answer = visitor.post(
        "/dublin-2013/organize/schedule/publication", data={"note": "Lunch moves to noon.", "version": seen}
    )

    assert answer.status_code == 409
    assert "Not saved." in answer.text
    assert "Lunch moves to noon.</textarea>" in answer.text
