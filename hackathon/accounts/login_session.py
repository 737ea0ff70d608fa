"""The login session of a browser: signing in, signing out, and finding its device."""

from flask import Response, current_app, g, redirect, request, session, url_for
from flask_login import UserMixin, current_user, login_user, logout_user
from sqlalchemy.exc import InternalError, OperationalError
from werkzeug.wrappers import Response as BaseResponse

from hackathon.accounts.devices import queries as devices
from hackathon.accounts.devices import services as devices_service
from hackathon.accounts.devices.domain import described
from hackathon.accounts.devices.queries import KnownDevice
from hackathon.accounts.models import Person
from hackathon.accounts.sign_in.models import SignInLink
from hackathon.core.errors import NotYours
from hackathon.core.text.messages import Message, message
from hackathon.core.web import access, known_browsers
from hackathon.core.web.clock import current_time


class SignedIn(UserMixin):  # type: ignore[misc]  # flask-login is published without types
    """A person signed in on a device: what Flask-Login calls the current user."""

    def __init__(self, secret: str, known: KnownDevice) -> None:
        self.id = secret
        """What Flask-Login stores in the session and passes to `known`."""
        self.known = known


def known(secret: str) -> SignedIn | None:
    """Return the device and person that a session's secret signs in, or None."""
    found = devices.known(secret, today=current_time().date())
    return SignedIn(secret, found) if found else None


def sign_in(person: Person, *, at: str | None) -> None:
    """Sign the person in at one event, or everywhere; if they are signed in already, they stay so.

    Everything else in the session is discarded, including a form token that may be a stranger's.
    """
    before: KnownDevice | None = current_user.known if current_user.is_authenticated else None
    places = session.get(access.SIGNED_IN_AT) if before and before.person == person else []
    now = current_time()
    secret = devices_service.sign_in(
        person=person,
        words=described(request.user_agent.string),
        now=now,
        instead_of=before.device if before else None,
    )
    session.clear()
    session.permanent = True
    login_user(known(secret), remember=False)
    if at is None and person.email:
        known_browsers.remember(person.email)
    if at is not None and places is not None:
        session[access.SIGNED_IN_AT] = sorted({*places, at})


def signed_in_at() -> list[str] | None:
    """Return the slugs of the events to which the current sign-in is limited; None if it is not limited."""
    found: list[str] | None = session.get(access.SIGNED_IN_AT)
    return found


def is_everywhere() -> bool:
    """Whether the current person proved who they are, rather than being signed in to one event by a link."""
    return signed_in_at() is None


def refuse_at_one_event(to_do: Message) -> None:
    """Raise NotYours if the current sign-in is limited to one event."""
    if not is_everywhere():
        raise NotYours(
            message(
                "You are signed in for one event only, with a link from its organizers. "
                "Please sign in by email %(purpose)s.",
                purpose=to_do,
            )
        )


def sign_in_by(link: SignInLink) -> BaseResponse:
    """Sign in the person that a used link belongs to, and return a redirect to its target."""
    if link.person is None:
        raise ValueError(f"sign-in link {link.id} was used by nobody")
    sign_in(link.person, at=link.event.slug if link.event else None)
    return redirect(link.leads_to, code=303)


def this_device() -> int:
    """Return the key of the current device."""
    key: int = current_user.known.device
    return key


def signed_out() -> BaseResponse:
    """Return the response after signing out: a redirect to the home page that clears the browser's data."""
    logout_user()
    session.clear()
    answer = redirect(url_for("site.index"), code=303)
    # The back button must not show pages of the person who signed out.
    answer.headers["Clear-Site-Data"] = '"cache"'
    return answer


def note_seen(answer: Response) -> Response:
    """Record, once a day, that the device is in use. Runs after every request, once its page is rendered."""
    was_asked: SignedIn | None = g.get("_login_user")
    today = current_time().date()
    if isinstance(was_asked, SignedIn) and was_asked.known.seen_on < today and request.method == "GET":
        try:
            devices_service.note_seen(device=was_asked.known.device, today=today)
        except (InternalError, OperationalError):
            # The page is sent even if the database can't be written.
            current_app.logger.warning("It was not kept that a device is in use", exc_info=True)
    return answer
