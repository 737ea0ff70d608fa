"""How many mails and codes there are for one address: enough for its owner, whatever strangers do."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.sign_in.domain import (
    GOOD_FOR,
    GUESSES,
    MAILS,
    MANY_WRONG_CODES,
    MOST_MAILS,
    WRONG_CODES,
)
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.accounts.sign_in.services import signing_in
from hackathon.core.errors import TooOften
from hackathon.core.extensions import db
from hackathon.mail.domain import MailState
from tests.asking import HERE, LAPTOP, PHONE, asked, guessed
from tests.dublin import NOON, Dublin
from tests.mailbox import code, mails, secret, wrong


def answer_of(browser: str, *, network: str) -> str:
    """Return what somebody who asks for Ian's address is shown."""
    asked(browser=browser, network=network)
    found = signing_in.asked(browser, NOON)
    return f"{len(found)} link to {found[0].email}, {GUESSES - found[0].guesses} tries"


@pytest.mark.usefixtures("dublin")
def test_a_browser_that_asks_often_waits_until_what_it_has_runs_out() -> None:
    for _ in range(MAILS):
        asked()

    with pytest.raises(TooOften) as refusal:
        asked(minutes=5)

    assert refusal.value.wait == GOOD_FOR - timedelta(minutes=5)
    assert len(mails()) == MAILS
    assert asked(minutes=15).state is MailState.WAITING


@pytest.mark.usefixtures("dublin")
def test_strangers_who_ask_in_somebody_s_name_are_sent_little_and_answered_as_always() -> None:
    """From one network, with a new browser each time: after the first few, mails are written and not sent."""
    answers = {answer_of(f"stranger {number}", network=HERE) for number in range(3 * MAILS)}

    assert answers == {"1 link to ian@xen.example, 5 tries"}
    states = [mail.state for mail in mails()]
    assert states == [MailState.WAITING] * MAILS + [MailState.DROPPED] * 2 * MAILS
    assert {(mail.text, mail.html) for mail in mails()[MAILS:]} == {("", "")}


@pytest.mark.usefixtures("dublin")
def test_what_strangers_ask_locks_nobody_out(dublin: Dublin) -> None:
    for number in range(2 * MOST_MAILS):
        asked(browser=f"stranger {number}", network=f"192.0.{number}.0/24")
    assert sum(mail.state is MailState.WAITING for mail in mails()) == MOST_MAILS

    # The owner of the address is answered as if nobody else had asked, and has links that work.
    assert answer_of(LAPTOP, network="198.51.100.0/24") == "1 link to ian@xen.example, 5 tries"
    # From a browser in which they signed in before, there is always another mail.
    known = asked(browser=PHONE, network="198.51.100.0/24", is_known=True)
    assert known.state is MailState.WAITING
    found = signing_in.guess(browser=PHONE, code=code(known), network=HERE, now=NOON)
    assert signing_in.use(secret=found or "", now=NOON).person == dublin.ian
    # And from any other, once no link is out.
    assert asked(browser="a tablet", network=HERE, minutes=16).state is MailState.WAITING


@pytest.mark.usefixtures("dublin")
def test_what_is_not_mailed_opens_nothing() -> None:
    for number in range(MAILS):
        asked(browser=f"stranger {number}", network=HERE)
    asked(browser=LAPTOP, network=HERE)

    unsent = db.session.scalars(select(SignInLink).order_by(SignInLink.id)).all()[-1]

    assert (unsent.is_mailed, unsent.code_digest) == (False, None)
    guessed = {
        signing_in.guess(browser=LAPTOP, code=f"{n:06}", network=HERE, now=NOON) for n in range(GUESSES)
    }
    assert guessed == {None}


@pytest.mark.usefixtures("dublin")
def test_a_code_counts_for_the_address_that_a_browser_asked_for_last() -> None:
    first = asked("ian@xen.example")
    for number in range(20):
        asked(f"person{number}@xen.example")

    assert signing_in.guess(browser=LAPTOP, code=code(first), network=HERE, now=NOON) is None
    assert [each.email for each in signing_in.asked(LAPTOP, NOON)] == ["person19@xen.example"]
    last = code(mails()[-1])
    assert signing_in.guess(browser=LAPTOP, code=last, network=HERE, now=NOON) is not None


@pytest.mark.usefixtures("dublin")
def test_after_ten_wrong_codes_in_a_day_only_the_link_works(caplog: pytest.LogCaptureFixture) -> None:
    for browser in (LAPTOP, PHONE):
        mail = asked(browser=browser)
        for _ in range(GUESSES):
            guessed(wrong(code(mail)), browser)
    before = asked(browser="a tablet", minutes=1)
    assert "takes links only" in caplog.text

    assert before.text.count("Enter this code") == 0
    assert "Too many wrong codes were entered" in before.text
    assert guessed("000000", "a tablet", minutes=1) is None
    assert signing_in.look_up(secret(before), NOON)
    after = asked(browser="a desktop", hours=24)
    assert guessed(code(after), "a desktop", hours=24) is not None


@pytest.mark.usefixtures("dublin")
def test_a_right_code_is_refused_like_a_wrong_one_once_ten_were_wrong() -> None:
    right = asked(browser=PHONE)
    for browser in ("one", "another"):
        mail = asked(browser=browser)
        for _ in range(GUESSES):
            guessed(wrong(code(mail)), browser)

    assert guessed(code(right), PHONE) is None
    assert signing_in.look_up(secret(right), NOON)


@pytest.mark.usefixtures("dublin")
def test_right_codes_are_not_counted() -> None:
    for number in range(3 * WRONG_CODES):
        mail = asked(browser=f"browser {number}", network=f"192.0.{number}.0/24", hours=number)
        assert guessed(code(mail), f"browser {number}", hours=number) is not None


@pytest.mark.usefixtures("dublin")
def test_many_wrong_codes_from_a_network_are_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    for number in range(MANY_WRONG_CODES // GUESSES):
        mail = asked(f"person{number}@xen.example", browser=f"browser {number}")
        for _ in range(GUESSES):
            guessed(wrong(code(mail)), f"browser {number}")

    assert "50 wrong sign-in codes from 192.0.2.0/24 within a day" in caplog.text
    assert "xen.example" not in caplog.text
