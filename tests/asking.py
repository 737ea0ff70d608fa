"""Asking to sign in, and typing codes, as people do in their browsers."""

from datetime import timedelta

from hackathon.accounts.sign_in.services import signing_in
from hackathon.mail.models import Mail
from tests.dublin import NOON
from tests.mailbox import mails

LAPTOP, PHONE = "the secret of a laptop", "the secret of a phone"
HERE = "192.0.2.0/24"


def asked(
    email: str = "ian@xen.example",
    browser: str = LAPTOP,
    network: str = HERE,
    is_known: bool = False,
    **later: int,
) -> Mail:
    """Return the mail that was written when somebody asked."""
    now = NOON + timedelta(**later)
    signing_in.send_sign_in_mail(
        email=email, leads_to="/", browser=browser, network=network, is_known=is_known, now=now
    )
    return mails()[-1]


def guessed(code: str, browser: str, **later: int) -> str | None:
    return signing_in.guess(browser=browser, code=code, network=HERE, now=NOON + timedelta(**later))
