"""Which blueprint answers under which address."""

from flask import Flask

from hackathon.views import sign_in, site
from hackathon.views.desk import plan as desk_plan
from hackathon.views.desk import publish as desk_publish


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    app.register_blueprint(site.bp)
    app.register_blueprint(sign_in.bp)
    app.register_blueprint(desk_plan.bp)
    app.register_blueprint(desk_publish.bp)
