"""The draft of a page that comes in: thousands of topics get their places without being read whole."""

from hackathon.core.extensions import db
from hackathon.importing.queries.event_pages import page_of
from hackathon.importing.services import page_setup
from hackathon.pages.model.setup import DRAFT
from hackathon.planning.drafts.queries import drafts
from hackathon.planning.runs import jobs as job
from tests.dublin import NOON, Dublin
from tests.planning.runs.test_jobs import asked


def test_topics_are_placed_by_number_and_title_alone(dublin: Dublin, queries: list[str]) -> None:
    job.plan(asked(dublin).id)
    page = page_of(dublin.event)
    assert page.setup is not None
    before = drafts.current(dublin.event)
    assert before is not None
    placed = {(each.topic_id, each.room_id, each.slot_id) for each in before.sessions}
    db.session.expire_all()
    queries.clear()

    page_setup.write_draft(dublin.event, page, page.setup, {DRAFT}, now=NOON)
    read = [each for each in queries if "FROM topic \nWHERE topic.event_id" in each]
    db.session.commit()

    after = drafts.current(dublin.event)
    assert after is not None
    assert {(each.topic_id, each.room_id, each.slot_id) for each in after.sessions} == placed
    assert len(read) == 1
    assert ("topic.title" in read[0], "as_read" in read[0], "description" in read[0]) == (True, False, False)
