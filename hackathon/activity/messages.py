"""The sentences of the activity log, one for each kind of line.

A line is stored as its kind and the values of its sentence, and translated for its reader. So a sentence may
be reworded as long as its values stay, and a kind must never be removed. `actor` is the person who acted. If
a sentence has a plural, its number is the value `number`.
"""

from collections.abc import Mapping
from enum import StrEnum

from hackathon.core.text.messages import Message, message, plural_message

SERVER = message("A command on the server")
"""Who did it, if nobody was signed in."""


class LogKind(StrEnum):
    """A kind of line in the activity log; the values are in the database."""

    REQUESTED_BADGES = "requested_badges"
    IS_COMING = "is_coming"
    MIGHT_COME = "might_come"
    IS_NOT_COMING = "is_not_coming"
    JOINED_WAITLIST = "joined_waitlist"
    REGISTERED = "registered"
    APPROVED = "approved_person"
    CHECKED_IN = "checked_in_person"
    UNDID_CHECK_IN = "undid_check_in"
    RENEWED_CHECK_IN_CODE = "renewed_check_in_code"
    PLACE_PASSED_ON = "place_passed_on"
    PLACE_HELD = "place_held"
    INVITED = "invited_person"
    INVITED_SEVERAL = "invited_several"
    REMINDED = "reminded"
    WITHDREW_INVITATION = "withdrew_invitation"
    ADDED_PERSON = "added_person"
    ADDED_VOTER = "added_voter"
    CHANGED_PERSON = "changed_person"
    MADE_ATTENDEE = "made_attendee"
    MADE_REVIEWER = "made_reviewer"
    MADE_HELPER = "made_helper"
    MADE_ORGANIZER = "made_organizer"
    MADE_SIGN_IN_LINK = "made_sign_in_link"
    MERGED_PEOPLE = "merged_people"
    UNDID_MERGE_OF_PEOPLE = "undid_merge_of_people"
    DECLINED_MERGE_OF_PEOPLE = "declined_merge_of_people"
    CHANGED_NAME = "changed_name"
    CHANGED_ADDRESS = "changed_address"
    RENEWED_CALENDAR = "renewed_calendar_address"

    CREATED_EVENT = "created_event"
    COPIED_EVENT = "copied_event"
    MOVED_EVENT = "moved_event"
    REMOVED_EVENT = "removed_event"
    ARCHIVED_EVENT = "archived_event"
    REOPENED_EVENT = "reopened_event"
    DELETED_EVENT = "deleted_event"
    CHANGED_SETTINGS = "changed_settings"
    CHANGED_DATES = "changed_dates"
    SET_PHASE = "set_phase"
    FREED_PHASE = "freed_phase"
    DELETED_NEEDS = "deleted_needs"
    IMPORTED_PAGE = "imported_page"
    IMPORTED_UNTITLED_PAGE = "imported_untitled_page"
    UNDID_IMPORT = "undid_import"
    UNDID_IMPORT_OF_UNTITLED_PAGE = "undid_import_of_untitled_page"
    MADE_UP_VOTES = "made_up_votes"

    PROPOSED_TOPIC = "proposed_topic"
    ADDED_TOPIC = "added_topic"
    CHANGED_TOPIC = "changed_topic"
    WITHDREW_TOPIC = "withdrew_topic"
    RESTORED_TOPIC = "restored_topic"
    RESTORED_VERSION = "restored_version_of_topic"
    COMMENTED = "commented"
    RESOLVED_COMMENT = "resolved_comment"
    REOPENED_COMMENT = "reopened_comment"
    SPLIT_TOPIC = "split_topic"
    CARRIED_OVER = "carried_over_topic"
    MERGED_TOPICS = "merged_topics"
    UNDID_MERGE_OF_TOPICS = "undid_merge_of_topics"
    MARKED_NEW = "marked_as_new"
    REQUESTED_REVIEW = "requested_review"
    REQUESTED_CHANGES = "requested_changes"
    MARKED_REVIEWED = "marked_as_reviewed"
    REVIEWED = "reviewed"
    ORDERED_TOPICS = "ordered_topics"
    REMOVED_ORDER = "removed_order"
    CHANGED_AREAS = "changed_areas"
    BEGAN_MINUTES = "began_minutes"
    ADDED_OUTCOME = "added_outcome"
    REMOVED_OUTCOME = "removed_outcome"
    ASSESSED_PROMISE = "assessed_promise"
    ADDED_FILE = "added_file"
    REMOVED_FILE = "removed_file"

    CHANGED_HOURS = "changed_opening_hours"
    GENERATED_SLOTS = "generated_slots"
    GENERATED_DAYS = "generated_days"
    ADDED_SLOT = "added_slot"
    ADDED_BREAK = "added_break"
    CHANGED_SLOT = "changed_slot"
    CHANGED_BREAK = "changed_break"
    REMOVED_SLOT = "removed_slot"
    REMOVED_BREAK = "removed_break"
    ADDED_ROOM = "added_room"
    CHANGED_ROOM = "changed_room"
    REMOVED_ROOM = "removed_room"
    CLOSED_ROOM = "closed_room"
    CLOSED_ROOMS = "closed_all_rooms"
    NOTED_ABSENCE = "noted_absence"
    EXTENDED_TOPIC = "extended_topic"
    EXTENDED_SESSION = "extended_session"
    CANCELLED_SESSION = "cancelled_session"
    STARTED_PLANNER = "started_planner"
    STOPPED_PLANNER = "stopped_planner"
    ASKED_WHAT_IF = "asked_what_if"
    PLANNING_FINISHED = "planning_finished"
    USED_RUN = "used_run_as_draft"
    CHANGED_SCHEDULE = "changed_schedule"
    ACCEPTED_PROPOSAL = "accepted_proposal"
    DISMISSED_PROPOSAL = "dismissed_proposal"
    KEPT_VERSION = "kept_version_of_schedule"
    NAMED_VERSION = "named_version_of_schedule"
    RESTORED_SCHEDULE = "restored_schedule"
    TIMED_PUBLICATION = "timed_publication"
    CANCELLED_TIMED_PUBLICATION = "cancelled_timed_publication"
    NOT_PUBLISHED_IN_TIME = "not_published_in_time"
    KEPT_PROPOSAL = "kept_proposal"
    PUBLISHED = "published_revision"
    PUBLISHED_AND_EMAILED = "published_revision_and_emailed"

    SENT_MAIL_AGAIN = "sent_mail_again"
    SENT_FAILED_MAILS_AGAIN = "sent_failed_mails_again"
    MARKED_MAIL_DELIVERED = "marked_mail_as_delivered"
    GAVE_MAIL_UP = "gave_mail_up"
    WROTE_ANNOUNCEMENT = "wrote_announcement"


