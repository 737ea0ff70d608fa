"""Signing in by what was mailed: whichever of link and code comes first, once, for a quarter of an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.domain.errors import BadEntry, LinkSpent, TooOften
from hackathon.domain.signing_in import GOOD_FOR, GUESSES, MAILS, WITHIN
from hackathon.extensions import db
from hackathon.models import Mail, Person, SignInLink
from hackathon.services import signing_in
from tests.dublin import NOON, Dublin
from tests.mailbox import code, mails, secret, wrong

LAPTOP, PHONE = "the secret of a laptop", "the secret of a phone"


def asked(email: str = "ian@xen.example", browser: str = LAPTOP, **later: int) -> Mail:
    """Return the mail that was written when somebody asked."""
    signing_in.ask(email=email, leads_to="/", browser=browser, now=NOON + timedelta(**later))
    return mails()[-1]


def test_the_link_signs_in_whoever_the_address_belongs_to(dublin: Dublin) -> None:
    used = signing_in.use(secret=secret(asked("IAN@Xen.Example ")), now=NOON)

    assert used.person == dublin.ian


def test_a_plus_makes_another_address(dublin: Dublin) -> None:
    used = signing_in.use(secret=secret(asked("ian+1@xen.example")), name="Ian's other self", now=NOON)

    assert used.person != dublin.ian


def test_the_code_works_in_the_browser_that_asked_alone(dublin: Dublin) -> None:
    mail = asked()

    with pytest.raises(LinkSpent, match="no code left"):
        signing_in.guess(browser=PHONE, code=code(mail), now=NOON)
    found = signing_in.guess(browser=LAPTOP, code=code(mail), now=NOON)

    assert found is not None
    assert signing_in.use(secret=found, now=NOON).person == dublin.ian


@pytest.mark.usefixtures("dublin")
def test_the_code_uses_up_the_link() -> None:
    mail = asked()
    signing_in.guess(browser=LAPTOP, code=code(mail), now=NOON)

    with pytest.raises(LinkSpent):
        signing_in.use(secret=secret(mail), now=NOON)


@pytest.mark.usefixtures("dublin")
def test_the_link_uses_up_the_code() -> None:
    mail = asked()
    signing_in.use(secret=secret(mail), now=NOON)

    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), now=NOON)


@pytest.mark.usefixtures("dublin")
def test_after_a_quarter_of_an_hour_neither_works() -> None:
    mail = asked()

    with pytest.raises(LinkSpent):
        signing_in.use(secret=secret(mail), now=NOON + GOOD_FOR)
    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), now=NOON + GOOD_FOR)


@pytest.mark.usefixtures("dublin")
def test_a_link_that_does_not_work_says_why_to_whoever_has_it() -> None:
    used, late = asked(), asked(minutes=1)
    signing_in.use(secret=secret(used), now=NOON)

    with pytest.raises(LinkSpent, match="was used already"):
        signing_in.look_up(secret(used), NOON)
    with pytest.raises(LinkSpent, match="has run out: it was good until 12:16 UTC on 1 May"):
        signing_in.look_up(secret(late), NOON + 2 * GOOD_FOR)
    with pytest.raises(LinkSpent, match="We do not know this sign-in link"):
        signing_in.look_up(secret(late)[:-1], NOON)


@pytest.mark.usefixtures("dublin")
def test_a_code_may_be_guessed_a_few_times_and_the_link_still_works() -> None:
    mail = asked()
    for _ in range(GUESSES):
        assert signing_in.guess(browser=LAPTOP, code=wrong(code(mail)), now=NOON) is None

    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), now=NOON)
    assert signing_in.look_up(secret(mail), NOON)


def test_of_two_mails_the_code_of_either_may_be_typed(dublin: Dublin) -> None:
    first, _second = asked(), asked(minutes=1)

    found = signing_in.guess(browser=LAPTOP, code=code(first), now=NOON + timedelta(minutes=2))

    assert found is not None
    assert signing_in.look_up(found, NOON).email == dublin.ian.email


@pytest.mark.usefixtures("dublin")
def test_an_address_gets_a_few_mails_in_an_hour() -> None:
    for minute in range(MAILS):
        asked(minutes=minute)

    with pytest.raises(TooOften) as refusal:
        asked(browser=PHONE, minutes=30)

    assert refusal.value.wait == timedelta(minutes=30)
    assert len(mails()) == MAILS
    assert asked(minutes=WITHIN.seconds // 60)


@pytest.mark.usefixtures("dublin")
@pytest.mark.parametrize("email", ["ian@xen.example", "nobody@xen.example"])
def test_asking_reads_and_writes_the_same_whether_the_address_is_known_or_not(
    queries: list[str], email: str
) -> None:
    queries.clear()
    mail = asked(email)

    assert not any("FROM person" in each for each in queries)
    assert "Ian" not in mail.subject + mail.text + mail.html
    assert mail.good_until == NOON + GOOD_FOR


def test_whoever_is_new_is_made_a_person_of_the_name_they_give(dublin: Dublin) -> None:  # noqa: ARG001 -- its people
    link = secret(asked("Ada@Xen.Example"))
    with pytest.raises(BadEntry, match="name"):
        signing_in.use(secret=link, now=NOON)

    used = signing_in.use(secret=link, name=" Ada Lovelace ", now=NOON)

    assert used.person is not None
    assert (used.person.name, used.person.email) == ("Ada Lovelace", "ada@xen.example")


@pytest.mark.usefixtures("dublin")
def test_two_mails_to_a_new_address_make_one_person() -> None:
    first, second = secret(asked("ada@xen.example")), secret(asked("ada@xen.example", browser=PHONE))

    signing_in.use(secret=first, name="Ada", now=NOON)
    signing_in.use(secret=second, name="Somebody else", now=NOON)

    assert [each.name for each in db.session.scalars(select(Person).filter_by(email="ada@xen.example"))] == [
        "Ada"
    ]


@pytest.mark.usefixtures("dublin")
def test_of_link_and_code_only_digests_are_kept() -> None:
    mail = asked()
    kept = repr(db.session.execute(select(SignInLink.__table__)).one())

    assert secret(mail) not in kept
    assert code(mail) not in kept
    assert LAPTOP not in kept


@pytest.mark.parametrize("email", ["", "ian", "ian@", "ian@xen.example\nBcc: wei@xen.example"])
def test_what_is_no_address_gets_no_mail(dublin: Dublin, email: str) -> None:  # noqa: ARG001 -- the tables
    with pytest.raises(BadEntry):
        asked(email)

    assert mails() == []


def test_what_was_asked_for_is_forgotten_when_it_serves_nothing_any_more(dublin: Dublin) -> None:
    signing_in.make_link(person=dublin.wei, leads_to="/", now=NOON, good_for=GOOD_FOR)
    asked("nobody@xen.example")
    asked("ian@xen.example", minutes=30)

    signing_in.forget(now=NOON + GOOD_FOR + WITHIN + timedelta(minutes=1))

    assert [each.to_address for each in mails()] == ["ian@xen.example"]
    kept = db.session.scalars(select(SignInLink.email).order_by(SignInLink.id)).all()
    assert kept == [None, "ian@xen.example"]
