"""What came of topics that were merged goes along in our JSON, with the topic that they are in."""

import json

from hackathon.core.domain.outcomes import OutcomeKind
from hackathon.core.extensions import db
from hackathon.importing.services import importing
from hackathon.outcomes.models import Minutes, OutcomeLine
from hackathon.pages.readers.json_document import read
from hackathon.topics.merge.services.merging_topics import merge
from tests.dublin import Dublin
from tests.importing.services import test_outcomes_of_pages
from tests.importing.services.test_outcomes_of_pages import LATER, bring, cleared, exported, outcome_in

held = test_outcomes_of_pages.held


def test_what_came_of_a_topic_that_was_merged_goes_along_with_the_one_it_is_in(held: Dublin) -> None:
    db.session.add_all(
        [
            Minutes(topic=held.portathon, text="We measured twice.\n\nIt boots.", written_at=LATER),
            OutcomeLine(topic=held.portathon, kind=OutcomeKind.DECISION, text="Merge it", made_at=LATER),
            OutcomeLine(topic=held.portathon, kind=OutcomeKind.DECISION, text="Ship it", made_at=LATER),
        ]
    )
    db.session.commit()
    merge(kept=held.network, gone=held.portathon, by=None, now=LATER)

    document = exported(held)

    outcome = outcome_in(document, held)
    assert [each["text"] for each in outcome["minutes"]] == [
        "We measured twice.\n\nIt is slow.\n\nIt boots.",
        "Measured again.",
    ]
    assert [each["text"] for each in outcome["lines"]] == ["Merge it", "Send it", "Slides", "Ship it"]
    assert importing.plan(read(json.dumps(document)), held.event).changes_nothing

    # Brought to the topic itself, it is not there twice.
    cleared()
    bring(document, held)
    assert outcome_in(exported(held), held)["minutes"] == outcome["minutes"]
    db.session.add(Minutes(topic=held.portathon, text="It boots.", written_at=LATER))
    db.session.commit()
    assert outcome_in(exported(held), held) == outcome
