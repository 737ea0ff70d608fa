"""Every blueprint, in the order in which an event is created, used and run."""

from flask import Flask

from hackathon.accounts.language import views as language
from hackathon.accounts.passkeys import views as passkeys
from hackathon.accounts.sign_in import views as sign_in
from hackathon.accounts.single_sign_on import views as single_sign_on
from hackathon.activity import organizer_views as organize_activity
from hackathon.agenda import views as agenda
from hackathon.agenda.contacts import views as contacts
from hackathon.agenda.feeds import views as feeds
from hackathon.agenda.head_counts import organizer_views as organize_head_counts
from hackathon.agenda.live import views as live
from hackathon.agenda.my_agenda import views as mine
from hackathon.agenda.now import views as now
from hackathon.agenda.screens import views as screens
from hackathon.announcements import organizer_views as organize_announcements
from hackathon.announcements import views as announcements
from hackathon.attendance.badges import organizer_views as organize_badges
from hackathon.attendance.check_in import organizer_views as organize_check_in
from hackathon.attendance.check_in import views as door
from hackathon.attendance.invitations import organizer_views as organize_invitations
from hackathon.attendance.invitations import views as invitations
from hackathon.attendance.people import organizer_views as organize_people
from hackathon.attendance.people import views as people
from hackathon.attendance.registration.views import confirmation, registration
from hackathon.core.web import old_addresses
from hackathon.core.web.static_files import stylesheets
from hackathon.event_settings.organizer_views import archiving as organize_archiving
from hackathon.event_settings.organizer_views import copying as organize_copying
from hackathon.event_settings.organizer_views import creation as organize_creation
from hackathon.event_settings.organizer_views import deletion as organize_deletion
from hackathon.event_settings.organizer_views import moving as organize_moving
from hackathon.event_settings.organizer_views import settings as organize_settings
from hackathon.events.milestones import organizer_views as organize_milestones
from hackathon.events.views import installing, site, theme
from hackathon.importing.organizer_views import checking as organize_import_check
from hackathon.importing.organizer_views import exporting as organize_export
from hackathon.importing.organizer_views import importing as organize_import
from hackathon.mail import organizer_views as organize_messages
from hackathon.merge_people import organizer_views as organize_merge_people
from hackathon.my_account.account_page import views as account
from hackathon.my_account.own_account import views as own_account
from hackathon.operations import views as operations
from hackathon.outcomes import organizer_views as organize_next
from hackathon.outcomes import views as outcomes
from hackathon.outcomes.feedback import views as feedback
from hackathon.overview import organizer_views as organize_overview
from hackathon.overview import views as events
from hackathon.planning.drafts.organizer_views import plan as organize_plan
from hackathon.planning.on_the_day import organizer_views as organize_on_the_day
from hackathon.planning.other_times import views as other_times  # noqa: F401 -- adds a route to my agenda
from hackathon.planning.rooms import organizer_views as organize_rooms
from hackathon.planning.runs import organizer_views as organize_runs
from hackathon.planning.tables import organizer_views as organize_tables
from hackathon.planning.timetable import organizer_views as organize_timetable
from hackathon.planning.what_if import organizer_views as organize_what_if
from hackathon.publication.delays import organizer_views as organize_delays
from hackathon.schedule.changes import organizer_views as organize_schedule_changes
from hackathon.schedule.closing import organizer_views as organize_schedule_closing
from hackathon.schedule.incidents import organizer_views as organize_incidents
from hackathon.schedule.open_space import organizer_views as organize_pitches
from hackathon.schedule.open_space import views as pitches
from hackathon.schedule.page.organizer_views import ordering as _ordering  # noqa: F401 -- adds routes to the schedule
from hackathon.schedule.page.organizer_views import proposal as _proposal  # noqa: F401 -- adds a route to the schedule
from hackathon.schedule.page.organizer_views import publishing as _publishing  # noqa: F401 -- adds a route to the schedule
from hackathon.schedule.page.organizer_views import rooms_and_slots as _rooms_and_slots  # noqa: F401 -- adds routes to the schedule
from hackathon.schedule.page.organizer_views import schedule as organize_schedule
from hackathon.schedule.page.organizer_views import session as _session  # noqa: F401 -- adds a route to the schedule
from hackathon.schedule.presence import organizer_views as organize_schedule_presence
from hackathon.schedule.prices import organizer_views as organize_schedule_prices
from hackathon.schedule.proposals import organizer_views as organize_schedule_proposals
from hackathon.schedule.versions import organizer_views as organize_schedule_versions
from hackathon.topics import organizer_views as organize_topics
from hackathon.topics.carry_over import organizer_views as organize_carry_over
from hackathon.topics.history import views as topic_history
from hackathon.topics.merge import organizer_views as organize_topic_merge
from hackathon.topics.proposals import views as proposals
from hackathon.topics.readiness import organizer_views as organize_readiness
from hackathon.topics.review import views as review
from hackathon.topics.split import organizer_views as organize_topic_split
from hackathon.topics.views import own_topics, topics

BLUEPRINTS = (
    stylesheets.bp,
    site.bp,
    operations.bp,
    sign_in.bp,
    single_sign_on.bp,
    account.bp,
    language.bp,
    passkeys.bp,
    events.bp,
    topics.bp,
    proposals.bp,
    review.bp,
    topic_history.bp,
    people.bp,
    pitches.bp,
    agenda.bp,
    feeds.bp,
    theme.bp,
    installing.bp,
    mine.bp,
    now.bp,
    live.bp,
    screens.bp,
    outcomes.bp,
    feedback.bp,
    contacts.bp,
    own_account.bp,
    own_topics.bp,
    invitations.bp,
    registration.bp,
    confirmation.bp,
    door.bp,
    organize_archiving.bp,
    organize_copying.bp,
    organize_deletion.bp,
    organize_creation.bp,
    organize_overview.bp,
    organize_moving.bp,
    organize_settings.bp,
    organize_milestones.bp,
    organize_rooms.bp,
    organize_timetable.bp,
    organize_tables.bp,
    organize_invitations.bp,
    organize_badges.bp,
    organize_people.bp,
    organize_check_in.bp,
    organize_merge_people.bp,
    organize_messages.bp,
    organize_announcements.bp,
    announcements.bp,
    organize_topics.bp,
    organize_topic_merge.bp,
    organize_carry_over.bp,
    organize_topic_split.bp,
    organize_next.bp,
    organize_on_the_day.bp,
    organize_pitches.bp,
    organize_delays.bp,
    organize_incidents.bp,
    organize_head_counts.bp,
    organize_runs.bp,
    organize_import.bp,
    organize_import_check.bp,
    organize_export.bp,
    organize_readiness.bp,
    organize_plan.bp,
    organize_what_if.bp,
    organize_schedule.bp,
    organize_schedule_changes.bp,
    organize_schedule_closing.bp,
    organize_schedule_presence.bp,
    organize_schedule_prices.bp,
    organize_schedule_proposals.bp,
    organize_schedule_versions.bp,
    organize_activity.bp,
    old_addresses.bp,
)


def register(app: Flask) -> None:
    """Register every blueprint."""
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
