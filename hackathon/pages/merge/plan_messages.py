"""The words for showing a merge plan: labels of fields, outcomes, groups and counts."""

from hackathon.core.domain.attendance import Status
from hackathon.core.text.messages import message, plural_message
from hackathon.pages.merge.outcomes import Change, Outcome

FIELDS = {
    "title": message("Title"),
    "place": message("Place"),
    "zone": message("Time zone"),
    "first_day": message("First day"),
    "last_day": message("Last day"),
    "area": message("Area"),
    "contacts": message("Contacts"),
    "description": message("Description"),
    "outcomes": message("Outcomes"),
    "steps": message("Steps"),
    "references": message("References"),
    "skills": message("Skills"),
    "difficulty": message("Difficulty"),
    "length": message("Length in slots"),
    "needs": message("Equipment"),
    "verified": message("Verified"),
    "review_state": message("Review state"),
    "inserted_on": message("Added on"),
    "programme": message("Student programme"),
    "contact_note": message("Contact note"),
    "forum": message("Mailing list"),
    "chat": message("IRC channel"),
    "is_plenary": message("Plenary"),
    "may_run_twice": message("May run twice"),
    "minutes": message("Minutes"),
    "notes": message("Decisions, actions and links"),
    "promise": message("Promised outcomes"),
    "heads": message("People counted"),
}
OUTCOMES = {
    Outcome.TAKEN: message("only the page changed"),
    Outcome.KEPT: message("only your version changed"),
    Outcome.CONFLICT: message("both changed"),
}
STATUS = {
    Status.INVITED: message("invited"),
    Status.CONFIRMED: message("confirmed"),
    Status.MAYBE: message("maybe"),
    Status.DECLINED: message("declined"),
    Status.WAITLISTED: message("on the waitlist"),
    Status.CANCELLED: message("cancelled"),
}
GROUPS = (
    (
        "choose",
        message("Conflicts"),
        message("Changed both here and on the page. Your version stays unless you choose the other one."),
        "alarm",
    ),
    (
        "changed",
        message("Changed on the page"),
        message("The page's version is imported; nothing changed here."),
        "warning",
    ),
    (
        "same",
        message("Possible duplicates"),
        message("You may already have these topics. Please decide for each one."),
        "warning",
    ),
    ("new", message("New on the page"), message("Everything that is ticked is imported."), "good"),
    (
        "missing",
        message("No longer on the page"),
        message("They stay here unless you withdraw them."),
        "alarm",
    ),
    (
        "ours",
        message("Changed only here"),
        message("The page did not change, so your version stays."),
        "",
    ),
)
"""The groups of topics in their order: id, heading, lede and the style of the notice."""
GROUP_COUNTS = {
    "choose": plural_message("conflict", "conflicts", 1),
    "changed": message("changed"),
    "same": plural_message("possible duplicate", "possible duplicates", 1),
    "new": plural_message("new topic", "new topics", 1),
    "missing": message("gone from the page"),
    "ours": message("changed only here"),
}
"""What stands behind the number of topics in a group."""
VOTES_AND_COMMENTS = plural_message("vote or comment", "votes and comments", 1)
PEOPLE = plural_message("person", "people", 1)
DATES = plural_message("date", "dates", 1)
UNCHANGED = plural_message("unchanged topic", "unchanged topics", 1)
RESPONSE_COUNTS = (
    (plural_message("%(number)s new vote", "%(number)s new votes", 1), Change.NEW, True),
    (plural_message("%(number)s later vote", "%(number)s later votes", 1), Change.CHANGED, True),
    (plural_message("%(number)s new comment", "%(number)s new comments", 1), Change.NEW, False),
    (plural_message("%(number)s vote", "%(number)s votes", 1), Change.NOT_ON_PAGE, True),
    (plural_message("%(number)s comment", "%(number)s comments", 1), Change.NOT_ON_PAGE, False),
)
