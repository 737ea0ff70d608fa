"""What an action did is told on the page that its reader opens next."""

from tests.conftest import Visitor
from tests.dublin import Dublin

TOPIC = "/dublin-2013/topics/2-xen-on-arm-portathon"


def test_a_copy_that_a_script_fetches_leaves_it_to_the_page_that_is_opened(
    visitor: Visitor, dublin: Dublin
) -> None:
    visitor.signed_in_as(dublin.ian)
    visitor.post(f"{TOPIC}/comments", data={"text": "Hello", "form_key": "a" * 22})

    assert "Comment added." not in visitor.get(TOPIC, headers={"Sec-Fetch-Mode": "cors"}).text
    assert "Comment added." in visitor.get(TOPIC, headers={"Sec-Fetch-Mode": "navigate"}).text
    assert "Comment added." not in visitor.get(TOPIC).text
