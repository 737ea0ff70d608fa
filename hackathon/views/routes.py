"""Which blueprint answers under which address."""

from flask import Flask

from hackathon.views import sign_in, site


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    app.register_blueprint(site.bp)
    app.register_blueprint(sign_in.bp)
