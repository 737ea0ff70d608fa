"""How much stands on a page, in numbers that a person can check by eye."""

from hackathon.domain.wiki.page import CommentKind, Page
from hackathon.domain.wiki.rendered.frame import SectionKind, TopicForm


def counts_of(page: Page) -> dict[str, int]:
    """Return what was found of each kind."""
    forms = [topic.form for topic in page.topics]
    said = [comment.kind for topic in page.topics for comment in topic.comments]
    named = [topic.contact.people if topic.contact else () for topic in page.topics]
    dates = [topic.date_of_insert for topic in page.topics if topic.date_of_insert]
    return {
        "topics": len(forms),
        "topics_with_body": sum(form is not TopicForm.EMPTY for form in forms),
        "topics_empty": forms.count(TopicForm.EMPTY),
        "topics_raw_template": forms.count(TopicForm.RAW_TEMPLATE),
        "votes_will_attend": said.count(CommentKind.WILL_ATTEND),
        "interested": said.count(CommentKind.INTERESTED),
        "comments": said.count(CommentKind.COMMENT),
        "replies": said.count(CommentKind.REPLY),
        "attendees_confirmed": len(page.confirmed),
        "attendees_invited_unconfirmed": len(page.invited),
        "attendees_without_affiliation": sum(person.affiliation is None for person in page.attendees),
        "milestones": len(page.milestones),
        "sections": len(page.sections),
        "areas": sum(section.kind is SectionKind.AREA for section in page.sections),
        "contacts_distinct": len({person.name for people in named for person in people}),
        "dates_ambiguous": sum(date.is_ambiguous for date in dates),
        "topics_without_contact": sum(not people for people in named),
    }
