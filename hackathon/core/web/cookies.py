"""The session cookie, which responses for everyone leave out."""

from flask import Flask, Request, Response
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface, SessionMixin
from itsdangerous import BadSignature
from werkzeug.sansio.http import parse_cookie

from hackathon.core.web.requests import is_opened_by_reader


class PrivateCookies(SecureCookieSessionInterface):
    """Keeps the session out of public responses, and ignores the age of a session.

    A cache must not hand one person's cookie to another, and a browser must not request a stylesheet again
    just because its cookie has changed. How long someone stays signed in is kept in the database; a cookie
    that another server signed, or this one before its clock was set back, may come from the future.
    """

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession:
        """Return the session that we signed, whatever its age."""
        serializer = self.get_signing_serializer(app)
        cookie = request.cookies.get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return self.session_class()
        try:
            return self.session_class(serializer.loads(cookie))
        except BadSignature:
            return self.session_class()

    def held_in(self, app: Flask, cookies: str) -> str | None:
        """Return the session data in these cookies, as sent; None unless we signed it.

        The time of signing is left out, because each response sends the same session with a newer signature.
        """
        serializer = self.get_signing_serializer(app)
        cookie = parse_cookie(cookies).get(self.get_cookie_name(app))
        if serializer is None or not cookie:
            return None
        try:
            serializer.loads(cookie)
        except BadSignature:
            return None
        held, _signed_at, _signature = cookie.rsplit(".", 2)
        return held

    def should_set_cookie(self, app: Flask, session: SessionMixin) -> bool:
        """Whether the session changed, or its reader opened a page, which makes its cookie last longer.

        A page fetched by a script, such as a copy for offline use, may be requested before an action and
        answered after it. Sent along, its older cookie would replace the one that holds the action's message.
        """
        return session.modified or (is_opened_by_reader() and super().should_set_cookie(app, session))

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie, unless the response is public."""
        if not response.cache_control.public:
            super().save_session(app, session, response)
