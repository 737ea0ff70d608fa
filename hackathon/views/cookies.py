"""The cookie of a session, which has no part in what is the same for everybody."""

from flask import Flask, Response
from flask.sessions import SecureCookieSessionInterface, SessionMixin


class PrivateCookies(SecureCookieSessionInterface):
    """Keeps the session out of public answers.

    A cache must not hand one person's cookie to another, and a browser that has a
    stylesheet must not ask for it again because its cookie is another one by now.
    """

    def save_session(self, app: Flask, session: SessionMixin, response: Response) -> None:
        """Send the cookie along, unless the answer is public."""
        if not response.cache_control.public:
            super().save_session(app, session, response)
