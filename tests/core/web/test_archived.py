"""An archived event: every request that would change it is refused, on every route there is."""

from html.parser import HTMLParser

from hackathon.core.extensions import db
from hackathon.core.web.access import Access
from tests.conftest import Visitor
from tests.dublin import NOON, Dublin
from tests.page_builders import everything
from tests.test_routes import of

ARCHIVE = "/dublin-2013/organize/settings/archive"
LEAVE_IT_ALONE = {f"{ARCHIVE}/removal", "/dublin-2013/organize/settings/copy"}
"""Opens the event again, and writes a new one."""


def archived(dublin: Dublin) -> None:
    dublin.event.archived_at = NOON
    dublin.lars.is_administrator = True
    db.session.commit()


def test_whatever_would_change_an_archived_event_is_refused(visitor: Visitor, dublin: Dublin) -> None:
    archived(dublin)
    visitor.signed_in_as(dublin.lars)
    before = everything()
    changes = [
        (method, address)
        for access in Access
        for method, address in of(access)
        if method != "GET" and address.startswith("/dublin-2013/") and address not in LEAVE_IT_ALONE
    ]

    answers = {each: visitor.open(each[1], method=each[0]) for each in changes}
    moved = {each for each, answer in answers.items() if answer.status_code == 308}
    wrong = {
        each: answer.status_code for each, answer in answers.items() if answer.status_code not in (308, 409)
    }

    assert len(changes) > 80
    assert wrong == {}
    assert all("This event is archived" in answers[each].text for each in set(answers) - moved)
    # Old addresses lead to new ones, which refuse.
    assert {
        visitor.open(address, method=method, follow_redirects=True).status_code for method, address in moved
    } <= {404, 405, 409}
    assert everything() == before


def test_every_page_of_an_archived_event_can_be_read(visitor: Visitor, dublin: Dublin) -> None:
    readable = [path for access in Access for method, path in of(access) if method == "GET"]
    visitor.signed_in_as(dublin.lars)
    dublin.lars.is_administrator = True
    db.session.commit()
    before = {path: visitor.get(path).status_code for path in readable}
    archived(dublin)

    # A form for what is closed says so instead.
    assert {path: visitor.get(path).status_code for path in readable} == {
        **before,
        "/dublin-2013/topics/new": 409,
    }


def test_an_organizer_archives_and_reopens(visitor: Visitor, dublin: Dublin) -> None:
    visitor.signed_in_as(dublin.lars)
    assert f'href="{ARCHIVE}"' in visitor.get("/dublin-2013/organize/settings").text

    answer = visitor.post(ARCHIVE, data={"version": dublin.event.version})

    assert (answer.status_code, dublin.event.is_archived) == (303, True)
    assert "Reopen event" in visitor.get(ARCHIVE).text
    assert "This event is archived" in visitor.get("/dublin-2013/").text
    assert "This event is archived. Nothing can be changed." in visitor.get("/dublin-2013/organize/").text
    assert "Archived" in visitor.get("/").text

    answer = visitor.post(f"{ARCHIVE}/removal")

    assert (answer.status_code, dublin.event.is_archived) == (303, False)
    assert "This event is archived" not in visitor.get("/dublin-2013/").text


def test_an_archived_event_has_ended(dublin: Dublin) -> None:
    assert dublin.event.takes_votes(NOON)

    archived(dublin)

    event = dublin.event
    assert (event.phase(NOON), event.takes_votes(NOON), event.takes_proposals(NOON)) == (
        "ended",
        False,
        False,
    )
    assert not event.is_on_its_days(event.lifecycle.begins)


class Buttons(HTMLParser):
    """What the buttons of a page would send, by address: its own, unless the form names another."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.page, self.form, self.sends = page, "", set[str]()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        says = dict(attrs)
        if tag == "form":
            self.form = (says.get("action") or self.page) if says.get("method") == "post" else ""
        elif tag == "button" and says.get("type", "submit") == "submit" and self.form:
            self.sends.add(self.form.partition("?")[0])

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.form = ""


def test_no_page_of_an_archived_event_draws_a_button_that_is_refused(
    visitor: Visitor, dublin: Dublin
) -> None:
    readable = [path for access in Access for method, path in of(access) if method == "GET"]
    pages = {path for path in readable if path.startswith("/dublin-2013/")}
    visitor.signed_in_as(dublin.lars)

    def sent() -> set[str]:
        found = set()
        for path in pages:
            answer = visitor.get(path)
            if answer.mimetype == "text/html":
                buttons = Buttons(path)
                buttons.feed(answer.text)
                found |= {address for address in buttons.sends if address.startswith("/dublin-2013/")}
        return found

    assert len(sent()) > 30
    archived(dublin)
    assert sent() == LEAVE_IT_ALONE
