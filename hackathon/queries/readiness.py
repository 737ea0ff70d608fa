"""The facts from which the readiness of an event's topics is counted."""

from hackathon.domain.readiness import TopicFacts
from hackathon.models import Event
from hackathon.queries import topics


def facts(event: Event) -> list[TopicFacts]:
    """Return what counts of every topic that is still proposed."""
    return [
        TopicFacts(
            number=each.topic.number,
            title=each.topic.title,
            address=each.topic.address,
            area=each.topic.area.name if each.topic.area else "",
            state=each.topic.review_state,
            difficulty=each.topic.difficulty,
            skills=each.topic.skills,
            description=each.topic.description,
            outcomes=each.topic.outcomes,
            contacts=tuple(contact.person.name for contact in each.topic.contacts),
            wanted=each.wanted,
        )
        for each in topics.listed(event, topics.Search(), person=None)
    ]