SENTENCES: Mapping[LogKind, Message] = {
    LogKind.REQUESTED_BADGES: message("%(actor)s requested badges"),
    LogKind.IS_COMING: message("%(actor)s is coming"),
    LogKind.MIGHT_COME: message("%(actor)s might come"),
    LogKind.IS_NOT_COMING: message("%(actor)s is not coming"),
    LogKind.JOINED_WAITLIST: message("%(actor)s joined the waitlist"),
    LogKind.REGISTERED: message("%(actor)s registered"),
    LogKind.APPROVED: message("%(actor)s approved %(person)s"),
    LogKind.CHECKED_IN: message("%(actor)s checked in %(person)s"),
    LogKind.UNDID_CHECK_IN: message("%(actor)s undid the check-in of %(person)s"),
    LogKind.RENEWED_CHECK_IN_CODE: message("%(actor)s created a new check-in code"),
    LogKind.PLACE_PASSED_ON: message("The place held for %(person)s went to the next person on the waitlist"),
    LogKind.PLACE_HELD: message("A place is held for %(person)s for %(hours)s hours"),
    LogKind.INVITED: message("%(actor)s invited %(person)s"),
    LogKind.INVITED_SEVERAL: plural_message(
        "%(actor)s invited %(number)s person", "%(actor)s invited %(number)s people", 1
    ),
    LogKind.REMINDED: plural_message(
        "%(actor)s reminded %(number)s person of their invitation",
        "%(actor)s reminded %(number)s people of their invitation",
        1,
    ),
    LogKind.WITHDREW_INVITATION: message("%(actor)s withdrew the invitation for %(person)s"),
    LogKind.ADDED_PERSON: message("%(actor)s added %(person)s"),
    LogKind.ADDED_VOTER: message("%(actor)s added %(person)s, who had voted"),
    LogKind.CHANGED_PERSON: message("%(actor)s changed %(person)s"),
    LogKind.MADE_ATTENDEE: message("%(actor)s removed the role of %(person)s"),
    LogKind.MADE_REVIEWER: message("%(actor)s made %(person)s a reviewer"),
    LogKind.MADE_HELPER: message("%(actor)s made %(person)s a helper"),
    LogKind.MADE_ORGANIZER: message("%(actor)s made %(person)s an organizer"),
    LogKind.MADE_SIGN_IN_LINK: message("%(actor)s created a sign-in link for %(person)s"),
    LogKind.MERGED_PEOPLE: message("%(actor)s merged %(joined)s into %(into)s"),
    LogKind.UNDID_MERGE_OF_PEOPLE: message("%(actor)s undid the merge of %(joined)s into %(into)s"),
    LogKind.DECLINED_MERGE_OF_PEOPLE: message("%(actor)s kept %(joined)s and %(into)s apart"),
    LogKind.CHANGED_NAME: message("%(before)s is now called %(after)s"),
    LogKind.CHANGED_ADDRESS: message("%(actor)s changed their email address"),
    LogKind.RENEWED_CALENDAR: message("%(actor)s created a new address for their calendar"),
    LogKind.CREATED_EVENT: message("%(actor)s created the event %(title)s"),
    LogKind.COPIED_EVENT: message("%(actor)s copied the setup of %(title)s"),
    LogKind.MOVED_EVENT: message("%(actor)s moved the event to %(day)s"),
    LogKind.REMOVED_EVENT: message(
        "%(actor)s removed the event %(title)s at %(address)s, which an import had created"
    ),
    LogKind.ARCHIVED_EVENT: message("%(actor)s archived the event"),
    LogKind.REOPENED_EVENT: message("%(actor)s reopened the archived event"),
    LogKind.DELETED_EVENT: message("%(actor)s deleted the event %(title)s at %(address)s"),
    LogKind.CHANGED_SETTINGS: message("%(actor)s changed the settings"),
    LogKind.CHANGED_DATES: message("%(actor)s changed the dates"),
    LogKind.SET_PHASE: message("%(actor)s set the phase to “%(phase)s”"),
    LogKind.FREED_PHASE: message("%(actor)s set the phase to follow the dates"),
    LogKind.DELETED_NEEDS: plural_message(
        "The needs of %(number)s person were deleted, as promised",
        "The needs of %(number)s people were deleted, as promised",
        1,
    ),
    LogKind.IMPORTED_PAGE: message("%(actor)s imported the page “%(page)s”: %(summary)s"),
    LogKind.IMPORTED_UNTITLED_PAGE: message("%(actor)s imported a page: %(summary)s"),
    LogKind.UNDID_IMPORT: message("%(actor)s undid the import of the page “%(page)s”"),
    LogKind.UNDID_IMPORT_OF_UNTITLED_PAGE: message("%(actor)s undid the import of a page"),
    LogKind.MADE_UP_VOTES: plural_message(
        "%(actor)s added %(number)s made-up vote for the demonstration",
        "%(actor)s added %(number)s made-up votes for the demonstration",
        1,
    ),
    LogKind.PROPOSED_TOPIC: message("%(actor)s proposed “%(topic)s”"),
    LogKind.ADDED_TOPIC: message("%(actor)s added “%(topic)s”"),
    LogKind.CHANGED_TOPIC: message("%(actor)s changed “%(topic)s”"),
    LogKind.WITHDREW_TOPIC: message("%(actor)s withdrew “%(topic)s”"),
    LogKind.RESTORED_TOPIC: message("%(actor)s restored “%(topic)s”"),
    LogKind.RESTORED_VERSION: message("%(actor)s restored version %(version)s of “%(topic)s”"),
    LogKind.COMMENTED: message("%(actor)s commented on “%(topic)s”"),
    LogKind.RESOLVED_COMMENT: message("%(actor)s resolved a comment on “%(topic)s”"),
    LogKind.REOPENED_COMMENT: message("%(actor)s reopened a comment on “%(topic)s”"),
    LogKind.SPLIT_TOPIC: message("%(actor)s split “%(topic)s” off from “%(origin)s”"),
    LogKind.CARRIED_OVER: message("%(actor)s carried “%(topic)s” over to %(to)s"),
    LogKind.MERGED_TOPICS: message("%(actor)s merged “%(topic)s” into “%(into)s”"),
    LogKind.UNDID_MERGE_OF_TOPICS: message("%(actor)s undid the merge of “%(topic)s” into “%(into)s”"),
    LogKind.MARKED_NEW: message("%(actor)s marked “%(topic)s” as new"),
    LogKind.REQUESTED_REVIEW: message("%(actor)s requested a review of “%(topic)s”"),
    LogKind.REQUESTED_CHANGES: message("%(actor)s requested changes to “%(topic)s”"),
    LogKind.MARKED_REVIEWED: message("%(actor)s marked “%(topic)s” as reviewed"),
    LogKind.REVIEWED: message("%(actor)s reviewed “%(topic)s”"),
    LogKind.ORDERED_TOPICS: message("%(actor)s put “%(then)s” after “%(first)s”"),
    LogKind.REMOVED_ORDER: message("%(actor)s removed the rule that “%(then)s” comes after “%(first)s”"),
    LogKind.CHANGED_AREAS: message("%(actor)s changed the areas"),
    LogKind.BEGAN_MINUTES: message("%(actor)s started the minutes of “%(topic)s”"),
    LogKind.ADDED_OUTCOME: message("%(actor)s added an outcome to “%(topic)s”: %(outcome)s"),
    LogKind.ASSESSED_PROMISE: message("%(actor)s assessed the promised outcomes of “%(topic)s”"),
    LogKind.ADDED_FILE: message("%(actor)s added a file to “%(topic)s”: %(file)s"),
    LogKind.REMOVED_FILE: message("%(actor)s removed a file from “%(topic)s”: %(file)s"),
    LogKind.REMOVED_OUTCOME: message("%(actor)s removed an outcome from “%(topic)s”: %(outcome)s"),
    LogKind.CHANGED_HOURS: message("%(actor)s changed the opening hours"),
    LogKind.GENERATED_SLOTS: plural_message(
        "%(actor)s generated %(number)s slot per day", "%(actor)s generated %(number)s slots per day", 1
    ),
    LogKind.GENERATED_DAYS: plural_message(
        "%(actor)s generated %(number)s slot", "%(actor)s generated %(number)s slots", 1
    ),
    LogKind.ADDED_SLOT: message("%(actor)s added the slot on %(day)s, %(times)s"),
    LogKind.ADDED_BREAK: message("%(actor)s added the break on %(day)s, %(times)s"),
    LogKind.CHANGED_SLOT: message("%(actor)s changed the slot on %(day)s, %(times)s: now %(after)s"),
    LogKind.CHANGED_BREAK: message("%(actor)s changed the break on %(day)s, %(times)s: now %(after)s"),
    LogKind.REMOVED_SLOT: message("%(actor)s removed the slot on %(day)s, %(times)s"),
    LogKind.REMOVED_BREAK: message("%(actor)s removed the break on %(day)s, %(times)s"),
    LogKind.ADDED_ROOM: message("%(actor)s added the room %(room)s"),
    LogKind.CHANGED_ROOM: message("%(actor)s changed the room %(room)s"),
    LogKind.REMOVED_ROOM: message("%(actor)s removed the room %(room)s"),
    LogKind.CLOSED_ROOM: message("%(actor)s closed %(room)s from %(time)s"),
    LogKind.CLOSED_ROOMS: message("%(actor)s closed all rooms from %(time)s"),
    LogKind.NOTED_ABSENCE: message("%(actor)s noted that %(person)s is away until %(time)s on %(day)s"),
    LogKind.EXTENDED_TOPIC: message("%(actor)s extended “%(topic)s” by one slot"),
    LogKind.EXTENDED_SESSION: message("%(actor)s extended a session of “%(topic)s” by one slot"),
    LogKind.CANCELLED_SESSION: message("%(actor)s cancelled a session of “%(topic)s”"),
    LogKind.STARTED_PLANNER: message("%(actor)s started the planner"),
    LogKind.STOPPED_PLANNER: message("%(actor)s stopped the planner"),
    LogKind.ASKED_WHAT_IF: message("%(actor)s asked: %(question)s"),
    LogKind.PLANNING_FINISHED: message("Planning finished. %(result)s"),
    LogKind.USED_RUN: message("%(actor)s used the agenda from the planner run of %(time)s UTC as the draft"),
    LogKind.CHANGED_SCHEDULE: message("%(actor)s changed the schedule. %(change)s"),
    LogKind.ACCEPTED_PROPOSAL: message("%(actor)s accepted a planner proposal: %(change)s"),
    LogKind.DISMISSED_PROPOSAL: message("%(actor)s dismissed a planner proposal"),
    LogKind.KEPT_VERSION: message("%(actor)s saved a version of the schedule as “%(version)s”"),
    LogKind.NAMED_VERSION: message("%(actor)s named a version of the schedule “%(version)s”"),
    LogKind.RESTORED_SCHEDULE: message("%(actor)s restored the schedule of %(moment)s UTC"),
    LogKind.TIMED_PUBLICATION: message("%(actor)s scheduled the publication for %(moment)s UTC"),
    LogKind.CANCELLED_TIMED_PUBLICATION: message("%(actor)s cancelled the scheduled publication"),
    LogKind.NOT_PUBLISHED_IN_TIME: message("The agenda was not published at the set time. %(reason)s"),
    LogKind.KEPT_PROPOSAL: message("%(actor)s saved a planner proposal as “%(version)s”"),
    LogKind.PUBLISHED: message("%(actor)s published revision %(revision)s"),
    LogKind.PUBLISHED_AND_EMAILED: plural_message(
        "%(actor)s published revision %(revision)s and emailed %(number)s affected person",
        "%(actor)s published revision %(revision)s and emailed %(number)s affected people",
        1,
    ),
    LogKind.SENT_MAIL_AGAIN: message("%(actor)s resent “%(subject)s” to %(recipient)s"),
    LogKind.SENT_FAILED_MAILS_AGAIN: plural_message(
        "%(actor)s resent %(number)s failed email",
        "%(actor)s resent %(number)s failed emails",
        1,
    ),
    LogKind.MARKED_MAIL_DELIVERED: message("%(actor)s marked “%(subject)s” as delivered to %(recipient)s"),
    LogKind.GAVE_MAIL_UP: message("%(actor)s gave up sending “%(subject)s” to %(recipient)s"),
    LogKind.WROTE_ANNOUNCEMENT: plural_message(
        "%(actor)s sent “%(subject)s” to %(number)s person",
        "%(actor)s sent “%(subject)s” to %(number)s people",
        1,
    ),
}
"""The sentence of each kind, without its values."""


def sentence(kind: LogKind, values: Mapping[str, object]) -> Message:
    """Return the sentence of a kind with its values."""
    known = SENTENCES[kind]
    number = values.get("number", 1)
    return Message(
        singular=known.singular,
        plural=known.plural,
        number=number if isinstance(number, int) else 1,
        values=values,
    )
