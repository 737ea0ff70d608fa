"""Creates the application: settings, extensions, blueprints, error pages."""

import os
from functools import cached_property
from typing import Any

from flask import Flask, has_request_context, request
from jinja2 import StrictUndefined
from sqlalchemy import make_url
from werkzeug.middleware.proxy_fix import ProxyFix

from hackathon import (
    models,  # noqa: F401 -- the tables must be known before the database is
    routes,
)
from hackathon.accounts import login_session
from hackathon.accounts.devices.domain import STAYS
from hackathon.accounts.single_sign_on import views as single_sign_on
from hackathon.agenda import published_responses
from hackathon.config import Settings, beside_package
from hackathon.core import translation
from hackathon.core.background import background_tasks
from hackathon.core.extensions import csrf, db, limiter, login
from hackathon.core.web import (
    access,
    clock,
    compression,
    errors,
    filters,
    headers,
    idempotency,
    macros,
    request_ids,
    request_log,
)
from hackathon.core.web.caching import page_cache
from hackathon.core.web.cookies import PrivateCookies
from hackathon.core.web.requests import CleanRequest
from hackathon.core.web.static_files import assets
from hackathon.events.queries import events
from hackathon.planning.drafts.services import merged_topics
from hackathon.topics.merge.services.merging_topics import topics_uniting

PATIENCE = {
    "connect_timeout": 5,
    "keepalives_idle": 10,
    "keepalives_interval": 5,
    "keepalives_count": 3,
    "tcp_user_timeout": 20_000,
}
"""How long to wait for a PostgreSQL server that became unreachable: in seconds, the last in milliseconds.

Without these limits, a page could wait for hours and block a thread of the web worker.
"""
MEGABYTE = 1_000_000
MOST_SENT = 6 * MEGABYTE
"""The largest request that is accepted, in bytes."""
MOST_ADDRESSES = 10_000
"""How many generated URLs a process caches; they take about 2 MB."""
_PLAIN = frozenset((str, int))
"""Types whose equal values look the same in a URL.

`bool` is left out: `True` equals 1 but looks different.
"""


class Application(Flask):
    """Flask, with cleaned input and without secret addresses in its log."""

    request_class = CleanRequest

    def url_for(self, /, endpoint: str, **values: Any) -> str:  # noqa: ANN401 -- Flask's own
        """Return the URL of an endpoint.

        URLs of this site are cached, since each page contains dozens of them.
        """
        is_plain = all(type(value) in _PLAIN for value in values.values())
        if not is_plain or "_external" in values or endpoint.startswith(".") or not has_request_context():
            return super().url_for(endpoint, **values)
        # If an endpoint has two rules, the one that accepts the current method is preferred.
        key = (request.script_root, request.method, endpoint, *values.items())
        found = self._addresses.get(key)
        if found is None:
            found = super().url_for(endpoint, **values)
            if len(self._addresses) >= MOST_ADDRESSES:
                self._addresses.clear()
            self._addresses[key] = found
        return found

    @cached_property
    def _addresses(self) -> dict[tuple[object, ...], str]:
        return {}

    def log_exception(self, exc_info: Any) -> None:  # noqa: ANN401 -- Flask's own
        """Log an exception with its route pattern, because the address itself may contain secrets."""
        self.logger.error("Exception at %s [%s]", request.url_rule, request.method, exc_info=exc_info)


def create_app(settings: Settings | None = None, **config: Any) -> Flask:  # noqa: ANN401 -- Flask's own
    """Return an application for these settings; `config` goes to Flask as it is."""
    settings = settings or Settings.load(os.environ)
    app = Application(
        __name__,
        instance_path=settings.instance,
        template_folder=str(beside_package("templates")),
        static_folder=str(beside_package("static")),
    )
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.signing_key(),
        SQLALCHEMY_DATABASE_URI=settings.database,
        SQLALCHEMY_ENGINE_OPTIONS=_engine_options(settings),
        TRUSTED_HOSTS=settings.hosts,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=STAYS,
        WTF_CSRF_TIME_LIMIT=None,  # A form may stay open as long as the session lasts.
        MAX_CONTENT_LENGTH=MOST_SENT,
        MAX_FORM_MEMORY_SIZE=MOST_SENT,  # A wiki page may be pasted instead of uploaded.
        SEND_FILE_MAX_AGE_DEFAULT=300,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
    )
    app.config.from_mapping(config)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}

    app.session_interface = PrivateCookies()
    _bind(app, settings)
    errors.register(app)
    assets.register(app)
    filters.register(app)
    macros.init_app(app)
    idempotency.register(app)
    routes.register(app)
    single_sign_on.register(app)
    _wrap(app, settings)
    return app


def _engine_options(settings: Settings) -> dict[str, Any]:
    # Statement parameters contain what people sent; a logged error must not quote them.
    options: dict[str, Any] = {"hide_parameters": True}
    if not settings.database.startswith("sqlite:"):
        # After the server restarts, pooled connections are closed.
        options["pool_pre_ping"] = True
        # Options in the database URL take precedence.
        said = make_url(settings.database).query
        options["connect_args"] = {name: value for name, value in PATIENCE.items() if name not in said}
    return options


def _wrap(app: Flask, settings: Settings) -> None:
    """Wrap the application in WSGI layers; the last one added is the outermost."""
    if proxies := settings.trusted_proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies)  # type: ignore[method-assign]  # the documented way
    page_cache.init_app(app)
    published_responses.init_app(app)
    request_log.init_app(app, settings)


def close_connections(app: Flask) -> None:
    """Close the application's connections to the database and the queues.

    When the last connection to an SQLite database is closed, SQLite writes its log into the main file.
    """
    page_cache.close(app)
    with app.app_context():
        db.session.remove()
        for engine in db.engines.values():
            engine.dispose()
        background_tasks.close()


def _bind(app: Flask, settings: Settings) -> None:
    """Bind extensions to this application and register what runs around every request."""
    request_ids.init_app(app, trusts_proxies=settings.trusted_proxies > 0)
    compression.init_app(app)
    db.init_app(app)
    csrf.init_app(app)
    # Templates use `speaker`, and error pages must not query the user.
    login.init_app(app, add_context_processor=False)
    login.user_loader(login_session.known)
    translation.init_app(app, access.chosen_language)

    clock.init_app(app, settings.clock)
    access.init_app(app, events)
    limiter.init_app(app)  # After the guard, so that refused requests don't count.
    app.after_request(login_session.note_seen)
    app.after_request(headers.add_headers)

    topics_uniting.connect(merged_topics.give_places)
