"""Every blueprint, in the order in which an event is made, used and run."""

from flask import Flask

from hackathon.views import (
    account,
    agenda,
    announcements,
    confirmation,
    door,
    events,
    feeds,
    invitations,
    mine,
    own_topics,
    passkeys,
    people,
    proposals,
    registration,
    review,
    sign_in,
    single_sign_on,
    site,
    theme,
    topic_history,
    topics,
)
from hackathon.views.desk import announcing as desk_announcing
from hackathon.views.desk import badges as desk_badges
from hackathon.views.desk import carrying as desk_carrying
from hackathon.views.desk import check_in as desk_check_in
from hackathon.views.desk import creation as desk_creation
from hackathon.views.desk import day as desk_day
from hackathon.views.desk import exporting as desk_exporting
from hackathon.views.desk import importing as desk_importing
from hackathon.views.desk import inviting as desk_inviting
from hackathon.views.desk import joins as desk_joins
from hackathon.views.desk import log as desk_log
from hackathon.views.desk import mail as desk_mail
from hackathon.views.desk import merging as desk_merging
from hackathon.views.desk import milestones as desk_milestones
from hackathon.views.desk import order as desk_order
from hackathon.views.desk import overview as desk_overview
from hackathon.views.desk import people as desk_people
from hackathon.views.desk import plan as desk_plan
from hackathon.views.desk import publish as desk_publish
from hackathon.views.desk import readiness as desk_readiness
from hackathon.views.desk import rooms as desk_rooms
from hackathon.views.desk import runs as desk_runs
from hackathon.views.desk import settings as desk_settings
from hackathon.views.desk import splitting as desk_splitting
from hackathon.views.desk import timetable as desk_timetable
from hackathon.views.desk import topics as desk_topics
from hackathon.views.desk import what_if as desk_what_if

BLUEPRINTS = (
    site.bp,
    sign_in.bp,
    single_sign_on.bp,
    account.bp,
    passkeys.bp,
    events.bp,
    topics.bp,
    proposals.bp,
    review.bp,
    topic_history.bp,
    people.bp,
    agenda.bp,
    feeds.bp,
    theme.bp,
    mine.bp,
    own_topics.bp,
    invitations.bp,
    registration.bp,
    confirmation.bp,
    door.bp,
    desk_creation.bp,
    desk_overview.bp,
    desk_settings.bp,
    desk_milestones.bp,
    desk_rooms.bp,
    desk_timetable.bp,
    desk_inviting.bp,
    desk_badges.bp,
    desk_people.bp,
    desk_check_in.bp,
    desk_joins.bp,
    desk_mail.bp,
    desk_announcing.bp,
    announcements.bp,
    desk_topics.bp,
    desk_merging.bp,
    desk_carrying.bp,
    desk_splitting.bp,
    desk_day.bp,
    desk_runs.bp,
    desk_importing.bp,
    desk_exporting.bp,
    desk_readiness.bp,
    desk_plan.bp,
    desk_what_if.bp,
    desk_order.bp,
    desk_publish.bp,
    desk_log.bp,
)


def register(app: Flask) -> None:
    """Put every blueprint in its place."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
