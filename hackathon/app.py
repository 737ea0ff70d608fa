"""Builds one application: settings, extensions, blueprints, error pages."""

import os
from typing import Any

from flask import Flask
from jinja2 import StrictUndefined
from werkzeug.middleware.proxy_fix import ProxyFix

from hackathon import models  # noqa: F401 -- the tables must be known before the database is
from hackathon.config import PACKAGE, Settings, beside_package
from hackathon.domain.devices import STAYS
from hackathon.extensions import csrf, db, limiter, login, migrate
from hackathon.views import access, assets, errors, filters, headers, routes, single_sign_on
from hackathon.views.cookies import PrivateCookies

MEGABYTE = 1_000_000


def create_app(settings: Settings | None = None, **config: Any) -> Flask:  # noqa: ANN401 -- Flask's own
    """Return an application for these settings; `config` goes to Flask as it is."""
    settings = settings or Settings.load(os.environ)
    app = Flask(
        __name__,
        instance_path=settings.instance,
        template_folder=str(beside_package("templates")),
        static_folder=str(beside_package("static")),
    )
    app.config.from_mapping(
        SETTINGS=settings,
        SECRET_KEY=settings.signing_key(),
        SQLALCHEMY_DATABASE_URI=settings.database,
        SESSION_COOKIE_NAME="__Host-session" if settings.is_https else "session",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_SECURE=settings.is_https,
        PERMANENT_SESSION_LIFETIME=STAYS,
        WTF_CSRF_TIME_LIMIT=None,  # a form may stay open as long as the session lives
        MAX_CONTENT_LENGTH=6 * MEGABYTE,
        MAX_FORM_MEMORY_SIZE=6 * MEGABYTE,  # a wiki page may be pasted as well as uploaded
        SEND_FILE_MAX_AGE_DEFAULT=300,
        RATELIMIT_STORAGE_URI=settings.redis_url or "memory://",
    )
    app.config.from_mapping(config)
    app.jinja_options = {"undefined": StrictUndefined, "trim_blocks": True, "lstrip_blocks": True}

    app.session_interface = PrivateCookies()
    if settings.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=settings.proxies, x_proto=settings.proxies)  # type: ignore[method-assign]  # the documented way

    _bind(app)
    errors.register(app)
    assets.register(app)
    filters.register(app)
    routes.register(app)
    single_sign_on.register(app)
    return app


def _bind(app: Flask) -> None:
    """Bind what was made once to this application, and say what happens around every request."""
    db.init_app(app)
    migrate.init_app(app, db, directory=str(PACKAGE / "migrations"))
    csrf.init_app(app)
    login.init_app(app, add_context_processor=False)  # templates have `speaker`, and error pages ask nobody
    login.user_loader(access.known)

    app.before_request(access.guard)
    limiter.init_app(app)  # after the guard: what is refused anyway is not counted
    app.after_request(access.note_seen)
    app.after_request(headers.add_headers)
