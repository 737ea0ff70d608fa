"""Signing in by what was mailed: whichever of link and code comes first, once, for a quarter of an hour."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.domain import GOOD_FOR, GUESSES, WITHIN
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.accounts.sign_in.services import signing_in
from hackathon.core.errors import BadEntry, LinkSpent
from hackathon.core.extensions import db
from tests.asking import LAPTOP, PHONE, asked
from tests.dublin import NOON, Dublin
from tests.mailbox import code, mails, secret, wrong

pytestmark = pytest.mark.postgresql


def test_the_link_signs_in_whoever_the_address_belongs_to(dublin: Dublin) -> None:
    used = signing_in.use(secret=secret(asked("IAN@Xen.Example ")), now=NOON)

    assert used.person == dublin.ian


def test_a_plus_makes_another_address(dublin: Dublin) -> None:
    used = signing_in.use(secret=secret(asked("ian+1@xen.example")), name="Ian's other self", now=NOON)

    assert used.person != dublin.ian


def test_the_code_works_in_the_browser_that_asked_alone(dublin: Dublin) -> None:
    mail = asked()

    with pytest.raises(LinkSpent, match="no longer valid"):
        signing_in.guess(browser=PHONE, code=code(mail), network="", now=NOON)
    found = signing_in.guess(browser=LAPTOP, code=code(mail), network="", now=NOON)

    assert found is not None
    assert signing_in.use(secret=found, now=NOON).person == dublin.ian


@pytest.mark.usefixtures("dublin")
def test_the_code_uses_up_the_link() -> None:
    mail = asked()
    signing_in.guess(browser=LAPTOP, code=code(mail), network="", now=NOON)

    with pytest.raises(LinkSpent):
        signing_in.use(secret=secret(mail), now=NOON)


@pytest.mark.usefixtures("dublin")
def test_the_link_uses_up_the_code() -> None:
    mail = asked()
    signing_in.use(secret=secret(mail), now=NOON)

    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), network="", now=NOON)


@pytest.mark.usefixtures("dublin")
def test_after_a_quarter_of_an_hour_neither_works() -> None:
    mail = asked()

    with pytest.raises(LinkSpent):
        signing_in.use(secret=secret(mail), now=NOON + GOOD_FOR)
    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), network="", now=NOON + GOOD_FOR)


@pytest.mark.usefixtures("dublin")
def test_a_link_that_does_not_work_says_why_to_whoever_has_it() -> None:
    used, late = asked(), asked(minutes=1)
    signing_in.use(secret=secret(used), now=NOON)

    with pytest.raises(LinkSpent, match="has already been used"):
        signing_in.look_up(secret(used), NOON)
    with pytest.raises(LinkSpent, match=r"has expired\. It was valid until 12:16 UTC on 1 May"):
        signing_in.look_up(secret(late), NOON + 2 * GOOD_FOR)
    with pytest.raises(LinkSpent, match="This sign-in link isn't valid"):
        signing_in.look_up(secret(late)[:-1], NOON)


@pytest.mark.usefixtures("dublin")
def test_a_code_may_be_guessed_a_few_times_and_the_link_still_works() -> None:
    mail = asked()
    for _ in range(GUESSES):
        assert signing_in.guess(browser=LAPTOP, code=wrong(code(mail)), network="", now=NOON) is None

    with pytest.raises(LinkSpent):
        signing_in.guess(browser=LAPTOP, code=code(mail), network="", now=NOON)
    assert signing_in.look_up(secret(mail), NOON)


def test_of_two_mails_the_code_of_either_may_be_typed(dublin: Dublin) -> None:
    first, _second = asked(), asked(minutes=1)

    found = signing_in.guess(browser=LAPTOP, code=code(first), network="", now=NOON + timedelta(minutes=2))

    assert found is not None
    assert signing_in.look_up(found, NOON).email == dublin.ian.email


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
    assert (used.person.name, used.person.email) == ("Ada Lovelace", "Ada@Xen.Example")


@pytest.mark.parametrize(
    ("theirs", "strangers"),
    [
        ("hans@strasse.example", "hans@stra\u00dfe.example"),
        ("stefan@xen.example", "\u017ftefan@xen.example"),
        ("kelly@xen.example", "\u212aelly@xen.example"),
    ],
)
def test_mail_goes_to_the_address_that_was_written_and_opens_no_other_account(
    dublin: Dublin, theirs: str, strangers: str
) -> None:
    dublin.kelly.email = theirs
    db.session.commit()

    mail = asked(strangers)
    used = signing_in.use(secret=secret(mail), name="A stranger", now=NOON)

    assert mail.to_address == strangers
    assert used.person is not None
    assert (used.person.name, used.person.email) == ("A stranger", strangers)
    assert asked(theirs).to_address == theirs
    assert signing_in.use(secret=secret(mails()[-1]), now=NOON).person == dublin.kelly


@pytest.mark.usefixtures("dublin")
def test_two_spellings_of_one_domain_are_one_person() -> None:
    signing_in.use(secret=secret(asked("Hans@Stra\u00dfe.Example")), name="Hans", now=NOON)

    again = signing_in.use(secret=secret(asked("hans@xn--strae-oqa.example")), now=NOON)

    assert again.person is not None
    assert (again.person.name, again.person.email) == ("Hans", "Hans@Stra\u00dfe.Example")


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
