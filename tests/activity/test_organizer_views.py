"""What happened, as organizers see it: who, what, when and from where; kept for a set time."""

from datetime import timedelta

import pytest

from hackathon.activity import services as activity
from hackathon.activity.models import Activity
from hackathon.core.extensions import db
from hackathon.topics.services import topics
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin

LOG = "/dublin-2013/organize/activity"


@pytest.fixture
def lars(visitor: Visitor, dublin: Dublin) -> Visitor:
    return visitor.signed_in_as(dublin.lars)


def test_a_line_says_from_which_network_but_not_from_which_device(lars: Visitor, dublin: Dublin) -> None:
    path = f"/dublin-2013/organize/topics/{dublin.network.address}/withdrawal"

    lars.post(path, environ_base={"REMOTE_ADDR": "192.0.2.17"})

    page = lars.get(LOG).text
    assert "Lars Kurth withdrew “Xen network improvement”" in page
    assert "from 192.0.2.0/24" in page
    assert "192.0.2.17" not in page


def test_what_the_server_does_by_itself_comes_from_nowhere(lars: Visitor, dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.network, by=None, now=NOON)

    assert "from " not in lars.get(LOG).text.partition("<ol")[2].partition("</ol")[0]


@pytest.mark.usefixtures("lars")
def test_a_line_is_forgotten_when_its_time_is_over(dublin: Dublin) -> None:
    topics.withdraw(topic=dublin.network, by=None, now=NOON)
    topics.bring_back(topic=dublin.network, by=None, now=NOON + timedelta(days=1))

    activity.forget(before=NOON + timedelta(seconds=1))

    assert [each.words for each in db.session.query(Activity)] == [
        "A command on the server restored “Xen network improvement”"
    ]
