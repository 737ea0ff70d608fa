"""Which blueprint answers under which address."""

from flask import Flask

from hackathon.views import (
    agenda,
    confirmation,
    events,
    feeds,
    mine,
    people,
    review,
    sign_in,
    site,
    theme,
    topics,
)
from hackathon.views.desk import creation as desk_creation
from hackathon.views.desk import importing as desk_importing
from hackathon.views.desk import joins as desk_joins
from hackathon.views.desk import log as desk_log
from hackathon.views.desk import overview as desk_overview
from hackathon.views.desk import people as desk_people
from hackathon.views.desk import plan as desk_plan
from hackathon.views.desk import publish as desk_publish
from hackathon.views.desk import readiness as desk_readiness
from hackathon.views.desk import rooms as desk_rooms
from hackathon.views.desk import settings as desk_settings
from hackathon.views.desk import timetable as desk_timetable
from hackathon.views.desk import topics as desk_topics


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    app.register_blueprint(site.bp)
    app.register_blueprint(sign_in.bp)
    app.register_blueprint(agenda.bp)
    app.register_blueprint(feeds.bp)
    app.register_blueprint(mine.bp)
    app.register_blueprint(confirmation.bp)
    app.register_blueprint(events.bp)
    app.register_blueprint(topics.bp)
    app.register_blueprint(review.bp)
    app.register_blueprint(people.bp)
    app.register_blueprint(theme.bp)
    for module in (
        desk_creation,
        desk_log,
        desk_overview,
        desk_people,
        desk_readiness,
        desk_rooms,
        desk_settings,
        desk_timetable,
        desk_topics,
    ):
        app.register_blueprint(module.bp)
    app.register_blueprint(desk_importing.bp)
    app.register_blueprint(desk_joins.bp)
    app.register_blueprint(desk_plan.bp)
    app.register_blueprint(desk_publish.bp)
